"""An official at a border post registers: a slow line, no scripts, no mouse; from the workshop's page to her seat."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.conftest import PHONE, SitDown
from tests.browser.mailbox import Mailbox, code_in
from tests.browser.reader import Reader
from tests.support.factories import make_session, make_workshop
from tests.support.live import LiveHouse, Prepared, live_house
from tests.support.smtp import smtp_sink

pytestmark = [pytest.mark.browser, pytest.mark.real_db]

LONGEST_SECONDS, MOST_OCTETS = 4 * 60, 150_000
LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
# Somebody who looks for each key: each of them counts, those that move from field to field too.
SECONDS_A_KEY = 0.4
# Finding the mail in another program, and carrying eight digits over.
SECONDS_FOR_THE_MAIL = 30
MOST_TABS = 120
ADDRESS = "gulnora@customs.example"
TYPED = {
    "name_own": "Гулнора Раҳимова",
    "name_latin": "Gulnora Rahimova",
    "email": ADDRESS,
    "country": "Tajik",
    "agency": "Customs Service",
    "agree": " ",
}


@dataclass
class Keyboard:
    """All that the official has. Counted are her keys, and the seconds from Enter until the next page is whole."""

    reader: Reader
    keys: int = 0
    waited: float = 0.0

    def press(self, key: str) -> None:
        """One key."""
        self.keys += 1
        self.reader.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """A text, key by key; in a list, what its entry begins with."""
        self.keys += len(text)
        self.reader.page.keyboard.type(text)

    def go_to(self, wanted: str) -> None:
        """Tab on until the field of this name, or the link or button of these words, has the focus."""
        for _ in range(MOST_TABS):
            self.press("Tab")
            focused = self.reader.page.locator(":focus")
            if focused.count() and wanted in (focused.get_attribute("name"), focused.inner_text()):
                return
        pytest.fail(f"the Tab key never comes to {wanted}")

    def enter(self) -> None:
        """Press Enter where the focus is, and wait for the page."""
        self._wait(lambda: self.press("Enter"))

    def open(self, path: str) -> None:
        """Come by a link from elsewhere."""
        self._wait(lambda: self.reader.page.goto(self.reader.base_url + path))

    def _wait(self, ask: Callable[[], object]) -> None:
        began = time.monotonic()
        with self.reader.page.expect_navigation():
            ask()
        self.waited += time.monotonic() - began
        self.reader.look()


@pytest.fixture
def house(prepared: Prepared, tmp_path: Path) -> Iterator[tuple[LiveHouse, Mailbox]]:
    """Web server and worker, a workshop with free seats, and the mail as it arrives."""
    with smtp_sink() as sink, live_house(prepared, tmp_path, MAIL_URL=sink.url) as live:
        make_session(live.app, make_workshop(live.app, slug="air-cargo"))
        live.open()
        live.worker.start()
        yield live, Mailbox(sink)


def test_four_minutes_are_enough_on_a_slow_line_with_the_keyboard_alone(
    house: tuple[LiveHouse, Mailbox], sit_down: SitDown, figure: Callable[[str], None]
) -> None:
    live, mail = house
    official = Keyboard(sit_down(live, PHONE, scripts=False))
    line = official.reader.context.new_cdp_session(official.reader.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    official.open("/workshops/air-cargo")
    official.go_to("Register")
    official.enter()
    for name, text in TYPED.items():
        official.go_to(name)
        official.write(text)
    official.go_to("Send registration")
    official.enter()
    assert official.reader.heading == "Enter the code"
    sent = time.monotonic()
    code = code_in(mail.letter(ADDRESS, "Your code"))
    official.waited += time.monotonic() - sent
    official.go_to("code")
    official.write(code)
    official.enter()
    assert official.reader.heading == "You have a seat"
    seconds = official.waited + official.keys * SECONDS_A_KEY + SECONDS_FOR_THE_MAIL
    figure(
        f"{seconds:.0f} seconds: {official.waited:.1f} of waiting, {official.keys} keys of {SECONDS_A_KEY} each and "
        f"{SECONDS_FOR_THE_MAIL} for the mail; {official.reader.octets} bytes"
    )
    assert official.waited > len(("workshop", "form", "code", "seat")) * LINE["latency"] / 1000
    assert seconds <= LONGEST_SECONDS
    assert official.reader.octets <= MOST_OCTETS
