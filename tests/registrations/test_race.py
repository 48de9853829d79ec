"""Many people at the same moment, each in a thread and a transaction of her own: nobody too many, nobody lost."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.at_once import at_once
from tests.support.factories import make_person, make_registration, make_workshop
from workshops.catalogue.models import Workshop
from workshops.foundation.database import db
from workshops.notifications.models import OutboxMessage
from workshops.registrations.actions import accept_offer, approve, prove, register, save_for_later, withdraw
from workshops.registrations.models import Draft, Registration
from workshops.registrations.rules import Answers, State

pytestmark = pytest.mark.real_db
THREADS = 16
ROUNDS = [pytest.param(2, id="short"), pytest.param(100, id="long", marks=pytest.mark.soak)]


def form_of(workshop: int, person: int, once: str, *, is_proved: bool = True) -> Callable[[], int]:
    answers = Answers(name_latin="Gulnora Rahimova", country_iso3="TJK")
    return lambda: register(workshop, person, answers, once=once, is_proved=is_proved).id


def figures(app: Flask, workshop: int) -> tuple[int, int, list[int | None]]:
    """Seats taken by the workshop's own count, seats held by registrations, and the ranks of the waitlist."""
    with app.app_context():
        taken = db.session.scalars(select(Workshop.taken).where(Workshop.id == workshop)).one()
        of_workshop = select(Registration).where(Registration.workshop_id == workshop)
        held = db.session.scalar(
            select(func.count()).select_from(of_workshop.where(Registration.holds_seat).subquery())
        )
        waiting = of_workshop.where(Registration.state == State.WAITLISTED).order_by(Registration.id)
        return taken, held or 0, [registration.wait_rank for registration in db.session.scalars(waiting)]


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("is_proved", [True, False], ids=["signed in", "not proved"])
def test_sixteen_people_for_five_seats(real_house: Flask, rounds: int, *, is_proved: bool) -> None:
    for turn in range(rounds):
        workshop = make_workshop(real_house, capacity=5)
        people = [make_person(real_house) for _ in range(THREADS)]
        works = [form_of(workshop, person, f"{turn} {person}", is_proved=is_proved) for person in people]
        ids = at_once(real_house, works)
        assert len(set(ids)) == THREADS
        at_once(real_house, [lambda person=person: prove(person) for person in people])  # type: ignore[misc]
        taken, held, ranks = figures(real_house, workshop)
        assert (taken, held, sorted(ranks, key=int)) == (5, 5, list(range(1, 12)))  # type: ignore[arg-type]
        if is_proved:
            assert ranks == sorted(ranks, key=int)  # type: ignore[arg-type]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_one_person_sixteen_times_is_one_registration(real_house: Flask, rounds: int) -> None:
    for turn in range(rounds):
        workshop, person = make_workshop(real_house, capacity=5), make_person(real_house)
        works = [form_of(workshop, person, f"{turn} {number % 2}") for number in range(THREADS)]
        assert len(set(at_once(real_house, works))) == 1
        assert figures(real_house, workshop) == (1, 1, [])


def test_a_form_saved_sixteen_times_is_one_draft_and_one_mail(real_house: Flask) -> None:
    workshop = make_workshop(real_house)
    works = [
        lambda post=str(number): save_for_later(
            workshop, "a@customs.example", {"post": post}, once="form", language="en", actor_id=None
        )
        for number in range(THREADS)
    ]
    assert {type(answer) for answer in at_once(real_house, works)} == {datetime}
    with real_house.app_context():
        counts = [
            db.session.scalar(select(func.count()).where(table.workshop_id == workshop))
            for table in (Draft, OutboxMessage)
        ]
    assert counts == [1, 1]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_seats_given_back_while_others_come_are_passed_on(real_house: Flask, rounds: int) -> None:
    for turn in range(rounds):
        workshop = make_workshop(real_house, capacity=8)
        leavers = [make_person(real_house) for _ in range(8)]
        seats = [make_registration(real_house, workshop, person) for person in leavers]
        waiting = [make_registration(real_house, workshop, state=State.WAITLISTED) for _ in range(4)]
        works: list[Callable[[], object]] = [
            lambda seat=seat, person=person: withdraw(seat, actor_id=person)  # type: ignore[misc]
            for seat, person in zip(seats, leavers, strict=True)
        ]
        works += [form_of(workshop, make_person(real_house), f"{turn} new {number}") for number in range(8)]
        at_once(real_house, works)
        taken, held, ranks = figures(real_house, workshop)
        with real_house.app_context():
            offered = select(Registration.state).where(Registration.id.in_(waiting))
            assert set(db.session.scalars(offered)) == {"offered"}
        assert (taken, held, len(ranks)) == (8, 8, 4)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_an_offer_is_taken_withdrawn_or_approved_but_only_once(real_house: Flask, rounds: int) -> None:
    for _turn in range(rounds):
        workshop, person = make_workshop(real_house, capacity=1), make_person(real_house)
        offer = make_registration(real_house, workshop, person, state=State.OFFERED)
        works: list[Callable[[], object]] = [
            lambda: accept_offer(offer, actor_id=person),  # noqa: B023 - called within the turn
            lambda: withdraw(offer, actor_id=person),  # noqa: B023
            lambda: approve(offer, actor_id=None),  # noqa: B023
        ]
        refusals = {answer for answer in at_once(real_house, works) if answer}
        taken, held, ranks = figures(real_house, workshop)
        assert refusals <= {"HasSeat", "OwnSeat", "RegistrationEnded", "OwnRegistrationEnded"}
        assert (taken, held, ranks) in [(0, 0, []), (1, 1, [])]
