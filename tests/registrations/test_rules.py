"""Which steps a registration may take, how long a held seat is held, and what a name in Latin letters is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.catalogue.rules import Admission, Stage
from workshops.catalogue.rules import State as WorkshopState
from workshops.foundation.errors import DomainError
from workshops.registrations import rules
from workshops.registrations.rules import Answers, State, Step

NOW = datetime(2027, 1, 11, 8, tzinfo=UTC)


@pytest.mark.parametrize("state", State)
def test_a_registration_that_has_ended_goes_nowhere(state: State) -> None:
    steps = {step for step in Step if rules.may(step, state)}
    assert bool(steps) == (state in rules.LIVE_STATES)


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (State.UNCONFIRMED, {Step.PROVE, Step.LAPSE, Step.WITHDRAW, Step.CANCEL, Step.CORRECT}),
        (State.SUBMITTED, {Step.APPROVE, Step.WAITLIST, Step.DECLINE, Step.WITHDRAW, Step.CANCEL, Step.CORRECT}),
        (State.WAITLISTED, {Step.APPROVE, Step.DECLINE, Step.OFFER, Step.WITHDRAW, Step.CANCEL, Step.CORRECT}),
        (State.OFFERED, {Step.APPROVE, Step.ACCEPT, Step.LAPSE, Step.WITHDRAW, Step.CANCEL, Step.CORRECT}),
        (State.CONFIRMED, {Step.WITHDRAW, Step.CANCEL, Step.CORRECT}),
    ],
)
def test_each_live_state_leads_on_by_these_steps_alone(state: State, steps: set[Step]) -> None:
    assert {step for step in Step if rules.may(step, state)} == steps


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        (State.UNCONFIRMED, "The e-mail address of this registration is not proved yet."),
        (State.CONFIRMED, "This person has a seat already."),
        (State.OFFERED, None),
        (State.DECLINED, "This registration has ended. To come back, the person registers again."),
        (State.WITHDRAWN, "This registration has ended. To come back, the person registers again."),
        (State.CANCELLED, "This registration has ended. To come back, the person registers again."),
    ],
)
def test_a_refused_approval_says_where_the_registration_stands(state: State, refusal: str | None) -> None:
    assert _refusal(rules.ensure_may, Step.APPROVE, state) == refusal


@pytest.mark.parametrize(
    ("step", "state", "refusal"),
    [
        (Step.WITHDRAW, State.WITHDRAWN, "Your registration has ended. To come back, register again."),
        (Step.ACCEPT, State.CANCELLED, "Your registration has ended. To come back, register again."),
        (Step.CORRECT, State.DECLINED, "Your registration has ended. To come back, register again."),
        (Step.ACCEPT, State.CONFIRMED, "You have this seat already."),
        (Step.PROVE, State.WAITLISTED, "You are on the waitlist, and no seat is free yet."),
        (Step.PROVE, State.OFFERED, "A seat is offered to you already. The answer is yours."),
        (Step.PROVE, State.SUBMITTED, "The organizer has not decided about this registration yet."),
    ],
)
def test_a_refused_step_of_the_person_speaks_to_her(step: Step, state: State, refusal: str) -> None:
    assert _refusal(rules.ensure_may, step, state) == refusal


def _refusal(ensure: object, *arguments: object) -> str | None:
    try:
        ensure(*arguments)  # type: ignore[operator]
    except DomainError as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("stage", "refusal"),
    [
        (Stage.OPEN, None),
        (Stage.FULL, None),
        (Stage.NOT_OPEN_YET, rules.NotOpenYet),
        (Stage.CLOSED, rules.RegistrationClosed),
        (Stage.RUNNING, rules.RegistrationClosed),
        (Stage.POSTPONED, rules.RegistrationClosed),
        (Stage.CANCELLED, rules.RegistrationClosed),
        (Stage.DRAFT, rules.RegistrationClosed),
    ],
)
def test_registration_is_open_while_seats_or_the_waitlist_are(stage: Stage, refusal: type[DomainError] | None) -> None:
    if refusal is None:
        rules.ensure_open(stage)
        return
    with pytest.raises(refusal):
        rules.ensure_open(stage)


@pytest.mark.parametrize(
    ("admission", "holds_seat", "state"),
    [
        (Admission.OPEN, True, State.CONFIRMED),
        (Admission.OPEN, False, State.WAITLISTED),
        (Admission.APPROVAL, False, State.SUBMITTED),
        (Admission.APPROVAL, True, State.SUBMITTED),
    ],
)
def test_a_proved_address_leads_to_the_seat_the_line_or_the_organizer(
    admission: Admission, holds_seat: object, state: State
) -> None:
    assert rules.after_proof(admission, holds_seat=bool(holds_seat)) is state


def test_an_offer_never_lasts_beyond_the_start() -> None:
    assert rules.offer_ends(NOW, 48, NOW + timedelta(days=9)) == NOW + timedelta(hours=48)
    assert rules.offer_ends(NOW, 48, NOW + timedelta(hours=5)) == NOW + timedelta(hours=5)


def test_an_offer_ends_at_its_second() -> None:
    rules.ensure_offer_lasts(NOW + timedelta(seconds=1), NOW)
    with pytest.raises(rules.OfferEnded):
        rules.ensure_offer_lasts(NOW, NOW)


def test_seats_go_to_the_waitlist_while_the_workshop_is_ahead() -> None:
    assert rules.may_offer(WorkshopState.PUBLISHED, NOW + timedelta(seconds=1), NOW)
    assert not rules.may_offer(WorkshopState.PUBLISHED, NOW, NOW)
    assert not rules.may_offer(WorkshopState.POSTPONED, NOW + timedelta(days=9), NOW)


def test_what_happened_stays_as_it_was() -> None:
    rules.ensure_not_over(WorkshopState.PUBLISHED, NOW + timedelta(seconds=1), NOW)
    rules.ensure_not_over(WorkshopState.POSTPONED, NOW - timedelta(days=9), NOW)
    with pytest.raises(rules.WorkshopOver):
        rules.ensure_not_over(WorkshopState.HELD, NOW, NOW)


def test_an_organizer_who_selects_keeps_the_seats_that_were_not_given_back() -> None:
    assert rules.most_offers(Admission.APPROVAL, 1) == 1
    assert rules.most_offers(Admission.OPEN, 1) is None


def test_nobody_is_turned_away_without_a_word() -> None:
    rules.ensure_reason("There were more candidates than seats.")
    with pytest.raises(rules.ReasonMissing):
        rules.ensure_reason(" \n ")


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=9), st.data(), st.integers(-3, 99))
def test_moving_somebody_in_the_line_leaves_the_others_in_order(line: list[int], data: st.DataObject, to: int) -> None:
    someone = data.draw(st.sampled_from(line))
    after = rules.moved(line, someone, to)
    assert after.index(someone) == min(max(to, 1), len(line)) - 1
    assert [each for each in after if each != someone] == [each for each in line if each != someone]


@pytest.mark.parametrize(
    "name",
    [
        "Gulnora Rahimova",
        "Jean-Luc O'Brien",
        "José Ñandú",
        "Elçin Rəhimli",
        "Sunardi",
        "Yoʻldoshev",
        "Ngũgĩ wa Thiong’o",
    ],
)
def test_a_passport_has_names_like_this(name: str) -> None:
    assert rules.is_latin_name(name)


@pytest.mark.parametrize(
    "name",
    ["", " ", "-", "Гулнора", "زينب", "陈雨薇", "Gulnora Раҳимова", "R2D2", "a@b", "<b>", "Ａｎｎａ", "=1+1", "👮"],
)
def test_a_passport_has_no_names_like_this(name: str) -> None:
    assert not rules.is_latin_name(name)


def test_two_forms_differ_in_these_answers() -> None:
    one = Answers(name_latin="Gulnora Rahimova", needs=("visa_letter",))
    assert one.differences(Answers(name_latin="Gulnora Rahimova", post="Inspector")) == ("post", "needs")


@pytest.mark.parametrize(
    ("ready", "own_words", "reason"),
    [
        ("candidates", "", "There were more candidates than seats."),
        ("", " Come in June. ", "Come in June."),
        ("agency", "Come in June.", "Your agency asked us to.\nCome in June."),
        ("no such reason", "", ""),
    ],
)
def test_a_reason_is_a_ready_sentence_and_the_organizers_own_words(ready: str, own_words: str, reason: str) -> None:
    assert rules.reason_from(ready, own_words) == reason
