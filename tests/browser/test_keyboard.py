"""Decisions, the desk and mistakes without a mouse: Tab, Shift, Space and Enter only."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.support.factories import make_person, make_registration, make_session, make_workshop
from tests.support.live import LiveHouse, Prepared, live_house
from workshops.accounts.actions import open_session
from workshops.accounts.rules import Role
from workshops.catalogue.models import Workshop
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

pytestmark = [pytest.mark.browser, pytest.mark.real_db]
MOST_STOPS = 120


@pytest.fixture(scope="module")
def house(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveHouse]:
    """A house at work."""
    with live_house(prepared, tmp_path_factory.mktemp("keyboard")) as house:
        house.open()
        yield house


@pytest.fixture
def page(house: LiveHouse, browser: Browser) -> Iterator[Page]:
    """The browser of an administrator."""
    context = browser.new_context(base_url=house.base_url, locale="en")
    administrator = make_person(house.app, role=Role.ADMINISTRATOR)
    with house.app.app_context(), unit_of_work():
        token = open_session(administrator, is_staff=True, user_agent="", replaces=None)
    context.add_cookies([{"name": "sid", "value": token, "url": house.base_url}])
    yield context.new_page()
    context.close()


def go_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never came to {selector}")


def enter(page: Page, selector: str) -> None:
    """Tab to it and press Enter; the next page comes."""
    go_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def slug_of(app: Flask, workshop_id: int) -> str:
    with app.app_context():
        return db.session.get_one(Workshop, workshop_id).slug


def states(app: Flask, *registrations: int) -> list[str]:
    with app.app_context():
        return [db.session.get_one(Registration, each).state for each in registrations]


@pytest.mark.parametrize("many", [1, 3])
def test_seats_are_given_one_by_one_and_to_many(house: LiveHouse, page: Page, many: int) -> None:
    workshop_id = make_workshop(house.app)
    sent = [make_registration(house.app, workshop_id, state=State.SUBMITTED) for _ in range(3)]
    chosen, others = sent[:many], sent[many:]
    page.goto(f"/manage/{slug_of(house.app, workshop_id)}/registrations")
    for registration in sorted(
        chosen,
        key=lambda each: page.locator("[name=chosen]").evaluate_all(
            "(boxes, value) => boxes.findIndex(box => box.value === value)", str(each)
        ),
    ):
        go_to(page, f"[name=chosen][value='{registration}']")
        page.keyboard.press("Space")
    enter(page, "button[name=do][value=approve]")
    expect(page.locator("main h2")).to_have_text(f"Give a seat to {many} {'person' if many == 1 else 'people'}?")
    enter(page, "main form button[type=submit]")
    assert states(house.app, *chosen) == [State.CONFIRMED] * many
    assert states(house.app, *others) == [State.SUBMITTED] * (3 - many)


def test_a_mark_is_made_at_the_desk_and_taken_back(house: LiveHouse, page: Page) -> None:
    starts = (clock.now() - timedelta(minutes=30)).replace(tzinfo=None)
    workshop_id = make_workshop(house.app, starts_local=starts, zone="UTC")
    make_session(house.app, workshop_id)
    make_registration(house.app, workshop_id)
    page.goto(f"/desk/{slug_of(house.app, workshop_id)}/1")
    for name, count in (("present", 1), ("undo", 0)):
        go_to(page, f"button[name={name}]")
        page.keyboard.press("Enter")
        expect(page.locator(".meter-head .big")).to_have_text(str(count))


def test_after_a_mistake_the_focus_is_on_what_is_said_and_goes_on_to_the_field(
    house: LiveHouse, browser: Browser
) -> None:
    slug = slug_of(house.app, make_workshop(house.app))
    page = browser.new_page(base_url=house.base_url, locale="en", java_script_enabled=False)
    page.goto(f"/workshops/{slug}/register")
    page.locator("[name=name_latin]").focus()
    page.keyboard.type("Gulnora Rahimova")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(":focus h2")).to_have_text("4 answers need your attention")
    for key in ("Tab", "Enter", "x"):
        page.keyboard.press(key)
    assert (page.locator(":focus").get_attribute("name"), page.locator("[name=email]").input_value()) == ("email", "x")
    page.close()
