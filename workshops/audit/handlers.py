"""Hears every event of the house; writes the lines as the last thing before a commit."""

from datetime import date, datetime
from typing import Any

from workshops.audit.actions import append
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.events import Event

_WAITING = "audit_lines"


def remember(event: Event) -> None:
    """Keep the event until the transaction commits; a rolled-back change leaves no line."""
    session = db.session()
    session.info.setdefault(_WAITING, []).append((clock.now(), event))


def write_lines() -> None:
    """Append what was remembered to the chain. The chain's head is the last lock a transaction takes."""
    waiting = db.session().info.pop(_WAITING, [])
    if waiting:
        append([_line(at, event) for at, event in waiting])


def _line(at: datetime, event: Event) -> dict[str, Any]:
    return {
        "at": at,
        "actor_id": event.actor_id,
        "event": type(event).__name__,
        "object_type": event.about,
        "object_id": event.object_id,
        "details": {name: _plain(value) for name, value in event.details().items()},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
