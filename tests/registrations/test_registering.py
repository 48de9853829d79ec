"""From the form to a seat, a place in the waitlist, or the organizer's table; sent once or often, proved or not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.support.factories import make_person, make_registration, make_workshop
from workshops.accounts.events import AddressProved
from workshops.accounts.models import Person
from workshops.accounts.rules import Purpose
from workshops.audit.models import AuditEntry
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.events import publish
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.actions import acknowledge, correct, withdraw
from workshops.registrations.models import Registration, RegistrationStep
from workshops.registrations.rules import Answers, HasSeat, NotOpenYet, RegistrationClosed, State

Send = Callable[..., int]
Look = Callable[[int], object]


def prove_address(person_id: int, purpose: Purpose = Purpose.REGISTRATION) -> None:
    with unit_of_work():
        publish(AddressProved(person_id=person_id, actor_id=person_id, purpose=purpose))


def steps_of(registration_id: int) -> list[tuple[str | None, str, int | None]]:
    columns = (RegistrationStep.before, RegistrationStep.after, RegistrationStep.actor_id)
    query = select(*columns).where(RegistrationStep.registration_id == registration_id).order_by(RegistrationStep.id)
    return [(before, after, actor) for before, after, actor in db.session.execute(query)]


def news() -> list[str]:
    """The events about registrations, in order."""
    entries = select(AuditEntry.event).where(AuditEntry.object_type == "registration").order_by(AuditEntry.sequence)
    return list(db.session.scalars(entries))


def registrations() -> list[int]:
    return list(db.session.scalars(select(Registration.id)))


def test_a_signed_in_person_has_a_seat_at_once(house: Flask, send: Send, standing: Look, taken: Look) -> None:
    workshop, person = make_workshop(house, capacity=1), make_person(house)
    registration = send(workshop, person)
    assert standing(registration) == ("confirmed", True, None)
    assert taken(workshop) == 1
    assert news() == ["RegistrationReceived", "RegistrationConfirmed"]
    assert steps_of(registration) == [(None, "unconfirmed", person), ("unconfirmed", "confirmed", person)]


def test_when_all_seats_are_taken_the_next_are_on_the_waitlist_in_order(
    house: Flask, send: Send, standing: Look, taken: Look
) -> None:
    workshop = make_workshop(house, capacity=1)
    three = [send(workshop, make_person(house)) for _ in range(3)]
    assert [standing(each) for each in three] == [
        ("confirmed", True, None),
        ("waitlisted", False, 1),
        ("waitlisted", False, 2),
    ]
    assert taken(workshop) == 1


def test_where_the_organizer_decides_no_seat_is_taken(house: Flask, send: Send, standing: Look, taken: Look) -> None:
    workshop = make_workshop(house, admission="approval")
    assert standing(send(workshop, make_person(house))) == ("submitted", False, None)
    assert taken(workshop) == 0
    assert news() == ["RegistrationReceived", "RegistrationSubmitted"]


@pytest.mark.parametrize(
    ("capacity", "admission", "before", "after"),
    [
        (1, "open", ("unconfirmed", True, None), ("confirmed", True, None)),
        (0, "open", ("unconfirmed", False, 1), ("waitlisted", False, 1)),
        (1, "approval", ("unconfirmed", False, None), ("submitted", False, None)),
    ],
)
def test_an_unproved_registration_goes_on_with_the_proof(
    house: Flask, send: Send, standing: Look, capacity: int, admission: str, before: object, after: object
) -> None:
    workshop = make_workshop(house, capacity=capacity, admission=admission)
    person = make_person(house, email_proved_at=None)
    registration = send(workshop, person, is_proved=False)
    assert standing(registration) == before
    prove_address(person)
    assert standing(registration) == after
    prove_address(person)
    assert standing(registration) == after
    assert [step[:2] for step in steps_of(registration)] == [(None, "unconfirmed"), ("unconfirmed", str(after[0]))]  # type: ignore[index]


@pytest.mark.parametrize("purpose", [Purpose.SIGN_IN, Purpose.INVITATION, Purpose.PASSWORD])
def test_a_form_sent_with_her_address_waits_when_she_signs_in_for_another_reason(
    house: Flask, send: Send, standing: Look, purpose: Purpose
) -> None:
    person = make_person(house)
    registration = send(make_workshop(house), person, is_proved=False)
    prove_address(person, purpose)
    assert standing(registration) == ("unconfirmed", True, None)
    with unit_of_work():
        acknowledge(registration)
    assert standing(registration) == ("confirmed", True, None)
    with pytest.raises(HasSeat), unit_of_work():
        acknowledge(registration)


def test_a_seat_that_became_free_before_the_proof_is_hers(house: Flask, send: Send, standing: Look) -> None:
    workshop, person = make_workshop(house, capacity=1), make_person(house, email_proved_at=None)
    holder = make_person(house)
    seat = send(workshop, holder)
    late = send(workshop, person, is_proved=False)
    with unit_of_work():
        withdraw(seat, actor_id=holder)
    prove_address(person)
    assert standing(late) == ("confirmed", True, None)


def test_the_same_form_sent_twice_is_one_registration(house: Flask, send: Send, taken: Look) -> None:
    workshop, person = make_workshop(house), make_person(house)
    first = send(workshop, person, once="a")
    assert send(workshop, person, once="a") == first
    assert send(workshop, person, once="another form") == first
    assert (registrations(), taken(workshop)) == ([first], 1)
    assert news() == ["RegistrationReceived", "RegistrationConfirmed"]


def test_an_old_form_does_not_bring_back_what_was_withdrawn(house: Flask, send: Send, standing: Look) -> None:
    workshop, person = make_workshop(house), make_person(house)
    first = send(workshop, person, once="a")
    with unit_of_work():
        withdraw(first, actor_id=person)
    assert send(workshop, person, once="a") == first
    assert standing(first) == ("withdrawn", False, None)
    second = send(workshop, person, once="b")
    assert standing(second) == ("confirmed", True, None)
    assert send(workshop, person, once="a") == second


def test_the_key_of_a_form_is_of_no_use_for_anybody_else(house: Flask, send: Send) -> None:
    workshop, other = make_workshop(house), make_workshop(house)
    person = make_person(house)
    sent = {
        send(workshop, person, once="a"),
        send(workshop, make_person(house), once="a"),
        send(other, person, once="a"),
    }
    assert len(sent) == 3


def test_a_newer_form_replaces_one_that_is_not_proved_and_keeps_its_seat(
    house: Flask, send: Send, standing: Look, taken: Look
) -> None:
    workshop, person = make_workshop(house, capacity=1), make_person(house, email_proved_at=None)
    first = send(workshop, person, is_proved=False, once="a", name="Gulnora Rakhimova")
    begun = clock.now()
    with clock.at(begun + timedelta(minutes=50)):
        assert send(workshop, person, is_proved=False, once="b", name="Gulnora Rahimova") == first
    row = db.session.get_one(Registration, first)
    assert (row.name_latin, standing(first), taken(workshop)) == ("Gulnora Rahimova", ("unconfirmed", True, None), 1)
    assert row.expires_at == begun + timedelta(minutes=110)


def test_a_newer_form_changes_nothing_once_the_address_is_proved(house: Flask, send: Send) -> None:
    workshop, person = make_workshop(house), make_person(house)
    first = send(workshop, person)
    send(workshop, person, is_proved=False, once="b", name="Somebody Else")
    assert db.session.get_one(Registration, first).name_latin == "Gulnora Rahimova"


def test_a_form_without_proof_leaves_the_profile_of_its_address_alone(house: Flask, send: Send) -> None:
    workshop = make_workshop(house)
    person = make_person(house, name_latin="Salma Idrissi", post="")
    send(workshop, person, is_proved=False, name="Somebody Else")
    profile = db.session.get_one(Person, person)
    assert (profile.name_latin, profile.country_iso3) == ("Salma Idrissi", None)
    prove_address(person)
    profile = db.session.get_one(Person, person)
    assert (profile.name_latin, profile.country_iso3) == ("Salma Idrissi", "TJK")


def test_what_a_signed_in_person_writes_is_her_profile(house: Flask, send: Send) -> None:
    workshop, person = make_workshop(house), make_person(house, name_latin="Gulnora Rakhimova")
    registration = send(workshop, person, name="Gulnora Rahimova")
    assert db.session.get_one(Person, person).name_latin == "Gulnora Rahimova"
    with unit_of_work():
        correct(registration, Answers(name_latin="Gulnora Karimova", country_iso3="TJK"), actor_id=person)
    assert db.session.get_one(Person, person).name_latin == "Gulnora Karimova"
    assert db.session.get_one(Registration, registration).name_latin == "Gulnora Karimova"
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "RegistrationCorrected")).one()
    assert entry.details == {"workshop_id": workshop, "person_id": person, "changed": ["name_latin"]}


@pytest.mark.parametrize(
    ("columns", "refusal"),
    [
        ({"opens_at": clock.now() + timedelta(days=1)}, NotOpenYet),
        ({"closes_at": clock.now() - timedelta(days=1)}, RegistrationClosed),
        ({"state": "draft"}, RegistrationClosed),
        ({"state": "postponed"}, RegistrationClosed),
        ({"state": "cancelled"}, RegistrationClosed),
    ],
)
def test_nobody_registers_while_registration_is_not_open(
    house: Flask, send: Send, columns: dict[str, Any], refusal: type[Exception]
) -> None:
    workshop, person = make_workshop(house, **columns), make_person(house)
    with pytest.raises(refusal):
        send(workshop, person)
    assert registrations() == []


def test_a_form_sent_again_after_the_closing_still_gets_its_answer(house: Flask, send: Send, standing: Look) -> None:
    workshop, person = make_workshop(house), make_person(house)
    first = send(workshop, person)
    with clock.at(clock.now() + timedelta(weeks=4)):
        assert send(workshop, person) == first
    assert standing(first) == (State.CONFIRMED, True, None)


def test_the_database_itself_refuses_a_second_live_registration(house: Flask) -> None:
    workshop, person = make_workshop(house), make_person(house)
    make_registration(house, workshop, person, state=State.WITHDRAWN)
    make_registration(house, workshop, person)
    with pytest.raises(IntegrityError):
        make_registration(house, workshop, person, state=State.SUBMITTED)


def test_the_database_itself_refuses_a_seat_to_what_has_ended(house: Flask) -> None:
    workshop = make_workshop(house)
    with pytest.raises(IntegrityError):
        make_registration(house, workshop, state=State.WITHDRAWN, holds_seat=True)
