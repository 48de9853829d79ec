"""Where a workshop stands at a moment, derived from its state, its dates and its seats."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from workshops.catalogue.rules.states import State
from workshops.foundation.words import N_


class Stage(StrEnum):
    """What readers are told."""

    DRAFT = "draft"
    NOT_OPEN_YET = "not_open_yet"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    RUNNING = "running"
    OVER = "over"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HELD = "held"
    ARCHIVED = "archived"


STAGE_NAMES: Mapping[Stage, str] = {
    Stage.DRAFT: N_("Draft"),
    Stage.NOT_OPEN_YET: N_("Opens later"),
    Stage.OPEN: N_("Registration open"),
    Stage.FULL: N_("Full, waitlist open"),
    Stage.CLOSED: N_("Registration closed"),
    Stage.RUNNING: N_("Running"),
    Stage.OVER: N_("Over"),
    Stage.POSTPONED: N_("Postponed"),
    Stage.CANCELLED: N_("Cancelled"),
    Stage.HELD: N_("Held"),
    Stage.ARCHIVED: N_("Archived"),
}
STAGE_CHIPS: Mapping[Stage, str] = {
    Stage.DRAFT: "",
    Stage.NOT_OPEN_YET: "info",
    Stage.OPEN: "ok",
    Stage.FULL: "warn",
    Stage.CLOSED: "",
    Stage.RUNNING: "info",
    Stage.OVER: "",
    Stage.POSTPONED: "warn",
    Stage.CANCELLED: "bad",
    Stage.HELD: "",
    Stage.ARCHIVED: "",
}


@dataclass(frozen=True)
class Standing:
    """What the stage of a workshop follows from; moments are aware."""

    state: State
    opens_at: datetime | None
    closes_at: datetime | None
    starts_at: datetime
    ends_at: datetime
    capacity: int
    taken: int

    @classmethod
    def of(cls, row: Any) -> "Standing":
        """The standing of whatever has these columns."""
        return cls(
            state=State(row.state),
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            capacity=row.capacity,
            taken=row.taken,
        )

    def stage(self, now: datetime) -> Stage:
        """Where the workshop stands at this moment."""
        if self.state is not State.PUBLISHED:
            return Stage(self.state.value)
        if now >= self.ends_at:
            return Stage.OVER
        if now >= self.starts_at:
            return Stage.RUNNING
        if self.closes_at is None or now >= self.closes_at:
            return Stage.CLOSED
        if self.opens_at is None or now < self.opens_at:
            return Stage.NOT_OPEN_YET
        return Stage.FULL if self.taken >= self.capacity else Stage.OPEN

    def next_change(self, now: datetime) -> datetime | None:
        """The next moment at which time alone changes the stage, or None when none will."""
        if self.state is not State.PUBLISHED:
            return None
        moments = (self.opens_at, self.closes_at, self.starts_at, self.ends_at)
        return min((moment for moment in moments if moment is not None and moment > now), default=None)

    def takes_registrations(self, now: datetime) -> bool:
        """Whether a registration may be sent at this moment, for a seat or for the waitlist."""
        return self.stage(now) in (Stage.OPEN, Stage.FULL)
