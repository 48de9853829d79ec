"""Lists that follow their filters, and figures that follow the ticks."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import DESKTOP, SitDown, let_in
from tests.browser.reader import Reader
from tests.support.factories import make_person, make_registration, make_workshop
from tests.support.live import LiveHouse, Prepared, live_house
from workshops.accounts.rules import Role
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import Mode
from workshops.foundation.database import db
from workshops.registrations.rules import State

pytestmark = [pytest.mark.browser, pytest.mark.real_db]

AIRLINES, BIOMETRICS, PASSENGERS = "Airlines and carriers", "Biometrics at borders", "Passenger information"


class Town(NamedTuple):
    """A house with three public workshops, one of them online, and the registrations of one."""

    house: LiveHouse
    organizer: int
    path: str


@pytest.fixture(scope="module")
def town(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Processes for all tests of this file, which change nothing."""
    with live_house(prepared, tmp_path_factory.mktemp("lists")) as house:
        for title, mode in ((AIRLINES, Mode.ON_SITE), (BIOMETRICS, Mode.ONLINE), (PASSENGERS, Mode.ON_SITE)):
            workshop_id = make_workshop(house.app, texts={"title": title}, mode=mode, capacity=4)
        people = {"Aigul Toktosunova": State.CONFIRMED, "Dewi Hartati": State.SUBMITTED, "Noor Haddad": State.SUBMITTED}
        people |= {"Omar Diallo": State.WAITLISTED, "Pavel Novak": State.WITHDRAWN, "Salma Idrissi": State.WAITLISTED}
        people |= {"Tomas Berg": State.SUBMITTED}
        for name, state in people.items():
            make_registration(house.app, workshop_id, name_latin=name, state=state)
        with house.app.app_context():
            workshop = db.session.get_one(Workshop, workshop_id)
            path, organisation = f"/manage/{workshop.slug}/registrations", workshop.organisation_id
        organizer = make_person(house.app, role=Role.ORGANIZER, scope_id=organisation)
        house.open()
        yield Town(house, organizer, path)


@pytest.fixture
def reader(town: Town, sit_down: SitDown) -> Reader:
    """Somebody in front of the public list."""
    reader = sit_down(town.house, DESKTOP)
    reader.open("/workshops/")
    reader.page.evaluate("window.isTheSamePage = true")
    return reader


@pytest.fixture
def organizer(town: Town, sit_down: SitDown) -> Reader:
    """The organizer in front of the registrations."""
    organizer = sit_down(town.house, DESKTOP)
    let_in(organizer, town.house, town.organizer)
    organizer.open(town.path)
    organizer.page.evaluate("window.isTheSamePage = true")
    return organizer


def lists(reader: Reader, *titles: str) -> None:
    """Wait until exactly these workshops are listed."""
    expect(reader.page.locator(".events h3")).to_have_text(list(titles))


def says(reader: Reader, words: str) -> None:
    """Wait until a screen reader is told these words."""
    expect(reader.page.locator("#found")).to_have_text(words)


def query(reader: Reader) -> str:
    """What the address asks for."""
    return reader.page.url.partition("?")[2]


def people(reader: Reader, *names: str) -> None:
    """Wait until exactly these people are listed."""
    expect(reader.page.locator("tbody th")).to_have_text(list(names))


def test_the_list_of_workshops_follows_what_is_typed_and_chosen(reader: Reader) -> None:
    lists(reader, AIRLINES, BIOMETRICS, PASSENGERS)
    reader.page.get_by_label("Words").press_sequentially("at borders")
    lists(reader, BIOMETRICS)
    assert query(reader) == "q=at+borders"
    expect(reader.page.locator("#results p").first).to_contain_text("1 workshop")
    assert (reader.page.locator("#found").text_content() or "").startswith("1 workshop from ")
    expect(reader.page.get_by_label("Words")).to_be_focused()
    reader.choose(mode="On site")
    says(reader, "No workshop matches.")
    assert query(reader) == "q=at+borders&mode=on_site"
    assert reader.page.evaluate("window.isTheSamePage")
    reader.look()


def test_the_way_back_leads_through_the_filters(reader: Reader) -> None:
    reader.choose(mode="Online")
    lists(reader, BIOMETRICS)
    for typed in ("nothing", "nothing like it"):
        reader.page.get_by_label("Words").fill(typed)
        reader.page.wait_for_url(f"**/workshops/?{urlencode({'q': typed, 'mode': 'online'})}")
    reader.page.go_back()
    lists(reader, BIOMETRICS)
    assert (query(reader), reader.value("q"), reader.value("mode")) == ("mode=online", "", "online")
    reader.page.go_back()
    lists(reader, AIRLINES, BIOMETRICS, PASSENGERS)
    assert (query(reader), reader.value("mode")) == ("", "")
    reader.page.go_forward()
    lists(reader, BIOMETRICS)
    assert reader.value("mode") == "online"
    assert reader.page.evaluate("window.isTheSamePage")


