"""The tz database's own account of a zone: each change of its clocks, and the rule that stands after the last one.

Reads TZif files (RFC 9636). The standard library's `zoneinfo` reads the same files, but only tells what the clocks show
at a moment, not when they change and by which rule.
"""

import re
import struct
from calendar import monthrange
from dataclasses import dataclass
from datetime import MINYEAR, UTC, datetime, timedelta
from functools import cache, cached_property
from io import BytesIO

from workshops.foundation.zones import FIRST_YEAR, LAST_YEAR, zone_file

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - onsets are local times
_HEADER = struct.Struct(">4sc15x6l")
_NAME, _TIME = r"<[^>]+>|[A-Za-z]+", r"[-+]?[0-9]+(?::[0-9]+){0,2}"
_DATE = rf"M([0-9]+)\.([1-5])\.([0-6])(?:/({_TIME}))?"
_STANDING_RULE = re.compile(rf"({_NAME})({_TIME})(?:({_NAME})({_TIME})?,{_DATE},{_DATE})?", re.ASCII)


@dataclass(frozen=True)
class Clock:
    """How the clocks of a zone are set: seconds ahead of UTC, and what that setting is called."""

    offset: int
    is_daylight: bool
    name: str


@dataclass(frozen=True)
class Change:
    """One change of the clocks, at a moment in seconds since 1970 UTC."""

    at: int
    before: Clock
    after: Clock

    @property
    def local(self) -> datetime:
        """The naive local time of the change, on the clock before it."""
        return _EPOCH + timedelta(seconds=self.at + self.before.offset)

    @property
    def year(self) -> int:
        """The year of the change, by the clock before it."""
        return self.local.year

    @property
    def starts_summer(self) -> bool:
        """Whether daylight time holds afterwards.

        Where the law calls winter the exception (Ireland), summer is still the daylight time of calendar programs.
        """
        if self.before.is_daylight == self.after.is_daylight:
            return self.after.is_daylight
        return self.after.offset > self.before.offset

    @property
    def steps(self) -> tuple[int, int, int]:
        """What makes two changes the same, whatever the clocks are called: when, from and to which offset."""
        return self.at, self.before.offset, self.after.offset


@dataclass(frozen=True)
class YearlyChange:
    """A change on the same weekday of every year: `week` 5 is the last one, `weekday` 0 is Sunday.

    `seconds` count from the midnight that begins the day; they may be negative or run over several days.
    """

    month: int
    week: int
    weekday: int
    seconds: int
    before: Clock
    after: Clock

    def in_year(self, year: int) -> Change:
        """The change that the rule foresees for a year."""
        first_weekday, days = monthrange(year, self.month)
        day = 1 + (self.weekday - 1 - first_weekday) % 7 + 7 * (self.week - 1)
        midnight = datetime(year, self.month, day if day <= days else day - 7, tzinfo=UTC)
        return Change(int(midnight.timestamp()) + self.seconds - self.before.offset, self.before, self.after)


@dataclass(frozen=True)
class ZoneHistory:
    """All changes of a zone's clocks that are on record, oldest first, and what stands when the record ends.

    The moment at which it ends counts in seconds since 1970 UTC.
    """

    first: Clock
    recorded: tuple[Change, ...]
    record_ends: int
    standing: Clock
    yearly: tuple[YearlyChange, ...]

    @cached_property
    def irregular_until(self) -> int:
        """The moment of the last change that the yearly rule does not foresee, or foresees and did not come."""
        recorded = {change.steps for change in self.recorded}
        foreseen = {change.steps for change in self._foreseen(FIRST_YEAR, LAST_YEAR) if change.at <= self.record_ends}
        return max((at for at, _, _ in recorded ^ foreseen), default=0)

    @cached_property
    def regular_from_year(self) -> int:
        """The first year that the yearly rule governs from its first day."""
        regular = [change for change in self._foreseen(FIRST_YEAR, LAST_YEAR) if change.at > self.irregular_until]
        start = regular[0].at if regular else self.irregular_until
        return datetime.fromtimestamp(start, UTC).year + 1

    def between(self, first_year: int, last_year: int) -> list[Change]:
        """The changes of these years, both included, oldest first."""
        recorded = [change for change in self.recorded if first_year <= change.year <= last_year]
        return recorded + [change for change in self._foreseen(first_year, last_year) if change.at > self.record_ends]

    def clock_before(self, year: int) -> Clock:
        """How the clocks are set as a year begins."""
        return [self.first, *(change.after for change in self.between(MINYEAR, year - 1))][-1]

    def _foreseen(self, first_year: int, last_year: int) -> list[Change]:
        years = range(max(first_year, FIRST_YEAR), last_year + 1)
        changes = [rule.in_year(year) for year in years for rule in self.yearly]
        return sorted(changes, key=lambda change: change.at)


@cache
def read_zone(name: str) -> ZoneHistory:
    """What the tz database records of a zone. Raises ValueError for a name that is no zone."""
    data = BytesIO(zone_file(name))
    _, _, ut, std, leaps, times, types, chars = _HEADER.unpack(data.read(_HEADER.size))
    # The first block says the same in 32 bits, for old readers.
    data.seek(times * 5 + types * 6 + chars + leaps * 8 + std + ut, 1)
    _, _, ut, std, leaps, times, types, chars = _HEADER.unpack(data.read(_HEADER.size))
    moments = struct.unpack(f">{times}q", data.read(times * 8))
    numbers = data.read(times)
    kinds = list(struct.iter_unpack(">l?B", data.read(types * 6)))
    names = data.read(chars)
    data.seek(leaps * 12 + std + ut, 1)
    clocks = [Clock(offset, dst, names[start : names.index(0, start)].decode()) for offset, dst, start in kinds]
    settings = [clocks[0], *(clocks[number] for number in numbers)]
    changes = (Change(*change) for change in zip(moments, settings, settings[1:], strict=False))
    standing, yearly = _read_rule(data.read().decode("ascii").strip())
    recorded = tuple(change for change in changes if change.before.offset != change.after.offset)
    return ZoneHistory(clocks[0], recorded, max(moments, default=0), standing, yearly)


def _read_rule(text: str) -> tuple[Clock, tuple[YearlyChange, ...]]:
    match = _STANDING_RULE.fullmatch(text)
    if not match:
        raise ValueError(f"unknown form of standing rule: {text!r}")
    name, offset, summer_name, summer_offset, *dates = match.groups()
    standard = Clock(-_seconds(offset), is_daylight=False, name=name.strip("<>"))
    if not summer_name:
        return standard, ()
    ahead = -_seconds(summer_offset) if summer_offset else standard.offset + 3600
    summer = Clock(ahead, is_daylight=True, name=summer_name.strip("<>"))
    return standard, (_yearly(dates[:4], standard, summer), _yearly(dates[4:], summer, standard))


def _yearly(date: list[str], before: Clock, after: Clock) -> YearlyChange:
    month, week, weekday, time = date
    return YearlyChange(int(month), int(week), int(weekday), _seconds(time or "2"), before, after)


def _seconds(time: str) -> int:
    hours, minutes, seconds = (int(part) for part in (time.lstrip("+-") + ":0:0").split(":")[:3])
    return (-1 if time.startswith("-") else 1) * (hours * 3600 + minutes * 60 + seconds)
