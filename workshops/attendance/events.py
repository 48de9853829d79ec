"""What attendance announces."""

from dataclasses import dataclass

from workshops.foundation.events import Event
from workshops.foundation.words import N_


@dataclass(frozen=True, kw_only=True)
class AttendanceEvent(Event):
    """Something that happened to a person's mark in a session."""

    about = "registration"
    registration_id: int
    session_id: int
    workshop_id: int


@dataclass(frozen=True, kw_only=True)
class CheckedIn(AttendanceEvent):
    """The person was marked present."""

    sentence = N_("Somebody was marked present.")


@dataclass(frozen=True, kw_only=True)
class CheckInUndone(AttendanceEvent):
    """The mark was taken back."""

    sentence = N_("A mark of attendance was undone.")
