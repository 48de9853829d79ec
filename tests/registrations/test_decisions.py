"""What an organizer decides, and the ways out: with a reason, once, and never twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.factories import make_person, make_registration, make_workshop
from workshops.audit.models import AuditEntry
from workshops.catalogue.actions import cancel_workshop
from workshops.catalogue.models import Workshop
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import DomainError, NotFound
from workshops.foundation.transactions import unit_of_work
from workshops.registrations import actions
from workshops.registrations.models import Registration, RegistrationStep
from workshops.registrations.queries import certificate_stands
from workshops.registrations.rules import (
    AddressNotProved,
    Answers,
    CertificateStands,
    HasSeat,
    ReasonMissing,
    RegistrationEnded,
    State,
    WorkshopFull,
    WorkshopOver,
)

Look = Callable[[int], object]
REASON = "There were more candidates than seats."


@pytest.fixture
def certified(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The registrations for which a room above says that a certificate stands."""
    stands: list[int] = []
    monkeypatch.setattr(certificate_stands, "_answering", [stands.__contains__])
    return stands


def test_an_approved_candidate_has_a_seat(house: Flask, standing: Look, taken: Look) -> None:
    organizer = make_person(house)
    workshop = make_workshop(house, admission="approval", capacity=1)
    one, other = (make_registration(house, workshop, state=State.SUBMITTED) for _ in range(2))
    with unit_of_work():
        actions.approve(one, actor_id=organizer)
    with unit_of_work(), pytest.raises(WorkshopFull):
        actions.approve(other, actor_id=organizer)
    assert [standing(each) for each in (one, other)] == [("confirmed", True, None), ("submitted", False, None)]
    assert taken(workshop) == 1
    assert db.session.get_one(Registration, one).decided_at == clock.now()


def test_a_declined_candidate_reads_why(house: Flask, standing: Look) -> None:
    organizer, workshop = make_person(house), make_workshop(house, admission="approval")
    registration = make_registration(house, workshop, state=State.SUBMITTED)
    with unit_of_work(), pytest.raises(ReasonMissing):
        actions.decline(registration, "  ", actor_id=organizer)
    with unit_of_work():
        actions.decline(registration, REASON, actor_id=organizer)
    assert standing(registration) == ("declined", False, None)
    assert db.session.get_one(Registration, registration).reason == REASON
    step = db.session.scalars(select(RegistrationStep).order_by(RegistrationStep.id.desc())).first()
    assert step is not None
    assert (step.before, step.after, step.actor_id, step.reason) == ("submitted", "declined", organizer, REASON)


def test_the_reserve_list_is_the_waitlist_in_order(house: Flask, standing: Look, taken: Look) -> None:
    workshop = make_workshop(house, admission="approval")
    candidates = [make_registration(house, workshop, state=State.SUBMITTED) for _ in range(2)]
    for candidate in reversed(candidates):
        with unit_of_work():
            actions.waitlist(candidate, actor_id=None)
    assert [standing(each) for each in candidates] == [("waitlisted", False, 2), ("waitlisted", False, 1)]
    with unit_of_work():
        actions.approve(candidates[0], actor_id=None)
    assert (standing(candidates[0]), taken(workshop)) == (("confirmed", True, None), 1)


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        (State.UNCONFIRMED, AddressNotProved),
        (State.CONFIRMED, HasSeat),
        (State.DECLINED, RegistrationEnded),
        (State.WITHDRAWN, RegistrationEnded),
        (State.CANCELLED, RegistrationEnded),
    ],
)
@pytest.mark.parametrize("decision", ["approve", "waitlist", "decline"])
def test_there_is_nothing_to_decide_before_the_proof_or_twice(
    house: Flask, standing: Look, taken: Look, state: State, refusal: type[DomainError], decision: str
) -> None:
    workshop = make_workshop(house, admission="approval")
    registration = make_registration(house, workshop, state=state)
    before = standing(registration), taken(workshop)
    arguments = (registration, REASON) if decision == "decline" else (registration,)
    with unit_of_work(), pytest.raises(refusal):
        getattr(actions, decision)(*arguments, actor_id=None)
    assert (standing(registration), taken(workshop)) == before
    assert db.session.scalars(select(AuditEntry.event).where(AuditEntry.object_type == "registration")).all() == []


