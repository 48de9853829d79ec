"""The calendar on the page of a registration."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.factories import make_person, make_registration, make_session, make_workshop
from tests.support.signing_in import sign_in
from tests.support.vcalendar import by_rfc
from workshops.foundation import clock
from workshops.foundation.tokens import sign
from workshops.registrations.rules import State

FILE = "/me/carriers/calendar.ics"


@pytest.fixture
def holder(app: Flask, client: Browser) -> int:
    """Somebody who is signed in."""
    person_id = make_person(app)
    sign_in(client, person_id, staff=False)
    return person_id


def test_whoever_has_a_seat_finds_all_sessions_in_one_file(app: Flask, client: Browser, holder: int) -> None:
    workshop = make_workshop(app, slug="carriers")
    make_session(app, workshop, title="Who calls whom")
    make_registration(app, workshop, holder)
    assert FILE in client.get("/me/carriers").links()
    assert [entry.summary.rpartition(": ")[2] for entry in by_rfc(client.get(FILE).response.data)] == ["Who calls whom"]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.WAITLISTED, State.WITHDRAWN])
def test_without_a_seat_there_is_none(app: Flask, client: Browser, holder: int, state: State) -> None:
    make_registration(app, make_workshop(app, slug="carriers"), holder, state=state)
    assert FILE not in client.get("/me/carriers").links()


def test_what_is_over_is_no_longer_for_the_calendar(app: Flask, client: Browser, holder: int) -> None:
    last_month = clock.now().replace(tzinfo=None) - timedelta(weeks=4)
    make_registration(app, make_workshop(app, slug="carriers", starts_local=last_month), holder)
    assert FILE not in client.get("/me/carriers").links()


def test_who_comes_by_the_link_of_a_mail_is_not_signed_in_and_gets_none(app: Flask, client: Browser) -> None:
    registration = make_registration(app, make_workshop(app, slug="carriers"))
    with app.app_context():
        token = sign("registration-status", registration)
    page = client.get(f"/r/{token}")
    assert (page.status, FILE in page.links()) == (200, False)
