"""Deadlines on the reader's own clock: chosen on a browser, kept with a person, or supposed of her State."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from babel.core import get_global
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser, Page
from tests.support.factories import make_person, make_workshop
from tests.support.hostile import HOSTILE
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.models import Person
from workshops.accounts.rules import Role
from workshops.directory.models import Country
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.zones import zone_names

PAGE = "/workshops/airlines"
NOW = datetime(2027, 1, 10, 12, tzinfo=UTC)
IN_UTC = "23:59Qatar time (UTC+3) 20:59 UTC Change zone"
IN_DUSHANBE = "23:59Qatar time (UTC+3) Friday 29 January 2027, 01:59 Dushanbe time (UTC+5) Change zone"


@pytest.fixture(autouse=True)
def _on_a_day_in_january() -> Iterator[None]:
    with clock.at(NOW):
        yield


def make_airlines(app: Flask) -> None:
    make_workshop(app, slug="airlines", closes_at=datetime(2027, 1, 28, 20, 59, tzinfo=UTC))


def read(client: Browser, **options: Any) -> Page:
    return client.get(PAGE, **options)


def choose(client: Browser, zone: str, path: str = f"/zone?next={PAGE}") -> Page:
    return client.submit(client.get(path), {"zone": zone}, button="Save")


def test_a_reader_of_whom_nothing_is_known_gets_utc(app: Flask, client: Browser) -> None:
    make_airlines(app)
    page = read(client)
    assert IN_UTC in page.words
    assert f"/zone?next={PAGE}" in page.links()


def test_the_zone_that_is_chosen_is_kept_on_the_browser_and_leads_back(app: Flask, client: Browser) -> None:
    make_airlines(app)
    answer = choose(client, "Asia/Dushanbe")
    assert (answer.status, answer.location) == (303, PAGE)
    assert "HttpOnly" in answer.response.headers["Set-Cookie"]
    assert "Saved." in read(client).words
    assert IN_DUSHANBE in read(client).words
    assert client.get("/zone").values(next(client.get("/zone").forms()))["zone"] == ["Asia/Dushanbe"]


def test_a_kept_page_is_kept_for_each_zone(app: Flask, client: Browser) -> None:
    make_airlines(app)
    for zone, words in (("Asia/Dushanbe", IN_DUSHANBE), ("UTC", IN_UTC), ("Asia/Dushanbe", IN_DUSHANBE)):
        client.http.set_cookie("zone", zone)
        assert words in read(client).words
    with counted_statements() as statements:
        page = read(client)
    assert len(statements) == 1
    assert page.response.headers["Vary"] == "Cookie, Accept-Language, Save-Data"


UNKNOWN = HOSTILE | {"elsewhere": "Mars/Base", "no place": "Etc/GMT+3", "an old name": "US/Pacific"}


@pytest.mark.parametrize("zone", UNKNOWN.values(), ids=list(UNKNOWN))
def test_an_unknown_zone_falls_back_quietly(app: Flask, client: Browser, zone: str) -> None:
    make_airlines(app)
    assert IN_UTC in read(client, headers={"Cookie": f"zone={ascii(zone)[1:3000]}"}).words
    answer = client.post("/zone", {"zone": zone})
    assert (answer.status, "Set-Cookie" in answer.response.headers) == (422, False)


ELSEWHERE = ["//evil.example", "https://evil.example", "/nowhere", "/sign-out", "/\\evil.example"]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_the_way_back_leads_to_a_page_of_this_site_only(client: Browser, path: str) -> None:
    page = client.get("/zone", query_string={"next": path})
    answer = client.submit(page, {"zone": "Asia/Dushanbe"}, button="Save")
    assert (answer.status, answer.location) == (303, "/zone")


def test_the_zone_of_a_person_goes_with_her_to_every_browser(app: Flask, client: Browser) -> None:
    make_airlines(app)
    person = make_person(app, role=Role.ADMINISTRATOR)
    client.http.set_cookie("zone", "UTC")
    sign_in(client, person)
    choose(client, "Asia/Dushanbe", "/zone?next=/me/settings")
    assert client.http.get_cookie("zone") is None
    assert "Dushanbe time (UTC+5). Change zone" in client.get("/me/settings").words
    with app.app_context():
        assert db.session.get_one(Person, person).zone == "Asia/Dushanbe"
    other = Browser(app)
    sign_in(other, person)
    assert IN_DUSHANBE in read(other).words


def test_a_person_of_a_state_with_one_zone_reads_on_its_clock(app: Flask, client: Browser) -> None:
    make_airlines(app)
    sign_in(client, make_person(app, country_iso3="TJK"), staff=False)
    with counted_statements() as statements:
        page = read(client)
    assert IN_DUSHANBE in page.words
    in_statements = len(statements)
    sign_in(client, make_person(app, country_iso3="USA"), staff=False)
    with counted_statements() as statements:
        page = read(client)
    assert IN_UTC in page.words
    assert len(statements) == in_statements


def test_cities_stand_in_the_order_of_the_readers_language(client: Browser) -> None:
    first = {
        "en": ["Abidjan", "Accra"],
        "ar": ["أبيا", "أبيدجان"],
        "ru": ["Абиджан", "Адак"],
        "zh": ["阿比让", "阿德莱德"],
    }
    for language, cities in first.items():
        options = [option.text for option in client.get(f"/zone?lang={language}").tree.iter("option")]
        # Those that CLDR has not translated come first.
        assert [city for city in options if city.isascii() == (language == "en")][:2] == cities
        assert len(options) == len(set(options)) == len(zone_names())


def test_states_are_known_to_the_tables_of_zones_by_the_same_codes(house: Flask) -> None:
    aliases = get_global("territory_aliases")
    for iso2, iso3 in db.session.execute(select(Country.iso2, Country.iso3)):
        assert aliases[iso3] == [iso2]
