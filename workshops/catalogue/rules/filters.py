"""What the public list can be narrowed to."""

import re
from dataclasses import dataclass
from datetime import datetime

from workshops.foundation.zones import FIRST_YEAR, LAST_YEAR

PAST = "past"
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class Filters:
    """What was asked for; what is empty does not narrow the list.

    `region` is an M49 code or a grouping's; `when` is "past", a month like "2027-02", or empty for what is ahead.
    """

    words: str = ""
    theme: str = ""
    language: str = ""
    region: str = ""
    when: str = ""
    mode: str = ""
    is_open: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters()

    @property
    def month(self) -> datetime | None:
        """The first moment of the month that was asked for."""
        span = month_span(self.when)
        return span[0] if span else None


def month_span(month: str) -> tuple[datetime, datetime] | None:
    """The first moments of a month and of the following one, as wall-clock times; None for what is no month."""
    match = _MONTH.fullmatch(month)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    year, number = int(match[1]), int(match[2])
    return datetime(year, number, 1), datetime(year + number // 12, number % 12 + 1, 1)  # noqa: DTZ001 - wall-clock
