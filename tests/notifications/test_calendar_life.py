"""What a registrant's calendar is told, from the seat to its end (calendar.md 1.4 b; the traps by number)."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask

from tests.support.factories import make_person, make_registration, make_session, make_workshop
from tests.support.smtp import Sink
from tests.support.vcalendar import Component, read_calendar
from workshops.agenda.actions import cancel_session
from workshops.agenda.models import AgendaSession
from workshops.catalogue.actions import cancel_workshop, postpone_workshop, reschedule_workshop
from workshops.catalogue.events import WorkshopPostponed
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import TimeAndPlace
from workshops.foundation.database import db
from workshops.foundation.events import publish
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.actions import approve, cancel, withdraw
from workshops.registrations.rules import State

Work = Callable[[], None]


def calendar_of(message: EmailMessage) -> Component | None:
    """The inline calendar part of a mail, read by the strict reader."""
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    inline = [part for part in parts if part.get_content_disposition() != "attachment"]
    assert len(inline) <= 1, "one inline calendar part only"
    return read_calendar(octets_of(inline[0])) if inline else None


def octets_of(part: EmailMessage) -> bytes:
    """What a part of a mail holds."""
    octets = part.get_payload(decode=True)
    assert isinstance(octets, bytes)
    return octets


def told(sink: Sink) -> list[tuple[str, str, int, str]]:
    """(method, UID, SEQUENCE, STATUS) of each calendar message since the last look."""
    found = []
    for message in sink.messages:
        calendar = calendar_of(message)
        if calendar is not None:
            (event,) = [component for component in calendar.components if component.name == "VEVENT"]
            found.append(
                (calendar["METHOD"].value, event["UID"].text, int(event["SEQUENCE"].value), event["STATUS"].value)
            )
    sink.messages.clear()
    return found


@pytest.fixture
def workshop_id(house: Flask) -> int:
    return make_workshop(house)


@pytest.fixture
def session_id(house: Flask, workshop_id: int) -> int:
    return make_session(house, workshop_id, title="Opening")


@pytest.fixture
def uid(session_id: int) -> str:
    return db.session.get_one(AgendaSession, session_id).uid


def seat(house: Flask, workshop_id: int, person_id: int | None = None) -> int:
    """A registration that the organizer approves."""
    registration_id = make_registration(house, workshop_id, person_id, state=State.SUBMITTED)
    with unit_of_work():
        approve(registration_id, actor_id=None)
    return registration_id


def move(workshop_id: int, by: timedelta) -> None:
    with unit_of_work():
        workshop = db.session.get_one(Workshop, workshop_id)
        same = {field.name: getattr(workshop, field.name) for field in fields(TimeAndPlace)}
        moved = {"starts_local": workshop.starts_local + by, "ends_local": workshop.ends_local + by}
        reschedule_workshop(workshop, TimeAndPlace(**same | moved), actor_id=None)


def test_a_confirmed_registrant_gets_one_invitation_a_session(
    house: Flask, sink: Sink, work: Work, workshop_id: int, uid: str
) -> None:
    person = make_person(house, email="g.rahimova@customs.example", name_latin="Gulnora Rahimova")
    seat(house, workshop_id, person)
    work()
    summary, invitation = sorted(sink.messages, key=lambda message: calendar_of(message) is not None)
    assert calendar_of(summary) is None
    calendar = calendar_of(invitation)
    assert calendar is not None
    (event,) = [component for component in calendar.components if component.name == "VEVENT"]
    attendee = event["ATTENDEE"]
    assert (calendar["METHOD"].value, event["UID"].text, event["SEQUENCE"].value) == ("REQUEST", uid, "0")
    assert attendee.value == "mailto:g.rahimova@customs.example"
    assert attendee.parameters == {
        "CN": "Gulnora Rahimova",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }
    assert event["ORGANIZER"].value == f"mailto:{invitation['From'].addresses[0].addr_spec}"
    assert invitation["To"].addresses[0].addr_spec == "g.rahimova@customs.example"


def test_every_message_names_its_method_in_the_mime_type_too(
    house: Flask, sink: Sink, work: Work, workshop_id: int, session_id: int
) -> None:
    """Traps 6 and 7."""
    registration = seat(house, workshop_id)
    with unit_of_work():
        cancel(registration, "The file is incomplete.", actor_id=None)
    work()
    types = [
        dict(part["Content-Type"].params)
        for message in sink.messages
        for part in message.walk()
        if part.get_content_type() == "text/calendar"
    ]
    # The invitation was overtaken before it left: one REQUEST would have been answered by a CANCEL at once.
    assert {params["method"] for params in types} <= {"REQUEST", "CANCEL"}
    assert all(params["charset"] == "utf-8" and params["component"] == "VEVENT" for params in types)


def test_a_withdrawn_registrant_gets_a_cancel_with_a_higher_sequence(
    house: Flask, sink: Sink, work: Work, workshop_id: int, uid: str
) -> None:
    """Traps 3, 4 and 29."""
    person = make_person(house)
    registration = seat(house, workshop_id, person)
    work()
    assert told(sink) == [("REQUEST", uid, 0, "CONFIRMED")]
    with unit_of_work():
        withdraw(registration, actor_id=person)
    work()
    assert told(sink) == [("CANCEL", uid, 1, "CANCELLED")]


def test_somebody_who_comes_back_gets_a_request_above_the_cancel(
    house: Flask, sink: Sink, work: Work, workshop_id: int, uid: str
) -> None:
    person = make_person(house)
    registration = seat(house, workshop_id, person)
    with unit_of_work():
        withdraw(registration, actor_id=person)
    work()
    told(sink)
    seat(house, workshop_id, person)
    work()
    assert told(sink) == [("REQUEST", uid, 2, "CONFIRMED")]


def test_a_new_date_moves_the_entry_under_the_same_uid(
    house: Flask, sink: Sink, work: Work, workshop_id: int, uid: str
) -> None:
    seat(house, workshop_id)
    work()
    told(sink)
    move(workshop_id, timedelta(days=7))
    work()
    assert told(sink) == [("REQUEST", uid, 1, "CONFIRMED")]


def test_a_postponed_workshop_frees_the_time_and_a_new_date_takes_it_again(
    house: Flask, sink: Sink, work: Work, workshop_id: int, uid: str
) -> None:
    seat(house, workshop_id)
    work()
    told(sink)
    with unit_of_work():
        postpone_workshop(db.session.get_one(Workshop, workshop_id), reason="The venue is closed.", actor_id=None)
    work()
    assert [(method, status) for method, _uid, _sequence, status in told(sink)] == [("CANCEL", "CANCELLED")]
    move(workshop_id, timedelta(days=28))
    work()
    ((method, same, sequence, status),) = told(sink)
    assert (method, same, status) == ("REQUEST", uid, "CONFIRMED")
    assert sequence >= 2


def test_a_cancelled_workshop_leaves_every_calendar_once(
    house: Flask, sink: Sink, work: Work, workshop_id: int, uid: str
) -> None:
    """Trap 28: nothing twice."""
    for _ in range(3):
        seat(house, workshop_id)
    work()
    told(sink)
    with unit_of_work():
        cancel_workshop(db.session.get_one(Workshop, workshop_id), reason="No funds.", actor_id=None)
    work()
    cancels = told(sink)
    assert [(method, one, status) for method, one, _sequence, status in cancels] == [("CANCEL", uid, "CANCELLED")] * 3
    work()
    assert told(sink) == []


def test_a_cancelled_session_leaves_the_calendars_of_those_with_a_seat(
    house: Flask, sink: Sink, work: Work, workshop_id: int, session_id: int, uid: str
) -> None:
    seat(house, workshop_id)
    make_registration(house, workshop_id, state=State.WAITLISTED)
    work()
    told(sink)
    with unit_of_work():
        cancel_session(db.session.get_one(AgendaSession, session_id), actor_id=None)
    work()
    ((method, same, sequence, status),) = told(sink)
    assert (method, same, status) == ("CANCEL", uid, "CANCELLED")
    assert sequence >= 1


def test_no_calendar_message_names_another_registrant(
    house: Flask, sink: Sink, work: Work, workshop_id: int, session_id: int
) -> None:
    """Trap 10."""
    addresses = ["first@one.example", "second@two.example"]
    for address in addresses:
        seat(house, workshop_id, make_person(house, email=address, name_latin=address.partition("@")[0].title()))
    work()
    assert len(sink.messages) == 4
    for message in sink.messages:
        (recipient,) = [address.addr_spec for address in message["To"].addresses]
        (other,) = [address for address in addresses if address != recipient]
        octets = b"".join(octets_of(part) for part in message.walk() if not part.is_multipart())
        assert other.encode() not in octets
        assert other.encode() not in message.as_bytes()


def test_nobody_is_told_of_a_session_that_is_over(house: Flask, sink: Sink, work: Work) -> None:
    workshop = make_workshop(house, starts_local=datetime(2024, 11, 4, 9))  # noqa: DTZ001 - a wall-clock time
    make_session(house, workshop)
    make_registration(house, workshop, state=State.CONFIRMED)
    with unit_of_work():
        publish(WorkshopPostponed(workshop_id=workshop))
    work()
    assert told(sink) == []


def test_above_five_sessions_one_file_holds_them_all(house: Flask, sink: Sink, work: Work) -> None:
    """Trap 31."""
    workshop = make_workshop(house)
    uids = {db.session.get_one(AgendaSession, make_session(house, workshop)).uid for _ in range(6)}
    seat(house, workshop)
    work()
    (message,) = sink.messages
    assert calendar_of(message) is None
    (attached,) = [part for part in message.walk() if part.get_content_disposition() == "attachment"]
    calendar = read_calendar(octets_of(attached))
    events = [component for component in calendar.components if component.name == "VEVENT"]
    assert calendar["METHOD"].value == "PUBLISH"
    assert {event["UID"].text for event in events} == uids
    assert [event.all("ATTENDEE") for event in events] == [[]] * 6
