"""Every page of the house as its readers see it: on the smallest phone and at a desk, by day and by night."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from itertools import product
from pathlib import Path
from typing import Any, Literal, NamedTuple
from zlib import crc32

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser.looks import SMALLEST_WIDTH, Scales, Watch, axe_faults, cut_off_faults, sideways_faults
from tests.support.factories import make_grant, make_person, make_session, make_workshop
from tests.support.ledger import Entry, entries
from tests.support.live import LiveHouse, Prepared, live_house
from tests.support.world import World, make_world
from workshops.accounts.actions import issue_password_link, open_session
from workshops.accounts.actions.codes import add_code, make_code
from workshops.accounts.queries import find_actor
from workshops.accounts.rules import ROLE_SCOPES, Purpose, Role, Scope
from workshops.catalogue.models import Workshop
from workshops.certificates.models import Certificate
from workshops.certificates.queries import facts_of
from workshops.foundation.database import db
from workshops.foundation.i18n import LANGUAGE_COOKIE
from workshops.foundation.tokens import sign
from workshops.foundation.transactions import unit_of_work
from workshops.permissions import POWERS
from workshops.registrations.actions import make_draft_link, save_for_later
from workshops.registrations.views.registering import KEPT_PURPOSE

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
# Open to whoever is signed in, yet only to those who registered.
FOR_PARTICIPANTS = "/me/<slug>"
# A sheet shows every name: who marks at the desk need not know them all.
NEEDED_TOO = {"attendance.sheet": "registrations.read"}

Visitor = Role | Literal["nobody", "participant"]
EVERYBODY: tuple[Visitor, ...] = ("nobody", "participant", *Role)


class Setting(NamedTuple):
    """The language of the page, how wide the screen is, and whether its owner likes it light or dark."""

    language: Literal["ar", "en"]
    width: int
    scheme: Literal["light", "dark"]

    def __str__(self) -> str:
        return "-".join(map(str, self))


Sitting = Callable[[Visitor, Setting], BrowserContext]
# The two of a pair differ in everything, and the four pairs are all eight settings.
PAIRS = (
    (Setting("ar", SMALLEST_WIDTH, "light"), Setting("en", 1280, "dark")),
    (Setting("ar", SMALLEST_WIDTH, "dark"), Setting("en", 1280, "light")),
    (Setting("ar", 1280, "light"), Setting("en", SMALLEST_WIDTH, "dark")),
    (Setting("ar", 1280, "dark"), Setting("en", SMALLEST_WIDTH, "light")),
)


def name_of(entry: Entry) -> str:
    """`manage.slug.agenda` for `/manage/<slug>/agenda`."""
    return re.sub(r"<[^<]*?(\w+)>", r"\1", entry.rule).strip("/").replace("/", ".") or "front"


def visitors(entry: Entry) -> Sequence[Visitor]:
    """All who may open the page, first the one who sees most of it."""
    if entry.access == "public":
        return EVERYBODY
    if entry.access == "signed in":
        return tuple(Role) if entry.endpoint in FOR_STAFF else _owners(entry)
    powers = {entry.access, NEEDED_TOO.get(entry.endpoint, entry.access)}
    return [role for role in Role if powers <= POWERS[role]]


def _owners(entry: Entry) -> Sequence[Visitor]:
    return ("participant",) if entry.rule.startswith(FOR_PARTICIPANTS) else ("participant", *Role)


def looks() -> Iterator[Any]:
    """Each page as one who may see it in the two settings that its name chooses; as all, in all, when there is time.

    Page after page, and the next reader then: a page that is throttled is not asked for too often in a minute.
    """
    for pair, visitor, entry in product(PAIRS, EVERYBODY, PAGES):
        chosen = PAIRS[crc32(name_of(entry).encode()) % len(PAIRS)]
        first, *others = visitors(entry)
        if visitor in (first, *others):
            marks = () if (visitor, pair) == (first, chosen) else (pytest.mark.soak,)
            for setting in pair:
                yield pytest.param(entry, visitor, setting, marks=marks, id=f"{name_of(entry)}-{visitor}-{setting}")


class Town(NamedTuple):
    """A house where everything has happened, and what else stands in addresses where the world's values do not do."""

    house: LiveHouse
    world: World
    people: Mapping[Visitor, int]
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


