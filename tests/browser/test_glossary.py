"""An acronym explained to somebody with a keyboard, and to somebody with a sheet of paper; no script is needed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import PHONE, SitDown
from tests.browser.reader import Reader
from tests.support.factories import make_session, make_workshop
from tests.support.live import Prepared, live_house

pytestmark = [pytest.mark.browser, pytest.mark.real_db]

MOST_STEPS = 40
BEHIND = "getComputedStyle(document.querySelector('.prose .soft'))"
FIRST_IN_SIGHT = "[...document.querySelectorAll('dt')].find(term => term.getBoundingClientRect().top >= 0).innerText"


@pytest.fixture
def reader(prepared: Prepared, tmp_path: Path, sit_down: SitDown) -> Iterator[Reader]:
    """Somebody with a phone, without scripts, in front of a workshop whose text and agenda use acronyms."""
    with live_house(prepared, tmp_path) as house:
        texts = {"title": "First lists", "summary": "Lists.", "description": "How a PIU reads PNR data."}
        make_session(house.app, make_workshop(house.app, slug="lists", texts=texts), title="Writing to INTERPOL")
        house.open()
        reader = sit_down(house, PHONE, scripts=False)
        reader.open("/workshops/lists")
        yield reader


def test_a_keyboard_leads_from_an_acronym_to_its_entry(reader: Reader) -> None:
    def focused() -> str:
        return str(reader.page.evaluate("document.activeElement.innerText"))

    for _ in range(MOST_STEPS):
        reader.page.keyboard.press("Tab")
        if focused() == "PNR":
            break
    assert focused() == "PNR"
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    reader.look()
    assert (reader.page.url, reader.heading) == (f"{reader.base_url}/glossary#pnr", "Glossary")
    assert reader.page.evaluate(FIRST_IN_SIGHT) == "PNR"


def test_paper_says_what_an_acronym_stands_for(reader: Reader) -> None:
    reader.page.emulate_media(media="print")
    assert "How a PIU (passenger information unit) reads PNR (passenger name record) data." in reader.words
    assert "Acronyms\nINTERPOL\nInternational Criminal Police Organization" in reader.words
    shown = [reader.page.evaluate(f"{BEHIND}.{what}") for what in ("display", "visibility", "color", "backgroundColor")]
    assert shown == ["inline", "visible", "rgb(51, 51, 51)", "rgba(0, 0, 0, 0)"]
