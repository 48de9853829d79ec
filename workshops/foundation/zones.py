"""Time zones by IANA name, read from the `tzdata` package alone, so that every machine gives the same answer."""

from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo

from babel.core import get_global

from workshops.foundation.errors import DomainError
from workshops.foundation.words import N_

FIRST_YEAR, LAST_YEAR = 1970, 2099


class UnusableTime(DomainError):
    """A local time that names no single moment; carries `time` and `zone`."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, local: datetime, zone: str) -> None:
        # isoformat, because strftime does not pad years below 1000 to four digits everywhere.
        super().__init__(time=local.isoformat(" ", "minutes"), zone=zone)


class NonexistentTime(UnusableTime):
    """The clocks jump over this time."""

    sentence = N_(
        "The time %(time)s does not exist in %(zone)s: the clocks go forward then. Choose a time before or after it."
    )


class AmbiguousTime(UnusableTime):
    """The clocks show this time twice."""

    sentence = N_(
        "The time %(time)s comes twice in %(zone)s: the clocks go back then. Choose a time before or after it."
    )


class TimeOutOfRange(UnusableTime):
    """The year is one for which zones have no dependable rules."""

    sentence = N_("The year of %(time)s cannot be right. Choose a date from 1970 to 2099.")


def is_zone(name: str) -> bool:
    """Whether this is the name of a place with a clock, such as "Asia/Dushanbe", or "UTC".

    Abbreviations and fixed offsets ("CET", "GMT", "Etc/GMT+3") are no places: calendar programs disagree about them.
    """
    return name in _places()


@cache
def zone_names() -> tuple[str, ...]:
    """The names to choose from, sorted: those of the tz database's table of countries, and UTC."""
    return tuple(sorted({name for _country, name in _zones_of_countries()} | {"UTC"}))


@cache
def only_zone_of(iso3: str | None) -> str | None:
    """The zone of a State that has exactly one."""
    # As CLDR knows them: an alpha-3 code stands for an alpha-2 code, by which the tz database names countries.
    (iso2, *_others) = get_global("territory_aliases").get(iso3 or "", ("",))
    zones = [name for country, name in _zones_of_countries() if country == iso2]
    return zones[0] if len(zones) == 1 else None


@cache
def get_zone(name: str) -> ZoneInfo:
    """The zone of this name. Raises ValueError when `is_zone` would say no.

    `ZoneInfo(name)` itself would look at the machine's own tables first.
    """
    return ZoneInfo.from_file(BytesIO(zone_file(name)), key=name)


def zone_file(name: str) -> bytes:
    """The zone's TZif octets (RFC 9636). Raises ValueError when `is_zone` would say no."""
    if not is_zone(name):
        raise ValueError(f"not the name of a time zone: {name!r}")
    return _data(name)


def local_to_utc(local: datetime, zone: str) -> datetime:
    """The moment, in UTC, at which the clocks of a zone show this naive local time; never a guess.

    Raises NonexistentTime or AmbiguousTime where the clocks change, and TimeOutOfRange for a year before 1970 or
    after 2099.
    """
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise TimeOutOfRange(local, zone)
    before, after = (local.replace(tzinfo=get_zone(zone), fold=fold) for fold in (0, 1))
    # PEP 495: within a change, fold 0 has the offset before it and fold 1 the one after it.
    gained = after.utcoffset() - before.utcoffset()  # type: ignore[operator]  # a ZoneInfo always has an offset
    if gained:
        raise (NonexistentTime if gained.total_seconds() > 0 else AmbiguousTime)(local, zone)
    return before.astimezone(UTC)


def utc_to_local(moment: datetime, zone: str) -> datetime:
    """The naive local time that the clocks of a zone show at an aware moment."""
    return moment.astimezone(get_zone(zone)).replace(tzinfo=None)


@cache
def _zones_of_countries() -> tuple[tuple[str, str], ...]:
    rows = (line.split("\t") for line in _data("zone.tab").decode().splitlines() if not line.startswith("#"))
    return tuple((row[0], row[2]) for row in rows)


@cache
def _places() -> frozenset[str]:
    names = files("tzdata").joinpath("zones").read_text("ascii").split()
    return frozenset(name for name in names if "/" in name and not name.startswith("Etc/")) | {"UTC"}


def _data(name: str) -> bytes:
    return files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
