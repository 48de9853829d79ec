"""The states that are stored of a workshop."""

from collections.abc import Mapping
from enum import StrEnum

from workshops.foundation.words import N_


class State(StrEnum):
    """What is stored. "Open", "full", "running" and the like are derived: see `stages`."""

    DRAFT = "draft"
    PUBLISHED = "published"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HELD = "held"
    ARCHIVED = "archived"


STATE_NAMES: Mapping[State, str] = {
    State.DRAFT: N_("Draft"),
    State.PUBLISHED: N_("Published"),
    State.POSTPONED: N_("Postponed"),
    State.CANCELLED: N_("Cancelled"),
    State.HELD: N_("Held"),
    State.ARCHIVED: N_("Archived"),
}
PUBLIC_STATES = frozenset({State.PUBLISHED, State.POSTPONED, State.CANCELLED, State.HELD})
LIVE_STATES = frozenset({State.PUBLISHED, State.POSTPONED})


def before_archive(*, was_published: bool, has_reason: bool) -> State:
    """Where an archived workshop stood. A reason is kept with what was cancelled; new dates take any other away."""
    if not was_published:
        return State.DRAFT
    return State.CANCELLED if has_reason else State.HELD