@pytest.fixture(scope="module")
def town(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A house of its own with a workshop that is over, another one ahead, and links that were mailed."""
    with live_house(prepared, tmp_path_factory.mktemp("town")) as house:
        world = make_world(house.app)
        with house.app.app_context():
            owner = db.session.get_one(Workshop, world.workshop_id).organisation_id
        ahead = make_workshop(house.app, organisation_id=owner)
        make_session(house.app, ahead, speakers=(("Ilkka Rautavaara", "Head of Programme"),))
        people = staff_of(house.app, owner, (world.workshop_id, ahead))
        with house.app.app_context(), unit_of_work():
            link = make_code(add_code(world.participant, Purpose.SIGN_IN))
            assert link
            is_ahead: dict[str, object] = {"slug": db.session.get_one(Workshop, ahead).slug}
            answers = {"name_own": "زينب العبيدي", "name_latin": "Zainab Al-Obaidi"}
            kept_until = save_for_later(ahead, "a@b.example", answers, once="form", language="ar", actor_id=None)
            instead: dict[str, dict[str, object]] = {
                "accounts.open_link": {"token": link.link_token},
                "accounts.set_password": {"token": issue_password_link(world.administrator)},
                "catalogue.step": is_ahead,
                "catalogue.workshop": is_ahead,
                "registrations.register": is_ahead,
                "registrations.resume": {**is_ahead, "token": make_draft_link(1)},
                "registrations.saved": {**is_ahead, "token": sign(KEPT_PURPOSE, kept_until.isoformat())},
                "certificates.verify": {"code": facts_of(db.session.get_one(Certificate, 1)).code},
            }
        house.open()
        chosen = world.values["registration_id"]
        people |= {"participant": world.participant, Role.ADMINISTRATOR: world.administrator}
        yield Town(house, world, people, instead, {"registrations.decide": f"?do=decline&chosen={chosen}"})


def staff_of(app: Flask, organisation_id: int, workshop_ids: Sequence[int]) -> dict[Visitor, int]:
    """Somebody in each role, for an organisation and all of its workshops."""
    people: dict[Visitor, int] = {}
    for role in Role:
        people[role] = make_person(app, name_latin=f"Marat {role.name.title()}")
        scopes = {Scope.SYSTEM: (None,), Scope.ORGANISATION: (organisation_id,), Scope.WORKSHOP: workshop_ids}
        for scope_id in scopes[ROLE_SCOPES[role]]:
            make_grant(app, people[role], role, scope_id)
    return people


@pytest.fixture(scope="module")
def sitting(town: Town, browser: Browser) -> Iterator[Sitting]:
    """The browser of a person in front of one screen, signed in just now."""
    contexts: dict[tuple[Visitor, Setting], BrowserContext] = {}
    tokens: dict[tuple[Visitor, Setting], str] = {}

    def sitting(visitor: Visitor, setting: Setting) -> BrowserContext:
        who = visitor, setting
        if who not in contexts:
            screen = ViewportSize(width=setting.width, height=900)
            contexts[who] = browser.new_context(viewport=screen, color_scheme=setting.scheme)
        cookies = {LANGUAGE_COOKIE: str(setting.language)}
        if visitor != "nobody":
            tokens[who] = cookies["sid"] = sign_in(town, visitor, instead_of=tokens.get(who))
        contexts[who].add_cookies([{"name": k, "value": v, "url": town.house.base_url} for k, v in cookies.items()])
        return contexts[who]

    yield sitting
    for context in contexts.values():
        context.close()


def sign_in(town: Town, visitor: Visitor, *, instead_of: str | None) -> str:
    """A new session, so that no page asks who is there; the former one of this browser is over."""
    with town.house.app.app_context(), unit_of_work():
        former = find_actor(instead_of) if instead_of else None
        return open_session(town.people[visitor], is_staff=isinstance(visitor, Role), user_agent="", replaces=former)


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures of pages are put: the folder that SCREENSHOTS names, else one of pytest's."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize(("entry", "visitor", "setting"), list(looks()))
def test_a_page_is_sound(
    town: Town, sitting: Sitting, gallery: Path, entry: Entry, visitor: Visitor, setting: Setting
) -> None:
    address = town.house.base_url + town.address(entry)
    page = sitting(visitor, setting).new_page()
    watch = Watch(page, town.house.base_url)
    scales = Scales(page)
    answer = page.goto(address)
    page.screenshot(path=gallery / f"{name_of(entry)}-{visitor}-{setting}.png", full_page=True)
    faults = [*watch.faults, *faults_in_sight(page, setting), *scales.faults]
    found = (page.url, answer and answer.status, page.locator("html").get_attribute("lang"))
    page.close()
    assert (found, faults) == ((address, 200, setting.language), [])


def faults_in_sight(page: Page, setting: Setting) -> list[str]:
    return [*sideways_faults(page, setting.width), *cut_off_faults(page), *axe_faults(page)]


@pytest.mark.parametrize("setting", [setting for pair in PAIRS for setting in pair], ids=str)
def test_a_refusal_is_as_sound_as_a_page(town: Town, sitting: Sitting, gallery: Path, setting: Setting) -> None:
    form = town.address(next(entry for entry in PAGES if entry.endpoint == "registrations.register"))
    refusals: list[tuple[int, Visitor, str]] = [
        (404, "nobody", "/nowhere"),
        (403, "participant", "/audit"),
        (422, "nobody", form),
    ]
    faults: dict[int, list[str]] = {}
    for status, visitor, path in refusals:
        page = sitting(visitor, setting).new_page()
        watch = Watch(page, town.house.base_url)
        answer = page.goto(town.house.base_url + path)
        if status == HTTPStatus.UNPROCESSABLE_ENTITY:
            with page.expect_navigation() as sent:
                page.locator("#agreement .btn").first.click()
            answer = sent.value
        assert answer
        page.screenshot(path=gallery / f"{answer.status}-{setting}.png", full_page=True)
        faults[answer.status] = [*watch.faults, *faults_in_sight(page, setting)]
        page.close()
    assert faults == {404: [], 403: [], 422: []}


def test_a_second_page_brings_no_file_that_is_here_already(town: Town, browser: Browser) -> None:
    page = browser.new_page(base_url=town.house.base_url)
    # What is for the printer comes last, and no page waits for it.
    page.goto("/v/", wait_until="networkidle")
    page.goto("/help")
    files = page.evaluate("performance.getEntriesByType('resource').map(file => [file.name, file.transferSize])")
    page.close()
    assert {octets for _name, octets in files} == {0}


# One page of each kind: lists, a form, tables, tabs, a certificate, meters, the desk.
KINDS = (
    "catalogue.index",
    "catalogue.workshop",
    "registrations.register",
    "registrations.status",
    "certificates.verify",
    "home.today",
    "home.style_guide",
    "home.style_guide_forms",
    "registrations.index",
    "attendance.overview",
    "attendance.check_in",
)
KINDS_OF_PAGES = [pytest.param(entry, id=name_of(entry)) for entry in PAGES if entry.endpoint in KINDS]


@pytest.mark.parametrize("entry", KINDS_OF_PAGES)
def test_with_letters_of_twice_the_size_nothing_scrolls_sideways_or_is_cut_off(
    town: Town, sitting: Sitting, entry: Entry
) -> None:
    page = sitting(visitors(entry)[0], Setting("en", 640, "light")).new_page()
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.goto(town.house.base_url + town.address(entry))
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    faults = [*sideways_faults(page, 640), *cut_off_faults(page)]
    page.close()
    assert (size, faults) == (32, [])


@pytest.mark.parametrize("entry", KINDS_OF_PAGES)
def test_with_colours_of_the_readers_own_marks_are_still_seen_and_nothing_moves(
    town: Town, sitting: Sitting, entry: Entry
) -> None:
    page = sitting(visitors(entry)[0], Setting("en", 1280, "light")).new_page()
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(town.house.base_url + town.address(entry))
    page.keyboard.press("Tab")
    unseen = page.evaluate(
        """() => {
            const style = element => getComputedStyle(element);
            const paper = style(document.body).backgroundColor;
            const all = selector => [...document.querySelectorAll(selector)];
            return [
                ...all(".chip, .note, .btn").filter(each => style(each).borderTopStyle === "none"),
                ...all(".f1, .f2, .f3").filter(each => style(each).fill === paper),
                ...[document.activeElement].filter(each => style(each).outlineStyle === "none"),
                ...all("*").filter(each => style(each).transitionDuration !== "0s"),
            ].map(each => each.outerHTML);
        }"""
    )
    page.close()
    assert unseen == []


def test_focus_goes_through_a_page_in_the_order_of_reading_and_is_never_lost(town: Town, sitting: Sitting) -> None:
    page = sitting(Role.ADMINISTRATOR, Setting("en", 1280, "light")).new_page()
    page.goto(f"{town.house.base_url}/styleguide")
    places: list[int] = []
    last = page.evaluate("[...document.all].indexOf([...document.querySelectorAll('a')].at(-1))")
    while not places or places[-1] < last:
        page.keyboard.press("Tab")
        places.append(page.evaluate("[...document.all].indexOf(document.activeElement)"))
        assert places == sorted(set(places)), page.evaluate("document.activeElement.outerHTML")
    page.close()
    assert places[-1] == last
