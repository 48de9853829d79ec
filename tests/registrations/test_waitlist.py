"""Free seats go to the first in line, are held for a time, and are passed on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.factories import make_person, make_registration, make_workshop
from tests.support.statements import counted_statements
from workshops.audit.models import AuditEntry
from workshops.catalogue.actions import change_capacity, edit_workshop, postpone_workshop, reschedule_workshop
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import Admission
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.actions import accept_offer, approve, move_in_waitlist, withdraw
from workshops.registrations.handlers import sweep
from workshops.registrations.models import Registration
from workshops.registrations.queries import place_in_line
from workshops.registrations.rules import HasSeat, IsWaiting, NotDecidedYet, OfferEnded, RegistrationEnded, State

Look = Callable[[int], object]
Row = tuple[int, int]


def seat_with_line(house: Flask, length: int, **columns: object) -> tuple[int, Row, list[Row]]:
    """A workshop of one seat, who holds it, and the waitlist: (registration, person) each."""
    workshop = make_workshop(house, **{"capacity": 1, **columns})  # type: ignore[arg-type]
    people = [make_person(house) for _ in range(length + 1)]
    states = [State.CONFIRMED] + [State.WAITLISTED] * length
    rows = [
        (make_registration(house, workshop, person, state=state), person)
        for person, state in zip(people, states, strict=True)
    ]
    return workshop, rows[0], rows[1:]


def leave(row: Row) -> None:
    with unit_of_work():
        withdraw(row[0], actor_id=row[1])


def workshop_row(workshop_id: int) -> Workshop:
    return db.session.get_one(Workshop, workshop_id)


def test_a_seat_given_back_is_offered_to_the_first_in_line(house: Flask, standing: Look, taken: Look) -> None:
    workshop, holder, (first, second) = seat_with_line(house, 2)
    now = clock.now()
    leave(holder)
    assert [standing(row[0]) for row in (holder, first, second)] == [
        ("withdrawn", False, None),
        ("offered", True, 1),
        ("waitlisted", False, 2),
    ]
    assert taken(workshop) == 1
    offer = db.session.get_one(Registration, first[0])
    assert offer.expires_at == now + timedelta(hours=48)
    assert place_in_line(db.session.get_one(Registration, second[0])) == 1


def test_an_accepted_offer_is_a_seat(house: Flask, standing: Look, taken: Look) -> None:
    workshop, holder, (first,) = seat_with_line(house, 1)
    leave(holder)
    with unit_of_work():
        accept_offer(first[0], actor_id=first[1])
    assert (standing(first[0]), taken(workshop)) == (("confirmed", True, None), 1)
    assert db.session.get_one(Registration, first[0]).expires_at is None


def test_an_offer_that_nobody_takes_goes_to_the_next(house: Flask, standing: Look, taken: Look) -> None:
    workshop, holder, (first, second) = seat_with_line(house, 2)
    leave(holder)
    with clock.at(clock.now() + timedelta(hours=48)):
        with unit_of_work(), pytest.raises(OfferEnded):
            accept_offer(first[0], actor_id=first[1])
        sweep()
    assert [standing(row[0]) for row in (first, second)] == [("withdrawn", False, None), ("offered", True, 2)]
    assert taken(workshop) == 1
    events = (
        select(AuditEntry.event).where(AuditEntry.object_id.in_([first[0], second[0]])).order_by(AuditEntry.sequence)
    )
    assert list(db.session.scalars(events)) == ["SeatOffered", "OfferExpired", "SeatOffered"]


def test_an_address_that_is_not_proved_in_an_hour_loses_its_seat(
    house: Flask, send: Callable[..., int], standing: Look, taken: Look
) -> None:
    workshop = make_workshop(house, capacity=1)
    unproved = send(workshop, make_person(house, email_proved_at=None), is_proved=False)
    waiting = make_registration(house, workshop, state=State.WAITLISTED)
    with clock.at(clock.now() + timedelta(minutes=59)):
        sweep()
        assert standing(unproved) == ("unconfirmed", True, None)
    with clock.at(clock.now() + timedelta(minutes=60)):
        sweep()
    assert (standing(unproved), standing(waiting)) == (("withdrawn", False, None), ("offered", True, 1))
    assert taken(workshop) == 1


def test_with_nothing_due_a_sweep_is_one_look_at_offers_and_one_at_drafts(house: Flask) -> None:
    _, holder, _ = seat_with_line(house, 1)
    leave(holder)
    with counted_statements() as statements:
        sweep()
    assert len(statements) == 2


def test_no_seat_is_offered_once_the_workshop_has_begun(house: Flask, standing: Look, taken: Look) -> None:
    workshop, holder, (first,) = seat_with_line(house, 1)
    with clock.at(workshop_row(workshop).starts_at):
        leave(holder)
    assert (standing(first[0]), taken(workshop)) == (("waitlisted", False, 1), 0)


def test_an_offer_made_shortly_before_the_start_ends_with_it(house: Flask) -> None:
    workshop, holder, (first,) = seat_with_line(house, 1)
    starts_at = workshop_row(workshop).starts_at
    with clock.at(starts_at - timedelta(hours=5)):
        leave(holder)
    assert db.session.get_one(Registration, first[0]).expires_at == starts_at


def test_more_seats_are_offered_at_once(house: Flask, standing: Look, taken: Look) -> None:
    workshop, _, line = seat_with_line(house, 3)
    with unit_of_work():
        change_capacity(workshop_row(workshop), 3, actor_id=None)
    assert [standing(row[0]) for row in line] == [("offered", True, 1), ("offered", True, 2), ("waitlisted", False, 3)]
    assert taken(workshop) == 3


def test_who_selects_keeps_the_seats_that_nobody_gave_back(house: Flask, standing: Look, taken: Look) -> None:
    workshop, holder, line = seat_with_line(house, 2, capacity=5, admission="approval")
    leave(holder)
    assert [standing(row[0]) for row in line] == [("offered", True, 1), ("waitlisted", False, 2)]
    with unit_of_work():
        edit_workshop(workshop_row(workshop), actor_id=None, admission=Admission.OPEN)
    assert [standing(row[0]) for row in line] == [("offered", True, 1), ("offered", True, 2)]
    assert taken(workshop) == 2


def test_while_no_date_is_known_seats_wait_for_it(house: Flask, standing: Look) -> None:
    workshop, holder, (first,) = seat_with_line(house, 1)
    with unit_of_work():
        postpone_workshop(workshop_row(workshop), reason="The venue was lost.", actor_id=None)
    leave(holder)
    assert standing(first[0]) == ("waitlisted", False, 1)
    with unit_of_work():
        row = workshop_row(workshop)
        reschedule_workshop(row, row.time_and_place, actor_id=None)
    assert standing(first[0]) == ("offered", True, 1)


def test_an_offer_follows_a_start_that_comes_sooner(house: Flask) -> None:
    workshop, holder, (first,) = seat_with_line(house, 1, offer_hours=600)
    leave(holder)
    with unit_of_work():
        row = workshop_row(workshop)
        row.closes_at = clock.now() + timedelta(hours=1)
        sooner = row.starts_local - timedelta(weeks=2)
        place = row.time_and_place
        reschedule_workshop(
            row,
            type(place)(**vars(place) | {"starts_local": sooner, "ends_local": sooner + timedelta(days=1)}),
            actor_id=None,
        )
    assert db.session.get_one(Registration, first[0]).expires_at == workshop_row(workshop).starts_at


def test_staff_move_somebody_up_and_the_others_keep_their_order(house: Flask) -> None:
    _, holder, line = seat_with_line(house, 4)
    with unit_of_work():
        move_in_waitlist(line[3][0], 2, actor_id=None)
    query = select(Registration.id).where(Registration.state == State.WAITLISTED).order_by(Registration.wait_rank)
    assert list(db.session.scalars(query)) == [line[n][0] for n in (0, 3, 1, 2)]
    with unit_of_work(), pytest.raises(HasSeat):
        move_in_waitlist(holder[0], 1, actor_id=None)


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        (State.SUBMITTED, NotDecidedYet),
        (State.WAITLISTED, IsWaiting),
        (State.CONFIRMED, HasSeat),
        (State.WITHDRAWN, RegistrationEnded),
        (State.DECLINED, RegistrationEnded),
    ],
)
def test_only_an_offer_can_be_accepted(
    house: Flask, standing: Look, taken: Look, state: State, refusal: type[Exception]
) -> None:
    workshop, person = make_workshop(house), make_person(house)
    registration = make_registration(house, workshop, person, state=state)
    before = standing(registration), taken(workshop)
    with unit_of_work(), pytest.raises(refusal):
        accept_offer(registration, actor_id=person)
    assert (standing(registration), taken(workshop)) == before


def test_an_organizer_may_take_the_offer_for_the_person(house: Flask, standing: Look, taken: Look) -> None:
    workshop, holder, (first,) = seat_with_line(house, 1)
    leave(holder)
    with unit_of_work():
        approve(first[0], actor_id=None)
    assert (standing(first[0]), taken(workshop)) == (("confirmed", True, None), 1)
