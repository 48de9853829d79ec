"""A page that was true when it was opened: its button is refused in a sentence, beside how things stand now."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.factories import make_organisation, make_person, make_registration, make_session, make_workshop
from tests.support.signing_in import sign_in
from workshops.accounts.rules import Role
from workshops.agenda.actions import cancel_session
from workshops.agenda.models import AgendaSession
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.rules import State

NAME = "Dewi Hartati"
OVER = "This registration has ended. To come back, the person registers again."
OWN_OVER = "Your registration has ended. To come back, register again."


@pytest.fixture
def workshop(client: Browser) -> int:
    """A workshop that begins in half an hour; `client` is its organizer."""
    organisation = make_organisation(client.app)
    sign_in(client, make_person(client.app, role=Role.ORGANIZER, scope_id=organisation))
    starts = (clock.now() + timedelta(minutes=30)).replace(tzinfo=None)
    return make_workshop(
        client.app, slug="air-cargo", organisation_id=organisation, starts_local=starts, zone="UTC", capacity=1
    )


def at_her_browser(app: Flask, workshop: int, state: State) -> tuple[Browser, int]:
    """A participant in this state, signed in, and her registration."""
    person = make_person(app, name_latin=NAME)
    registration = make_registration(app, workshop, person, state=state, name_latin=NAME)
    browser = Browser(app)
    sign_in(browser, person, staff=False)
    return browser, registration


def test_a_decision_about_somebody_who_has_withdrawn_meanwhile(client: Browser, workshop: int) -> None:
    participant, registration = at_her_browser(client.app, workshop, State.SUBMITTED)
    question = client.get(
        "/manage/air-cargo/registrations/decide", query_string={"do": "approve", "chosen": registration}
    )
    withdrawal = participant.get("/me/air-cargo/withdraw")
    assert participant.submit(withdrawal).status == 303
    refused = client.submit(question)
    assert refused.status == 409
    assert OVER in refused.words


def test_withdrawing_in_a_second_tab(client: Browser, workshop: int) -> None:
    participant, _registration = at_her_browser(client.app, workshop, State.CONFIRMED)
    tabs = [participant.get("/me/air-cargo/withdraw") for _ in range(2)]
    assert participant.submit(tabs[0]).status == 303
    refused = participant.submit(tabs[1])
    assert (refused.status, refused.heading) == (409, "You withdrew your registration")
    assert OWN_OVER in refused.words


def test_taking_a_seat_whose_offer_has_been_ended_by_the_organizer(client: Browser, workshop: int) -> None:
    participant, registration = at_her_browser(client.app, workshop, State.OFFERED)
    page = participant.get("/me/air-cargo")
    question = client.get(
        "/manage/air-cargo/registrations/decide", query_string={"do": "cancel", "chosen": registration}
    )
    assert client.submit(question, {"words": "The group is complete."}).status == 200
    refused = participant.submit(page, action="/me/air-cargo/accept")
    assert (refused.status, refused.heading) == (409, "The organizer ended your registration")
    assert OWN_OVER in refused.words
    assert "The group is complete." in refused.words


def test_a_mark_in_a_session_that_was_cancelled_meanwhile(client: Browser, workshop: int) -> None:
    session = make_session(client.app, workshop)
    make_registration(client.app, workshop, name_latin=NAME)
    desk = client.get("/desk/air-cargo/1")
    with client.app.app_context(), unit_of_work():
        cancel_session(db.session.get_one(AgendaSession, session), actor_id=None)
    refused = client.submit(desk, button=f"Present: {NAME}")
    assert refused.status == 409
    assert "This session was cancelled, so nobody can be present in it." in refused.words
    assert "0 of 1 present" in refused.words
