"""One workshop with everything in it, for tests that visit every page."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.support.factories import (
    make_grant,
    make_organisation,
    make_person,
    make_registration,
    make_session,
    make_workshop,
)
from workshops.accounts.rules import Role
from workshops.attendance.models import AttendanceMark
from workshops.catalogue.models import Document, Workshop
from workshops.certificates.actions import issue_all
from workshops.certificates.models import Certificate
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.tokens import sign
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.rules import State


@dataclass(frozen=True)
class World:
    """The ids that stand in the gaps of addresses."""

    administrator: int
    participant: int
    workshop_id: int
    values: dict[str, object]

    def address(self, rule: Rule) -> str | None:
        """The address of a rule with these ids; None when a gap cannot be filled."""
        if not rule.arguments <= set(self.values):
            return None
        built = rule.build({name: self.values[name] for name in rule.arguments})
        return built[1] if built else None


def make_world(app: Flask) -> World:
    """A workshop that ended yesterday, with a session, people in every state, a document and certificates."""
    administrator = make_person(app, role=Role.ADMINISTRATOR, name_latin="Salma Idrissi")
    participant = make_person(app, name_latin="Gulnora Rahimova", name_own="Гулнора Раҳимова")
    organisation = make_organisation(app)
    starts = clock.now().replace(tzinfo=None, hour=9, minute=0, second=0) - timedelta(days=3)
    workshop_id = make_workshop(app, organisation_id=organisation, starts_local=starts, capacity=10)
    session_id = make_session(app, workshop_id, title="Risk profiles in practice")
    registration_id = make_registration(app, workshop_id, participant)
    for state in (State.SUBMITTED, State.WAITLISTED, State.DECLINED, State.WITHDRAWN, State.CONFIRMED):
        make_registration(app, workshop_id, state=state)
    grant_id = make_grant(app, make_person(app), Role.DESK, workshop_id)
    with app.app_context(), unit_of_work():
        workshop = db.session.get_one(Workshop, workshop_id)
        document = Document(
            workshop_id=workshop_id,
            title="Joining notes",
            language="en",
            audience="participants",
            media_type="application/pdf",
            size=4,
            stored_name="0" * 32,
            added_at=clock.now(),
            added_by_id=administrator,
        )
        mark = AttendanceMark(
            session_id=session_id, registration_id=registration_id, present=True, marked_at=clock.now()
        )
        db.session.add_all([document, mark])
        db.session.flush()
        issue_all(workshop, administrator)
        values: dict[str, object] = {
            "slug": workshop.slug,
            "number": 1,
            "session_id": session_id,
            "registration_id": registration_id,
            "certificate_id": db.session.scalars(select(Certificate.id).order_by(Certificate.id)).first(),
            "document_id": document.id,
            "person_id": participant,
            "grant_id": grant_id,
            "message_id": 1,
            "code": "0000-0000-0000-0000",
            "name": "cancel",
            "form": "csv",
            "token": sign("registration-status", registration_id),
            "language": "en",
        }
    return World(administrator, participant, workshop_id, values)
