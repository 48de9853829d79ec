"""Every public page in every language: its direction, its words, and no fault."""

import io
import re
from typing import Any

import pytest
from babel.dates import get_month_names
from babel.messages.pofile import read_po
from flask import Flask

from tests.support.browser import Browser
from tests.support.ledger import entries
from tests.support.signing_in import sign_in
from tests.support.world import World, make_world
from workshops.directory.queries import countries, regions, themes
from workshops.foundation.catalogues import SOURCES
from workshops.foundation.i18n import NATIVE_NAMES, RIGHT_TO_LEFT

LONGEST_NAME = 3
# Machines ask for health, and in no language; a file speaks its own.
NO_PAGES = ("health.alive", "health.ready", "catalogue.document")
SHOWN = [entry for entry in entries() if "GET" in entry.methods and entry.endpoint not in NO_PAGES]
PUBLIC = [entry for entry in SHOWN if entry.access == "public"]
CATALOGUE = read_po(io.BytesIO((SOURCES / "fr" / "LC_MESSAGES" / "messages.po").read_bytes()))
# What the program says in English, in more words than a name or a title has by chance.
ENGLISH = [
    message.id
    for message in CATALOGUE
    if isinstance(message.id, str) and "%" not in message.id and len(message.id.split()) > LONGEST_NAME
]
# What the organizer of the world wrote, in English: titles of the workshop, of its session and of its document.
WRITTEN = ("Cooperation with airlines and carriers", "Risk profiles in practice", "Joining notes")
LISTS = (countries, regions, themes)
HEADINGS = {
    "ar": "حلقات العمل المقبلة",
    "en": "Workshops ahead",
    "es": "Próximos talleres",
    "fr": "Ateliers à venir",
    "ru": "Предстоящие практикумы",
    "zh": "即将举行的讲习班",
}


@pytest.fixture
def world(app: Flask, database: None) -> World:
    return make_world(app)


def words_of(element: Any, code: str) -> str:
    """What an element says in a language, without the parts that say they are in another one."""
    inner = "".join(
        (words_of(each, code) if each.get("lang", code) == code else "") + (each.tail or "") for each in element
    )
    return " ".join(f"{element.text or ''}{inner}".split())


def english_names(code: str) -> re.Pattern[str]:
    """The names of months, States, regions and themes in English, where they are others than in this language."""
    names = {
        each: set(get_month_names(locale=each).values()) | {name for ask in LISTS for _key, name in ask(each)}
        for each in ("en", code)
    }
    return re.compile("|".join(rf"\b{re.escape(name)}(?!\w)" for name in sorted(names["en"] - names[code])) or "(?!)")


@pytest.mark.parametrize("code", NATIVE_NAMES)
def test_every_public_page_speaks_the_language(app: Flask, client: Browser, world: World, code: str) -> None:
    with app.app_context():
        strange = english_names(code)
    for entry in PUBLIC:
        (rule,) = [rule for rule in app.url_map.iter_rules(entry.endpoint) if rule.rule == entry.rule]
        page = client.get(f"{world.address(rule)}?lang={code}")
        if page.is_html and page.body:
            expected = (code, "rtl" if code in RIGHT_TO_LEFT else "ltr")
            assert (page.tree.get("lang"), page.tree.get("dir")) == expected, entry
            words = words_of(page.tree.find("body"), code)
            assert [text for text in ENGLISH if code != "en" and text in words] == [], entry
            assert strange.findall(words) == [], entry


def test_what_an_organizer_wrote_says_its_language_to_a_reader_of_another(
    app: Flask, client: Browser, world: World
) -> None:
    silent: dict[str, list[str]] = {}
    for person, is_staff in ((world.administrator, True), (world.participant, False)):
        sign_in(client, person, staff=is_staff)
        for entry in SHOWN:
            (rule,) = [rule for rule in app.url_map.iter_rules(entry.endpoint) if rule.rule == entry.rule]
            page = client.get(f"{world.address(rule)}?lang=ar")
            words = words_of(page.tree.find("body"), "ar") if page.is_html and page.body else ""
            if texts := [text for text in WRITTEN if text in words]:
                silent[str(entry)] = texts
    assert silent == {}


@pytest.mark.parametrize("code", NATIVE_NAMES)
def test_a_language_is_chosen_in_the_address_and_kept(client: Browser, code: str) -> None:
    assert HEADINGS[code] in client.get(f"/workshops/?lang={code}").words
    assert HEADINGS[code] in client.get("/workshops/").words


@pytest.mark.parametrize(
    ("wish", "code"),
    [("fr-CH, en;q=0.5", "fr"), ("tg, ru;q=0.8, en;q=0.5", "ru"), ("zh-Hant-TW", "zh"), ("tlh", "en"), ("", "en")],
)
def test_a_visitor_is_answered_in_the_language_of_the_browser(client: Browser, wish: str, code: str) -> None:
    assert client.get("/", headers={"Accept-Language": wish}).tree.get("lang") == code


@pytest.mark.parametrize("broken", ["xx", "../../etc", "%00", "ar%0d%0aSet-Cookie:x", "a" * 500])
def test_an_unknown_language_is_answered_in_english(client: Browser, broken: str) -> None:
    answer = client.get(f"/?lang={broken}")
    assert (answer.status, answer.tree.get("lang")) == (200, "en")
    assert "Set-Cookie" not in answer.response.headers
