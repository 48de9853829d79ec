"""Reading the agenda of a workshop."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from workshops.agenda.models import AgendaSession
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import Missing, Place
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.foundation.words import N_


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
