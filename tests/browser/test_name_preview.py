"""How a name will print: while it is typed where scripts run, and after one press where they do not."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SitDown
from tests.browser.reader import Reader
from tests.support.factories import make_workshop
from tests.support.live import LiveHouse, Prepared, live_house

pytestmark = [pytest.mark.browser, pytest.mark.real_db]

PATH = "/workshops/air-cargo/register"
EMPTY = ["", "Write your name, then press “Show”."]


@pytest.fixture(scope="module")
def house(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveHouse]:
    """Processes for all tests of this file."""
    with live_house(prepared, tmp_path_factory.mktemp("name")) as house:
        make_workshop(house.app, slug="air-cargo")
        house.open()
        yield house


def prints(reader: Reader, *lines: str) -> None:
    """Wait until the frame shows these lines."""
    expect(reader.page.locator(".cert bdi")).to_have_text(list(lines))


def test_the_name_prints_as_it_is_typed_own_script_first(house: LiveHouse, sit_down: SitDown) -> None:
    reader = sit_down(house, PHONE)
    reader.open(PATH)
    prints(reader, *EMPTY)
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.page.locator("[name=name_latin]").press_sequentially("Zainab Al-Obaidi ")
    prints(reader, "Zainab Al-Obaidi", "")
    reader.page.locator("[name=name_own]").press_sequentially("زينب العبيدي")
    prints(reader, "زينب العبيدي", "Zainab Al-Obaidi")
    reader.look()
    reader.fill(name_own="Zainab Al-Obaidi")
    prints(reader, "Zainab Al-Obaidi", "")
    reader.fill(name_own="<b>Zainab</b>")
    prints(reader, "<b>Zainab</b>", "Zainab Al-Obaidi")
    assert asked == []


@pytest.mark.parametrize("scripts", [False, True])
def test_the_name_prints_after_one_press_and_again_after_another(
    house: LiveHouse, sit_down: SitDown, *, scripts: bool
) -> None:
    reader = sit_down(house, PHONE, scripts=scripts)
    reader.open(PATH)
    reader.fill(name_latin="Zainab Al-Obaidi")
    reader.press("Show")
    prints(reader, "Zainab Al-Obaidi", "")
    reader.fill(name_own="زينب العبيدي")
    reader.press("Show again")
    prints(reader, "زينب العبيدي", "Zainab Al-Obaidi")
    assert (reader.value("name_own"), reader.value("name_latin")) == ("زينب العبيدي", "Zainab Al-Obaidi")
