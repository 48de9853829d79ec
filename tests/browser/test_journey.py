"""The whole chain by the five people who make it: a real browser, real processes, real mail.

Every page they come to is looked at strictly: see `Reader.look`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import select

from tests.browser.conftest import DESKTOP, PHONE, SitDown
from tests.browser.mailbox import Mailbox, calendar_in, code_in, link_in
from tests.browser.reader import Reader
from tests.support.factories import make_organisation, make_person
from tests.support.live import LiveHouse, Prepared, live_house
from tests.support.pdf import lines_by_poppler
from tests.support.signing_in import PASSWORD, password_hash
from tests.support.smtp import smtp_sink
from tests.support.vcalendar import READERS
from workshops.accounts.rules import Role
from workshops.agenda.models import AgendaSession
from workshops.catalogue.models import Workshop
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work

pytestmark = [pytest.mark.browser, pytest.mark.real_db]

KB = 1000
HEAVIEST_FIRST_VISIT, HEAVIEST_REGISTRATION = 60 * KB, 150 * KB

SALMA, RUSTAM, GULNORA = "salma@office.example", "rustam@academy.example", "gulnora@customs.example"
NAME, LATIN_NAME = "Гулнора Раҳимова", "Gulnora Rahimova"
TODAY = datetime.now(UTC).date()
FIRST_DAY = TODAY + timedelta(weeks=4)
TITLE = "Advance passenger information in practice"
TEXTS = {
    "summary": "Two sessions with a carrier at the table.",
    "description": "Bring a **list** of your own.",
    "aims": "Read what carriers send.",
    "learning_outcomes": "- Read a passenger list",
    "target_audience": "Officers at airports.",
    "admission_criteria": "One year of service.",
}
SESSIONS = (("What carriers send", "09:00", "10:30"), ("Reading a passenger list", "11:00", "12:30"))
AGREEMENT = "I agree that the organizer and the host use these data for this workshop."


Moment = Literal["the first session", "the end"]


@dataclass(frozen=True)
class Town:
    """The house at work, the mail that it sends, and screens to sit down at."""

    house: LiveHouse
    mail: Mailbox
    sit_down: SitDown


@pytest.fixture
def town(prepared: Prepared, tmp_path: Path, sit_down: SitDown) -> Iterator[Town]:
    """Web server and worker of a new house, in which there is nobody but an organizer with a password."""
    with smtp_sink() as sink, live_house(prepared, tmp_path, MAIL_URL=sink.url) as house:
        office = make_organisation(house.app, "Border Management Office")
        known = {"email": SALMA, "name_latin": "Salma Idrissi", "password_hash": password_hash()}
        make_person(house.app, role=Role.ORGANIZER, scope_id=office, **known)
        house.open()
        house.worker.start()
        yield Town(house, Mailbox(sink), sit_down)


def test_from_an_empty_folder_to_a_verified_certificate(town: Town, figure: Callable[[str], None]) -> None:
    organizer = town.sit_down(town.house, DESKTOP)
    sign_in_as_staff(organizer, SALMA)
    slug = publish(organizer)
    invite_to_the_desk(organizer, RUSTAM)
    first_visit, registration = register_on_a_phone_without_scripts(town)
    figure(f"{first_visit} bytes to the workshop's page, {registration} to the end of a registration")
    assert first_visit <= HEAVIEST_FIRST_VISIT
    assert registration <= HEAVIEST_REGISTRATION
    let_time_pass(town.house, until="the first session")
    mark_present_on_a_phone(town)
    let_time_pass(town.house, until="the end")
    issue(organizer, slug)
    number, code = download_the_certificate(town)
    verifier = town.sit_down(town.house, PHONE)
    verify(verifier, number, code)
    revoke(organizer, number)
    verifier.open(verifier.page.url)
    assert verifier.heading == "This certificate was revoked"
    assert "It was issued in error." in verifier.words


def sign_in_as_staff(staff: Reader, address: str) -> None:
    """From the front page to the page of today."""
    staff.open("/")
    staff.follow("Sign in")
    staff.follow("Sign in with a password")
    staff.fill(email=address, password=PASSWORD)
    staff.press("Sign in")
    assert staff.page.url.endswith("/today")


def publish(organizer: Reader) -> str:
    """Announce the workshop; gives back the last part of its address."""
    organizer.follow("New workshop")
    organizer.fill(title=TITLE, starts_local=on(FIRST_DAY, "09:00"), ends_local=on(FIRST_DAY, "12:30"), capacity="2")
    organizer.choose(zone="Asia/Dushanbe")
    organizer.press("Make the draft")
    assert "11 things are missing before this can be published" in organizer.words
    write_what_is_missing(organizer)
    organizer.follow("Overview")
    assert "Everything is there" in organizer.words
    organizer.follow("Publish")
    organizer.press("Publish")
    organizer.follow("See the public page")
    assert organizer.heading == TITLE
    return organizer.page.url.rpartition("/")[2]


def write_what_is_missing(organizer: Reader) -> None:
    """Texts, settings, place and agenda."""
    organizer.follow("Text")
    organizer.fill(**TEXTS)
    organizer.press("Save")
    organizer.follow("Settings")
    organizer.tick("Advance passenger information (API)")
    organizer.choose(admission="Confirmed while seats last")
    organizer.fill(
        opens_at=on(TODAY, "00:00"),
        closes_at=on(FIRST_DAY - timedelta(days=7), "18:00"),
        signatories="Ilkka Rautavaara, Head of Programme",
        contact_name="Border Management Office",
        contact_email=SALMA,
    )
    organizer.press("Save")
    organizer.follow("Overview")
    organizer.follow("Change date or place")
    organizer.fill(venue_name="Academy of the Border Troops", city="Dushanbe")
    organizer.choose(country_iso3="Tajikistan")
    organizer.press("Save")
    for title, starts, ends in SESSIONS:
        organizer.follow("Agenda")
        organizer.follow("Add a session")
        organizer.fill(title=title, starts_local=on(FIRST_DAY, starts), ends_local=on(FIRST_DAY, ends))
        organizer.press("Save")


def on(day: date, hours: str) -> str:
    """A local time as people write it."""
    return f"{day} {hours}"


def invite_to_the_desk(organizer: Reader, address: str) -> None:
    """Give the check-in desk of this workshop to somebody who is new to the house."""
    organizer.follow("Manage this workshop")
    organizer.follow("People")
    organizer.fill(email=address, name_latin="Rustam Saidov")
    organizer.choose(role="Check-in desk")
    organizer.press("Give the role")
    assert "The role is given." in organizer.words


def register_on_a_phone_without_scripts(town: Town) -> tuple[int, int]:
    """From the list of workshops to a seat in the calendar, with what people forget and mistype on the way.

    Gives back how many octets came over the line up to the page of the workshop, and in all.
    """
    phone = town.sit_down(town.house, PHONE, scripts=False)
    phone.open("/")
    phone.follow(TITLE)
    first_visit = phone.octets
    entries = agenda_of(phone)
    public_file = phone.download("Add to calendar")
    phone.follow("Register")
    phone.fill(name_own=NAME, name_latin=LATIN_NAME, agency="Customs Service", email=GULNORA)
    phone.choose(country="Tajikistan")
    phone.press("Send registration")
    assert (phone.status, phone.value("name_own")) == (422, NAME)
    phone.tick(AGREEMENT)
    phone.press("Send registration")
    phone.fill(code="00000000")
    phone.press("Sign in")
    assert phone.status == 422
    phone.fill(code=code_in(town.mail.letter(GULNORA, "Your code")))
    phone.press("Sign in")
    assert phone.heading == "You have a seat"
    registration = phone.octets
    letters = [town.mail.letter(GULNORA, "Invitation") for _ in SESSIONS]
    own_file = phone.download("Add to calendar")
    for read in READERS:
        invitations = [read(calendar_in(letter)) for letter in letters]
        assert sorted((entry.starts, entry.ends, entry.summary) for (entry,) in invitations) == entries
        assert [(entry.starts, entry.ends, entry.summary) for entry in read(public_file)] == entries
        assert read(own_file) == read(public_file)
    return first_visit, registration


def agenda_of(reader: Reader) -> list[tuple[datetime, datetime, str]]:
    """Beginning, end and full title of each session as a reader of the workshop's page takes them from its words."""
    zone = re.search(r"All times are Dushanbe time \(UTC\+(\d+)\)", reader.words)
    day = re.search(r"^\w+day (\d+ \w+ \d{4})$", reader.words, re.MULTILINE)
    assert zone
    assert day
    held_on = datetime.strptime(day[1], "%d %B %Y").date()  # noqa: DTZ007 - a day of the place
    place = timezone(timedelta(hours=int(zone[1])))
    lines = [line.splitlines() for line in reader.page.locator(".agenda > li").all_inner_texts()]
    return [(*moments(hours, held_on, place), f"{TITLE}: {title}") for hours, title, *_links in lines]


