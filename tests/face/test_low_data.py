"""Low-data mode: no pictures, no scripts, at most 30 kB for a first visit, and never served to who has not asked."""

import gzip
from contextlib import closing
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.face.test_languages import PUBLIC
from tests.support.browser import Browser
from tests.support.factories import make_person, make_workshop
from tests.support.signing_in import sign_in
from tests.support.world import World, make_world
from workshops.foundation.i18n import NATIVE_NAMES

MOST = 30_000
PACKED = {"Accept-Encoding": "gzip"}
OFFER, WAY_BACK = "Low-data mode: no pictures, at most 30 kB", "Show the pictures again"


class Asked(HTMLParser):
    """What a page makes a browser ask for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the addresses of whatever is no link to follow."""
        wanted = {"link": "href", "use": "href", "image": "href"}.get(tag, "src")
        self.addresses |= {value for name, value in attrs if name == wanted and value and not value.startswith("data:")}


@pytest.fixture
def world(app: Flask, database: None) -> World:
    return make_world(app)


def low_data(app: Flask) -> Browser:
    browser = Browser(app)
    browser.http.set_cookie("data", "low")
    return browser


def html_of(answer: TestResponse) -> str:
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(answer.data) if packed else answer.data).decode()


def octets_of(answer: TestResponse) -> int:
    with closing(answer):
        return len(answer.data) + len(str(answer.headers))


@pytest.mark.parametrize("code", NATIVE_NAMES)
def test_a_first_visit_to_any_public_page_takes_30_kilobytes_at_most(app: Flask, world: World, code: str) -> None:
    make_workshop(app, slug="ahead")
    addresses = {"registrations.register": "/workshops/ahead/register"}
    for number in range(30):
        make_workshop(app, slug=f"one-of-many-{number}")
    browser = low_data(app)
    heavy: dict[str, int] = {}
    for entry in PUBLIC:
        (rule,) = [rule for rule in app.url_map.iter_rules(entry.endpoint) if rule.rule == entry.rule]
        address = addresses.get(entry.endpoint) or world.address(rule) or ""
        answer = browser.http.get(address, headers=PACKED, query_string={"lang": code})
        if answer.mimetype != "text/html":
            continue
        asked = {urljoin(address, each) for each in Asked(html_of(answer)).addresses}
        assert {each.partition(".")[0] for each in asked} <= {"/static/css/workshops", "/static/css/print"}, entry
        octets = octets_of(answer) + sum(octets_of(browser.http.get(each, headers=PACKED)) for each in asked)
        heavy |= {str(entry): octets} if octets > MOST else {}
    assert heavy == {}


def test_the_stylesheet_asks_for_its_picture_outside_of_low_data_mode_alone(app: Flask) -> None:
    (rule,) = (rule for rule in css_of(app).split("}") if "url(" in rule)
    assert rule.partition("{")[0] == ".hero"
    assert ".low .hero{background-image:none}" in css_of(app)


def css_of(app: Flask) -> str:
    (sheet,) = (each for each in Asked(app.test_client().get("/help").text).addresses if "/workshops." in each)
    with closing(app.test_client().get(sheet)) as answer:
        return answer.text


def test_it_is_chosen_at_the_foot_of_a_page_kept_and_taken_back(client: Browser) -> None:
    make_workshop(client.app, slug="air-cargo")
    page = client.get("/workshops/air-cargo")
    assert OFFER in page.words
    chosen = client.get("/workshops/air-cargo?data=low")
    assert chosen.response.headers["Cache-Control"] == "private, no-store"
    for path in ("/workshops/air-cargo", "/workshops/", "/workshops/air-cargo/register", "/nothing"):
        page = client.get(path)
        assert (page.tree.get("class"), "icons" in page.body, WAY_BACK in page.words) == ("low", False, True), path
    assert 'href="?theme=pnr&amp;data=all"' in client.get("/workshops/?theme=pnr").body
    client.get("/workshops/?data=all")
    page = client.get("/workshops/")
    assert (page.tree.get("class"), "icons" in page.body, OFFER in page.words) == (None, True, True)


def test_it_is_offered_among_a_persons_settings(client: Browser) -> None:
    sign_in(client, make_person(client.app), staff=False)
    assert client.get("/me/settings").body.count('href="?data=low"') == 2


@pytest.mark.parametrize(
    ("wish", "cookie", "is_low"),
    [("on", "", True), ("ON", "", True), ("off", "", False), ("on", "all", False), ("on", "rubbish", True)],
)
def test_the_wish_of_a_browser_is_heard_until_its_reader_says_otherwise(
    client: Browser, wish: str, cookie: str, *, is_low: bool
) -> None:
    client.http.set_cookie("data", cookie)
    assert (client.get("/", headers={"Save-Data": wish}).tree.get("class") == "low") == is_low


@pytest.mark.parametrize("path", ["/", "/workshops/", "/workshops/air-cargo", "/workshops/air-cargo/register"])
def test_neither_way_of_a_kept_page_is_served_to_who_has_not_asked(client: Browser, path: str) -> None:
    make_workshop(client.app, slug="air-cargo")
    full, low = Browser(client.app), low_data(client.app)
    for browser, look in ((low, "low"), (full, None), (low, "low"), (full, None)):
        assert browser.get(path).tree.get("class") == look


@pytest.mark.parametrize("path", ["/workshops/", "/workshops/air-cargo"])
def test_caches_between_know_the_two_ways_apart(client: Browser, path: str) -> None:
    make_workshop(client.app, slug="air-cargo")
    full, low = Browser(client.app), low_data(client.app)
    answers = [browser.http.get(path, headers=PACKED) for browser in (full, low)]
    for answer in answers:
        assert {"Cookie", "Accept-Language", "Save-Data"} <= set(answer.headers["Vary"].split(", "))
        assert answer.headers["Cache-Control"] == "public, no-cache"
    etags = [answer.headers["ETag"] for answer in answers]
    assert etags[0] != etags[1]
    again = low.http.get(path, headers=PACKED | {"If-None-Match": etags[1]})
    assert (again.status_code, again.data) == (304, b"")
    assert low.http.get(path, headers=PACKED | {"If-None-Match": etags[0]}).status_code == 200


def test_who_cannot_unpack_gets_it_plain(client: Browser) -> None:
    client.http.set_cookie("data", "low")
    plain = client.http.get("/help")
    assert "Content-Encoding" not in plain.headers
    packed = client.http.get("/help", headers=PACKED)
    assert html_of(packed) == plain.text
    assert len(packed.data) * 2 < len(plain.data)
