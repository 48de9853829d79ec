"""The outbox: nothing lost, nothing twice, and what nobody can know is left to a person."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.browser import Browser
from tests.support.factories import make_organisation, make_person, make_registration, make_workshop
from tests.support.signing_in import sign_in
from tests.support.smtp import Sink
from workshops.accounts import handlers as accounts
from workshops.accounts.actions import ask_for_code
from workshops.accounts.models import Person
from workshops.accounts.rules import Purpose, Role
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.notifications import actions, messages
from workshops.notifications.jobs import deliver, take_over
from workshops.notifications.messages import KIND_NAMES
from workshops.notifications.models import OutboxMessage
from workshops.notifications.rules import LEASE, MessageState
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

Work = Callable[[], None]
AT_THE_PLACE = "28 January 2027, 23:59 Qatar time (UTC+3)"


def declined(house: Flask) -> int:
    """A registration whose news is in the outbox under one key."""
    registration = make_registration(house, make_workshop(house), state=State.DECLINED, reason="Too few seats.")
    tell(registration)
    return registration


def tell(registration: int) -> None:
    with unit_of_work():
        row = db.session.get_one(Registration, registration)
        actions.enqueue(
            "registration_declined",
            f"registration_declined:{registration}",
            row.person_id,
            workshop_id=row.workshop_id,
            payload={"registration_id": registration, "state": "declined"},
        )


def state() -> str:
    (found,) = db.session.scalars(select(OutboxMessage.state).execution_options(populate_existing=True))
    return found


def test_news_with_the_same_key_is_one_mail(house: Flask, sink: Sink, work: Work) -> None:
    registration = declined(house)
    tell(registration)
    work()
    tell(registration)
    work()
    subjects = [message["Subject"].strip().partition(":")[0] for message in sink.messages]
    assert subjects == ["Decision on your registration"]
    assert state() == MessageState.SENT


@pytest.mark.parametrize(
    ("zone", "country", "words"),
    [
        (None, None, f"{AT_THE_PLACE}."),
        (None, "USA", f"{AT_THE_PLACE}."),
        (None, "GBR", f"{AT_THE_PLACE}, which is 20:59 London time (UTC)."),
        (
            "Pacific/Auckland",
            "GBR",
            "28 January 2027, 23:59 Qatar time (UTC+3), which is Friday 29 January 2027, 09:59 Auckland time (UTC+13).",
        ),
    ],
)
def test_a_deadline_is_mailed_on_the_clock_of_the_place_and_on_hers_when_it_is_known(
    house: Flask, sink: Sink, work: Work, zone: str | None, country: str | None, words: str
) -> None:
    workshop = make_workshop(house, decision_due_at=datetime(2027, 1, 28, 20, 59, tzinfo=UTC))
    registration = make_registration(
        house, workshop, make_person(house, zone=zone), state=State.SUBMITTED, country_iso3=country
    )
    with unit_of_work():
        row = db.session.get_one(Registration, registration)
        payload = {"registration_id": registration, "state": "submitted"}
        actions.enqueue("registration_submitted", "news", row.person_id, workshop_id=workshop, payload=payload)
    work()
    (message,) = sink.messages
    body = message.get_body(("plain",))
    text = " ".join(body.get_content().split()) if body else ""
    assert f"The organizer decides by {words}" in text


def test_news_that_is_no_longer_true_is_dropped(house: Flask, sink: Sink, work: Work) -> None:
    registration = declined(house)
    with unit_of_work():
        db.session.get_one(Registration, registration).state = "submitted"
    work()
    assert (sink.messages, state()) == ([], MessageState.DROPPED)


def test_a_server_that_is_busy_is_asked_again_after_1_5_15_and_60_minutes(house: Flask, sink: Sink, work: Work) -> None:
    declined(house)
    sink.data_reply = "451 Later"
    start = clock.now()
    tries = []
    for minutes in (0, 1, 6, 21, 81):
        with clock.at(start + timedelta(minutes=minutes)):
            work()
            tries.append(db.session.scalar(select(OutboxMessage.attempts)))
    sink.data_reply = "250 OK"
    with clock.at(start + timedelta(minutes=141)):
        work()
    assert (tries, len(sink.messages), state()) == ([1, 2, 3, 4, 5], 1, MessageState.SENT)


def test_after_48_hours_a_message_is_dead(house: Flask, sink: Sink, work: Work) -> None:
    declined(house)
    sink.recipient_reply = "450 Later"
    start = clock.now()
    for hour in range(50):
        with clock.at(start + timedelta(hours=hour)):
            work()
    assert state() == MessageState.DEAD


def test_a_refused_recipient_is_dead_at_once(house: Flask, sink: Sink, work: Work) -> None:
    declined(house)
    sink.recipient_reply = "550 No such user"
    work()
    assert state() == MessageState.DEAD


def test_a_line_that_breaks_after_data_leaves_the_message_uncertain(house: Flask, sink: Sink, work: Work) -> None:
    declined(house)
    sink.drops_after_data = True
    work()
    sink.drops_after_data = False
    with clock.at(clock.now() + timedelta(days=1)):
        take_over()
        work()
    assert (sink.messages, state()) == ([], MessageState.UNCERTAIN)


def test_a_message_claimed_by_a_dead_worker_is_taken_over(house: Flask, sink: Sink, work: Work) -> None:
    declined(house)
    with unit_of_work():
        actions.claim()
    work()
    assert (len(sink.messages), state()) == (0, MessageState.CLAIMED)
    with clock.at(clock.now() + LEASE + timedelta(seconds=1)):
        take_over()
        work()
    assert (len(sink.messages), state()) == (1, MessageState.SENT)


def test_what_a_dead_worker_left_within_data_is_not_sent_again(house: Flask, sink: Sink, work: Work) -> None:
    declined(house)
    with unit_of_work():
        message_id = actions.claim()
        assert message_id is not None
        row = db.session.get_one(OutboxMessage, message_id)
        assert row.claim
        assert actions.mark_sending(message_id, row.claim)
    with clock.at(clock.now() + LEASE + timedelta(seconds=1)):
        take_over()
        work()
    assert (sink.messages, state()) == ([], MessageState.UNCERTAIN)


def test_a_worker_that_lost_its_lease_sends_nothing(house: Flask, sink: Sink) -> None:
    declined(house)
    with unit_of_work():
        message_id = actions.claim()
    assert message_id is not None
    with unit_of_work():
        db.session.get_one(OutboxMessage, message_id).state = MessageState.DUE
    deliver(message_id)
    assert (sink.messages, state()) == ([], MessageState.DUE)


def test_nothing_is_mailed_to_a_disabled_person(house: Flask, sink: Sink, work: Work) -> None:

    registration = declined(house)
    with unit_of_work():
        row = db.session.get_one(Registration, registration)
        db.session.get_one(Person, row.person_id).active = False
    work()
    assert (sink.messages, state()) == ([], MessageState.DROPPED)


def test_staff_see_what_is_uncertain_and_send_it_again(app: Flask, client: Browser) -> None:
    owner = make_organisation(app)
    workshop = make_workshop(app, organisation_id=owner)
    recipient = make_person(app, name_latin="Anahit Melikyan")
    message_id = uncertain(app, workshop, recipient)
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=owner), staff=True)
    page = client.get("/mail")
    assert page.heading == "Some mail needs your word"
    assert "Anahit Melikyan" in page.words
    answer = client.submit(page, button="Send again")
    assert (answer.status, answer.location) == (303, "/mail")
    with app.app_context():
        assert db.session.get_one(OutboxMessage, message_id).state == MessageState.DUE


def test_mail_of_another_organisations_workshop_is_not_there(app: Flask, client: Browser) -> None:
    foreign = uncertain(app, make_workshop(app), make_person(app, name_latin="Anahit Melikyan"))
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=make_organisation(app)), staff=True)
    page = client.get("/mail")
    assert page.heading == "All mail is on its way"
    assert "Melikyan" not in page.words
    assert client.post(f"/mail/{foreign}/send-again").status == 404
    with app.app_context():
        assert db.session.get_one(OutboxMessage, foreign).state == MessageState.UNCERTAIN


def uncertain(app: Flask, workshop_id: int, person_id: int) -> int:
    with app.app_context(), unit_of_work():
        actions.enqueue("registration_declined", f"test:{person_id}", person_id, workshop_id=workshop_id)
        row = db.session.scalars(select(OutboxMessage)).one()
        row.state = MessageState.UNCERTAIN
        return row.id


def test_a_message_that_cannot_be_written_holds_up_no_other_and_is_tried_again(
    house: Flask, sink: Sink, work: Work
) -> None:
    registration = declined(house)
    with unit_of_work():
        actions.enqueue("of no known kind", "broken", make_person(house), payload={"registration_id": registration})
    work()
    states = dict(db.session.execute(select(OutboxMessage.key, OutboxMessage.state)).all())
    assert states.pop("broken") == MessageState.DUE
    assert list(states.values()) == [MessageState.SENT]
    with clock.at(clock.now() + timedelta(hours=49)):
        work()
    assert dict(db.session.execute(select(OutboxMessage.key, OutboxMessage.error)).all())["broken"] == "KeyError"


def test_a_code_is_made_as_its_mail_is_sent(house: Flask, sink: Sink, work: Work) -> None:
    with unit_of_work():
        ask_for_code(make_person(house), Purpose.SIGN_IN, "a device")
    work()
    (message,) = sink.messages
    assert re.search(r"\b[0-9]{8}\b", message.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def test_every_kind_of_mail_has_a_name_for_staff() -> None:
    assert set(KIND_NAMES) == set(messages._KINDS)


def test_many_stuck_messages_have_pages(app: Flask, client: Browser) -> None:
    workshop = make_workshop(app)
    people = [make_person(app) for _ in range(51)]
    with app.app_context(), unit_of_work():
        for person in people:
            actions.enqueue("registration_declined", f"test:{person}", person, workshop_id=workshop)
        db.session.execute(update(OutboxMessage).values(state=MessageState.UNCERTAIN))
    sign_in(client, make_person(app, role=Role.ADMINISTRATOR), staff=True)
    first = client.get("/mail")
    (older,) = [link for link in first.links() if "before=" in link]
    assert (first.body.count("/send-again"), client.get(older).body.count("/send-again")) == (50, 1)


def test_a_code_is_mailed_after_all_earlier_requests_were_swept(house: Flask, sink: Sink, work: Work) -> None:
    person = make_person(house)
    start = clock.now()
    for days in (0, 30):
        with clock.at(start + timedelta(days=days)):
            accounts.sweep()
            with unit_of_work():
                ask_for_code(person, Purpose.SIGN_IN, "d" * 64)
            work()
    assert [message["Subject"] for message in sink.messages] == ["Your code", "Your code"]
