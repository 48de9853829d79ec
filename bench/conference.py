"""A conference of 503 people: issuing to all of them in one action, and the pages that list them."""

import time
from collections.abc import Iterator

from flask import Flask

from bench.asking import Question
from bench.figures import Figure
from bench.timing import cpu_ms
from bench.world import house
from tests.certificates.conftest import make_ended
from tests.support.factories import make_person
from workshops.accounts.actions import open_session
from workshops.accounts.rules import Role
from workshops.foundation.transactions import unit_of_work

PEOPLE = 503


def measure() -> Iterator[Figure]:
    """Issue once, then ask for the lists as a member of staff."""
    with house() as live:
        app = live.app
        ended = make_ended(app)
        with app.app_context(), unit_of_work():
            for _ in range(PEOPLE):
                ended.somebody()
        staff = make_person(app, role=Role.ADMINISTRATOR)
        began = time.perf_counter()
        issued = ended.issue(staff)
        yield Figure(f"issue-{PEOPLE}", time.perf_counter() - began, "s")
        assert len(issued) == PEOPLE
        cookie, lists = f"sid={_signed_in(app, staff)}", ("registrations", "certificates")
        pages = {name: Question(app, f"/manage/{ended.slug}/{name}", Cookie=cookie) for name in lists}
        for name, cost in cpu_ms(pages).items():
            yield Figure(f"list-of-{PEOPLE}-{name}", cost, "ms")


def _signed_in(app: Flask, person_id: int) -> str:
    with app.app_context(), unit_of_work():
        return open_session(person_id, is_staff=True, user_agent="", replaces=None)
