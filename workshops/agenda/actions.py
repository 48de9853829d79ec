"""Putting sessions on the agenda, changing them and taking them off."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from workshops.agenda.events import SessionAdded, SessionCancelled, SessionEdited, SessionRemoved, SessionRescheduled
from workshops.agenda.models import AgendaSession, Speaker
from workshops.agenda.queries import live_sessions_of
from workshops.agenda.rules import (
    CALENDAR_FIELDS,
    PLAIN_FIELDS,
    OnlyDraftsLoseSessions,
    SessionCancelledAlready,
    SessionOutside,
    SessionPlan,
    Slot,
    ensure_free,
    ensure_may_change_agenda,
    new_uid,
    span,
)
from workshops.catalogue.actions import touch
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import get_locked_workshop
from workshops.catalogue.rules import State
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.events import publish


def add_session(workshop: Workshop, plan: SessionPlan, *, actor_id: int | None) -> AgendaSession:
    """Put a session on the agenda under the next number, which is its own from then on.

    Raises AgendaClosed, UnusableTime, SessionTimesReversed, SessionOutside, RoomTaken and SpeakerTaken.
    """
    workshop = get_locked_workshop(workshop.id)
    ensure_may_change_agenda(State(workshop.state))
    session = _new_session(workshop, _next_number(workshop.id))
    _apply(session, plan)
    db.session.add(session)
    touch(workshop)
    publish(SessionAdded(session_id=session.id, workshop_id=workshop.id, actor_id=actor_id))
    return session


def edit_session(session: AgendaSession, plan: SessionPlan, *, actor_id: int | None) -> None:
    """Change a session; calendars hear of it only when its time or room changes.

    Raises as `add_session` does, and SessionCancelledAlready.
    """
    _lock_for_change(session)
    changed = _apply(session, plan)
    if not changed:
        return
    session.changed_at = clock.now()
    news: type[SessionEdited | SessionRescheduled] = SessionEdited
    if not CALENDAR_FIELDS.isdisjoint(changed):
        session.sequence += 1
        news = SessionRescheduled
    touch(session.workshop)
    publish(news(session_id=session.id, workshop_id=session.workshop_id, changed=changed, actor_id=actor_id))


def cancel_session(session: AgendaSession, *, actor_id: int | None) -> None:
    """Say that a session will not take place; it stays on record. Raises AgendaClosed and SessionCancelledAlready."""
    _lock_for_change(session)
    session.is_cancelled = True
    _renew(session)
    touch(session.workshop)
    publish(SessionCancelled(session_id=session.id, workshop_id=session.workshop_id, actor_id=actor_id))


def remove_session(session: AgendaSession, *, actor_id: int | None) -> None:
    """Take a session of a draft off the agenda. Raises OnlyDraftsLoseSessions."""
    workshop = get_locked_workshop(session.workshop_id)
    if workshop.state != State.DRAFT:
        raise OnlyDraftsLoseSessions
    db.session.delete(session)
    touch(workshop)
    publish(SessionRemoved(session_id=session.id, workshop_id=workshop.id, actor_id=actor_id))


def move_sessions(workshop: Workshop, shift: timedelta) -> None:
    """Move all sessions along the wall clock of the workshop's zone, and let their calendar entries say so.

    Raises UnusableTime when the clocks change at the new time of one, SessionOutside when one would not fit.
    """
    for session in live_sessions_of(workshop.id):
        session.starts_local += shift
        session.ends_local += shift
        session.starts_at, session.ends_at = span(session.starts_local, session.ends_local, workshop.zone)
        _renew(session)
    ensure_sessions_fit(workshop)


def renew_sessions(workshop: Workshop) -> None:
    """Let all calendar entries say that the place, or whether the workshop takes place, has changed."""
    for session in live_sessions_of(workshop.id):
        _renew(session)


def ensure_sessions_fit(workshop: Workshop) -> None:
    """Raise SessionOutside unless all sessions lie inside the time of the workshop."""
    for session in live_sessions_of(workshop.id):
        _ensure_fits(session.number, session.starts_at, session.ends_at, workshop)


def copy_sessions(source: Workshop, target: Workshop) -> None:
    """Put the sessions of one workshop on the agenda of another, as far from its beginning, without their speakers.

    Raises UnusableTime when the clocks change at the new time of one.
    """
    shift = target.starts_local - source.starts_local
    for session in live_sessions_of(source.id):
        copy = _new_session(target, session.number)
        for name in ("title", "description", "room", "is_pause", "is_required"):
            setattr(copy, name, getattr(session, name))
        copy.starts_local, copy.ends_local = session.starts_local + shift, session.ends_local + shift
        copy.starts_at, copy.ends_at = span(copy.starts_local, copy.ends_local, target.zone)
        db.session.add(copy)


def _new_session(workshop: Workshop, number: int) -> AgendaSession:
    now = clock.now()
    return AgendaSession(
        workshop_id=workshop.id, number=number, uid=new_uid(), sequence=0, created_at=now, changed_at=now
    )


def _next_number(workshop_id: int) -> int:
    last = select(func.max(AgendaSession.number)).where(AgendaSession.workshop_id == workshop_id)
    return (db.session.scalar(last) or 0) + 1


def _lock_for_change(session: AgendaSession) -> None:
    ensure_may_change_agenda(State(get_locked_workshop(session.workshop_id).state))
    if session.is_cancelled:
        raise SessionCancelledAlready


def _renew(session: AgendaSession) -> None:
    """Raise what RFC 5546 section 2.1.4 wants raised."""
    session.sequence += 1
    session.changed_at = clock.now()


def _apply(session: AgendaSession, plan: SessionPlan) -> tuple[str, ...]:
    """Set what the plan says, when the workshop and the other sessions leave room for it; the names of what changed."""
    workshop = db.session.get_one(Workshop, session.workshop_id)
    starts_at, ends_at = span(plan.starts_local, plan.ends_local, workshop.zone)
    _ensure_fits(session.number, starts_at, ends_at, workshop)
    slot = Slot(session.number, starts_at, ends_at, plan.room, frozenset(name for name, _ in plan.speakers))
    ensure_free(slot, [_slot(other) for other in live_sessions_of(workshop.id)])
    # Nobody is present at a pause.
    plan = replace(plan, is_required=plan.is_required and not plan.is_pause)
    changed = [name for name in PLAIN_FIELDS if getattr(session, name) != getattr(plan, name)]
    for name in changed:
        setattr(session, name, getattr(plan, name))
    session.starts_at, session.ends_at = starts_at, ends_at
    if tuple((speaker.name, speaker.function) for speaker in session.speakers) != plan.speakers:
        session.speakers = [
            Speaker(position=n, name=who, function=what) for n, (who, what) in enumerate(plan.speakers, 1)
        ]
        changed.append("speakers")
    return tuple(changed)


def _slot(session: AgendaSession) -> Slot:
    speakers = frozenset(speaker.name for speaker in session.speakers)
    return Slot(session.number, session.starts_at, session.ends_at, session.room, speakers)


def _ensure_fits(number: int, starts_at: datetime, ends_at: datetime, workshop: Workshop) -> None:
    if starts_at < workshop.starts_at or ends_at > workshop.ends_at:
        first, last = (local.isoformat(" ", "minutes") for local in (workshop.starts_local, workshop.ends_local))
        raise SessionOutside(number=number, first=first, last=last)
