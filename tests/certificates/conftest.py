"""A workshop that is over, and people who were there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.factories import make_person, make_registration, make_session, make_workshop, stored
from workshops.attendance.models import AttendanceMark
from workshops.catalogue.models import Workshop
from workshops.certificates.actions import issue_all
from workshops.certificates.models import Certificate
from workshops.certificates.pdf import render_certificate
from workshops.certificates.queries import facts_of
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work

Standing = Callable[[], list[tuple[str, str]]]


@dataclass(frozen=True)
class Ended:
    """The ids of a workshop that is over, and of its five sessions."""

    app: Flask
    workshop_id: int
    organisation_id: int
    slug: str
    code: str
    session_ids: tuple[int, ...]

    def somebody(self, *, present_in: int = 5, **columns: Any) -> int:
        """A participant who was marked in so many of the five sessions; gives back her registration."""
        registration_id = make_registration(self.app, self.workshop_id, **columns)
        for session_id in self.session_ids[:present_in]:
            self.mark(session_id, registration_id)
        return registration_id

    def mark(self, session_id: int, registration_id: int) -> None:
        """Mark a participant present."""
        stored(
            self.app,
            AttendanceMark(session_id=session_id, registration_id=registration_id, present=True, marked_at=clock.now()),
        )

    def issue(self, actor_id: int) -> list[int]:
        """Issue to everybody who is entitled; gives back the ids of the new certificates."""
        with self.app.app_context(), unit_of_work():
            workshop = db.session.get_one(Workshop, self.workshop_id)
            return [certificate.id for certificate in issue_all(workshop, actor_id)]


@pytest.fixture
def ended(app: Flask, database: None) -> Ended:
    """A workshop of five sessions that ended yesterday; its rule is 80 percent."""
    return make_ended(app)


def make_ended(app: Flask, **columns: Any) -> Ended:
    """A workshop of five sessions that ended yesterday; its rule is 80 percent."""
    starts = (clock.now() - timedelta(days=3)).replace(tzinfo=None, hour=9, minute=0, second=0)
    workshop_id = make_workshop(app, starts_local=starts, capacity=600, **columns)
    sessions = tuple(make_session(app, workshop_id) for _ in range(5))
    with app.app_context():
        workshop = db.session.get_one(Workshop, workshop_id)
        return Ended(app, workshop_id, workshop.organisation_id, workshop.slug, workshop.code, sessions)


@pytest.fixture
def standing(app: Flask, database: None) -> Standing:
    """Number and state of every certificate, by number."""

    def read() -> list[tuple[str, str]]:
        with app.app_context():
            rows = db.session.execute(select(Certificate.number, Certificate.state).order_by(Certificate.number))
            return [(row.number, row.state) for row in rows]

    return read


@pytest.fixture
def certificate_id(app: Flask, ended: Ended) -> int:
    """A valid certificate of somebody with a name in two scripts."""
    ended.somebody(name_own="Гулнора Раҳимова", name_latin="Gulnora Rahimova")
    return ended.issue(make_person(app))[0]


def file_by_record(app: Flask, certificate_id: int) -> bytes:
    """The file of a certificate, drawn from its record."""
    with app.app_context():
        return render_certificate(facts_of(db.session.get_one(Certificate, certificate_id)))
