"""What a calendar entry says, as plain values: the writers draw from these and never from rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# A zone, and the naive local times between which it must be right.
Span = tuple[str, datetime, datetime]
LARGEST_LATITUDE, LARGEST_LONGITUDE = 90, 180


class Audience(StrEnum):
    """Who reads a file: only the confirmed registrants are told how to join online."""

    PUBLIC = "public"
    REGISTRANT = "registrant"


class Status(StrEnum):
    """How sure it is that a session takes place as said (RFC 5545, 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class CalendarUser:
    """Somebody with a mailbox (RFC 5545, 3.3.3); raises ValueError when the mailbox is none."""

    name: str
    mailbox: str

    def __post_init__(self) -> None:
        box, _, host = self.mailbox.rpartition("@")
        if not (box and host and self.mailbox.isprintable() and " " not in self.mailbox):
            raise ValueError("a calendar user needs a mailbox")


@dataclass(frozen=True)
class OrganizerFacts(CalendarUser):
    """Who invites: the same for the whole life of a UID, and the sender of its mails."""


@dataclass(frozen=True)
class AttendeeFacts(CalendarUser):
    """Who is invited: one registrant, with the mailbox that the mail goes to."""


@dataclass(frozen=True)
class JoinFacts:
    """How to take part online: the secret address, and the words beside it ("Join online")."""

    url: str
    label: str


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """One session as one reader may see it, in that reader's language.

    `summary` is the whole title: for what is cancelled, the caller puts the translated "Cancelled:" before it.
    `description` is plain text. `starts` and `ends` are naive local times of `zone`; `created` and `last_modified` are
    moments in UTC. `location` goes from the room to the country. `join` is written for registrants only.
    Raises ValueError for times or a place that no calendar could show.
    """

    uid: str
    sequence: int
    created: datetime
    last_modified: datetime
    zone: str
    starts: datetime
    ends: datetime
    summary: str
    url: str
    organizer: OrganizerFacts
    language: str
    description: str = ""
    location: tuple[str, ...] = ()
    geo: tuple[float, float] | None = None
    categories: tuple[str, ...] = ()
    status: Status = Status.CONFIRMED
    is_restricted: bool = False
    audience: Audience = Audience.PUBLIC
    join: JoinFacts | None = None

    def __post_init__(self) -> None:
        if self.starts.tzinfo or self.ends.tzinfo or self.ends <= self.starts:
            raise ValueError("a session starts and then ends, in local times")
        if self.geo and not (abs(self.geo[0]) <= LARGEST_LATITUDE and abs(self.geo[1]) <= LARGEST_LONGITUDE):
            raise ValueError("a place has a latitude and a longitude")

    @property
    def span(self) -> Span:
        """The times of the session, for the VTIMEZONE of a file that holds it."""
        return self.zone, self.starts, self.ends
