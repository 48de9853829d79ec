"""An official is called away from a half-filled form, and goes on at another computer; no script is needed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import DESKTOP, PHONE, SitDown
from tests.browser.mailbox import Mailbox, link_in
from tests.support.factories import make_workshop
from tests.support.live import LiveHouse, Prepared, live_house
from tests.support.smtp import smtp_sink

pytestmark = [pytest.mark.browser, pytest.mark.real_db]

ADDRESS = "gulnora@customs.example"


@pytest.fixture
def house(prepared: Prepared, tmp_path: Path) -> Iterator[tuple[LiveHouse, Mailbox]]:
    """Web server and worker, a workshop with free seats, and the mail as it arrives."""
    with smtp_sink() as sink, live_house(prepared, tmp_path, MAIL_URL=sink.url) as live:
        make_workshop(live.app, slug="air-cargo", admission="approval")
        live.open()
        live.worker.start()
        yield live, Mailbox(sink)


def test_a_form_is_saved_on_a_phone_and_sent_from_another_computer(
    house: tuple[LiveHouse, Mailbox], sit_down: SitDown
) -> None:
    live, mail = house
    phone = sit_down(live, PHONE, scripts=False)
    phone.open("/workshops/air-cargo/register")
    phone.fill(name_own="Гулнора Раҳимова", email="gulnora@customs", agency="Customs Service")
    phone.press("Save for later")
    assert (phone.status, phone.heading) == (422, "Register")
    phone.fill(email=ADDRESS)
    phone.press("Save for later")
    assert (phone.status, phone.heading) == (200, "Your answers are saved")
    assert ADDRESS not in phone.page.url
    phone.open("/workshops/air-cargo/register")
    assert phone.value("name_own") == ""
    link = link_in(mail.letter(ADDRESS, "Your saved answers"))
    desk = sit_down(live, DESKTOP, scripts=False)
    desk.open(link)
    assert [desk.value(name) for name in ("name_own", "email", "agency")] == [
        "Гулнора Раҳимова",
        ADDRESS,
        "Customs Service",
    ]
    desk.fill(name_latin="Gulnora Rahimova", motivation="Night contacts with two carriers.")
    desk.choose(country="Tajikistan")
    desk.press("Save for later")
    desk.open(link)
    assert desk.value("motivation") == "Night contacts with two carriers."
    desk.tick("I agree that the organizer and the host use these data for this workshop.")
    desk.press("Send registration")
    assert desk.heading == "Enter the code"
    desk.open(link)
    assert (desk.status, desk.heading) == (404, "This link is over")
