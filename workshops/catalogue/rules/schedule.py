"""When and where a workshop takes place, and when one may register."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from http import HTTPStatus

from workshops.catalogue.rules.kinds import Kind, Mode
from workshops.foundation.errors import DomainError
from workshops.foundation.words import N_
from workshops.foundation.zones import local_to_utc

LONGEST = timedelta(days=366)


class EndBeforeStart(DomainError):
    """The end must come after the beginning."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("The end comes before the beginning. Choose a later end.")


class TooLong(DomainError):
    """A slip in the year, most often."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("This is longer than a year. Look at the years of both dates.")


class WindowReversed(DomainError):
    """Registration must open before it closes."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("Registration closes before it opens. Choose a later end.")


class WindowTooLate(DomainError):
    """Registration must close before the workshop begins."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("Registration would close after the workshop begins. Choose an earlier end of registration.")


class DatesOver(DomainError):
    """People cannot come to a day that is over."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("The new dates are over already. Choose dates ahead.")


class PlaceIncomplete(DomainError):
    """People must know where to go, or what to open."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("Give venue, city and country where people meet, and a link where they join online.")


@dataclass(frozen=True)
class Outline:
    """What a draft begins with beside time and place: a title, in the language that comes first, and seats."""

    title: str
    language: str
    organisation_id: int
    kind: Kind
    capacity: int


@dataclass(frozen=True)
class TimeAndPlace:
    """When and where: wall-clock times of `zone` (an IANA name), an address, a link to join."""

    starts_local: datetime
    ends_local: datetime
    zone: str
    mode: Mode
    venue_name: str = ""
    venue_address: str = ""
    city: str = ""
    country_iso3: str | None = None
    join_url: str = ""

    @property
    def starts_at(self) -> datetime:
        """The beginning in UTC; raises UnusableTime."""
        return local_to_utc(self.starts_local, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The end in UTC; raises UnusableTime."""
        return local_to_utc(self.ends_local, self.zone)

    def differences(self, other: "TimeAndPlace") -> tuple[str, ...]:
        """The names of the fields in which two differ."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name) != getattr(other, field.name))


def ensure_span(starts_at: datetime, ends_at: datetime) -> None:
    """Raise unless the end comes after the beginning, within a year."""
    if ends_at <= starts_at:
        raise EndBeforeStart
    if ends_at - starts_at > LONGEST:
        raise TooLong


def ensure_window(opens_at: datetime | None, closes_at: datetime | None, *, starts_at: datetime) -> None:
    """Raise unless registration opens, then closes, then the workshop begins; what is not given yet is not judged."""
    if opens_at and closes_at and closes_at <= opens_at:
        raise WindowReversed
    if closes_at and closes_at > starts_at:
        raise WindowTooLate
