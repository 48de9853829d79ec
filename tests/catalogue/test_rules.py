"""What holds for every workshop, from plain values."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice, product

import pytest

from workshops.catalogue.rules import (
    Kind,
    Missing,
    Mode,
    Place,
    PublicationFacts,
    Stage,
    Standing,
    State,
    TimeAndPlace,
    UnusableSlug,
    ensure_may_archive,
    ensure_may_cancel,
    ensure_may_edit,
    ensure_may_hold,
    ensure_may_postpone,
    ensure_may_publish,
    ensure_may_reschedule,
    ensure_may_restore,
    ensure_slug,
    ensure_span,
    ensure_window,
    is_place_complete,
    missing_for_publication,
    month_span,
    slugs_for,
)
from workshops.foundation.errors import DomainError
from workshops.foundation.zones import AmbiguousTime, NonexistentTime

NOW = datetime(2027, 1, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
local = datetime.fromisoformat
STANDING = Standing(
    state=State.PUBLISHED,
    opens_at=NOW - 3 * DAY,
    closes_at=NOW + 3 * DAY,
    starts_at=NOW + 10 * DAY,
    ends_at=NOW + 12 * DAY,
    capacity=20,
    taken=5,
)
OVER = replace(STANDING, starts_at=NOW - 3 * DAY, ends_at=NOW)
FACTS = PublicationFacts(
    kind=Kind.WORKSHOP,
    mode=Mode.HYBRID,
    summary="Who calls whom",
    aims="Agree",
    learning_outcomes="Write a protocol",
    target_audience="Officers",
    admission_criteria="Two years",
    working_languages=("ar", "en"),
    contact_name="Programme",
    contact_email="programme@workshops.example",
    venue_name="Centre",
    city="Doha",
    country_iso3="QAT",
    join_url="https://meet.example/airlines",
    opens_at=NOW,
    closes_at=NOW + 3 * DAY,
    starts_at=NOW + 10 * DAY,
    ends_at=NOW + 12 * DAY,
    themes=1,
    signatories=1,
    hosts=0,
    sides=0,
)
PLACE = TimeAndPlace(
    starts_local=local("2027-02-16 09:00"), ends_local=local("2027-02-18 17:00"), zone="Asia/Qatar", mode=Mode.ON_SITE
)


def may(ensure: Callable[..., None], *arguments: object) -> bool:
    try:
        ensure(*arguments)
    except DomainError:
        return False
    return True


# The steps of a life


@pytest.mark.parametrize(
    ("ensure", "states_ahead", "states_over"),
    [
        (ensure_may_publish, {State.DRAFT}, {State.DRAFT}),
        (ensure_may_postpone, {State.PUBLISHED}, set()),
        (ensure_may_cancel, {State.PUBLISHED, State.POSTPONED}, {State.POSTPONED}),
        (ensure_may_hold, set(), {State.PUBLISHED}),
        (
            ensure_may_archive,
            {State.DRAFT, State.CANCELLED, State.HELD},
            {State.DRAFT, State.CANCELLED, State.HELD},
        ),
        (ensure_may_restore, {State.ARCHIVED}, {State.ARCHIVED}),
    ],
)
def test_each_step_is_open_from_exactly_its_states(
    ensure: Callable[..., None], states_ahead: set[State], states_over: set[State]
) -> None:
    assert {state for state in State if may(ensure, replace(STANDING, state=state), NOW)} == states_ahead
    assert {state for state in State if may(ensure, replace(OVER, state=state), NOW)} == states_over


def test_only_what_is_ahead_moves_and_only_the_archive_is_shut() -> None:
    assert {state for state in State if may(ensure_may_reschedule, state)} == {
        State.DRAFT,
        State.PUBLISHED,
        State.POSTPONED,
    }
    assert {state for state in State if may(ensure_may_edit, state)} == set(State) - {State.ARCHIVED}


def test_the_last_second_is_still_ahead() -> None:
    assert may(ensure_may_postpone, STANDING, STANDING.ends_at - timedelta(seconds=1))
    assert not may(ensure_may_postpone, STANDING, STANDING.ends_at)
    assert may(ensure_may_hold, STANDING, STANDING.ends_at)


# Stages


@pytest.mark.parametrize(
    ("moment", "stage"),
    [
        (STANDING.opens_at, Stage.OPEN),
        (NOW - 3 * DAY - timedelta(seconds=1), Stage.NOT_OPEN_YET),
        (NOW + 3 * DAY - timedelta(seconds=1), Stage.OPEN),
        (STANDING.closes_at, Stage.CLOSED),
        (STANDING.starts_at - timedelta(seconds=1), Stage.CLOSED),
        (STANDING.starts_at, Stage.RUNNING),
        (STANDING.ends_at - timedelta(seconds=1), Stage.RUNNING),
        (STANDING.ends_at, Stage.OVER),
    ],
)
def test_a_published_workshop_stands_where_the_clock_says(moment: datetime, stage: Stage) -> None:
    assert STANDING.stage(moment) is stage
    assert STANDING.takes_registrations(moment) is (stage is Stage.OPEN)


def test_a_full_workshop_takes_registrations_for_the_waitlist() -> None:
    full = replace(STANDING, taken=20)
    assert full.stage(NOW) is Stage.FULL
    assert full.takes_registrations(NOW)
    assert full.stage(NOW + 4 * DAY) is Stage.CLOSED


@pytest.mark.parametrize("state", sorted(set(State) - {State.PUBLISHED}))
def test_any_other_state_is_its_own_stage_at_any_time(state: State) -> None:
    standing = replace(STANDING, state=state)
    moments = [NOW + n * DAY for n in (-4, 0, 4, 11, 13)]
    assert {standing.stage(moment).value for moment in moments} == {state.value}
    assert {standing.next_change(moment) for moment in moments} == {None}


def test_without_a_window_registration_is_closed() -> None:
    assert replace(STANDING, opens_at=None, closes_at=None).stage(NOW) is Stage.CLOSED
    assert replace(STANDING, opens_at=None).stage(NOW) is Stage.NOT_OPEN_YET


def test_the_next_change_is_the_moment_at_which_the_stage_changes() -> None:
    moment, changes = NOW - 30 * DAY, []
    while (following := STANDING.next_change(moment)) is not None:
        assert STANDING.stage(following - timedelta(seconds=1)) is STANDING.stage(moment)
        assert STANDING.stage(following) is not STANDING.stage(moment)
        moment = following
        changes.append(STANDING.stage(moment))
    assert changes == [Stage.OPEN, Stage.CLOSED, Stage.RUNNING, Stage.OVER]


# Publication


def test_nothing_is_missing_when_everything_is_there() -> None:
    assert missing_for_publication(FACTS, NOW) == []


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"summary": " "}, Missing("Write the summary that the catalogue shows.", Place.TEXT, "summary")),
        ({"aims": ""}, Missing("Write the aims.", Place.TEXT, "aims")),
        ({"learning_outcomes": ""}, Missing("Write the learning outcomes.", Place.TEXT, "learning_outcomes")),
        ({"target_audience": "\n"}, Missing("Write whom the workshop is for.", Place.TEXT, "target_audience")),
        ({"admission_criteria": ""}, Missing("Write the admission criteria.", Place.TEXT, "admission_criteria")),
        ({"working_languages": ()}, Missing("Choose the working languages.", Place.SETTINGS, "working_languages-0")),
        ({"themes": 0}, Missing("Choose at least one theme.", Place.SETTINGS, "themes-0")),
        ({"contact_name": ""}, Missing("Name a contact with an e-mail address.", Place.SETTINGS, "contact_name")),
        ({"contact_email": ""}, Missing("Name a contact with an e-mail address.", Place.SETTINGS, "contact_name")),
        ({"signatories": 0}, Missing("Name who signs the certificates.", Place.SETTINGS, "signatories")),
        ({"venue_name": ""}, Missing("Give the venue with its city and country.", Place.SCHEDULE, "venue_name")),
        ({"city": ""}, Missing("Give the venue with its city and country.", Place.SCHEDULE, "venue_name")),
        ({"country_iso3": None}, Missing("Give the venue with its city and country.", Place.SCHEDULE, "venue_name")),
        ({"join_url": ""}, Missing("Give the link to join online.", Place.SCHEDULE, "join_url")),
        ({"ends_at": NOW}, Missing("The dates are over. Choose dates ahead.", Place.SCHEDULE, "starts_local")),
        ({"opens_at": None}, Missing("Say when registration opens and closes.", Place.SETTINGS, "opens_at")),
        ({"closes_at": None}, Missing("Say when registration opens and closes.", Place.SETTINGS, "opens_at")),
        (
            {"closes_at": NOW + 11 * DAY},
            Missing("Let registration close before the workshop begins.", Place.SETTINGS, "closes_at"),
        ),
        (
            {"opens_at": NOW - DAY, "closes_at": NOW},
            Missing("Registration would be closed already. Choose a later end.", Place.SETTINGS, "closes_at"),
        ),
        (
            {"kind": Kind.TECHNICAL_EXCHANGE, "sides": 1},
            Missing("Name at least two hosts or co-organizers: an exchange has two sides.", Place.SETTINGS, "hosts"),
        ),
        ({"kind": Kind.STUDY_VISIT}, Missing("Name the host of the study visit.", Place.SETTINGS, "hosts")),
        (
            {"kind": Kind.WEBINAR},
            Missing("A webinar is online. Change its place, or choose another kind.", Place.SCHEDULE, "mode"),
        ),
    ],
)
def test_each_missing_thing_is_said_alone(change: dict[str, object], missing: Missing) -> None:
    assert missing_for_publication(replace(FACTS, **change), NOW) == [missing]  # type: ignore[arg-type]


def test_everything_missing_is_said_at_once() -> None:
    bare = PublicationFacts(
        kind=Kind.STUDY_VISIT,
        mode=Mode.ON_SITE,
        summary="",
        aims="",
        learning_outcomes="",
        target_audience="",
        admission_criteria="",
        working_languages=(),
        contact_name="",
        contact_email="",
        venue_name="",
        city="",
        country_iso3=None,
        join_url="",
        opens_at=None,
        closes_at=None,
        starts_at=NOW - 2 * DAY,
        ends_at=NOW - DAY,
        themes=0,
        signatories=0,
        hosts=0,
        sides=0,
    )
    assert len(missing_for_publication(bare, NOW)) == 13


@pytest.mark.parametrize(("mode", "venue", "link"), list(product(Mode, (True, False), (True, False))))
def test_people_know_where_to_go_or_what_to_open(mode: Mode, venue: bool, link: bool) -> None:  # noqa: FBT001
    facts = replace(
        FACTS, mode=mode, venue_name="Centre" if venue else "", join_url="https://a.example" if link else ""
    )
    needed = {Mode.ON_SITE: venue, Mode.ONLINE: link, Mode.HYBRID: venue and link}
    assert is_place_complete(facts) is needed[mode]


# Times


def test_the_clocks_of_the_place_give_the_moment() -> None:
    assert PLACE.starts_at == datetime(2027, 2, 16, 6, tzinfo=UTC)
    assert PLACE.ends_at == datetime(2027, 2, 18, 14, tzinfo=UTC)


def test_a_time_that_the_clocks_jump_over_or_show_twice_is_refused() -> None:
    with pytest.raises(NonexistentTime):
        _ = replace(PLACE, zone="Europe/Berlin", starts_local=local("2027-03-28 02:30")).starts_at
    with pytest.raises(AmbiguousTime):
        _ = replace(PLACE, zone="Europe/Berlin", ends_local=local("2027-10-31 02:30")).ends_at


def test_the_differences_of_two_times_and_places_are_named() -> None:
    other = replace(PLACE, zone="Asia/Dubai", city="Abu Dhabi")
    assert PLACE.differences(other) == ("zone", "city")
    assert PLACE.differences(PLACE) == ()


@pytest.mark.parametrize(
    ("ends_at", "sentence"),
    [
        (NOW, "The end comes before the beginning. Choose a later end."),
        (NOW - DAY, "The end comes before the beginning. Choose a later end."),
        (NOW + 367 * DAY, "This is longer than a year. Look at the years of both dates."),
    ],
)
def test_a_workshop_ends_after_it_begins_and_within_a_year(ends_at: datetime, sentence: str) -> None:
    ensure_span(NOW, NOW + 366 * DAY)
    with pytest.raises(DomainError, match=sentence):
        ensure_span(NOW, ends_at)


def test_registration_opens_then_closes_then_the_workshop_begins() -> None:
    ensure_window(None, None, starts_at=NOW)
    ensure_window(NOW, None, starts_at=NOW)
    ensure_window(NOW - DAY, NOW, starts_at=NOW)
    with pytest.raises(DomainError, match="Registration closes before it opens"):
        ensure_window(NOW, NOW, starts_at=NOW + DAY)
    with pytest.raises(DomainError, match="Registration would close after the workshop begins"):
        ensure_window(None, NOW + DAY, starts_at=NOW)


# Addresses


@pytest.mark.parametrize(
    ("title", "slugs"),
    [
        ("API for land and rail", ["api-for-land-and-rail", "api-for-land-and-rail-2"]),
        ("L’analyse des données d'été", ["lanalyse-des-donnees-dete", "lanalyse-des-donnees-dete-2"]),
        ("Türkiye: Straße & Øresund", ["turkiye-stra-e-resund", "turkiye-stra-e-resund-2"]),
        ("边境管理中的数据与技术", ["ws-2027-004", "ws-2027-004-2"]),
        ("التعاون مع شركات الطيران API", ["ws-2027-004", "ws-2027-004-2"]),
        ("New", ["ws-2027-004", "ws-2027-004-2"]),
        ("WS-2026-001", ["ws-2027-004", "ws-2027-004-2"]),
        ("!!!", ["ws-2027-004", "ws-2027-004-2"]),
        ("a" * 200, ["a" * 72, "a" * 72 + "-2"]),
    ],
)
def test_a_title_gives_an_address_and_a_foreign_script_the_code(title: str, slugs: list[str]) -> None:
    assert list(islice(slugs_for(title, "WS-2027-004"), 2)) == slugs


@pytest.mark.parametrize("slug", ["airlines", "a-1", "2027", "ws-2027"])
def test_an_address_has_small_letters_digits_and_hyphens(slug: str) -> None:
    ensure_slug(slug)


@pytest.mark.parametrize(
    "slug", ["", "-a", "a-", "a--b", "A", "é", "a.ics", "a/b", "new", "programmes", "ws-2027-001", "a" * 81, "a\n"]
)
def test_any_other_address_is_refused(slug: str) -> None:
    with pytest.raises(UnusableSlug):
        ensure_slug(slug)


# Months


def test_a_month_spans_to_the_next_one() -> None:
    assert month_span("2027-12") == (local("2027-12-01"), local("2028-01-01"))
    assert month_span("2027-02") == (local("2027-02-01"), local("2027-03-01"))


@pytest.mark.parametrize("text", ["", "2027", "2027-13", "2027-00", "0001-01", "9999-12", "२०२७-०२", "2027-02-01"])
def test_what_is_no_month_is_none(text: str) -> None:
    assert month_span(text) is None
