"""Reading the agenda of a workshop."""

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import selectinload

from workshops.agenda.models import AgendaSession, Speaker
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import AgendaLine
from workshops.catalogue.rules import Missing, Place
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.foundation.words import N_

# The public page is read most of all: statements made once, on the plain connection.
_LINES = (
    select(
        AgendaSession.id,
        AgendaSession.number,
        AgendaSession.starts_local,
        AgendaSession.ends_local,
        AgendaSession.title,
        AgendaSession.room,
        AgendaSession.is_pause,
        AgendaSession.is_required,
        AgendaSession.is_cancelled,
    )
    .where(AgendaSession.workshop_id == bindparam("workshop"))
    .order_by(AgendaSession.starts_at, AgendaSession.number)
)
_SPEAKERS = (
    select(Speaker.session_id, Speaker.name, Speaker.function)
    .join(AgendaSession, AgendaSession.id == Speaker.session_id)
    .where(AgendaSession.workshop_id == bindparam("workshop"))
    .order_by(Speaker.session_id, Speaker.position)
)


def sessions_of(workshop_id: int) -> Sequence[AgendaSession]:
    """All sessions with their speakers, cancelled ones too, in order of time."""
    sessions = select(AgendaSession).where(AgendaSession.workshop_id == workshop_id)
    ordered = sessions.order_by(AgendaSession.starts_at, AgendaSession.number)
    return db.session.scalars(ordered.options(selectinload(AgendaSession.speakers))).all()


def live_sessions_of(workshop_id: int) -> list[AgendaSession]:
    """The sessions that are to take place, in order of time."""
    return [session for session in sessions_of(workshop_id) if not session.is_cancelled]


def get_session(workshop: Workshop, number: int) -> AgendaSession:
    """The session with this number on the workshop's agenda; NotFound when there is none."""
    session = db.session.scalar(
        select(AgendaSession).where(AgendaSession.workshop_id == workshop.id, AgendaSession.number == number)
    )
    if session is None:
        raise NotFound
    return session


def missing_sessions(workshop_id: int) -> list[Missing]:
    """What the agenda lacks before the workshop may be published."""
    counting = exists().where(
        AgendaSession.workshop_id == workshop_id, AgendaSession.is_required, ~AgendaSession.is_cancelled
    )
    if db.session.scalar(select(counting)):
        return []
    return [Missing(N_("Put at least one session that counts for attendance on the agenda."), Place.AGENDA)]


def agenda_lines(workshop_id: int) -> list[AgendaLine]:
    """The agenda as the public page shows it, in order of time."""
    connection = db.session.connection()
    speakers: dict[int, list[str]] = {}
    for session_id, name, function in connection.execute(_SPEAKERS, {"workshop": workshop_id}):
        speakers.setdefault(session_id, []).append(f"{name}, {function}" if function else name)
    rows = connection.execute(_LINES, {"workshop": workshop_id}).all()
    return [
        AgendaLine(
            number=row.number,
            starts_local=row.starts_local,
            ends_local=row.ends_local,
            title=row.title,
            room=row.room,
            is_pause=row.is_pause,
            is_required=row.is_required,
            is_cancelled=row.is_cancelled,
            speakers=tuple(speakers.get(row.id, ())),
        )
        for row in rows
    ]
