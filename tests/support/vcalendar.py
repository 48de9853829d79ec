"""Readers of calendar files that share nothing with the writer: a strict one by the RFCs alone, vobject and ics.py.

A library that reads what it wrote itself forgives its own errors.
"""
# ruff: noqa: DTZ007 - local times are naive

import re
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ics
import vobject

LONGEST_LINE = 75
_PARAMETER = re.compile(r';([A-Z-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
_ESCAPES = {"\\": "\\", ";": ";", ",": ",", "n": "\n", "N": "\n"}
_CARETS = {"^": "^", "'": '"', "n": "\n"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Property:
    """One content line: the value raw, the parameters decoded (RFC 6868)."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as TEXT (RFC 5545, 3.3.11)."""
        assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", self.value), f"not a TEXT value: {self.value!r}"
        return re.sub(r"\\(.)", lambda match: _ESCAPES[match[1]], self.value)

    @property
    def texts(self) -> list[str]:
        """The value as a list of TEXT."""
        parts = re.findall(r"((?:[^\\,]|\\.)*)(?:,|$)", self.value)[:-1]
        return [Property(self.name, {}, part).text for part in parts]


@dataclass
class Component:
    """What stands between BEGIN and END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    components: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        """All properties of a name, in order."""
        return [line for line in self.properties if line.name == name]

    def __getitem__(self, name: str) -> Property:
        (only,) = self.all(name)
        return only

    def value(self, name: str) -> str | None:
        """The raw value of a property that stands at most once."""
        return self[name].value if self.all(name) else None

    def parts(self, name: str) -> list["Component"]:
        """The components of a name, in order."""
        return [part for part in self.components if part.name == name]


@dataclass(frozen=True)
class Entry:
    """What a reader understands of one VEVENT."""

    uid: str
    starts: datetime
    ends: datetime
    summary: str
    description: str | None
    location: str | None
    url: str
    status: str


def unfold(octets: bytes) -> list[str]:
    """The content lines, after checking what RFC 5545, 3.1 says about octets."""
    assert octets.endswith(b"\r\n")
    physical = octets.removesuffix(b"\r\n").split(b"\r\n")
    assert [line for line in physical if len(line) > LONGEST_LINE or not line.strip()] == []
    lines: list[str] = []
    for line in physical:
        text = line.decode("utf-8")  # each line by itself: a fold splits no character
        assert re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]", text) is None, f"control character in {text!r}"
        if text.startswith(" "):
            lines[-1] += text[1:]
        else:
            lines.append(text)
    return lines


def read_calendar(octets: bytes) -> Component:
    """The one VCALENDAR of a file, read as strictly as the RFCs allow."""
    (calendar,) = read_components(octets)
    assert calendar.name == "VCALENDAR"
    return calendar


def read_components(octets: bytes) -> list[Component]:
    """The outermost components of a file."""
    root = Component("")
    open_components = [root]
    for line in map(_read_line, unfold(octets)):
        if line.name == "BEGIN":
            component = Component(line.value)
            open_components[-1].components.append(component)
            open_components.append(component)
        elif line.name == "END":
            assert open_components.pop().name == line.value
        else:
            assert line.value, f"empty property {line.name}"
            open_components[-1].properties.append(line)
    assert open_components == [root]
    return root.components


def _read_line(line: str) -> Property:
    name = re.match(r"[A-Z-]+", line)
    assert name, f"no property name in {line!r}"
    parameters, position = {}, name.end()
    while match := _PARAMETER.match(line, position):
        unquoted = match[2].replace('"', "")
        parameters[match[1]] = re.sub(r"\^([\^'n])", lambda caret: _CARETS[caret[1]], unquoted)
        position = match.end()
    assert line[position] == ":", f"no colon after the parameters of {line!r}"
    return Property(name[0], parameters, line[position + 1 :])


def to_utc(calendar: Component, line: Property) -> datetime:
    """The moment that a date-time means by the file's own VTIMEZONE."""
    if line.value.endswith("Z"):
        assert "TZID" not in line.parameters
        return _local_time(line.value.removesuffix("Z")).replace(tzinfo=UTC)
    local = _local_time(line.value)
    (zone,) = (zone for zone in calendar.parts("VTIMEZONE") if zone["TZID"].value == line.parameters["TZID"])
    return (local - offset_at(onsets(zone, local.year), local)).replace(tzinfo=UTC)


def onsets(zone: Component, last_year: int) -> list[tuple[datetime, timedelta]]:
    """All onsets of a VTIMEZONE up to a year, in local time, each with the offset from there on (RFC 5545, 3.6.5)."""
    return sorted(
        (onset, _offset(observance["TZOFFSETTO"].value))
        for observance in zone.components
        for onset in _onsets(observance, last_year)
    )


def offset_at(onsets: list[tuple[datetime, timedelta]], local: datetime) -> timedelta:
    """The offset of the last onset before or at a local time."""
    return onsets[bisect_right(onsets, local, key=lambda onset: onset[0]) - 1][1]


def _onsets(observance: Component, last_year: int) -> Iterator[datetime]:
    first = _local_time(observance["DTSTART"].value)
    if not observance.all("RRULE"):
        yield first
        return
    rule = dict(part.split("=") for part in observance["RRULE"].value.split(";"))
    assert rule.pop("FREQ") == "YEARLY"
    assert set(rule) <= {"BYMONTH", "BYDAY", "BYMONTHDAY"}
    dates = [day for year in range(first.year, last_year + 1) for day in _matching(rule, year)]
    assert first.date() in dates, "an onset that its own rule does not know"
    yield from (datetime.combine(day, first.time()) for day in dates if day >= first.date())


def _matching(rule: dict[str, str], year: int) -> list[date]:
    nth, weekday = rule["BYDAY"][:-2], _WEEKDAYS.index(rule["BYDAY"][-2:])
    days = [date(year, int(rule["BYMONTH"]), 1) + timedelta(days=n) for n in range(31)]
    days = [day for day in days if day.month == int(rule["BYMONTH"]) and day.weekday() == weekday]
    if nth:
        return [days[int(nth) - 1 if int(nth) > 0 else int(nth)]]
    return [day for day in days if str(day.day) in rule["BYMONTHDAY"].split(",")]


def _offset(text: str) -> timedelta:
    match = re.fullmatch(r"([+-])(\d\d)(\d\d)(\d\d)?", text, re.ASCII)
    assert match, f"no UTC offset: {text!r}"
    size = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return -size if match[1] == "-" else size


def _local_time(text: str) -> datetime:
    assert re.fullmatch(r"\d{8}T\d{6}", text, re.ASCII), f"no date-time: {text!r}"
    return datetime.strptime(text, "%Y%m%dT%H%M%S")


def by_rfc(octets: bytes) -> list[Entry]:
    """The entries as the RFCs have them."""
    calendar = read_calendar(octets)
    return [
        Entry(
            uid=event["UID"].text,
            starts=to_utc(calendar, event["DTSTART"]),
            ends=to_utc(calendar, event["DTEND"]),
            summary=event["SUMMARY"].text,
            description=event["DESCRIPTION"].text if event.all("DESCRIPTION") else None,
            location=event["LOCATION"].text if event.all("LOCATION") else None,
            url=event["URL"].value,
            status=event["STATUS"].value,
        )
        for event in calendar.parts("VEVENT")
    ]


def by_vobject(octets: bytes) -> list[Entry]:
    """The entries as vobject has them, by the VTIMEZONE of this file and not of one read earlier."""
    vars(vobject.icalendar)["__tzidMap"].clear()
    vobject.icalendar.registerTzid("UTC", UTC)
    calendar = vobject.readOne(octets.decode())

    def value(event: Any, name: str) -> Any:
        return event.contents[name][0].value if name in event.contents else None

    return [
        Entry(
            uid=value(event, "uid"),
            starts=value(event, "dtstart").astimezone(UTC),
            ends=value(event, "dtend").astimezone(UTC),
            summary=value(event, "summary"),
            description=value(event, "description"),
            location=value(event, "location"),
            url=value(event, "url"),
            status=value(event, "status"),
        )
        for event in calendar.contents["vevent"]
    ]


def by_ics(octets: bytes) -> list[Entry]:
    """The entries as ics.py has them: it knows zones from tables of its own, and stumbles over backslashes in texts."""
    with warnings.catch_warnings():
        # It calls re.split in the way that Python 3.13 deprecates.
        warnings.filterwarnings("ignore", "'maxsplit' is passed", DeprecationWarning)
        events = ics.Calendar(octets.decode()).events
    return [
        Entry(
            uid=event.uid,
            starts=event.begin.datetime.astimezone(UTC),
            ends=event.end.datetime.astimezone(UTC),
            summary=event.name,
            description=event.description,
            location=event.location,
            url=event.url,
            status=event.status,
        )
        for event in sorted(events, key=lambda event: event.begin)
    ]


Reader = Callable[[bytes], list[Entry]]
READERS: tuple[Reader, ...] = (by_rfc, by_vobject, by_ics)
