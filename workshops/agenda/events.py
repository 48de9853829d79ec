"""What the agenda announces."""

from dataclasses import dataclass

from workshops.foundation.events import Event
from workshops.foundation.words import N_


@dataclass(frozen=True, kw_only=True)
class SessionEvent(Event):
    """Something that happened to a session of a workshop."""

    about = "session"
    session_id: int
    workshop_id: int


@dataclass(frozen=True, kw_only=True)
class SessionAdded(SessionEvent):
    """A session was put on the agenda."""

    sentence = N_("A session was added.")


@dataclass(frozen=True, kw_only=True)
class SessionEdited(SessionEvent):
    """Texts of a session changed; calendars need no message."""

    sentence = N_("The texts of a session were changed.")
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SessionRescheduled(SessionEvent):
    """Time or place of a session changed: SEQUENCE has risen."""

    sentence = N_("Time or place of a session was changed.")
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SessionCancelled(SessionEvent):
    """A session will not take place; it stays on record as cancelled."""

    sentence = N_("A session was cancelled.")


@dataclass(frozen=True, kw_only=True)
class SessionRemoved(SessionEvent):
    """A session of a draft was taken off the agenda; nobody had it in a calendar."""

    sentence = N_("A session was taken off the agenda.")
