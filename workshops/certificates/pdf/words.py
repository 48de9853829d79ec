"""The words of certificates in six languages, and how days and hours are written there."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from workshops.foundation import dates

LANGUAGES: Final = ("ar", "en", "es", "fr", "ru", "zh")
_FOLDER = Path(__file__).parent.parent / "data" / "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a certificate in one language. None depends on the holder, and no name is inflected.

    Titles are by kind of certificate, purposes by that and by kind of event. `issued_on` holds `{day}`, `mark_of`
    holds `{name}`.
    """

    language: str
    titles: Mapping[str, str]
    purposes: Mapping[str, Mapping[str, str]]
    awarded_to: str
    dates: str
    place: str
    duration: str
    verify: str
    number: str
    issued_on: str
    mark_of: str
    qr_code: str

    def day(self, value: date) -> str:
        """`13 November 2026`."""
        return dates.day(value, self.language)

    def days(self, first: date, last: date) -> str:
        """`9–13 November 2026`: a span that does not repeat what both ends share."""
        return dates.days(first, last, self.language)

    def hours(self, hours: float) -> str:
        """`30 hours`, `7.5 hours`."""
        return dates.hours(hours, self.language)


@cache
def words_in(language: str) -> Words:
    """The words in one of LANGUAGES, as its translators wrote them."""
    return Words(language=language, **tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8")))
