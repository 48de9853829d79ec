"""Whatever a browser holds and says of itself, it gets the page, in a language we speak."""

import pytest
from flask import Flask

from tests.face.test_languages import PUBLIC
from tests.support.browser import Browser
from tests.support.factories import make_workshop
from tests.support.world import World, make_world

COOKIES = ("sid", "form", "language")
RUBBISH = {
    "empty": "",
    "short": "x",
    "12 kB in three": "r" * 4000,
    "not ASCII": "\xff\xfe\x80",
    "quoted": '"a\\073b\\377"',
    "an old session of Flask": "eyJjc3JmX3Rva2VuIjoiMSJ9.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "signed badly": ".eJyrVkrOz0nVUSotTi1SslJSMjFMNE02NDNT0lHKTFGyMjQyMTM3qwUA1fMKKw.ZzZzZz.zzz",
    "a language that is none": "xx",
    "markup": "<script>alert(1)</script>",
    "a path": "../../../etc/passwd",
}
TYPED = {
    "name_latin": "Gulnora Rahimova",
    "email": "gulnora@customs.example",
    "country": "TJK",
    "agency": "Customs Service",
    "agree": "y",
}


@pytest.fixture
def world(app: Flask, database: None) -> World:
    return make_world(app)


def holding(app: Flask, value: str) -> Browser:
    """A browser whose every cookie is this."""
    browser = Browser(app)
    for name in COOKIES:
        browser.http.set_cookie(name, value)
    return browser


@pytest.mark.parametrize("kind", RUBBISH)
def test_every_public_page_is_read_with_broken_cookies(app: Flask, world: World, kind: str) -> None:
    for entry in PUBLIC:
        (rule,) = [rule for rule in app.url_map.iter_rules(entry.endpoint) if rule.rule == entry.rule]
        expected = Browser(app).get(world.address(rule) or "")
        page = holding(app, RUBBISH[kind]).get(world.address(rule) or "")
        assert (page.status, page.tree.get("lang")) == (expected.status, expected.tree.get("lang")), entry


@pytest.mark.parametrize("kind", RUBBISH)
def test_somebody_registers_in_spite_of_broken_cookies(app: Flask, database: None, kind: str) -> None:
    make_workshop(app, slug="air-cargo")
    browser = holding(app, RUBBISH[kind])
    answer = browser.submit(browser.get("/workshops/air-cargo/register"), TYPED)
    assert (answer.status, answer.location) == (303, "/sign-in/code")
    assert browser.follow(answer).heading == "Enter the code"


@pytest.mark.parametrize(
    ("address", "cookie", "wish", "expected"),
    [
        ("xx", "fr", "ru", "fr"),
        ("xx", "xx", "ru", "ru"),
        ("", "xx", "zh-TW", "zh"),
        ("", "", "*", "en"),
        ("", "", "fr;q=0, es", "es"),
        ("", "", ",;q=;;=,,q", "en"),
        ("", "", "es;q=not-a-number", "en"),
        ("", "", "en-" + "x" * 8000, "en"),
        ("", "", "\xff\x80", "en"),
        ("FR", "FR", "FR", "fr"),
    ],
)
def test_an_unknown_language_is_passed_over_for_the_next_wish(
    client: Browser, address: str, cookie: str, wish: str, expected: str
) -> None:
    client.http.set_cookie("language", cookie)
    page = client.get("/workshops/", query_string={"lang": address}, headers={"Accept-Language": wish})
    assert (page.status, page.tree.get("lang")) == (200, expected)
