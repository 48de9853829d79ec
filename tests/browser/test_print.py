"""What comes out of the printer: the record, without what one can only press."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.certificates.conftest import Ended, make_ended
from tests.support.factories import make_person
from tests.support.live import LiveHouse, Prepared, live_house
from tests.support.pdf import lines_by_poppler
from workshops.accounts.actions import open_session
from workshops.accounts.rules import Role
from workshops.certificates.models import Certificate
from workshops.certificates.queries import facts_of
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work

pytestmark = [pytest.mark.browser, pytest.mark.real_db]
FRAME = {"Skip to content", "Search", "Sign out", "Overview", "Settings", "Help"}


class Desk(NamedTuple):
    """An organizer's screen with a printer, and a workshop that is over, with one certificate."""

    house: LiveHouse
    page: Page
    ended: Ended
    code: str

    def prints(self, path: str) -> set[str]:
        """The lines of the paper, each once."""
        self.page.goto(path)
        return {line.strip() for line in lines_by_poppler(self.page.pdf(format="A4"))}


@pytest.fixture(scope="module")
def desk(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("paper")
    with live_house(prepared, folder) as house:
        ended = make_ended(house.app)
        ended.somebody(name_latin="Gulnora Rahimova")
        administrator = make_person(house.app, role=Role.ADMINISTRATOR)
        (certificate,) = ended.issue(administrator)
        with house.app.app_context(), unit_of_work():
            token = open_session(administrator, is_staff=True, user_agent="", replaces=None)
            code = facts_of(db.session.get_one(Certificate, certificate)).code
        house.open()
        context = browser.new_context(base_url=house.base_url, locale="en")
        context.add_cookies([{"name": "sid", "value": token, "url": house.base_url}])
        yield Desk(house, context.new_page(), ended, code)
        context.close()


def test_the_list_of_registrations_is_a_list(desk: Desk) -> None:
    printed = desk.prints(f"/manage/{desk.ended.slug}/registrations")
    assert {"Gulnora Rahimova", "1 of 1 shown"} <= printed
    assert printed & (FRAME | {"Choose", "Show", "All", "CSV", "In figures · CSV · XLSX", "Give a seat…"}) == set()


def test_the_sheet_of_a_session_has_the_names_and_no_instruction_for_a_screen(desk: Desk) -> None:
    printed = desk.prints(f"/manage/{desk.ended.slug}/attendance/1")
    assert any("Gulnora Rahimova" in line for line in printed)
    assert [line for line in printed if line.startswith(("Tick everybody", "Save the sheet")) or line in FRAME] == []


def test_the_page_of_a_workshop_is_its_agenda_on_paper(desk: Desk) -> None:
    printed = desk.prints(f"/workshops/{desk.ended.slug}")
    assert "Agenda" in printed
    pressed = ("Add to calendar", "Change zone", "Copy the link", "Register")
    assert [line for line in printed if any(words in line for words in pressed) or line in FRAME] == []


def test_a_verification_is_printed_with_the_time_of_the_check(desk: Desk) -> None:
    printed = desk.prints(f"/v/{desk.code}")
    assert "This certificate is valid" in printed
    assert "Checked on" in printed
    assert printed & (FRAME | {"Check the name", "Compare"}) == set()
