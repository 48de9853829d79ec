"""The pages of the agenda."""

from datetime import datetime

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.factories import make_organisation, make_person, make_registration, make_session, make_workshop
from tests.support.signing_in import sign_in
from workshops.accounts.rules import Role
from workshops.catalogue.rules import State


@pytest.fixture
def workshop_id(app: Flask, client: Browser) -> int:
    """A published workshop of the organizer who is signed in."""
    organisation_id = make_organisation(app)
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=organisation_id))
    return make_workshop(app, slug="airlines", organisation_id=organisation_id, zone="Europe/Berlin")


def test_an_empty_agenda_leads_to_its_first_session(client: Browser, workshop_id: int) -> None:
    page = client.get("/manage/airlines/agenda")
    assert "The agenda is empty." in page.words
    assert "/manage/airlines/agenda/new" in page.links()


def test_a_session_is_shown_as_it_was_given(app: Flask, client: Browser, workshop_id: int) -> None:
    make_session(app, workshop_id, title="Opening", room="Hall", speakers=(("A", "Head"), ("B", "")))
    page = client.get("/manage/airlines/agenda/1")
    form = next(form for form in page.forms() if form.get("action") == "/manage/airlines/agenda/1")
    values = page.values(form)
    assert (values["title"], values["room"], values["speakers"]) == (["Opening"], ["Hall"], ["A, Head\nB"])
    page = client.follow(client.submit(page, {"speakers": "C، رئيس", "room": "Room 2"}))
    assert "Opening" in page.words
    assert "Room 2" in page.words
    assert "C" in page.words


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts_local": "2027-03-28 02:30"}, "The time 2027-03-28 02:30 does not exist in Europe/Berlin"),
        ({"ends_local": "2027-10-31 02:30"}, "The time 2027-10-31 02:30 comes twice in Europe/Berlin"),
        ({"starts_local": "1999-02-01 09:00"}, "Session 1 would not lie between"),
        ({"ends_local": "1999-02-01 09:00"}, "The session ends before it begins."),
        ({"room": "hall"}, "hall is taken at this time by session 2."),
        ({"speakers": "B, Host"}, "B speaks at this time in session 2."),
        ({"speakers": "\n".join("abcdefghijklmnopqrstuvwxyz")}, "Name at most 20 people."),
        ({"title": ""}, "Write a title."),
    ],
)
def test_a_session_that_cannot_be_is_told_beside_its_field(
    app: Flask, client: Browser, workshop_id: int, fields: dict[str, str], sentence: str
) -> None:
    make_session(app, workshop_id)
    first = client.get("/manage/airlines/agenda/1")
    starts = first.values(next(f for f in first.forms() if "agenda" in f.get("action", "")))["starts_local"][0]
    make_session(app, workshop_id, room="Hall", speakers=(("B", ""),), starts_local=datetime.fromisoformat(starts))
    page = client.submit(first, {"description": "Typed words"} | fields)
    assert page.status == 422
    assert page.words.count(sentence) == 2
    assert "Typed words" in page.body


def test_cancelling_a_session_says_how_many_will_be_told(app: Flask, client: Browser, workshop_id: int) -> None:
    make_session(app, workshop_id, title="Opening")
    make_registration(app, workshop_id)
    page = client.get("/manage/airlines/agenda/1/cancel")
    assert "Cancel Opening? 1 person will be told." in page.words
    page = client.follow(client.submit(page, button="Cancel the session"))
    assert "Cancelled" in page.words
    assert client.get("/manage/airlines/agenda/1").status == 409
    assert "Opening (cancelled)" in client.get("/workshops/airlines").words


def test_a_session_of_a_draft_is_removed(app: Flask, client: Browser, workshop_id: int) -> None:
    organisation_id = make_organisation(app)
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=organisation_id))
    draft = make_workshop(app, slug="draft", organisation_id=organisation_id, state=State.DRAFT, published_at=None)
    make_session(app, draft, title="Opening")
    page = client.follow(client.submit(client.get("/manage/draft/agenda/1/cancel"), button="Remove the session"))
    assert "The agenda is empty." in page.words
    assert client.get("/manage/draft/agenda/1").status == 404


@pytest.mark.parametrize("state", [State.HELD, State.CANCELLED])
def test_the_agenda_of_what_is_over_can_be_read_only(app: Flask, client: Browser, state: State) -> None:
    organisation_id = make_organisation(app)
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=organisation_id))
    make_session(app, make_workshop(app, slug="over", organisation_id=organisation_id, state=state))
    page = client.get("/manage/over/agenda")
    assert page.status == 200
    assert not any("/agenda/" in link for link in page.links())
    assert client.get("/manage/over/agenda/new").status == 409
    assert client.post("/manage/over/agenda/1", {"title": "x"}).status == 409
