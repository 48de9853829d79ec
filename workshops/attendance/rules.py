"""When a mark may be set, and what share of the workshop a person attended."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from workshops.foundation.errors import DomainError
from workshops.foundation.words import N_

OPENS_BEFORE = timedelta(hours=2)
# The desk sees nobody's name before it has typed this much, and never more than a handful of people.
DESK_LETTERS = 3
DESK_ROWS = 10


class SessionNotOpen(DomainError):
    """A mark in a session that is far from its beginning."""

    sentence = N_("This session has not begun. Marking opens two hours before it.")


class SessionIsCancelled(DomainError):
    """A mark in a session that does not take place."""

    sentence = N_("This session was cancelled, so nobody can be present in it.")


class NotAParticipant(DomainError):
    """A mark for somebody without a seat."""

    sentence = N_("Only people with a confirmed seat can be marked. Confirm the registration first.")


class Presence(StrEnum):
    """How one session stands for one person."""

    PRESENT = "present"
    ABSENT = "absent"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Share:
    """Sessions present of sessions scheduled, beside the rule of the workshop in percent."""

    present: int
    scheduled: int
    percent_needed: int

    @property
    def percent(self) -> int:
        """The share in whole percent, rounded down: 79.9 is not 80."""
        return self.present * 100 // self.scheduled if self.scheduled else 0

    @property
    def needed(self) -> int:
        """The least number of sessions that satisfies the rule."""
        return -(-self.scheduled * self.percent_needed // 100)

    @property
    def is_reached(self) -> bool:
        """Whether the rule is satisfied; a workshop without required sessions certifies nobody by attendance."""
        return self.scheduled > 0 and self.present >= self.needed


def counts(*, is_required: bool, is_pause: bool, is_cancelled: bool) -> bool:
    """Whether a session is in the denominator: scheduled, required, and no pause."""
    return is_required and not is_pause and not is_cancelled


def share(counted: Collection[int], present_in: AbstractSet[int], percent_needed: int) -> Share:
    """A person's share of the sessions that count, whether or not they were held: 5 of 10 is 50 %."""
    return Share(sum(session in present_in for session in counted), len(counted), percent_needed)


def presence(*, is_marked: bool, ends_at: datetime, now: datetime) -> Presence:
    """How a session stands for a person: nobody is absent from what has not ended."""
    if is_marked:
        return Presence.PRESENT
    return Presence.ABSENT if now >= ends_at else Presence.AHEAD


def ensure_may_mark(*, starts_at: datetime, is_cancelled: bool, now: datetime) -> None:
    """Raise when nobody can be present in the session yet, or ever."""
    if is_cancelled:
        raise SessionIsCancelled
    if now < starts_at - OPENS_BEFORE:
        raise SessionNotOpen


def names_enough(letters: str) -> bool:
    """Whether what the desk typed is enough of a name to be shown whom it fits."""
    return any(len(word) >= DESK_LETTERS for word in letters.split())
