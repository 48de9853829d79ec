"""Marks: who was in which session."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random

from sqlalchemy import insert

from workshops.agenda.models import AgendaSession
from workshops.attendance.models import AttendanceMark
from workshops.attendance.rules import Share
from workshops.demo.people import dealt
from workshops.demo.plans import CONFERENCE, Plan
from workshops.foundation.database import db
from workshops.registrations.models import Registration

# How many of the 503 were in so many of the 12 sessions: 86 % on average, and 45 people below the line of 80 %.
AT_THE_CONFERENCE = {4: 3, 5: 4, 6: 6, 7: 8, 8: 10, 9: 14, 10: 236, 11: 163, 12: 59}
NEVER_AWAY = 0.6


def mark(
    plan: Plan, sessions: Sequence[AgendaSession], participants: Sequence[Registration], staff_id: int, rng: Random
) -> None:
    """Mark the participants, those who attended first, in the sessions that are over."""
    counted = [session for session in sessions if session.is_required]
    rows = [
        {
            "session_id": session.id,
            "registration_id": registration.id,
            "present": True,
            "marked_at": session.starts_at + timedelta(minutes=rng.randrange(-10, 20)),
            "marked_by_id": staff_id,
        }
        for registration, number in zip(participants, _numbers(plan, len(counted), rng), strict=False)
        for session in rng.sample(counted, number)
        if session.ends_at < plan.now
    ]
    if rows:
        db.session.execute(insert(AttendanceMark), rows)


def _numbers(plan: Plan, sessions: int, rng: Random) -> Iterable[int]:
    """In how many sessions each of those who attend is present: first those who reach what the rule asks for."""
    if plan.name == CONFERENCE:
        return dealt(AT_THE_CONFERENCE, rng)
    needed = Share(0, sessions, 80).needed
    reached, attended = plan.people.certified or plan.people.confirmed, plan.people.attended
    full = [sessions if rng.random() < NEVER_AWAY else rng.randint(needed, sessions) for _ in range(reached)]
    return [*full, *(rng.randint(1, needed - 1) for _ in range(attended - reached))]
