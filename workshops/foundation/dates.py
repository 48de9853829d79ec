"""Days, spans of days and hours as each language writes them: no abbreviation, and no part said twice.

Pure functions of values and a language code, for pages, mails and certificates alike.
"""

import re
from datetime import date
from functools import lru_cache

from babel import dates, units

# Where the language's own long form is not what our pages say, or where it has none without the year.
_DAY = {"en": "d MMMM y"}
_WEEKDAY = {"en": "EEEE d MMMM y"}
_WITHOUT_YEAR = {"es": "d 'de' MMMM"}


@lru_cache(maxsize=4096)
def day(value: date, code: str) -> str:
    """`16 February 2027`."""
    return _first_of_month(dates.format_date(value, _DAY.get(code, "long"), locale=code), value, code)


@lru_cache(maxsize=4096)
def weekday(value: date, code: str) -> str:
    """`Tuesday 16 February 2027`."""
    return _first_of_month(dates.format_date(value, _WEEKDAY.get(code, "full"), locale=code), value, code)


@lru_cache(maxsize=4096)
def month(value: date, code: str) -> str:
    """`February 2027`."""
    return str(dates.format_skeleton("yMMMM", value, locale=code))


@lru_cache(maxsize=4096)
def days(first: date, last: date, code: str) -> str:
    """`16–18 February 2027`."""
    if first == last:
        return day(first, code)
    if code == "zh":
        return str(dates.format_interval(first, last, "yMMMMd", locale=code))
    if first.year != last.year:
        return f"{day(first, code)} – {day(last, code)}"
    if first.month != last.month:
        pattern = _WITHOUT_YEAR.get(code, "d MMMM")
        beginning = _first_of_month(dates.format_date(first, pattern, locale=code), first, code)
        return f"{beginning} – {day(last, code)}"
    return _first_of_month(f"{first.day}–{day(last, code)}", first, code)


@lru_cache(maxsize=4096)
def short_days(first: date, last: date, code: str) -> str:
    """`16–18 Feb`: a span of days under a heading that says the year."""
    if code != "en":
        return str(dates.format_interval(first, last, "MMMd", locale=code))
    ending = dates.format_date(last, "d MMM", locale="en")
    if first == last:
        return str(ending)
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day}–{ending}" if same_month else f"{dates.format_date(first, 'd MMM', locale='en')} – {ending}"


def hours(value: float, code: str) -> str:
    """`12 hours`, `4.5 hours`."""
    # Babel has no long form for fractions of an hour in Chinese; the short one is what people write.
    return str(units.format_unit(value, "duration-hour", "short" if code == "zh" else "long", locale=code))


def _first_of_month(text: str, value: date, code: str) -> str:
    """French counts the first day and numbers the others."""
    return re.sub(r"\b1\b", "1er", text, count=1) if code == "fr" and value.day == 1 else text