def test_an_answer_that_comes_late_is_not_shown(reader: Reader) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    reader.page.route("**/workshops/?q=airlines", hold)
    with reader.page.expect_request("**/workshops/?q=airlines"):
        reader.page.get_by_label("Words").fill("airlines")
    reader.page.get_by_label("Words").fill("biometrics")
    lists(reader, BIOMETRICS)
    with reader.page.expect_response("**/workshops/?q=airlines"):
        held[0].continue_()
    reader.page.wait_for_timeout(100)
    lists(reader, BIOMETRICS)
    assert query(reader) == "q=biometrics"


def test_what_fails_is_sent_as_a_form(reader: Reader) -> None:
    reader.page.route("**/workshops/?mode=online", lambda route: route.abort())
    with reader.page.expect_navigation(url="**/workshops/?q=&theme=&language=&region=&when=&mode=online&open="):
        reader.choose(mode="Online")
    lists(reader, BIOMETRICS)
    assert not reader.page.evaluate("window.isTheSamePage")


def test_another_language_keeps_the_filters(reader: Reader) -> None:
    reader.choose(mode="Online")
    lists(reader, BIOMETRICS)
    reader.page.locator(".menu summary").click()
    reader.follow("Français")
    lists(reader, BIOMETRICS)
    assert parse_qs(query(reader)) == {"mode": ["online"], "lang": ["fr"]}


def test_without_scripts_the_button_shows_the_list(town: Town, sit_down: SitDown) -> None:
    reader = sit_down(town.house, DESKTOP, scripts=False)
    reader.open("/workshops/")
    reader.choose(mode="Online")
    reader.press("Show")
    assert reader.page.locator(".events h3").all_inner_texts() == [BIOMETRICS]


def test_a_name_narrows_the_registrations_and_stays_out_of_the_address(organizer: Reader, town: Town) -> None:
    organizer.choose(state="On the waitlist")
    people(organizer, "Omar Diallo", "Salma Idrissi")
    says(organizer, "2 of 2 shown")
    assert query(organizer) == "state=waitlisted"
    organizer.page.get_by_label("Name", exact=True).press_sequentially("salma")
    people(organizer, "Salma Idrissi")
    says(organizer, "1 of 1 shown")
    assert organizer.page.url == town.house.base_url + town.path
    expect(organizer.page.get_by_label("Name", exact=True)).to_be_focused()
    organizer.page.go_back()
    people(organizer, "Omar Diallo", "Salma Idrissi")
    assert (organizer.value("name"), organizer.value("state")) == ("", "waitlisted")
    assert organizer.page.evaluate("window.isTheSamePage")
    organizer.look()


def test_figures_follow_the_ticks(organizer: Reader) -> None:
    figures = organizer.page.locator("#chosen p")
    expect(figures).to_be_hidden()
    organizer.tick("Choose Aigul Toktosunova", "Choose Pavel Novak")
    expect(figures).to_have_text("2 people are chosen. When those who wait get seats, 3 seats stay free.")
    organizer.tick("Choose Dewi Hartati", "Choose Omar Diallo")
    expect(figures).to_have_text("4 people are chosen. When those who wait get seats, 1 seat stays free.")
    assert organizer.page.locator("#chosen .f2").get_attribute("width") == "50"
    organizer.look()
    organizer.tick("Choose Noor Haddad", "Choose Salma Idrissi")
    expect(figures).to_have_text("6 people are chosen. When those who wait get seats, 1 seat is missing.")
    assert organizer.page.locator("#chosen .f2").get_attribute("width") == "75"
    for name in ("Aigul Toktosunova", "Pavel Novak", "Dewi Hartati", "Omar Diallo", "Noor Haddad"):
        organizer.page.get_by_label(f"Choose {name}").uncheck()
    expect(figures).to_have_text("1 person is chosen. When those who wait get seats, 2 seats stay free.")
    expect(organizer.page.locator("tr.on th")).to_have_text(["Salma Idrissi"])
    organizer.choose(state="Confirmed")
    people(organizer, "Aigul Toktosunova")
    expect(figures).to_be_hidden()


def test_without_scripts_people_are_chosen_all_the_same(town: Town, sit_down: SitDown) -> None:
    organizer = sit_down(town.house, DESKTOP, scripts=False)
    let_in(organizer, town.house, town.organizer)
    organizer.open(town.path)
    organizer.tick("Choose Dewi Hartati")
    assert not organizer.page.locator("#chosen").is_visible()
    organizer.press("Give a seat…")
    assert "Dewi Hartati" in organizer.words
