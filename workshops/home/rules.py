"""What needs doing, and in which order."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any


class Errand(StrEnum):
    """What may need doing: in a workshop, or with the mail of all of them."""

    PUBLISH = "publish"
    DECIDE = "decide"
    CHECK_IN = "check in"
    CLOSE = "close"
    ISSUE = "issue"
    MAIL = "mail"


class Urgency(IntEnum):
    """How a task is shown: late in red, of today or without a date in amber, later in ink."""

    LATE = 0
    SOON = 1
    LATER = 2

    @property
    def mark(self) -> str:
        """The word the list of tasks knows it by."""
        return {Urgency.LATE: "late", Urgency.SOON: "soon", Urgency.LATER: ""}[self]


@dataclass(frozen=True)
class Task:
    """One thing to do: by when (a moment in UTC), how many wait for it, and the workshop's figures."""

    errand: Errand
    due: datetime | None
    count: int = 0
    standing: Any = None

    def urgency(self, now: datetime) -> Urgency:
        """Late once its moment has passed, soon within a day or without a date."""
        if self.due is None or now <= self.due < now + timedelta(days=1):
            return Urgency.SOON
        return Urgency.LATE if self.due < now else Urgency.LATER


def in_order(tasks: list[Task], now: datetime) -> list[Task]:
    """Late ones first, then those of today, then the rest, each by date; what is equal stays as it was."""
    return sorted(tasks, key=lambda task: (task.urgency(now), task.due or now))
