"""What each person moves over the line to do what she came for: octets and requests, from first page to last."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from bench.browsing import Browsing
from bench.figures import Figure
from bench.world import add_workshop, house
from tests.browser.mailbox import Mailbox, code_in
from tests.support.factories import make_organisation, make_person, make_registration, make_session, make_workshop
from tests.support.live import LiveHouse
from tests.support.signing_in import PASSWORD, password_hash
from tests.support.smtp import smtp_sink
from tests.support.world import make_world
from workshops.accounts.models import Person
from workshops.accounts.rules import Role
from workshops.certificates.models import Certificate
from workshops.certificates.queries import facts_of
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.registrations.rules import State

WORKSHOP = "/workshops/air-cargo"
OFFICER, DESK, ORGANIZER = "nargis@customs.example", "desk@office.example", "salma@office.example"
WAITING = 20


def measure() -> Iterator[Figure]:
    """Each journey by somebody who has never been here; staff have signed in before theirs begins."""
    with smtp_sink() as sink, house(MAIL_URL=sink.url) as live:
        add_workshop(live.app)
        ended = make_world(live.app).values["slug"]
        live.open()
        live.worker.start()
        mail = Mailbox(sink)
        yield from _first_visits(live)
        yield from _registration(live, mail)
        yield from _certificate(live, mail, f"/me/{ended}")
        yield from _check(live)
        yield from _mark(live)
        yield from _day_of_an_organizer(live)


def _first_visits(live: LiveHouse) -> Iterator[Figure]:
    plain: dict[str, str] = {}
    low = {"Save-Data": "on"}
    visits = {
        "first-visit": (WORKSHOP, plain),
        "first-visit-front": ("/", plain),
        "first-visit-low-data": (WORKSHOP, low),
    }
    for number, (name, (path, headers)) in enumerate(visits.items(), 1):
        reader = Browsing(live, number, **headers)
        reader.open(path)
        yield from reader.figures(name)


def _registration(live: LiveHouse, mail: Mailbox) -> Iterator[Figure]:
    officer = Browsing(live, 10)
    officer.open(WORKSHOP)
    form = officer.open(f"{WORKSHOP}/register")
    answers = {"name_latin": "Nargis Qodirova", "country": "TJK", "agency": "Customs Service", "email": OFFICER}
    asked = officer.send(f"{WORKSHOP}/register", form.hidden_fields() | answers | {"agree": "y"})
    code = code_in(mail.letter(OFFICER, "Your code"))
    officer.send("/sign-in/code", asked.hidden_fields() | {"code": code})
    yield from officer.figures("registration")


def _certificate(live: LiveHouse, mail: Mailbox, page: str) -> Iterator[Figure]:
    with live.app.app_context():
        address = db.session.scalars(
            select(Person.email).where(Person.name_own == "Гулнора Раҳимова").order_by(Person.id)
        ).first()
    holder = Browsing(live, 11)
    form = holder.open("/sign-in")
    asked = holder.send("/sign-in", form.hidden_fields() | {"email": str(address)})
    code = code_in(mail.letter(str(address), "Your code"))
    holder.send("/sign-in/code", asked.hidden_fields() | {"code": code})
    holder.open(page)
    holder.open(f"{page}/certificate.pdf")
    yield from holder.figures("certificate-download")


def _check(live: LiveHouse) -> Iterator[Figure]:
    with live.app.app_context():
        code = facts_of(db.session.scalars(select(Certificate).order_by(Certificate.id).limit(1)).one()).code
    verifier = Browsing(live, 12)
    verifier.open("/")
    verifier.open("/v/")
    verifier.open(f"/v/?code={code}")
    yield from verifier.figures("certificate-check")


def _mark(live: LiveHouse) -> Iterator[Figure]:
    starts = (clock.now() - timedelta(minutes=30)).replace(tzinfo=None)
    workshop = make_workshop(live.app, slug="today", starts_local=starts, zone="UTC")
    make_session(live.app, workshop)
    registration = make_registration(live.app, workshop, name_latin="Dewi Hartati")
    make_person(live.app, role=Role.DESK, scope_id=workshop, email=DESK, password_hash=password_hash())
    desk = _signed_in(live, 13, DESK)
    roll = desk.open("/desk/today/1")
    found = desk.send("/desk/today/1", roll.hidden_fields() | {"find": "", "q": "dew"})
    desk.send("/desk/today/1", found.hidden_fields() | {"q": "dew", "present": str(registration)})
    yield from desk.figures("desk-mark")


def _day_of_an_organizer(live: LiveHouse) -> Iterator[Figure]:
    office = make_organisation(live.app)
    workshop = make_workshop(live.app, slug="to-select", organisation_id=office, admission="approval")
    waiting = [make_registration(live.app, workshop, state=State.SUBMITTED) for _ in range(WAITING)]
    make_person(live.app, role=Role.ORGANIZER, scope_id=office, email=ORGANIZER, password_hash=password_hash())
    organizer = _signed_in(live, 14, ORGANIZER)
    organizer.open("/today")
    organizer.open("/manage/to-select/registrations")
    decide = "/manage/to-select/registrations/decide"
    question = organizer.open(f"{decide}?do=approve&chosen={waiting[0]}")
    organizer.send(decide, question.hidden_fields())
    yield from organizer.figures("organizer-day")


def _signed_in(live: LiveHouse, number: int, address: str) -> Browsing:
    """Somebody of the staff with a session, whose browser keeps the files of its pages."""
    browser = Browsing(live, number)
    form = browser.open("/sign-in/staff")
    browser.send("/sign-in/staff", form.hidden_fields() | {"email": address, "password": PASSWORD})
    browser.begin()
    return browser
