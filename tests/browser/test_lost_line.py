"""The line breaks as a form is sent: what was typed is still there, and one press more sends it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error

from tests.browser.conftest import DESKTOP, PHONE, SitDown
from tests.browser.reader import Reader
from tests.browser.test_journey import sign_in_as_staff
from tests.support.factories import make_organisation, make_person, make_workshop
from tests.support.live import LiveHouse, Prepared, live_house
from tests.support.signing_in import password_hash
from workshops.accounts.rules import Role

pytestmark = [pytest.mark.browser, pytest.mark.real_db]

SALMA = "salma@office.example"
TYPED = {
    "name_own": "Гулнора Раҳимова",
    "name_latin": "Gulnora Rahimova",
    "agency": "Customs Service",
    "email": "gulnora@customs.example",
}


@pytest.fixture
def house(prepared: Prepared, tmp_path: Path) -> Iterator[LiveHouse]:
    """A house with one open workshop and its organizer."""
    with live_house(prepared, tmp_path) as live:
        office = make_organisation(live.app)
        make_workshop(live.app, slug="air-cargo", organisation_id=office)
        known = {"email": SALMA, "password_hash": password_hash()}
        make_person(live.app, role=Role.ORGANIZER, scope_id=office, **known)
        live.open()
        yield live


def press_without_a_line(reader: Reader, words: str) -> None:
    """Press a button while the line is down; the browser shows a page of its own, until the line is back."""
    reader.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"), reader.page.expect_navigation():
        reader.page.get_by_role("button", name=words, exact=True).click()
    reader.context.set_offline(False)


def test_a_registration_survives_a_broken_line(house: LiveHouse, sit_down: SitDown) -> None:
    phone = sit_down(house, PHONE, scripts=False)
    phone.open("/workshops/air-cargo/register")
    phone.fill(**TYPED)
    phone.choose(country="Tajikistan")
    phone.tick("I agree that the organizer and the host use these data for this workshop.")
    press_without_a_line(phone, "Send registration")
    # The form goes to the address of its own page, so "back" leads one page too far; "reload" sends it again.
    phone.page.reload()
    assert phone.heading == "Enter the code"


def test_a_long_text_of_an_organizer_survives_a_broken_line(house: LiveHouse, sit_down: SitDown) -> None:
    organizer = sit_down(house, DESKTOP)
    sign_in_as_staff(organizer, SALMA)
    organizer.open("/manage/air-cargo/text")
    organizer.fill(description="A long text.\n\nIn two paragraphs.")
    press_without_a_line(organizer, "Save")
    organizer.page.go_back()
    assert organizer.value("description") == "A long text.\n\nIn two paragraphs."
    organizer.press("Save")
    assert "The texts are saved." in organizer.words
