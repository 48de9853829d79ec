"""The life of a workshop as a line of points: what happened, the one that comes next, what is ahead."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workshops.catalogue.rules.states import State
from workshops.foundation.words import N_


class Point(StrEnum):
    """A point of the line; its value is what it is called."""

    PUBLISHED = N_("Published")
    OPENS = N_("Registration opens")
    CLOSES = N_("Registration closes")
    DECIDED = N_("Decision due")
    BEGINS = N_("Begins")
    ENDS = N_("Ends")
    POSTPONED = N_("Postponed")
    NEW_DATES = N_("New dates")
    CANCELLED = N_("Cancelled")
    HELD = N_("Closed as held")
    CERTIFIED = N_("Certificates issued")
    ARCHIVED = N_("Archived")


@dataclass(frozen=True)
class Life:
    """What the line follows from.

    `undecided` counts registrations that wait for the organizer; `is_called_off` says that it was cancelled, be it
    archived since or not. `since` is when it came to its state; of an earlier one only the record knows.
    """

    state: State
    since: datetime | None
    is_called_off: bool
    published_at: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    decision_due_at: datetime | None
    starts_at: datetime
    ends_at: datetime
    undecided: int
    certified_at: datetime | None


@dataclass(frozen=True)
class Milestone:
    """A point with its moment, None where none is known; `state` is "done", "now" or "" for what is ahead."""

    point: Point
    at: datetime | None
    state: str


def timeline(life: Life, now: datetime) -> list[Milestone]:
    """The points in their order; "now" is the first that is not done. What will never come is not there."""
    is_final = life.is_called_off or life.state is State.ARCHIVED
    points = [each for each in _points(life, now) if each[2] or not is_final]
    next_ = next((point for point, _at, is_done in points if not is_done), None)
    return [
        Milestone(point, at, "done" if is_done else "now" if point is next_ else "") for point, at, is_done in points
    ]


def _points(life: Life, now: datetime) -> list[tuple[Point, datetime | None, bool]]:
    is_public = life.published_at is not None

    def passed(at: datetime | None) -> bool:
        return is_public and at is not None and at <= now

    def since(state: State) -> datetime | None:
        return life.since if life.state is state else None

    registration = [
        (Point.OPENS, life.opens_at, passed(life.opens_at)),
        (Point.CLOSES, life.closes_at, passed(life.closes_at)),
        (Point.DECIDED, life.decision_due_at, passed(life.decision_due_at) and not life.undecided),
    ]
    points = [(Point.PUBLISHED, life.published_at, is_public), *(each for each in registration if each[1])]
    if life.state is State.POSTPONED:
        happened = [each for each in points if each[2]]
        return [*happened, (Point.POSTPONED, life.since, True), (Point.NEW_DATES, None, False)]
    if life.is_called_off:
        points.append((Point.CANCELLED, since(State.CANCELLED), True))
    else:
        points += [
            (Point.BEGINS, life.starts_at, passed(life.starts_at)),
            (Point.ENDS, life.ends_at, passed(life.ends_at)),
            (Point.HELD, since(State.HELD), life.state is State.HELD),
            (Point.CERTIFIED, life.certified_at, life.certified_at is not None),
        ]
    return [*points, *([(Point.ARCHIVED, life.since, True)] if life.state is State.ARCHIVED else [])]
