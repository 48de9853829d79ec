"""Check-in on a phone whose line comes and goes: what is pressed reaches the house once, or is seen to be kept."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select

from tests.browser.conftest import PHONE, SitDown, let_in
from tests.browser.reader import Reader
from tests.support.factories import make_person, make_registration, make_session, make_workshop
from tests.support.live import LiveHouse, Prepared, live_house, wait_until
from workshops.accounts.models import WebSession
from workshops.accounts.rules import Role
from workshops.attendance.models import AttendanceMark
from workshops.audit.models import AuditEntry
from workshops.catalogue.models import Workshop
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

pytestmark = [pytest.mark.browser, pytest.mark.real_db]

AIGUL, DEWI = "Aigul Toktosunova", "Dewi Hartati"
NO_SEAT = "Only people with a confirmed seat can be marked. Confirm the registration first."


class Desk(NamedTuple):
    """A running session with two participants, and the phone of an organizer who stands at its door."""

    house: LiveHouse
    phone: Reader
    organizer: int
    path: str
    session_id: int
    aigul: int
    dewi: int

    @property
    def page(self) -> Page:
        """What is on the phone."""
        return self.phone.page

    def press(self, words: str) -> None:
        """Press a button of the list, or that of signing out."""
        self.page.get_by_role("button", name=words, exact=True).click()

    def says(self, *lines: str) -> None:
        """Wait until the foot of the screen says exactly these lines."""
        expect(self.page.locator("#line > *")).to_have_text(list(lines))

    @property
    def rows(self) -> list[tuple[int, bool]]:
        """The marks of the session as (registration, present)."""
        with self.house.app.app_context():
            query = select(AttendanceMark.registration_id, AttendanceMark.present)
            found = db.session.execute(query.where(AttendanceMark.session_id == self.session_id))
            return sorted((registration_id, present) for registration_id, present in found)

    @property
    def news(self) -> list[int]:
        """Whose check-ins the record tells of, in order."""
        with self.house.app.app_context():
            entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
            told = [entry.object_id for entry in entries if entry.event == "CheckedIn"]
            return [about for about in told if about in (self.aigul, self.dewi)]

    @property
    def stored(self) -> str:
        """All that the browser keeps for this site."""
        return str(self.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})"))


@pytest.fixture(scope="module")
def house(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveHouse]:
    """Processes for all tests of this file; each makes a workshop of its own."""
    with live_house(prepared, tmp_path_factory.mktemp("desk")) as house:
        house.open()
        yield house


@pytest.fixture
def open_desk(house: LiveHouse, sit_down: SitDown) -> Callable[..., Desk]:
    """Two participants, a phone, and the list of the session on it."""

    def open_desk(*, scripts: bool = True) -> Desk:
        starts = (clock.now() - timedelta(minutes=30)).replace(tzinfo=None)
        workshop_id = make_workshop(house.app, starts_local=starts, zone="UTC")
        session_id = make_session(house.app, workshop_id, title="Opening")
        aigul, dewi = (make_registration(house.app, workshop_id, name_latin=name) for name in (AIGUL, DEWI))
        with house.app.app_context():
            workshop = db.session.get_one(Workshop, workshop_id)
            path, organisation = f"/desk/{workshop.slug}/1", workshop.organisation_id
        organizer = make_person(house.app, role=Role.ORGANIZER, scope_id=organisation)
        phone = sit_down(house, PHONE, scripts=scripts)
        let_in(phone, house, organizer)
        phone.open(path)
        return Desk(house, phone, organizer, path, session_id, aigul, dewi)

    return open_desk


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """A desk whose browser runs scripts."""
    return open_desk()


def test_without_scripts_a_mark_is_a_form(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(scripts=False)
    desk.phone.press(f"Present : {DEWI}")
    assert f"{DEWI} is present." in desk.phone.words
    assert "1 of 2 present" in desk.phone.words
    assert "kept on this phone" not in desk.phone.words
    assert desk.rows == [(desk.dewi, True)]


def test_a_mark_is_sent_without_loading_the_page_anew(desk: Desk) -> None:
    desk.says("While the line is lost, marks are kept on this phone.")
    desk.page.evaluate("window.isTheSamePage = true")
    desk.press(f"Present : {DEWI}")
    desk.says(f"{DEWI} is present.")
    expect(desk.page.locator("#turnout .meter-head p").first).to_have_text("1 of 2 present")
    assert desk.page.locator("#turnout .f1").get_attribute("width") == "50.0"
    expect(desk.page.get_by_role("button", name=f"Undo : {DEWI}", exact=True)).to_be_focused()
    assert desk.page.evaluate("window.isTheSamePage")
    assert (desk.rows, desk.stored) == ([(desk.dewi, True)], "{}")
    desk.press(f"Undo : {DEWI}")
    desk.says(f"The mark of {DEWI} is undone.")
    assert desk.rows == [(desk.dewi, False)]
    desk.phone.look()


def test_marks_made_while_the_line_is_lost_are_kept_and_sent_once_when_it_returns(desk: Desk) -> None:
    desk.phone.context.set_offline(True)
    desk.press(f"Present : {DEWI}")
    desk.says("1 mark is kept on this phone")
    desk.press(f"Present : {AIGUL}")
    desk.says("2 marks are kept on this phone")
    expect(desk.page.locator(".roll .chip")).to_have_text(["Kept on this phone", "Kept on this phone"])
    assert "0 of 2 present" in desk.phone.words
    assert not {word for word in (*AIGUL.split(), *DEWI.split()) if word in desk.stored}
    desk.phone.watch.faults.clear()
    desk.phone.look()
    desk.phone.context.set_offline(False)
    desk.says(f"{AIGUL} is present.")
    assert "2 of 2 present" in desk.phone.words
    assert (desk.rows, desk.stored) == ([(desk.aigul, True), (desk.dewi, True)], "{}")
    assert desk.news == [desk.dewi, desk.aigul]


def test_kept_marks_are_sent_when_the_page_is_opened_again(desk: Desk) -> None:
    desk.phone.context.set_offline(True)
    desk.press(f"Present : {DEWI}")
    desk.says("1 mark is kept on this phone")
    desk.page.close()
    desk.phone.context.set_offline(False)
    assert desk.rows == []
    page = desk.phone.context.new_page()
    page.goto(desk.house.base_url + desk.path)
    expect(page.locator("#line")).to_have_text(f"{DEWI} is present.")
    assert desk.rows == [(desk.dewi, True)]


def test_a_mark_taken_back_while_the_line_is_lost_is_taken_back_in_the_end(desk: Desk) -> None:
    desk.phone.context.set_offline(True)
    desk.press(f"Present : {DEWI}")
    desk.says("1 mark is kept on this phone")
    desk.press(f"Undo : {DEWI}")
    desk.says("2 marks are kept on this phone")
    desk.phone.context.set_offline(False)
    desk.says(f"The mark of {DEWI} is undone.")
    assert desk.rows == [(desk.dewi, False)]


def test_a_refused_mark_stays_in_sight_with_its_reason_until_it_is_removed(desk: Desk) -> None:
    with desk.house.app.app_context(), unit_of_work():
        db.session.get_one(Registration, desk.dewi).state = State.WITHDRAWN
    desk.press(f"Present : {DEWI}")
    desk.says(f"Refused {DEWI} {NO_SEAT} Remove from this phone")
    assert "0 of 1 present" in desk.phone.words
    assert "Dewi" not in desk.stored
    desk.phone.watch.faults.clear()
    desk.phone.open(desk.path)
    desk.says("While the line is lost, marks are kept on this phone.", f"Refused {NO_SEAT} Remove from this phone")
    desk.press("Remove from this phone")
    desk.says("While the line is lost, marks are kept on this phone.")
    assert (desk.rows, desk.stored) == ([], "{}")


def test_who_was_signed_out_keeps_her_marks_until_she_is_back(desk: Desk) -> None:
    with desk.house.app.app_context(), unit_of_work():
        db.session.execute(delete(WebSession).where(WebSession.person_id == desk.organizer))
    desk.press(f"Present : {DEWI}")
    told = "You are signed out. The marks are sent when you have signed in again. Sign in"
    desk.says("1 mark is kept on this phone", told)
    assert desk.rows == []
    let_in(desk.phone, desk.house, desk.organizer)
    desk.phone.open(desk.path)
    desk.says(f"{DEWI} is present.")
    assert desk.rows == [(desk.dewi, True)]


def test_the_marks_of_one_person_are_never_sent_by_another(desk: Desk) -> None:
    desk.phone.context.set_offline(True)
    desk.press(f"Present : {DEWI}")
    desk.says("1 mark is kept on this phone")
    let_in(desk.phone, desk.house, make_person(desk.house.app, role=Role.ADMINISTRATOR))
    desk.phone.context.set_offline(False)
    expect(desk.page.locator("#line")).to_contain_text("You are signed out.")
    desk.phone.watch.faults.clear()
    desk.phone.open(desk.path)
    desk.says("While the line is lost, marks are kept on this phone.")
    assert desk.rows == []


def test_a_form_token_that_has_grown_old_is_renewed(desk: Desk) -> None:
    desk.phone.context.clear_cookies(name="form")
    desk.press(f"Present : {DEWI}")
    desk.says(f"{DEWI} is present.")
    assert desk.rows == [(desk.dewi, True)]


def test_a_double_click_marks_one_person(desk: Desk) -> None:
    sent: list[str | None] = []
    desk.page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    desk.page.get_by_role("button", name=f"Present : {AIGUL}", exact=True).dblclick()
    desk.says(f"{AIGUL} is present.")
    assert (desk.rows, len(sent)) == ([(desk.aigul, True)], 1)


def test_signing_out_on_any_page_with_kept_marks_asks_first_and_empties_the_phone(desk: Desk) -> None:
    desk.page.route(f"**{desk.path}", lambda route: route.abort())
    desk.press(f"Present : {DEWI}")
    desk.says("1 mark is kept on this phone")
    desk.page.goto(f"{desk.house.base_url}/me/settings")
    desk.phone.watch.faults.clear()
    desk.phone.press("Sign out")
    assert desk.phone.heading == "1 mark is not sent yet"
    assert str(desk.dewi) in desk.stored
    desk.phone.press("Sign out all the same")
    wait_until(lambda: desk.page.url == f"{desk.house.base_url}/")
    assert (desk.stored, desk.rows) == ("{}", [])


def test_signing_out_asks_nothing_once_all_marks_are_sent(desk: Desk) -> None:
    desk.press(f"Present : {DEWI}")
    desk.says(f"{DEWI} is present.")
    desk.press("Sign out")
    wait_until(lambda: desk.page.url == f"{desk.house.base_url}/")


def test_a_mark_of_yesterday_is_not_kept_and_not_sent(desk: Desk) -> None:
    desk.phone.context.set_offline(True)
    desk.press(f"Present : {DEWI}")
    desk.press(f"Present : {AIGUL}")
    desk.says("2 marks are kept on this phone")
    desk.page.evaluate(
        """dewi => {
            const [place, kept] = Object.entries(localStorage)[0];
            const marks = JSON.parse(kept);
            marks.find(mark => mark.id === dewi).key = `${Date.now() - 864e5 - 1} 0`;
            localStorage.setItem(place, JSON.stringify(marks));
        }""",
        str(desk.dewi),
    )
    desk.phone.context.set_offline(False)
    desk.page.close()
    page = desk.phone.context.new_page()
    page.route(f"**{desk.path}", lambda route: route.continue_() if route.request.method == "GET" else route.abort())
    page.goto(desk.house.base_url + desk.path)
    removed = "1 mark was kept on this phone for over a day and is removed. Type it in from a signed sheet."
    expect(page.locator("#line > *")).to_have_text(["1 mark is kept on this phone", removed])
    page.unroute_all()
    page.reload()
    expect(page.locator("#line")).to_have_text(f"{AIGUL} is present.")
    assert desk.rows == [(desk.aigul, True)]


def test_names_are_looked_for_without_losing_the_page_when_the_line_is_lost(desk: Desk) -> None:
    desk.page.get_by_label("Part of a name").fill("dewi")
    desk.press("Find")
    expect(desk.page.locator(".roll .name")).to_have_text([DEWI])
    assert desk.page.url == desk.house.base_url + desk.path
    desk.phone.context.set_offline(True)
    desk.page.get_by_label("Part of a name").fill("aigul")
    desk.press("Find")
    desk.says("The line is lost. Names can be looked for when it is back.")
    expect(desk.page.locator(".roll .name")).to_have_text([DEWI])
    desk.press(f"Present : {DEWI}")
    desk.says("1 mark is kept on this phone")
