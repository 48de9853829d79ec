"""Power cuts, as kill -9 at any moment: what was acknowledged is there, once; what nobody can know is shown."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from http.client import HTTPException
from itertools import count
from pathlib import Path
from random import Random
from sqlite3 import connect

import pytest
from sqlalchemy import func, select, update

from tests.certificates.conftest import make_ended
from tests.support.crowd import Applicant
from tests.support.factories import make_person, make_session, make_workshop
from tests.support.live import LiveHouse, Prepared, live_house, sqlite_file, wait_until
from tests.support.smtp import Sink, smtp_sink
from tests.support.visitor import Visitor
from workshops.accounts.actions import open_session
from workshops.accounts.models import Person
from workshops.accounts.rules import Role
from workshops.catalogue.models import Workshop
from workshops.certificates.models import Certificate
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.mail import message_id
from workshops.foundation.transactions import unit_of_work
from workshops.notifications.models import OutboxMessage
from workshops.registrations.actions import register
from workshops.registrations.models import Registration
from workshops.registrations.rules import Answers

pytestmark = pytest.mark.real_db
Figure = Callable[[str], None]
KILLS = [pytest.param(5, id="5 kills"), pytest.param(100, id="100 kills", marks=pytest.mark.soak)]
WRITERS = 8
SEATS = 20
HOLDERS = 40


def moments(kills: int, longest: float) -> Iterator[float]:
    """Seconds to let the house work before each kill, the same in every run."""
    chance = Random(kills)  # noqa: S311 - moments, not secrets
    return (chance.uniform(0.005, longest) for _ in range(kills))


@pytest.mark.parametrize("kills", KILLS)
def test_killing_the_server_while_people_register_loses_and_doubles_none(
    live: LiveHouse, figure: Figure, kills: int
) -> None:
    make_workshop(live.app, slug="race", capacity=SEATS)
    live.open()
    numbers, acknowledged, broken_off = count(), list[str](), list[Applicant]()

    def keep_registering() -> Applicant:
        """Register one person after another until the line breaks: the one who got no answer."""
        while True:
            number = next(numbers)
            applicant = Applicant(live.visitor(number), "race", f"officer{number}@customs.example")
            if not applicant.try_to_register():
                return applicant
            acknowledged.append(applicant.address)

    for moment in moments(kills, 0.3):
        before = len(acknowledged)
        with ThreadPoolExecutor(WRITERS) as pool:
            ended = [pool.submit(keep_registering) for _ in range(WRITERS)]
            wait_until(lambda: len(acknowledged) > before)  # noqa: B023 - looked at within the turn
            time.sleep(moment)
            live.web.kill()
        live.open()
        for applicant in (future.result() for future in ended):
            # As a person would who sees no answer: send the same form again.
            assert applicant.try_to_register()
            broken_off.append(applicant)
    figure(f"{kills} kills, {len(acknowledged)} acknowledged, {len(broken_off)} broken off: none lost, none doubled")
    assert registered(live) == Counter(acknowledged + [applicant.address for applicant in broken_off])
    assert_sound(live)


def registered(live: LiveHouse) -> Counter[str]:
    """How many registrations there are for each address."""
    with live.app.app_context():
        return Counter(db.session.scalars(select(Person.email).join(Registration, Registration.person_id == Person.id)))


@pytest.mark.parametrize("kills", KILLS)
def test_killing_the_worker_loses_no_mail_and_sends_none_twice(
    slow_mail: tuple[LiveHouse, Sink], figure: Figure, kills: int
) -> None:
    live, sink = slow_mail
    fill_outbox(live, people=4 * kills)
    for moment in moments(kills, 0.3):
        arrived = len(sink.messages)
        live.worker.start()
        wait_until(lambda: len(sink.messages) > arrived)  # noqa: B023 - looked at within the turn
        time.sleep(moment)
        live.worker.kill()
        end_leases(live)
    live.worker.start()
    wait_until(lambda: set(outcomes(live).values()) <= {"sent", "uncertain"}, seconds=20 * kills)
    assert live.worker.stop() == 0
    outcome = outcomes(live)
    sent, uncertain = ({name for name, state in outcome.items() if state == which} for which in ("sent", "uncertain"))
    arrived_times = Counter(message["Message-ID"] for message in sink.messages)
    figure(f"{kills} kills, {len(outcome)} mails: none lost, none doubled, {len(uncertain)} uncertain")
    assert set(arrived_times.values()) == {1}
    assert sent <= set(arrived_times)
    assert len(uncertain) <= kills
    assert_sound(live)
    assert_only_a_person_sends_it_again(live, sink, uncertain)


def fill_outbox(live: LiveHouse, *, people: int) -> None:
    """Give a seat to so many people: a confirmation and two invitations each."""
    workshop_id = make_workshop(live.app, capacity=people)
    for _ in range(2):
        make_session(live.app, workshop_id)
    with live.app.app_context(), unit_of_work():
        for number in range(people):
            answers = Answers(name_latin="Gulnora Rahimova", country_iso3="TJK")
            register(workshop_id, make_person(live.app), answers, once=f"form {number}", is_proved=True)


def end_leases(live: LiveHouse) -> None:
    """Let the two minutes pass after which a dead worker's messages are taken over."""
    with live.app.app_context(), unit_of_work():
        held = update(OutboxMessage).where(OutboxMessage.lease_until.is_not(None))
        db.session.execute(held.values(lease_until=clock.now() - timedelta(seconds=5)))


