"""Two hundred people at once, over HTTP, for the last twenty seats."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from tests.support.crowd import Applicant
from tests.support.factories import make_registration, make_workshop
from tests.support.live import LiveHouse
from workshops.catalogue.models import Workshop
from workshops.foundation.database import db
from workshops.registrations.models import Registration

pytestmark = pytest.mark.real_db
PEOPLE, SEATS, GIVEN_BEFORE = 200, 60, 40


def test_200_people_at_once_get_the_last_20_seats_and_a_waitlist_in_order(
    live: LiveHouse, figure: Callable[[str], None]
) -> None:
    workshop_id = make_workshop(live.app, slug="race", capacity=SEATS)
    before = [make_registration(live.app, workshop_id) for _ in range(GIVEN_BEFORE)]
    live.open()
    people = [Applicant(live.visitor(n), "race", f"officer{n}@customs.example") for n in range(PEOPLE)]
    for applicant in people:
        applicant.open_form()
    gate = threading.Barrier(PEOPLE)

    def send(applicant: Applicant) -> tuple[int, float]:
        gate.wait()
        began = time.monotonic()
        return applicant.send().status, time.monotonic() - began

    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = list(pool.map(send, people))
    figure(f"the last of {PEOPLE} answers came after {max(seconds for _, seconds in answers):.2f} s")
    assert {status for status, _ in answers} == {303}
    with live.app.app_context():
        came = select(Registration).where(Registration.workshop_id == workshop_id, Registration.id.not_in(before))
        rows = db.session.scalars(came.order_by(Registration.id)).all()
        taken = db.session.scalar(select(Workshop.taken).where(Workshop.id == workshop_id))
    last_seats = SEATS - GIVEN_BEFORE
    assert taken == SEATS
    assert [row.holds_seat for row in rows] == [True] * last_seats + [False] * (PEOPLE - last_seats)
    assert [row.wait_rank for row in rows] == [None] * last_seats + list(range(1, PEOPLE - last_seats + 1))
    assert len({row.person_id for row in rows}) == PEOPLE