def moments(hours: str, day: date, place: timezone) -> tuple[datetime, datetime]:
    """Beginning and end of "09:00–10:30"."""
    starts, ends = (datetime.combine(day, time.fromisoformat(each), place) for each in hours.split("–"))
    return starts, ends


def let_time_pass(house: LiveHouse, *, until: Moment) -> None:
    """Move the workshop and its sessions into the past, straight in the database: no test can wait four weeks."""
    with house.app.app_context(), unit_of_work():
        workshop = db.session.scalars(select(Workshop)).one()
        moment = workshop.starts_at if until == "the first session" else workshop.ends_at
        passed = moment - clock.now() + timedelta(minutes=5)
        for row in (workshop, *db.session.scalars(select(AgendaSession))):
            for name in ("starts_local", "ends_local", "starts_at", "ends_at"):
                setattr(row, name, getattr(row, name) - passed)


def mark_present_on_a_phone(town: Town) -> None:
    """Choose a password by the link of the invitation, then mark the one participant, take it back, mark her again."""
    phone = town.sit_down(town.house, PHONE, scripts=False)
    phone.open(link_in(town.mail.letter(RUSTAM, "Set your password")))
    phone.fill(new=PASSWORD, again=PASSWORD)
    phone.press("Set the password")
    phone.fill(email=RUSTAM, password=PASSWORD)
    phone.press("Sign in")
    phone.follow(f"Check in : {SESSIONS[0][0]}")
    phone.follow("Other session")
    for title, _starts, _ends in SESSIONS:
        phone.follow(title)
        assert LATIN_NAME not in phone.words
        phone.fill(q=LATIN_NAME[:3])
        phone.press("Find")
        phone.press(f"Present : {LATIN_NAME}")
        assert "1 of 1 present" in phone.words
        phone.press(f"Undo : {LATIN_NAME}")
        assert "0 of 1 present" in phone.words
        phone.press(f"Present : {LATIN_NAME}")
        assert "1 of 1 present" in phone.words
        phone.follow("Other session")


