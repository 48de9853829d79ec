"""Every page of the house as its readers see it: on the smallest phone and at a desk, by day and by night."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, NamedTuple
from zlib import crc32

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize

from tests.browser.looks import SMALLEST_WIDTH, Watch, axe_faults, sideways_faults
from tests.support.factories import make_session, make_workshop
from tests.support.ledger import Entry, entries
from tests.support.live import LiveHouse, Prepared, live_house
from tests.support.world import World, make_world
from workshops.accounts.actions import issue_password_link, open_session
from workshops.accounts.actions.codes import add_code, make_code
from workshops.accounts.rules import Purpose
from workshops.catalogue.models import Workshop
from workshops.certificates.models import Certificate
from workshops.certificates.queries import facts_of
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work

pytestmark = [pytest.mark.browser, pytest.mark.real_db]

FILES = (".ics", ".pdf", ".json", ".<any(csv, xlsx):form>", "/documents/<int:document_id>", "/healthz", "/readyz")
ONLY_IN_A_DEMO = "/demo/mail"
PAGES = [
    entry
    for entry in entries()
    if "GET" in entry.methods and not entry.rule.endswith(FILES) and entry.rule != ONLY_IN_A_DEMO
]
# Open to whoever is signed in, yet only to those who came with a password.
FOR_STAFF = ("accounts.change_password", "accounts.confirm")


class Setting(NamedTuple):
    """How wide the screen is, and whether its owner likes it light or dark."""

    width: int
    scheme: Literal["light", "dark"]

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


# Either pair has both widths and both schemes.
PAIRS = (
    (Setting(SMALLEST_WIDTH, "light"), Setting(1280, "dark")),
    (Setting(SMALLEST_WIDTH, "dark"), Setting(1280, "light")),
)


def name_of(entry: Entry) -> str:
    """`manage.slug.agenda` for `/manage/<slug>/agenda`."""
    return re.sub(r"<[^<]*?(\w+)>", r"\1", entry.rule).strip("/").replace("/", ".") or "front"


def looks() -> Iterator[Any]:
    """Each page in the two settings that its name chooses; in the other two when there is time."""
    for entry in PAGES:
        chosen = crc32(name_of(entry).encode()) % len(PAIRS)
        for number, pair in enumerate(PAIRS):
            marks = () if number == chosen else (pytest.mark.soak,)
            for setting in pair:
                yield pytest.param(entry, setting, marks=marks, id=f"{name_of(entry)}-{setting}")


class Town(NamedTuple):
    """A house where everything has happened, and what else stands in addresses where the world's values do not do."""

    house: LiveHouse
    world: World
    instead: dict[str, dict[str, object]]
    queries: dict[str, str]

    def address(self, entry: Entry) -> str:
        """Where the page of this entry is."""
        app = self.house.app
        values = self.world.values | self.instead.get(entry.endpoint, {})
        (rule,) = [rule for rule in app.url_map.iter_rules(entry.endpoint) if rule.rule == entry.rule]
        with app.app_context():
            path = replace(self.world, values=values).address(rule)
        assert path, f"nothing fills a gap of {entry.rule}"
        return path + self.queries.get(entry.endpoint, "")

    def reader(self, entry: Entry) -> int | None:
        """Who opens it: nobody in particular where anybody may."""
        if entry.access == "public":
            return None
        is_own = entry.access == "signed in" and entry.endpoint not in FOR_STAFF
        return self.world.participant if is_own else self.world.administrator


@pytest.fixture(scope="module")
def town(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A house of its own with a workshop that is over, another one ahead, and links that were mailed."""
    with live_house(prepared, tmp_path_factory.mktemp("town")) as house:
        world = make_world(house.app)
        ahead = make_workshop(house.app)
        make_session(house.app, ahead, speakers=(("Ilkka Rautavaara", "Head of Programme"),))
        with house.app.app_context(), unit_of_work():
            link = make_code(add_code(world.participant, Purpose.SIGN_IN))
            assert link
            is_ahead: dict[str, object] = {"slug": db.session.get_one(Workshop, ahead).slug}
            instead: dict[str, dict[str, object]] = {
                "accounts.open_link": {"token": link.link_token},
                "accounts.set_password": {"token": issue_password_link(world.administrator)},
                "catalogue.step": is_ahead,
                "catalogue.workshop": is_ahead,
                "registrations.register": is_ahead,
                "certificates.verify": {"code": facts_of(db.session.get_one(Certificate, 1)).code},
            }
        house.open()
        chosen = world.values["registration_id"]
        yield Town(house, world, instead, {"registrations.decide": f"?do=decline&chosen={chosen}"})


@pytest.fixture(scope="module")
def sitting(town: Town, browser: Browser) -> Iterator[Callable[[int | None, Setting], BrowserContext]]:
    """The browser of a person, signed in, in front of one screen."""
    contexts: dict[tuple[int | None, Setting], BrowserContext] = {}

    def sitting(person_id: int | None, setting: Setting) -> BrowserContext:
        if (person_id, setting) not in contexts:
            screen = ViewportSize(width=setting.width, height=900)
            context = browser.new_context(viewport=screen, color_scheme=setting.scheme, locale="en")
            if person_id:
                is_staff = person_id == town.world.administrator
                with town.house.app.app_context(), unit_of_work():
                    token = open_session(person_id, is_staff=is_staff, user_agent="", replaces=None)
                context.add_cookies([{"name": "sid", "value": token, "url": town.house.base_url}])
            contexts[person_id, setting] = context
        return contexts[person_id, setting]

    yield sitting
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures of pages are put: the folder that SCREENSHOTS names, else one of pytest's."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize(("entry", "setting"), list(looks()))
def test_a_page_is_sound(
    town: Town,
    sitting: Callable[[int | None, Setting], BrowserContext],
    gallery: Path,
    entry: Entry,
    setting: Setting,
) -> None:
    address = town.house.base_url + town.address(entry)
    page = sitting(town.reader(entry), setting).new_page()
    watch = Watch(page, town.house.base_url)
    answer = page.goto(address)
    page.screenshot(path=gallery / f"{name_of(entry)}-{setting}.png", full_page=True)
    faults = [*watch.faults, *sideways_faults(page), *axe_faults(page)]
    found = page.url
    page.close()
    assert (found, answer and answer.status, faults) == (address, 200, [])
