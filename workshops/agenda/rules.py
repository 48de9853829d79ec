"""What a session may be, and which of its changes a calendar must hear of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from uuid import uuid4

from workshops.catalogue.rules import State
from workshops.foundation.errors import DomainError
from workshops.foundation.words import N_
from workshops.foundation.zones import local_to_utc

# Part of every UID for life (RFC 7986 section 5.3): never the host this copy of the program answers under.
UID_DOMAIN = "workshops.example"
PLAIN_FIELDS = ("title", "description", "starts_local", "ends_local", "room", "is_pause", "is_required")
CALENDAR_FIELDS = frozenset({"starts_local", "ends_local", "room"})


class AgendaClosed(DomainError):
    """Sessions of what is cancelled, held or archived are history."""

    sentence = N_("The agenda of this workshop can no longer change.")


class SessionTimesReversed(DomainError):
    """The end must come after the beginning."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("The session ends before it begins. Choose a later end.")


class SessionOutside(DomainError):
    """A session lies inside the time of its workshop; carries both ends, as local times."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_(
        "Session %(number)s would not lie between %(first)s and %(last)s. "
        "Change the session, or the dates of the workshop."
    )


class RoomTaken(DomainError):
    """Two sessions in one room at one time; names the other."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("%(room)s is taken at this time by session %(number)s. Choose another room or time.")


class SpeakerTaken(DomainError):
    """One speaker in two sessions at one time; names the other."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("%(speaker)s speaks at this time in session %(number)s. Choose another speaker or time.")


class OnlyDraftsLoseSessions(DomainError):
    """Once published, a session is in people's calendars: it is cancelled, so that it leaves them."""

    sentence = N_("A published session stays on record. Cancel it instead: then it leaves every calendar.")


class SessionCancelledAlready(DomainError):
    """A cancelled session stays cancelled."""

    sentence = N_("This session is cancelled and stays as it is.")


@dataclass(frozen=True)
class SessionPlan:
    """What an organizer says of a session; times are wall-clock times in the workshop's zone."""

    title: str
    starts_local: datetime
    ends_local: datetime
    description: str = ""
    room: str = ""
    is_pause: bool = False
    is_required: bool = True
    speakers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Slot:
    """A session on the agenda as the next one must respect it; moments are UTC."""

    number: int
    starts_at: datetime
    ends_at: datetime
    room: str
    speakers: frozenset[str]

    def overlaps(self, other: "Slot") -> bool:
        """Whether both take place at one moment."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def new_uid() -> str:
    """The identity of a calendar entry, for life (RFC 5545 section 3.8.4.7)."""
    return f"{uuid4()}@{UID_DOMAIN}"


def ensure_may_change_agenda(state: State) -> None:
    """Raise when the sessions are history."""
    if state not in (State.DRAFT, State.PUBLISHED, State.POSTPONED):
        raise AgendaClosed


def span(starts_local: datetime, ends_local: datetime, zone: str) -> tuple[datetime, datetime]:
    """Both ends in UTC. Raises UnusableTime, and SessionTimesReversed unless the end comes after the beginning."""
    starts_at, ends_at = local_to_utc(starts_local, zone), local_to_utc(ends_local, zone)
    if ends_at <= starts_at:
        raise SessionTimesReversed
    return starts_at, ends_at


def ensure_free(slot: Slot, others: Iterable[Slot]) -> None:
    """Raise RoomTaken or SpeakerTaken when another session has the room, or one of the speakers, at this time."""
    for other in others:
        if other.number == slot.number or not slot.overlaps(other):
            continue
        if slot.room and slot.room.casefold() == other.room.casefold():
            raise RoomTaken(room=slot.room, number=other.number)
        if both := slot.speakers & other.speakers:
            raise SpeakerTaken(speaker=min(both), number=other.number)
