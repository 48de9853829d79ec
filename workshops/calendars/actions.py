"""Deciding and recording what each calendar is told; the mail itself is the business of notifications."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import insert

from workshops.agenda.models import AgendaSession
from workshops.calendars.models import SentInvitation
from workshops.calendars.queries import Holder, told
from workshops.calendars.rules import Method, Told, next_cancel, next_request
from workshops.foundation import clock
from workshops.foundation.database import db


def invite(holders: Collection[Holder], sessions: Sequence[AgendaSession]) -> list[SentInvitation]:
    """Record an invitation, or its change, for each holder and session whose calendar has not heard of it."""
    return _record(Method.REQUEST, next_request, holders, sessions)


def uninvite(holders: Collection[Holder], sessions: Sequence[AgendaSession]) -> list[SentInvitation]:
    """Record a cancellation for each holder whose calendar has the session."""
    return _record(Method.CANCEL, next_cancel, holders, sessions)


def _record(
    method: Method,
    sequence_after: Callable[[int, Told | None], int | None],
    holders: Collection[Holder],
    sessions: Sequence[AgendaSession],
) -> list[SentInvitation]:
    known = told(holders, [session.id for session in sessions])
    now = clock.now()
    rows = [
        {
            "registration_id": holder.registration_id,
            "person_id": holder.person_id,
            "session_id": session.id,
            "method": method.value,
            "sequence": sequence,
            "stamped_at": now,
        }
        for holder in holders
        for session in sessions
        if (sequence := sequence_after(session.sequence, known.get((holder.person_id, session.id)))) is not None
    ]
    if not rows:
        return []
    return list(db.session.scalars(insert(SentInvitation).returning(SentInvitation), rows))
