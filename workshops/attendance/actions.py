"""Marking who is there; the same mark twice is one mark, and each can be taken back."""

from collections.abc import Collection

from sqlalchemy import update

from workshops.agenda.models import AgendaSession
from workshops.attendance import queries
from workshops.attendance.events import CheckedIn, CheckInUndone
from workshops.attendance.models import AttendanceMark
from workshops.attendance.rules import NotAParticipant, ensure_may_mark
from workshops.foundation import clock
from workshops.foundation.database import db, insert_into
from workshops.foundation.errors import NotFound
from workshops.foundation.events import publish
from workshops.registrations.models import Registration
from workshops.registrations.rules import State


def check_in(session: AgendaSession, registration: Registration, actor_id: int) -> None:
    """Mark a participant present. Raises when she has no seat or the session is not open for marks."""
    if registration.state != State.CONFIRMED:
        raise NotAParticipant
    _ensure_open(session)
    _mark(session, [registration.id], actor_id)


def undo_check_in(session: AgendaSession, registration: Registration, actor_id: int) -> None:
    """Take a mark back; nothing happens when there is none."""
    _take_back(session, [registration.id], actor_id)


def enter_sheet(session: AgendaSession, *, signed: Collection[int], struck: Collection[int], actor_id: int) -> None:
    """Type a signed sheet in: mark the registrations in `signed`, take the marks of those in `struck` back.

    Marks of people in neither, made meanwhile at the desk, stay. Raises when the session is not open for marks, when
    somebody in `signed` has no seat, and NotFound when it is the registration of another workshop.
    """
    _ensure_open(session)
    states = queries.states(session.workshop_id)
    if not set(signed) <= states.keys():
        raise NotFound
    if any(states[registration_id] != State.CONFIRMED for registration_id in signed):
        raise NotAParticipant
    _mark(session, signed, actor_id)
    _take_back(session, struck, actor_id)


def _ensure_open(session: AgendaSession) -> None:
    ensure_may_mark(starts_at=session.starts_at, is_cancelled=session.is_cancelled, now=clock.now())


def _mark(session: AgendaSession, registration_ids: Collection[int], actor_id: int) -> None:
    """Set marks in one statement that two desks may send at once; only those that were not set are news."""
    if not registration_ids:
        return
    made = {"session_id": session.id, "present": True, "marked_at": clock.now(), "marked_by_id": actor_id}
    insert = insert_into(AttendanceMark)
    statement = insert.on_conflict_do_update(
        index_elements=["session_id", "registration_id"],
        set_={name: insert.excluded[name] for name in ("present", "marked_at", "marked_by_id")},
        where=AttendanceMark.present.is_(False),
    ).returning(AttendanceMark.registration_id)
    rows = [{**made, "registration_id": registration_id} for registration_id in registration_ids]
    for registration_id in db.session.scalars(statement, rows).all():
        publish(CheckedIn(**_ids(session, registration_id), actor_id=actor_id))


def _take_back(session: AgendaSession, registration_ids: Collection[int], actor_id: int) -> None:
    statement = (
        update(AttendanceMark)
        .where(
            AttendanceMark.session_id == session.id,
            AttendanceMark.registration_id.in_(registration_ids),
            AttendanceMark.present,
        )
        .values(present=False, marked_at=clock.now(), marked_by_id=actor_id)
        .returning(AttendanceMark.registration_id)
    )
    for registration_id in db.session.scalars(statement).all():
        publish(CheckInUndone(**_ids(session, registration_id), actor_id=actor_id))


def _ids(session: AgendaSession, registration_id: int) -> dict[str, int]:
    return {"registration_id": registration_id, "session_id": session.id, "workshop_id": session.workshop_id}
