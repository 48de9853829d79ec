"""The waitlist, what time has ended, and everybody a workshop concerns."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from workshops.foundation.database import db
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

_DUE = (Registration.state.in_((State.UNCONFIRMED, State.OFFERED)), Registration.expires_at.is_not(None))

_SOMEBODY_WAITS = select(
    exists().where(Registration.workshop_id == bindparam("workshop"), Registration.state == State.WAITLISTED)
)


def is_somebody_waiting(workshop_id: int) -> bool:
    """Whether anybody stands in the waitlist."""
    return bool(db.session.scalar(_SOMEBODY_WAITS, {"workshop": workshop_id}))


def first_in_line(workshop_id: int, most: int | None = None) -> Sequence[Registration]:
    """The waitlist by rank, or its first few; read under the workshop's lock."""
    query = select(Registration).where(*_in_line(workshop_id)).order_by(Registration.wait_rank, Registration.id)
    return db.session.scalars(query.limit(most).execution_options(populate_existing=True)).all()


def place_in_line(registration: Registration) -> int:
    """The place in the waitlist, counted from 1: ranks have gaps where others have left. 0 is not in it."""
    return places_in_line([registration]).get(registration.id, 0)


def places_in_line(registrations: Sequence[Registration]) -> dict[int, int]:
    """The places of those who stand in a waitlist, counted from 1, by registration: one statement at most."""
    waiting = [each.id for each in registrations if each.state == State.WAITLISTED]
    if not waiting:
        return {}
    ahead = aliased(Registration)
    not_behind = and_(ahead.wait_rank <= Registration.wait_rank, ahead.state == State.WAITLISTED)
    query = select(Registration.id, func.count()).join(
        ahead, and_(ahead.workshop_id == Registration.workshop_id, not_behind)
    )
    rows = db.session.execute(query.where(Registration.id.in_(waiting)).group_by(Registration.id))
    return dict(rows.all())


def people_in_line(workshop_id: int) -> int:
    """How many stand in the waitlist."""
    return db.session.scalar(select(func.count()).where(*_in_line(workshop_id))) or 0


def _in_line(workshop_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Registration.workshop_id == workshop_id, Registration.state == State.WAITLISTED)


def live_registrations(workshop_id: int) -> Sequence[Registration]:
    """Every registration of a workshop that can still lead to a seat, or has; read under the workshop's lock."""
    query = select(Registration).where(Registration.workshop_id == workshop_id, Registration.is_live)
    return db.session.scalars(query.order_by(Registration.id).execution_options(populate_existing=True)).all()


def count_live(workshop_id: int) -> int:
    """How many people a workshop concerns: all whose registration can still lead to a seat, or has."""
    query = select(func.count()).where(
        Registration.workshop_id == workshop_id, Registration.is_live, Registration.state != State.UNCONFIRMED
    )
    return db.session.scalar(query) or 0


def count_undecided(workshop_id: int) -> int:
    """How many registrations wait for the organizer."""
    undecided = (Registration.workshop_id == workshop_id, Registration.state == State.SUBMITTED)
    return db.session.scalar(select(func.count()).where(*undecided)) or 0


def workshops_with_something_due(now: datetime) -> Sequence[int]:
    """The workshops in which an offer or the time to prove an address has ended: one look into an index."""
    return db.session.scalars(
        select(Registration.workshop_id).where(*_DUE, Registration.expires_at <= now).distinct()
    ).all()


def due_registrations(workshop_id: int, now: datetime) -> Sequence[Registration]:
    """The registrations of a workshop whose offer or time to prove has ended; read under the workshop's lock."""
    query = select(Registration).where(*_DUE, Registration.expires_at <= now, Registration.workshop_id == workshop_id)
    return db.session.scalars(query.order_by(Registration.id).execution_options(populate_existing=True)).all()
