"""Reading registrations: one under its lock, one for its owner, the waitlist, and what time has ended."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, ColumnExpressionArgument, and_, exists, func, or_, select

from workshops.catalogue.queries import get_locked_workshop
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.foundation.questions import Question
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

# Whether a certificate was drawn from the answers of this registration; a room above knows.
certificate_stands: Question[[int], bool] = Question()

_DUE = (Registration.state.in_((State.UNCONFIRMED, State.OFFERED)), Registration.expires_at.is_not(None))


def get_locked_registration(registration_id: int) -> Registration:
    """The registration as it is now, its workshop's row locked until the transaction ends. Raises NotFound."""
    workshop_id = db.session.scalar(select(Registration.workshop_id).where(Registration.id == registration_id))
    if workshop_id is None:
        raise NotFound
    get_locked_workshop(workshop_id)
    return db.session.get_one(Registration, registration_id, populate_existing=True)


def find_earlier(workshop_id: int, person_id: int, once: str) -> Registration | None:
    """The person's live registration, else what this form became when it was sent before."""
    live = and_(Registration.workshop_id == workshop_id, Registration.person_id == person_id, Registration.is_live)
    query = select(Registration).where(or_(live, Registration.once == once))
    found = db.session.scalars(query.execution_options(populate_existing=True)).all()
    return max(found, key=lambda registration: registration.is_live, default=None)


def is_somebody_waiting(workshop_id: int) -> bool:
    """Whether anybody stands in the waitlist."""
    return bool(db.session.scalar(select(exists().where(*_in_line(workshop_id)))))


def first_in_line(workshop_id: int, most: int | None = None) -> Sequence[Registration]:
    """The waitlist by rank, or its first few; read under the workshop's lock."""
    query = select(Registration).where(*_in_line(workshop_id)).order_by(Registration.wait_rank, Registration.id)
    return db.session.scalars(query.limit(most).execution_options(populate_existing=True)).all()


def place_in_line(registration: Registration) -> int:
    """The place in the waitlist, counted from 1: ranks have gaps where others have left."""
    ahead = (*_in_line(registration.workshop_id), Registration.wait_rank < registration.wait_rank)
    return 1 + (db.session.scalar(select(func.count()).where(*ahead)) or 0)


def people_in_line(workshop_id: int) -> int:
    """How many stand in the waitlist."""
    return db.session.scalar(select(func.count()).where(*_in_line(workshop_id))) or 0


def _in_line(workshop_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Registration.workshop_id == workshop_id, Registration.state == State.WAITLISTED)


def live_registrations(workshop_id: int) -> Sequence[Registration]:
    """Every registration of a workshop that can still lead to a seat, or has; read under the workshop's lock."""
    query = select(Registration).where(Registration.workshop_id == workshop_id, Registration.is_live)
    return db.session.scalars(query.order_by(Registration.id).execution_options(populate_existing=True)).all()


def unproved_registrations(person_id: int) -> Sequence[int]:
    """The ids of a person's registrations that wait for the proof of her address, in the order they are locked."""
    query = select(Registration.id).where(Registration.person_id == person_id, Registration.state == State.UNCONFIRMED)
    return db.session.scalars(query.order_by(Registration.workshop_id)).all()


def workshops_with_something_due(now: datetime) -> Sequence[int]:
    """The workshops in which an offer or the time to prove an address has ended: one look into an index."""
    return db.session.scalars(
        select(Registration.workshop_id).where(*_DUE, Registration.expires_at <= now).distinct()
    ).all()


def due_registrations(workshop_id: int, now: datetime) -> Sequence[Registration]:
    """The registrations of a workshop whose offer or time to prove has ended; read under the workshop's lock."""
    query = select(Registration).where(*_DUE, Registration.expires_at <= now, Registration.workshop_id == workshop_id)
    return db.session.scalars(query.order_by(Registration.id).execution_options(populate_existing=True)).all()


def count_live(workshop_id: int) -> int:
    """How many people a workshop concerns: all whose registration can still lead to a seat, or has."""
    query = select(func.count()).where(
        Registration.workshop_id == workshop_id, Registration.is_live, Registration.state != State.UNCONFIRMED
    )
    return db.session.scalar(query) or 0


def has_live_registration(workshop_id: int, person_id: int) -> bool:
    """Whether the person is registered, with or without a seat."""
    return _exists(workshop_id, person_id, Registration.is_live)


def has_seat(workshop_id: int, person_id: int) -> bool:
    """Whether the person has a confirmed seat."""
    return _exists(workshop_id, person_id, Registration.state == State.CONFIRMED)


def _exists(workshop_id: int, person_id: int, condition: ColumnExpressionArgument[bool]) -> bool:
    whose = (Registration.workshop_id == workshop_id, Registration.person_id == person_id)
    return bool(db.session.scalar(select(exists().where(*whose, condition))))
