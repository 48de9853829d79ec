"""When the sessions of a day begin and end, with the pauses between them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from workshops.demo.plans import Plan

FIRST_HOUR, LAST_HOUR = time(9), time(17)


class Slot(NamedTuple):
    """A place on the agenda, in wall-clock times of the workshop's zone."""

    title: str
    starts: datetime
    ends: datetime
    is_pause: bool


_COFFEE = {"en": "Coffee", "es": "Café", "zh": "茶歇"}
_LUNCH = {"en": "Lunch", "es": "Almuerzo", "zh": "午餐"}

# A pause brings its own words; those of a session come from the plan.
_Hours = tuple[tuple[time, time, Mapping[str, str] | None], ...]
_HOURS: Mapping[str, _Hours] = {
    "full": (
        (time(9), time(10, 30), None),
        (time(10, 30), time(11), _COFFEE),
        (time(11), time(12, 30), None),
        (time(12, 30), time(14), _LUNCH),
        (time(14), time(15, 30), None),
        (time(15, 30), time(15, 45), _COFFEE),
        (time(15, 45), time(17), None),
    ),
    "online": (
        (time(13), time(14, 30), None),
        (time(14, 30), time(14, 45), _COFFEE),
        (time(14, 45), time(16), None),
    ),
    "conference": (
        (time(9), time(10), None),
        (time(10), time(11), None),
        (time(11), time(11, 30), _COFFEE),
        (time(11, 30), time(12, 30), None),
        (time(12, 30), time(14), _LUNCH),
        (time(14), time(15), None),
        (time(15), time(16), None),
        (time(16), time(16, 15), _COFFEE),
        (time(16, 15), time(17, 15), None),
    ),
}


def slots_of(plan: Plan) -> list[Slot]:
    """The agenda of a workshop, in order of time."""
    return [slot for number, titles in enumerate(plan.sessions) for slot in _of_day(plan, plan.day(number), titles)]


def _of_day(plan: Plan, day: date, titles: list[str]) -> Iterator[Slot]:
    left = list(titles)
    for starts, ends, pause in _HOURS[plan.hours]:
        if not left:
            return
        title = pause[plan.first_language] if pause else left.pop(0)
        yield Slot(title, datetime.combine(day, starts), datetime.combine(day, ends), is_pause=pause is not None)
