"""A person at a browser of her own, who looks strictly at every page she comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Response

from tests.browser.looks import Watch, axe_faults, sideways_faults

PATIENCE_MILLISECONDS = 10_000


@dataclass
class Reader:
    """Opens pages, fills forms and presses buttons by the words on them.

    Where scripts are off, axe, itself a script, looks at a copy of the page in the browser of an `onlooker`.
    """

    context: BrowserContext
    base_url: str
    onlooker: Page | None = None
    octets: int = 0
    answer: Response | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(PATIENCE_MILLISECONDS)
        self.page = self.context.new_page()
        self.watch = Watch(self.page, self.base_url)
        line = self.context.new_cdp_session(self.page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", self._weigh)

    def open(self, path: str) -> None:
        """Go to an address of the house, or to a whole one from a mail."""
        address = path if path.startswith(self.base_url) else self.base_url + path
        self.answer = self.page.goto(address)
        self.look()

    def follow(self, words: str) -> None:
        """Follow the link with these words."""
        self._go(self.page.get_by_role("link", name=words, exact=True).click)

    def press(self, words: str) -> None:
        """Press the button with these words."""
        self._go(self.page.get_by_role("button", name=words, exact=True).click)

    def fill(self, **answers: str) -> None:
        """Write into the fields with these names."""
        for name, text in answers.items():
            self.page.locator(f"[name={name}]").fill(text)

    def choose(self, **answers: str) -> None:
        """Choose these entries, by their words, from the lists with these names."""
        for name, words in answers.items():
            self.page.locator(f"select[name={name}]").select_option(label=words)

    def tick(self, *words: str) -> None:
        """Tick the boxes, or take the choices, that say these words."""
        for label in words:
            self.page.get_by_label(label).check()

    def download(self, words: str) -> bytes:
        """The octets of the file behind the link with these words."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=words, exact=True).click()
        return Path(download.value.path()).read_bytes()

    def value(self, name: str) -> str:
        """What stands in the field with this name."""
        return self.page.locator(f"[name={name}]").input_value()

    @property
    def heading(self) -> str:
        """The page's one h1."""
        return self.page.locator("h1").inner_text()

    @property
    def words(self) -> str:
        """The text in the middle of the page."""
        return self.page.locator("main").inner_text()

    @property
    def status(self) -> int:
        """What the server answered."""
        assert self.answer
        return self.answer.status

    def look(self) -> None:
        """Fail on anything that is wrong with the page in sight."""
        faults = [*self.watch.faults, *sideways_faults(self.page), *axe_faults(self._where_scripts_run())]
        assert not faults, (self.page.url, faults)

    def _go(self, click: Callable[[], None]) -> None:
        with self.page.expect_navigation() as answer:
            click()
        self.answer = answer.value
        self.look()

    def _where_scripts_run(self) -> Page:
        if self.onlooker is None:
            return self.page
        body = self.page.content()
        self.onlooker.route(self.page.url, lambda route: route.fulfill(body=body, content_type="text/html"))
        self.onlooker.goto(self.page.url)
        return self.onlooker

    def _weigh(self, finished: dict[str, Any]) -> None:
        self.octets += finished["encodedDataLength"]
