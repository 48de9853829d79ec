"""VTIMEZONE components, written from the tz database itself (RFC 5545, 3.6.5).

A zone's standing rule is written as yearly recurrences, which every calendar program understands, Outlook included.
Only for years in which the clocks keep to no rule (Ramadan in Gaza, a new law) is each change written by itself.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache, lru_cache
from itertools import groupby

from workshops.calendars.facts import Span
from workshops.foundation.tzif import Change, Clock, YearlyChange, read_zone
from workshops.foundation.zones import FIRST_YEAR, LAST_YEAR

_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_LAST_WEEK = 5
_SECONDS_A_DAY = 24 * 60 * 60
# In 28 years each date has met each weekday, leap years included.
_CYCLE = range(2000, 2028)


def vtimezones(spans: Iterable[Span]) -> bytes:
    """The VTIMEZONE components that a file with these times needs, sorted by name.

    UTC gets no component: its times are written with "Z".
    """
    years: dict[str, set[int]] = {}
    for zone, starts, ends in spans:
        years.setdefault(zone, set()).update((starts.year, ends.year))
    years.pop("UTC", None)
    return b"".join(vtimezone(zone, min(used), max(used)) for zone, used in sorted(years.items()))


def vtimezone(zone: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE component of a zone, right for all local times of these years, both included.

    The octets are kept while the process lives, and with them one version of the tz database.
    Raises ValueError for a name that is no zone.
    """
    if first_year >= read_zone(zone).regular_from_year:
        return _by_standing_rule(zone)
    return _change_by_change(zone, first_year - 1, last_year + 1)


@cache
def _by_standing_rule(zone: str) -> bytes:
    history = read_zone(zone)
    if not history.yearly:
        return _component(zone, [_start(FIRST_YEAR, history.standing)])
    return _component(zone, (lines for rule in history.yearly for lines in _recurring(rule, history.irregular_until)))


@lru_cache(maxsize=1024)
def _change_by_change(zone: str, first_year: int, last_year: int) -> bytes:
    history = read_zone(zone)
    start = _start(first_year, history.clock_before(first_year))
    return _component(zone, [start, *map(_onset, history.between(first_year, last_year))])


def _component(zone: str, observances: Iterable[list[str]]) -> bytes:
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}", *(line for lines in observances for line in lines), "END:VTIMEZONE"]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _start(year: int, clock: Clock) -> list[str]:
    return _observance("STANDARD", datetime(year, 1, 1), clock, clock)  # noqa: DTZ001 - onsets are local times


def _onset(change: Change, *recurrence: str) -> list[str]:
    kind = "DAYLIGHT" if change.starts_summer else "STANDARD"
    return _observance(kind, change.local, change.before, change.after, *recurrence)


def _recurring(rule: YearlyChange, since: int) -> Iterator[list[str]]:
    changes = [
        change for year in range(FIRST_YEAR, LAST_YEAR + len(_CYCLE)) if (change := rule.in_year(year)).at > since
    ]
    for month, days in _days(rule):
        first = next(change for change in changes if change.local.month == month)
        yield _onset(first, f"RRULE:FREQ=YEARLY;BYMONTH={month};{days}")


def _days(rule: YearlyChange) -> Iterator[tuple[int, str]]:
    """Give the months in which the change can fall, and on which of their days.

    A rule such as "24:00 on the last Thursday" means the day after it, which may lie in the next month.
    """
    days_later = rule.seconds // _SECONDS_A_DAY
    weekday = _WEEKDAYS[(rule.weekday + days_later) % len(_WEEKDAYS)]
    if days_later == 0:
        yield rule.month, f"BYDAY={-1 if rule.week == _LAST_WEEK else rule.week}{weekday}"
        return
    dates = sorted({(local.month, local.day) for local in (rule.in_year(year).local for year in _CYCLE)})
    for month, group in groupby(dates, key=lambda date: date[0]):
        yield month, f"BYMONTHDAY={','.join(str(day) for _, day in group)};BYDAY={weekday}"


def _observance(kind: str, onset: datetime, before: Clock, after: Clock, *recurrence: str) -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{onset:%Y%m%dT%H%M%S}",
        *recurrence,
        f"TZNAME:{after.name}",
        f"TZOFFSETFROM:{_utc_offset(before.offset)}",
        f"TZOFFSETTO:{_utc_offset(after.offset)}",
        f"END:{kind}",
    ]


def _utc_offset(seconds: int) -> str:
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}{minutes % 60:02}{f'{rest:02}' if rest else ''}"
