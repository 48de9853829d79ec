"""What was typed is not lost: not when the token of the form is gone, nor when the person was signed out meanwhile."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.journeys.test_hostile_input import address, reader
from tests.support.browser import Browser, Page
from tests.support.factories import make_organisation, make_person, make_workshop
from tests.support.ledger import Entry, entries
from tests.support.signing_in import sign_in
from tests.support.world import World, make_world
from workshops.accounts.rules import Role
from workshops.audit.models import AuditEntry
from workshops.catalogue.models import WorkshopText
from workshops.foundation.database import db

KEPT = (
    "agenda.add",
    "agenda.edit",
    "catalogue.clone",
    "catalogue.new",
    "catalogue.schedule",
    "catalogue.settings",
    "catalogue.step",
    "catalogue.text",
    "certificates.override",
    "certificates.replace",
    "certificates.revoke",
    "registrations.correct",
    "registrations.decide",
    "registrations.register",
)
TOO_OLD = "Nothing is lost, but nothing is saved yet: the page was too old. Send it again."
TEXTS = {"title": "Air cargo,\tagain", "summary": "Two lines:\none", "description": "- a list\n- of \"two\" & 'three'"}


@pytest.fixture
def world(app: Flask, database: None) -> World:
    return make_world(app)


@pytest.fixture
def organizer(client: Browser) -> int:
    """The organizer of the workshop `air-cargo`, signed in."""
    organisation = make_organisation(client.app)
    make_workshop(client.app, slug="air-cargo", organisation_id=organisation)
    person = make_person(client.app, role=Role.ORGANIZER, scope_id=organisation)
    sign_in(client, person)
    return person


def lines_in_the_record(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def fill_in(page: Page, form: Any) -> dict[str, str]:
    """A word of her own in every field that takes words."""
    fields = [field for field in form.iter() if field.tag == "textarea" or field.get("type") in ("text", "email")]
    return {field.get("name"): f"her words for {field.get('name')}" for field in fields}


def page_with_a_form(app: Flask, world: World, entry: Entry) -> str:
    """Its address; what the world's workshop is too old for is asked of one that is ahead."""
    make_workshop(app, slug="ahead")
    addresses = {
        "catalogue.step": "/manage/ahead/postpone",
        "registrations.decide": f"{address(app, world, entry)}?do=cancel&chosen={world.values['registration_id']}",
        "registrations.register": "/workshops/ahead/register",
    }
    return addresses.get(entry.endpoint) or address(app, world, entry)


def form_of(page: Page, path: str) -> Any:
    bare = path.partition("?")[0]
    (form,) = (form for form in page.forms() if (form.get("action") or path).partition("?")[0] == bare)
    return form


def typed_in(page: Page, path: str) -> dict[str, str]:
    """What a form of the page would send of what was typed."""
    values = page.values(form_of(page, path))
    return {name: texts[0] for name, texts in values.items() if texts and texts[0].startswith("her words")}


def test_these_views_keep_what_was_typed(app: Flask) -> None:
    assert tuple(sorted(name for name, view in app.view_functions.items() if hasattr(view, "keeps_typed"))) == KEPT


@pytest.mark.parametrize("entry", [entry for entry in entries() if entry.endpoint in KEPT], ids=str)
def test_a_form_without_its_token_comes_back_whole_and_changes_nothing(app: Flask, world: World, entry: Entry) -> None:
    browser, path = reader(app, world, entry), page_with_a_form(app, world, entry)
    page = browser.get(path)
    form = form_of(page, path)
    typed, before = fill_in(page, form), lines_in_the_record(app)
    browser.http.delete_cookie("form")
    answer = browser.submit(page, typed, action=form.get("action"))
    assert (answer.status, TOO_OLD in answer.words) == (422, True)
    assert typed_in(answer, path) == typed
    assert lines_in_the_record(app) == before
    again = browser.submit(answer, action=form.get("action"))
    assert (again.status < 500, again.status != 400, TOO_OLD in again.words) == (True, True, False)


def test_a_registration_without_its_token_takes_one_press_more(client: Browser) -> None:
    make_workshop(client.app, slug="air-cargo")
    typed = {"name_latin": "Gulnora Rahimova", "country": "TJK", "agency": "Customs Service", "agree": "y"}
    page = client.get("/workshops/air-cargo/register")
    client.http.delete_cookie("form")
    kept = client.submit(page, typed | {"email": "gulnora@customs.example"})
    assert kept.status == 422
    taken = client.submit(kept)
    assert (taken.status, taken.location) == (303, "/sign-in/code")


def test_an_old_token_takes_no_action_anywhere_else(app: Flask, world: World) -> None:
    for entry in entries():
        if "POST" in entry.methods and entry.endpoint not in KEPT:
            browser = reader(app, world, entry)
            answer = browser.http.post(address(app, world, entry), data={"csrf_token": "old"})
            assert answer.status_code == 400, entry


def test_a_text_waits_until_its_writer_has_signed_in_again(client: Browser, organizer: int) -> None:
    path = "/manage/air-cargo/text"
    page = client.get(path)
    client.http.delete_cookie("sid")
    waiting = client.submit(page, TEXTS)
    assert (waiting.status, waiting.heading) == (403, "You were signed out")
    (way,) = [link for link in waiting.links() if link.startswith("/sign-in?")]
    assert way == "/sign-in?next=/manage/air-cargo/text"
    sign_in(client, organizer)
    client.http.delete_cookie("form")  # as signing in does
    shown = client.submit(waiting)
    assert (shown.status, shown.heading) == (422, page.heading)
    saved = client.submit(shown)
    assert (saved.status, saved.location) == (303, f"{path}?language=en")
    with client.app.app_context():
        text = db.session.scalars(select(WorkshopText)).one()
        assert (text.title, text.summary, text.description) == (
            "Air cargo, again",
            "Two lines: one",
            TEXTS["description"],
        )


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/workshops/ahead/register", ("name_own", "name_latin", "email", "agency", "post", "motivation")),
        ("/sign-in", ("email",)),
        ("/sign-in/code", ("code",)),
        ("/sign-in/staff", ("email",)),
        ("/password/forgotten", ("email",)),
        ("/v/batch", ("codes",)),
    ],
)
def test_a_word_of_ten_thousand_letters_is_refused_and_still_there(
    client: Browser, path: str, names: tuple[str, ...]
) -> None:
    make_workshop(client.app, slug="ahead", admission="approval")
    typed = {name: name + "x" * 10_000 for name in names}
    answer = client.submit(client.get(path), typed, action=path if path != "/v/batch" else None)
    assert answer.status == 422
    assert [name for name, text in typed.items() if text not in answer.body] == []


@pytest.mark.parametrize(("path", "name", "status"), [("/workshops/", "q", 200), ("/v/", "code", 404)])
def test_a_word_of_ten_thousand_letters_is_looked_for(client: Browser, path: str, name: str, status: int) -> None:
    assert client.get(path, query_string={name: "x" * 10_000}).status == status
