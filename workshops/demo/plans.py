"""What the data files say of each workshop, with its moments counted from the anchor."""

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from workshops.foundation.zones import local_to_utc

FOLDER = Path(__file__).parent / "data" / "workshops"
CONFERENCE = "conference"
LAST_HOUR = time(18)
DRAFT_BEFORE = timedelta(days=10)


@dataclass(frozen=True)
class Numbers:
    """How many people stand where; `attended`, `absent` and `certified` are for what is over.

    `edge` brings in the twelve people on the edge, `twice` the one who is on record three times.
    """

    attended: int = 0
    absent: int = 0
    certified: int = 0
    confirmed: int = 0
    offered: int = 0
    submitted: int = 0
    waitlisted: int = 0
    declined: int = 0
    withdrawn: int = 0
    edge: bool = False
    twice: bool = False


@dataclass(frozen=True)
class Paper:
    """A document of one page: a paragraph for each line."""

    title: str
    language: str
    audience: str
    lines: list[str]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One workshop of the demonstration. `monday` begins its week, and `days` are counted from there.

    `now` is where history ends: the first moment of the anchor, in UTC.
    """

    name: str
    now: datetime
    monday: date
    days: list[int]
    zone: str
    capacity: int
    themes: list[str]
    working_languages: list[str]
    texts: dict[str, dict[str, str]]
    sessions: list[list[str]]
    speakers: list[list[str]]
    hours: str = "full"
    opens_weeks: int = 22
    closes_weeks: int = 3
    kind: str = "workshop"
    state: str = "held"
    mode: str = "on_site"
    admission: str = "approval"
    scope: str = "regional"
    organisation: str = "UNOCT"
    hosts: list[str] = field(default_factory=list)
    co_organizers: list[str] = field(default_factory=list)
    signatories: list[list[str]] = field(
        default_factory=lambda: [["Annika Lindqvist-Morales", "Head, Border Security Programme"]]
    )
    instruments: list[str] = field(default_factory=list)
    groupings: list[str] = field(default_factory=list)
    first_language: str = "en"
    city: str = ""
    country: str | None = None
    venue_name: str = ""
    venue_address: str = ""
    room: str = ""
    latitude: float | None = None
    longitude: float | None = None
    countries: str = ""
    agencies: str = ""
    women: float = 0.36
    people: Numbers = Numbers()
    papers: list[Paper] = field(default_factory=list)

    def day(self, number: int) -> date:
        """A day of the workshop, counted from 0."""
        return self.monday + timedelta(days=self.days[number])

    @property
    def opens_at(self) -> datetime:
        """When registration opens."""
        return self._weeks_before(self.opens_weeks)

    @property
    def closes_at(self) -> datetime:
        """When registration closes."""
        return self._weeks_before(self.closes_weeks)

    @property
    def decision_due_at(self) -> datetime:
        """When candidates hear of a decision, where the organizer decides."""
        return self.closes_at + timedelta(weeks=2)

    @property
    def published_at(self) -> datetime | None:
        """When the page was opened; None for the draft."""
        return None if self.state == "draft" else self.opens_at - timedelta(days=3)

    @property
    def state_since(self) -> datetime | None:
        """When it came to stand where it stands: two days after its end, where it is over."""
        closed_at = local_to_utc(datetime.combine(self.day(-1) + timedelta(days=2), LAST_HOUR), self.zone)
        return self.published_at if self.state in ("draft", "published") else closed_at

    @property
    def created_at(self) -> datetime:
        """When the draft was made."""
        return self.published_at - timedelta(weeks=2) if self.published_at else self.now - DRAFT_BEFORE

    def _weeks_before(self, weeks: int) -> datetime:
        return local_to_utc(datetime.combine(self.day(0) - timedelta(weeks=weeks), LAST_HOUR), self.zone)


def read_plans(anchor: date) -> list[Plan]:
    """The conference on its own days, then the workshops W01 to W24 with their weeks counted from the anchor's."""
    return [_plan(path, anchor) for path in sorted(FOLDER.glob("*.toml"))]


def history_ends(anchor: date) -> datetime:
    """The first moment of the anchor, in UTC: everything on record happened before."""
    return datetime.combine(anchor, time(), UTC)


def _plan(path: Path, anchor: date) -> Plan:
    values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    values["people"] = Numbers(**values.get("people", {}))
    values["papers"] = [Paper(**paper) for paper in values.get("papers", [])]
    values["texts"] = {
        language: {name: text.strip() for name, text in texts.items()} for language, texts in values["texts"].items()
    }
    monday = values.pop("starts_on", None) or _monday(anchor) + timedelta(weeks=values.pop("week"))
    return Plan(name=path.stem, now=history_ends(anchor), monday=monday, **values)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
