"""What needs doing, and in which order."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

THIS_WEEK = timedelta(days=7)


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
    """One thing to do: when, what, whom it concerns, and the page to do it on. `due` is a moment in UTC."""

    due: datetime | None
    zone: str
    title: str
    text: str
    label: str
    url: str

    def urgency(self, now: datetime) -> Urgency:
        """Late once its moment has passed, soon within a day or without a date."""
        if self.due is None or now <= self.due < now + timedelta(days=1):
            return Urgency.SOON
        return Urgency.LATE if self.due < now else Urgency.LATER


def in_order(tasks: list[Task], now: datetime) -> list[Task]:
    """Late ones first, then those of today, then the rest, each by date."""
    return sorted(tasks, key=lambda task: (task.urgency(now), task.due or now, task.title))
