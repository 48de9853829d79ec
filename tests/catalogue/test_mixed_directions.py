"""A title in two scripts, with digits and a mark that turns the direction, stays in one piece wherever it is read."""

from typing import Any

import pytest

from tests.support.browser import Browser, Page
from tests.support.factories import make_organisation, make_person, make_registration, make_session, make_workshop
from tests.support.signing_in import sign_in
from tests.support.vcalendar import by_rfc
from workshops.accounts.rules import Role

TYPED = "تدريب API \u202egnp.exe\u202c (2027)"
KEPT = "تدريب API gnp.exe (2027)"
PAGES = ("/workshops/", "/workshops/air-cargo", "/workshops/air-cargo/register", "/me", "/me/air-cargo")


@pytest.fixture
def holder(client: Browser) -> Browser:
    """A participant at her browser; an organizer has written the title."""
    organisation = make_organisation(client.app)
    workshop = make_workshop(client.app, slug="air-cargo", organisation_id=organisation)
    make_session(client.app, workshop, title="Opening")
    sign_in(client, make_person(client.app, role=Role.ORGANIZER, scope_id=organisation))
    assert client.submit(client.get("/manage/air-cargo/text"), {"title": TYPED}).status == 303
    person, browser = make_person(client.app), Browser(client.app)
    sign_in(browser, person, staff=False)
    make_registration(client.app, workshop, person)
    return browser


def bare(element: Any, *, is_isolated: bool = False) -> list[str]:
    """The texts of a page that hold the title outside of an element that keeps its direction."""
    is_isolated |= element.tag in ("bdi", "title") or element.get("dir") == "auto"
    found = [element.text or ""] if not is_isolated else []
    for child in element:
        found += bare(child, is_isolated=is_isolated)
        found += [child.tail or ""] if not is_isolated else []
    return [text for text in found if KEPT in text]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_it_apart(client: Browser, holder: Browser, path: str) -> None:
    reader = client if path.endswith("register") else holder
    page: Page = reader.get(path)
    assert (page.status, KEPT in page.words, "\u202e" in page.body) == (200, True, False)
    assert bare(page.tree) == []


def test_a_calendar_file_keeps_it_apart_from_the_session(holder: Browser) -> None:
    octets = holder.get("/workshops/air-cargo.ics").response.data
    assert [entry.summary for entry in by_rfc(octets)] == [f"\u2068{KEPT}\u2069: Opening"]
    assert "\u202e".encode() not in octets