def issue(organizer: Reader, slug: str) -> None:
    """Issue to all who are entitled, which is one."""
    organizer.open(f"/manage/{slug}")
    organizer.follow("Certificates")
    organizer.press("Issue 1 certificate")
    assert "1 certificate is issued. Its holder is told by mail." in organizer.words


def download_the_certificate(town: Town) -> tuple[str, str]:
    """Sign in with a code and read the file; gives back the number and the code that are printed on it."""
    holder = town.sit_down(town.house, DESKTOP)
    holder.open(link_in(town.mail.letter(GULNORA, "Your certificate is ready")))
    holder.follow("Sign in")
    holder.fill(email=GULNORA)
    holder.press("Send me a code")
    holder.fill(code=code_in(town.mail.letter(GULNORA, "Your code")))
    holder.press("Sign in")
    holder.follow(TITLE)
    assert holder.heading == "Your certificate is ready"
    number, code = holder.page.locator(".panel .code").all_inner_texts()
    printed = lines_by_poppler(holder.download("Download (PDF)"))
    assert {NAME, LATIN_NAME, TITLE, number, code} <= set(printed)
    return number, code


def verify(verifier: Reader, number: str, code: str) -> None:
    """Type the code as it is printed, then the name."""
    verifier.open("/")
    verifier.follow("Verify a certificate")
    verifier.fill(code=code)
    verifier.press("Check")
    assert verifier.heading == "This certificate is valid"
    assert number in verifier.words
    assert TITLE in verifier.words
    assert NAME not in verifier.words
    verifier.fill(name="Gulnora Rahimzoda")
    verifier.press("Compare the name")
    assert "This is not the name on the certificate." in verifier.words
    verifier.fill(name=NAME)
    verifier.press("Compare the name")
    assert "The name is the same as on the certificate." in verifier.words


def revoke(organizer: Reader, number: str) -> None:
    """Declare from the list that the certificate no longer counts."""
    organizer.follow(number)
    organizer.follow("Revoke")
    organizer.tick("It was issued in error.")
    organizer.press("Revoke")
    assert "The certificate is revoked. Its holder is told by mail." in organizer.words
