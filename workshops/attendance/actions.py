"""Marking who is there; the same mark twice is one mark, and each can be taken back."""

from sqlalchemy import select

from workshops.agenda.models import AgendaSession
from workshops.attendance.events import CheckedIn, CheckInUndone
from workshops.attendance.models import AttendanceMark
from workshops.attendance.rules import NotAParticipant, ensure_may_mark
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.events import publish
from workshops.registrations.models import Registration
from workshops.registrations.rules import State


def check_in(session: AgendaSession, registration: Registration, actor_id: int | None) -> None:
    """Mark a participant present. Raises when she has no seat or the session is not open for marks."""
    if registration.state != State.CONFIRMED:
        raise NotAParticipant
    ensure_may_mark(starts_at=session.starts_at, is_cancelled=session.is_cancelled, now=clock.now())
    if _set(session, registration, actor_id, present=True):
        publish(
            CheckedIn(
                registration_id=registration.id,
                session_id=session.id,
                workshop_id=session.workshop_id,
                actor_id=actor_id,
            )
        )


def undo_check_in(session: AgendaSession, registration: Registration, actor_id: int | None) -> None:
    """Take a mark back; nothing happens when there is none."""
    if _set(session, registration, actor_id, present=False):
        publish(
            CheckInUndone(
                registration_id=registration.id,
                session_id=session.id,
                workshop_id=session.workshop_id,
                actor_id=actor_id,
            )
        )


def _set(session: AgendaSession, registration: Registration, actor_id: int | None, *, present: bool) -> bool:
    """Bring the mark to this state; tells whether that changed anything."""
    pair = (AttendanceMark.session_id == session.id, AttendanceMark.registration_id == registration.id)
    mark = db.session.scalar(select(AttendanceMark).where(*pair).with_for_update())
    if mark is None:
        if not present:
            return False
        mark = AttendanceMark(session_id=session.id, registration_id=registration.id)
        db.session.add(mark)
    elif mark.present is present:
        return False
    mark.present, mark.marked_at, mark.marked_by_id = present, clock.now(), actor_id
    db.session.flush()
    return True
