"""Chromium as the system has it, and people who sit at it."""

from collections.abc import Iterator
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.browser.reader import Reader
from tests.support.live import LiveHouse
from tests.support.programs import find_program
from workshops.accounts.actions import open_session
from workshops.foundation.transactions import unit_of_work

PHONE = ViewportSize(width=360, height=720)
DESKTOP = ViewportSize(width=1280, height=900)


class SitDown(Protocol):
    """How a test has somebody sit down before a screen."""

    def __call__(self, house: LiveHouse, screen: ViewportSize, *, scripts: bool = True) -> Reader: ...


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts the browser: the system's own, also as root and in a container's small /dev/shm."""
    path = find_program("chromium", "chromium-browser", "google-chrome", package="chromium")
    return {"executable_path": path, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


def let_in(reader: Reader, house: LiveHouse, person_id: int) -> None:
    """Give the browser of a reader a session of this member of staff, in place of any other."""
    with house.app.app_context(), unit_of_work():
        token = open_session(person_id, is_staff=True, user_agent="", replaces=None)
    reader.context.add_cookies([{"name": "sid", "value": token, "url": house.base_url}])


@pytest.fixture
def sit_down(browser: Browser) -> Iterator[SitDown]:
    """A browser of one's own, with nothing in it yet."""
    contexts = []

    def sit_down(house: LiveHouse, screen: ViewportSize, *, scripts: bool = True) -> Reader:
        # Whoever looks while a colour still changes measures one that nobody chose.
        context = browser.new_context(
            viewport=screen, java_script_enabled=scripts, locale="en", reduced_motion="reduce"
        )
        contexts.append(context)
        onlooker = None if scripts else sit_down(house, screen).page
        return Reader(context, house.base_url, onlooker)

    yield sit_down
    for context in contexts:
        context.close()