def outcomes(live: LiveHouse) -> dict[str, str]:
    """Message-ID and state of everything in the outbox."""
    with live.app.app_context():
        rows = db.session.execute(select(OutboxMessage.key, OutboxMessage.state)).all()
    return {message_id(row.key, "workshops.example"): row.state for row in rows}


def assert_only_a_person_sends_it_again(live: LiveHouse, sink: Sink, uncertain: set[str]) -> None:
    """Staff see each uncertain message; a button sends it once more, and it is the same message."""
    live.open()
    staff = administrator(live)
    with live.app.app_context():
        ids = list(db.session.scalars(select(OutboxMessage.id).where(OutboxMessage.state == "uncertain")))
    pages = [staff.get("/mail")]
    while older := re.search(r'href="(/mail\?before=\d+)"', pages[-1].text):
        pages.append(staff.get(older[1]))
    assert all(any(f"/mail/{number}/send-again" in page.text for page in pages) for number in ids)
    before = len(sink.messages)
    for number in ids:
        assert staff.post(f"/mail/{number}/send-again", pages[0].hidden_fields()).status == 303
    live.worker.start()
    wait_until(lambda: len(sink.messages) == before + len(ids))
    assert {message["Message-ID"] for message in sink.messages[before:]} == uncertain


@pytest.mark.parametrize("kills", KILLS)
def test_killing_the_server_while_it_issues_leaves_all_certificates_or_none(
    live: LiveHouse, figure: Figure, kills: int
) -> None:
    live.open()
    press = issuing(live, make_attended(live))
    began = time.monotonic()
    assert press() == 303
    left = Counter[int]()
    for moment in moments(kills, time.monotonic() - began):
        slug = make_attended(live)
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(issuing(live, slug))
            time.sleep(moment)
            live.web.kill()
        live.open()
        issued = len(numbers_of(live, slug))
        left[issued] += 1
        assert issued == HOLDERS if answer.result() == 303 else issued in {0, HOLDERS}
        issuing(live, slug)()
        assert numbers_of(live, slug) == [f"{n:05d}" for n in range(1, HOLDERS + 1)]
    figure(f"{kills} kills while issuing to {HOLDERS}: {left[0]} left none, {left[HOLDERS]} all; then all, once each")
    with live.app.app_context():
        told = select(func.count()).where(OutboxMessage.kind == "certificate_issued")
        assert db.session.scalar(told) == (kills + 1) * HOLDERS
    assert_sound(live)


def make_attended(live: LiveHouse) -> str:
    """A workshop that is over, and whose participants were all there."""
    ended = make_ended(live.app)
    with live.app.app_context(), unit_of_work():
        for _ in range(HOLDERS):
            ended.somebody()
    return ended.slug


def issuing(live: LiveHouse, slug: str) -> Callable[[], int]:
    """Press the button that issues to all; the status of the answer, 0 when the line broke."""
    staff = administrator(live)
    path = f"/manage/{slug}/certificates"
    form = staff.get(path).hidden_fields()

    def press() -> int:
        try:
            return staff.post(path, form).status
        except (OSError, HTTPException):
            return 0

    return press


def numbers_of(live: LiveHouse, slug: str) -> list[str]:
    """The serial numbers of a workshop's certificates, in order."""
    with live.app.app_context():
        query = select(Certificate.number).join(Workshop, Workshop.id == Certificate.workshop_id)
        return sorted(number.rpartition("/")[2] for number in db.session.scalars(query.where(Workshop.slug == slug)))


def administrator(live: LiveHouse) -> Visitor:
    """A browser in which an administrator has just signed in."""
    person_id = make_person(live.app, role=Role.ADMINISTRATOR)
    with live.app.app_context(), unit_of_work():
        token = open_session(person_id, is_staff=True, user_agent="", replaces=None)
    return live.visitor(cookies={"sid": token})


def assert_sound(live: LiveHouse) -> None:
    """The file is whole, the audit chain holds, and every count of seats is that of the registrations."""
    if file := sqlite_file(live):
        with closing(connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert "complete and unaltered" in live.flask("audit", "verify")
    with live.app.app_context():
        held = select(func.count()).where(Registration.workshop_id == Workshop.id, Registration.holds_seat)
        counts = db.session.execute(select(Workshop.taken, held.scalar_subquery(), Workshop.capacity)).all()
    assert all(taken == holding <= capacity for taken, holding, capacity in counts)


@pytest.fixture
def slow_mail(prepared: Prepared, tmp_path: Path) -> Iterator[tuple[LiveHouse, Sink]]:
    """A house whose mail server takes 50 ms to say that it has taken a message."""
    with smtp_sink() as sink, live_house(prepared, tmp_path, MAIL_URL=sink.url) as live:
        sink.hesitates = 0.05
        yield live, sink
