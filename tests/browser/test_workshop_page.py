"""The page of a workshop: its link can be copied, and its seats stay true while it is open."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, SitDown, let_in
from tests.support.factories import make_registration, make_workshop
from tests.support.live import LiveHouse, Prepared, live_house
from tests.support.world import make_world
from workshops.catalogue.models import Workshop
from workshops.certificates.models import Certificate
from workshops.certificates.queries import facts_of
from workshops.foundation.database import db

pytestmark = [pytest.mark.browser, pytest.mark.real_db]


@pytest.fixture(scope="module")
def house(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveHouse]:
    """Processes for all tests of this file."""
    with live_house(prepared, tmp_path_factory.mktemp("page")) as house:
        house.open()
        yield house


@pytest.fixture
def workshop_id(house: LiveHouse) -> int:
    """A workshop of twenty seats, open for registration."""
    return make_workshop(house.app)


@pytest.fixture
def path(house: LiveHouse, workshop_id: int) -> str:
    """Where its page is."""
    with house.app.app_context():
        return f"/workshops/{db.session.get_one(Workshop, workshop_id).slug}"


def copied(page: Page) -> str:
    """What would be pasted now."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_link_is_copied_as_a_plain_address(house: LiveHouse, path: str, sit_down: SitDown) -> None:
    reader = sit_down(house, PHONE)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open(f"{path}?lang=en")
    reader.page.get_by_role("button", name="Copy the link to this page").click()
    expect(reader.page.locator(".head [role=status]")).to_have_text("Copied")
    assert copied(reader.page) == house.base_url + path
    reader.look()


def test_an_address_that_could_not_be_copied_is_shown(house: LiveHouse, path: str, sit_down: SitDown) -> None:
    reader = sit_down(house, PHONE)
    reader.open(path)
    reader.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
    reader.page.get_by_role("button", name="Copy the link to this page").click()
    expect(reader.page.locator(".head [role=status]")).to_have_text(house.base_url + path)
    reader.look()


@pytest.mark.parametrize("scripts", [False, True])
def test_where_nothing_can_be_copied_there_is_no_button(
    house: LiveHouse, path: str, sit_down: SitDown, *, scripts: bool
) -> None:
    reader = sit_down(house, PHONE, scripts=scripts)
    reader.context.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })")
    reader.open(path)
    assert reader.page.get_by_role("button", name="Copy the link to this page").count() == 0
    assert "Copy" not in reader.words


def test_a_holder_copies_the_link_that_checks_her_certificate(house: LiveHouse, sit_down: SitDown) -> None:
    world = make_world(house.app)
    with house.app.app_context():
        (code,) = [facts_of(one).code for one in db.session.query(Certificate) if one.person_id == world.participant]
    holder = sit_down(house, PHONE)
    holder.context.grant_permissions(["clipboard-read", "clipboard-write"])
    let_in(holder, house, world.participant)
    holder.open(f"/me/{world.values['slug']}")
    holder.page.get_by_role("button", name="Copy the link to check it").click()
    expect(holder.page.locator("[data-done]")).to_have_text("Copied")
    assert copied(holder.page) == f"{house.base_url}/v/{code}"
    holder.look()


def test_seats_are_looked_up_again_when_the_page_comes_back_into_sight_but_not_within_a_minute(
    house: LiveHouse, workshop_id: int, path: str, sit_down: SitDown
) -> None:
    reader = sit_down(house, PHONE)
    reader.page.clock.install()
    reader.open(path)
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    seats = reader.page.locator("#seats .meter-head")
    expect(seats).to_have_text("20 of 20 seats left")
    make_registration(house.app, workshop_id)
    reader.page.clock.fast_forward(45_000)
    reader.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert asked == []
    reader.page.clock.fast_forward(16_000)
    reader.page.get_by_role("link", name="Register").focus()
    reader.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(seats).to_have_text("19 of 20 seats left")
    assert reader.page.locator("#seats .f1").get_attribute("width") == "5.0"
    expect(reader.page.get_by_role("link", name="Register")).to_be_focused()
    assert asked == [house.base_url + path]
    reader.page.clock.resume()
    reader.look()
