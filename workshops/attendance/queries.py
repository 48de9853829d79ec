"""Lists for the desk and the organizer, and each person's share."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, exists, func, or_, select

from workshops.agenda.models import AgendaSession
from workshops.attendance.models import AttendanceMark
from workshops.attendance.rules import SessionPlan, Share, share
from workshops.catalogue.models import Workshop
from workshops.directory.models import Country
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

PAGE = 50
# The desk sees nobody's name before it has typed this much, and never more than a handful of people.
DESK_LETTERS = 3
DESK_ROWS = 10


class Row(NamedTuple):
    """A participant in the list of one session."""

    registration_id: int
    name_own: str
    name_latin: str
    country: dict[str, str] | None
    agency: str


class SessionCount(NamedTuple):
    """How many of the participants are marked in a session."""

    session: AgendaSession
    present: int


def get_session(workshop: Workshop, number: int) -> AgendaSession:
    """The session of this workshop with this number. Raises NotFound, also for a pause."""
    query = select(AgendaSession).where(
        AgendaSession.workshop_id == workshop.id, AgendaSession.number == number, AgendaSession.is_pause.is_(False)
    )
    session = db.session.scalar(query)
    if session is None:
        raise NotFound
    return session


def session_counts(workshop: Workshop) -> list[SessionCount]:
    """Every session but the pauses, in order of time, with the number of those present."""
    present = func.count(case((AttendanceMark.present, 1)))
    query = (
        select(AgendaSession, present)
        .outerjoin(AttendanceMark, AttendanceMark.session_id == AgendaSession.id)
        .where(AgendaSession.workshop_id == workshop.id, AgendaSession.is_pause.is_(False))
        .group_by(AgendaSession.id)
        .order_by(AgendaSession.starts_at, AgendaSession.number)
    )
    return [SessionCount(*row) for row in db.session.execute(query)]


def participant_count(workshop: Workshop) -> int:
    """How many people have a confirmed seat."""
    query = select(func.count()).where(*_participants(workshop))
    return db.session.scalar(query) or 0


def roll(
    session: AgendaSession, workshop: Workshop, *, present: bool, letters: str = "", limit: int = PAGE
) -> list[Row]:
    """Participants who are, or are not, marked in a session, by their Latin name; `letters` narrows to a part of a name."""
    marked = exists().where(
        AttendanceMark.session_id == session.id,
        AttendanceMark.registration_id == Registration.id,
        AttendanceMark.present,
    )
    query = (
        select(Registration.id, Registration.name_own, Registration.name_latin, Country.names, Registration.agency)
        .outerjoin(Country, Country.iso3 == Registration.country_iso3)
        .where(*_participants(workshop), marked if present else ~marked)
        .order_by(Registration.name_latin, Registration.id)
        .limit(limit)
    )
    if letters:
        query = query.where(_named(letters))
    return [Row(*row) for row in db.session.execute(query)]


def find_participant(workshop: Workshop, registration_id: int) -> Registration | None:
    """The registration of this workshop with this id, whatever its state."""
    query = select(Registration).where(Registration.id == registration_id, Registration.workshop_id == workshop.id)
    return db.session.scalar(query)


def plans(workshop_id: int) -> list[SessionPlan]:
    """The sessions as the attendance rule sees them."""
    query = select(
        AgendaSession.id, AgendaSession.is_pause, AgendaSession.is_required, AgendaSession.is_cancelled
    ).where(AgendaSession.workshop_id == workshop_id)
    return [SessionPlan(*row) for row in db.session.execute(query)]


def shares(workshop: Workshop) -> dict[int, Share]:
    """The share of every participant, by registration: three statements, however many people there are."""
    marks: dict[int, set[int]] = {}
    query = (
        select(AttendanceMark.registration_id, AttendanceMark.session_id)
        .join(AgendaSession, AgendaSession.id == AttendanceMark.session_id)
        .where(AgendaSession.workshop_id == workshop.id, AttendanceMark.present)
    )
    for registration_id, session_id in db.session.execute(query):
        marks.setdefault(registration_id, set()).add(session_id)
    scheduled = plans(workshop.id)
    people = db.session.scalars(select(Registration.id).where(*_participants(workshop)))
    return {
        person: share(scheduled, frozenset(marks.get(person, ())), workshop.attendance_percent) for person in people
    }


def share_of(registration: Registration) -> Share:
    """One person's share."""
    return share(plans(registration.workshop_id), present_in(registration.id), registration.workshop.attendance_percent)


def present_in(registration_id: int) -> frozenset[int]:
    """The sessions a person is marked in."""
    query = select(AttendanceMark.session_id).where(
        AttendanceMark.registration_id == registration_id, AttendanceMark.present
    )
    return frozenset(db.session.scalars(query))


def counted_sessions(workshop_id: int) -> Sequence[AgendaSession]:
    """The sessions in the denominator, in order of time."""
    query = (
        select(AgendaSession)
        .where(
            AgendaSession.workshop_id == workshop_id,
            AgendaSession.is_required,
            AgendaSession.is_pause.is_(False),
            AgendaSession.is_cancelled.is_(False),
        )
        .order_by(AgendaSession.starts_at, AgendaSession.number)
    )
    return db.session.scalars(query).all()


def _participants(workshop: Workshop) -> tuple[ColumnElement[bool], ...]:
    return (Registration.workshop_id == workshop.id, Registration.state == State.CONFIRMED)


def _named(letters: str) -> ColumnElement[bool]:
    pattern = "%" + letters.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return or_(Registration.name_latin.ilike(pattern, escape="\\"), Registration.name_own.ilike(pattern, escape="\\"))
