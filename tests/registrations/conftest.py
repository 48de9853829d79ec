"""What tests of registrations look at: rows as plain values, outside any transaction of their own."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from workshops.catalogue.models import Workshop
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.actions import register
from workshops.registrations.models import Registration
from workshops.registrations.rules import Answers

Standing = tuple[str, bool, int | None]
Send = Callable[..., int]


@pytest.fixture(autouse=True)
def _the_clock_stands_still() -> Iterator[None]:
    with clock.at(clock.now()):
        yield


@pytest.fixture
def standing(house: Flask) -> Callable[[int], Standing]:
    """Where a registration stands: its state, whether it holds a seat, its rank."""

    def look(registration_id: int) -> Standing:
        columns = (Registration.state, Registration.holds_seat, Registration.wait_rank)
        state, holds_seat, rank = db.session.execute(select(*columns).where(Registration.id == registration_id)).one()
        return state, holds_seat, rank

    return look


@pytest.fixture
def taken(house: Flask) -> Callable[[int], int]:
    """How many seats of a workshop are taken."""
    return lambda workshop_id: db.session.scalars(select(Workshop.taken).where(Workshop.id == workshop_id)).one()


@pytest.fixture
def send(house: Flask) -> Callable[..., int]:
    """Send a form for a person, signed in or not; gives back the id of the registration."""

    def send(
        workshop_id: int, person_id: int, *, once: str = "", is_proved: bool = True, name: str = "Gulnora Rahimova"
    ) -> int:
        with unit_of_work():
            answers = Answers(name_latin=name, country_iso3="TJK")
            once = once or f"form of {person_id}"
            return register(workshop_id, person_id, answers, once=once, is_proved=is_proved).id

    return send