def test_a_seat_taken_away_is_passed_on(house: Flask, standing: Look) -> None:
    workshop = make_workshop(house, capacity=1)
    holder = make_registration(house, workshop)
    waiting = make_registration(house, workshop, state=State.WAITLISTED)
    with unit_of_work():
        actions.cancel(holder, "Your agency asked us to.", actor_id=None)
    assert [standing(each) for each in (holder, waiting)] == [("cancelled", False, None), ("offered", True, 1)]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "RegistrationCancelled")).one()
    assert (entry.details["held_seat"], entry.details["with_workshop"]) == (True, False)


def test_all_registrations_end_with_a_cancelled_workshop(house: Flask, standing: Look, taken: Look) -> None:
    organizer, workshop, other = make_person(house), make_workshop(house), make_workshop(house)
    ended = [make_registration(house, workshop, state=state) for state in State]
    elsewhere = make_registration(house, other)
    with unit_of_work():
        row = db.session.get_one(Workshop, workshop)
        cancel_workshop(row, reason="The host withdrew.", actor_id=organizer)
    assert [standing(each) for each in ended] == [("cancelled", False, None)] * 5 + [
        ("declined", False, None),
        ("withdrawn", False, None),
        ("cancelled", False, None),
    ]
    assert (taken(workshop), standing(elsewhere)) == (0, ("confirmed", True, None))
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "RegistrationCancelled")).all()
    assert [(entry.actor_id, entry.details["with_workshop"]) for entry in entries] == [(organizer, True)] * 5


def test_what_took_place_stays_as_it_was(house: Flask, standing: Look, taken: Look) -> None:
    workshop, person = make_workshop(house), make_person(house)
    registration = make_registration(house, workshop, person)
    with clock.at(db.session.get_one(Workshop, workshop).ends_at + timedelta(days=1)):
        with unit_of_work(), pytest.raises(WorkshopOver):
            actions.withdraw(registration, actor_id=person)
        with unit_of_work(), pytest.raises(WorkshopOver):
            actions.cancel(registration, REASON, actor_id=None)
    assert (standing(registration), taken(workshop)) == (("confirmed", True, None), 1)


def test_once_a_certificate_is_issued_its_registration_stays(
    house: Flask, standing: Look, certified: list[int]
) -> None:
    workshop, person = make_workshop(house), make_person(house)
    registration = make_registration(house, workshop, person)
    certified.append(registration)
    with unit_of_work(), pytest.raises(CertificateStands):
        actions.withdraw(registration, actor_id=person)
    with unit_of_work(), pytest.raises(CertificateStands):
        actions.cancel(registration, REASON, actor_id=None)
    with unit_of_work(), pytest.raises(CertificateStands):
        actions.correct(registration, Answers(name_latin="Somebody Else"), actor_id=person)
    assert standing(registration) == ("confirmed", True, None)


def test_who_withdrew_cannot_withdraw_again(house: Flask, taken: Look) -> None:
    workshop, person = make_workshop(house), make_person(house)
    registration = make_registration(house, workshop, person)
    with unit_of_work():
        actions.withdraw(registration, actor_id=person)
    with unit_of_work(), pytest.raises(RegistrationEnded):
        actions.withdraw(registration, actor_id=person)
    assert taken(workshop) == 0


def test_a_registration_that_does_not_exist_is_not_found(house: Flask) -> None:
    with unit_of_work(), pytest.raises(NotFound):
        actions.approve(2**31 - 1, actor_id=None)
