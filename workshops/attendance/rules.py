"""When a mark may be set, and what share of the workshop a person attended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from workshops.foundation.errors import DomainError
from workshops.foundation.words import N_

OPENS_BEFORE = timedelta(hours=2)


class SessionNotOpen(DomainError):
    """A mark in a session that is far from its beginning."""

    sentence = N_("This session has not begun. Marking opens two hours before it.")


class SessionIsCancelled(DomainError):
    """A mark in a session that does not take place."""

    sentence = N_("This session was cancelled, so nobody can be present in it.")


class NotAParticipant(DomainError):
    """A mark for somebody without a seat."""

    sentence = N_("Only people with a confirmed seat can be marked. Confirm the registration first.")


@dataclass(frozen=True)
class SessionPlan:
    """What the attendance rule needs to know of a session."""

    session_id: int
    is_pause: bool
    is_required: bool
    is_cancelled: bool

    @property
    def counts(self) -> bool:
        """Whether the session is in the denominator: scheduled, required, and no pause."""
        return self.is_required and not self.is_pause and not self.is_cancelled


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


def share(plans: Iterable[SessionPlan], present_in: frozenset[int], percent_needed: int) -> Share:
    """A person's share. The denominator is what was scheduled, whether or not it was held: 5 of 10 is 50 %."""
    counted = [plan.session_id for plan in plans if plan.counts]
    return Share(sum(session in present_in for session in counted), len(counted), percent_needed)


def ensure_may_mark(*, starts_at: datetime, is_cancelled: bool, now: datetime) -> None:
    """Raise when nobody can be present in the session yet, or ever."""
    if is_cancelled:
        raise SessionIsCancelled
    if now < starts_at - OPENS_BEFORE:
        raise SessionNotOpen
