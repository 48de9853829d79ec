"""The reader's language and zone: choosing them, and writing dates, numbers and lists in them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from babel import Locale, lists, units
from babel.dates import format_date, get_timezone_location
from babel.support import NullTranslations
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, get_translations, gettext

from workshops.foundation import catalogues, dates, text
from workshops.foundation.errors import DomainError
from workshops.foundation.zones import get_zone

NATIVE_NAMES: Mapping[str, str] = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}
RIGHT_TO_LEFT = frozenset({"ar"})
LANGUAGE_COOKIE = "language"
ONE_YEAR = timedelta(days=365)
MEGABYTE = 10**6

__all__ = ["NATIVE_NAMES", "force_locale", "gettext", "init_i18n", "language", "offered_languages", "sentence"]


@lru_cache
def offered_languages() -> tuple[str, ...]:
    """The languages the pages speak: English, and each with a catalogue, in the order of their native names."""
    return tuple(code for code in NATIVE_NAMES if code == "en" or code in catalogues.languages())


def language() -> str:
    """The code of the language this page or mail is written in."""
    locale = get_locale()
    return locale.language if locale else "en"


def choose_language() -> str:
    """The reader's language: chosen in the address, kept in a cookie, kept with the person, or the browser's."""
    if not has_request_context():
        return "en"
    for choice in (request.args.get("lang"), request.cookies.get(LANGUAGE_COOKIE), g.get("person_language")):
        if choice in offered_languages():
            return str(choice)
    wishes = (wish.partition("-")[0].lower() for wish in request.accept_languages.values())
    return next((code for code in wishes if code in offered_languages()), "en")


def _keep_choice(response: Response) -> Response:
    """Remember a language chosen in the address on this browser, whoever reads; such an answer is nobody else's."""
    choice = request.args.get("lang")
    if choice in offered_languages():
        response.set_cookie(
            LANGUAGE_COOKIE,
            str(choice),
            max_age=ONE_YEAR,
            secure=current_app.config["SETTINGS"].is_secure,
            httponly=True,
            samesite="Lax",
        )
        response.headers["Cache-Control"] = "private, no-store"
    return response


def direction() -> str:
    """`ltr` or `rtl`: how this page or mail runs."""
    return "rtl" if language() in RIGHT_TO_LEFT else "ltr"


def isolated(typed: str) -> str:
    """A typed text for the middle of a plain line of this mail or calendar entry, kept in its own direction."""
    return text.isolated(typed, direction())


def sentence(error: DomainError) -> str:
    """A refusal in the reader's language."""
    return gettext(error.sentence, **{key: str(value) for key, value in error.values.items()})


def init_i18n(app: Flask) -> None:
    """Teach the application its languages and give templates the words to write dates with."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(catalogues.compiled(Path(app.instance_path) / "translations"))
    Babel(app, locale_selector=choose_language)  # type: ignore[no-untyped-call]
    _speak_from_memory(app)
    app.after_request(_keep_choice)
    app.jinja_env.filters.update(
        day=day,
        days=days,
        short_days=short_days,
        day_names=day_names,
        moment=moment,
        clock_time=clock_time,
        weekday=weekday,
        month=month,
        and_list=and_list,
        comma_list=comma_list,
        language_name=language_name,
        file_size=file_size,
        hours=hours,
    )
    app.jinja_env.globals.update(zone_label=zone_label)
    app.context_processor(
        lambda: {
            "language": language(),
            "direction": direction(),
            "languages": [(code, NATIVE_NAMES[code]) for code in offered_languages()],
        }
    )


def _speak_from_memory(app: Flask) -> None:
    """Keep each language's catalogue for templates; Flask-Babel would look for it anew at each of a page's texts."""

    @lru_cache
    def catalogue(_code: str) -> NullTranslations:
        return get_translations()

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: catalogue(language()).ugettext(text),
        lambda one, many, number: catalogue(language()).ungettext(one, many, number),
        newstyle=True,
    )


def day(value: date) -> str:
    """`16 February 2027`, in the reader's order."""
    return dates.day(_date(value), language())


def month(value: date) -> str:
    """`February 2027`."""
    return dates.month(_date(value), language())


def weekday(value: date) -> str:
    """`Tuesday 16 February 2027`."""
    return dates.weekday(_date(value), language())


def days(first: date, last: date) -> str:
    """`16–18 February 2027`: a span of days without repeating what they share."""
    return dates.days(first, last, language())


def short_days(first: date, last: date) -> str:
    """`16–18 Feb`: a span of days under a heading that says the year."""
    return dates.short_days(first, last, language())


def _date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def day_names(first: date, last: date) -> str:
    """`Tuesday to Thursday`."""
    names = [str(format_date(value, "EEEE", locale=language())) for value in (first, last)]
    return names[0] if first == last else gettext("%(first)s to %(last)s", first=names[0], last=names[1])


def language_name(code: str) -> str:
    """`Arabic`: a language in the reader's own."""
    return str(Locale.parse(language()).languages[code])


def file_size(octets: int) -> str:
    """`180 kB`."""
    size, unit = (octets / 1e6, "megabyte") if octets >= MEGABYTE else (octets / 1e3, "kilobyte")
    rounded = max(round(size, 1 if unit == "megabyte" else None), 1)
    return str(units.format_unit(rounded, f"digital-{unit}", "short", locale=language()))


def clock_time(value: datetime, zone: str) -> str:
    """`09:30`, the wall clock of a zone."""
    return value.astimezone(get_zone(zone)).strftime("%H:%M")


def moment(value: datetime, zone: str) -> str:
    """`28 January 2027, 23:59 Doha time (UTC+3)`: a moment at a place, the zone always said."""
    local = value.astimezone(get_zone(zone))
    return gettext(
        "%(day)s, %(time)s %(zone)s", day=day(local.date()), time=local.strftime("%H:%M"), zone=zone_label(zone, value)
    )


def zone_label(zone: str, value: datetime) -> str:
    """`Doha time (UTC+3)`: the city of the zone and its offset at that moment."""
    offset = value.astimezone(get_zone(zone)).utcoffset() or timedelta()
    if zone in ("UTC", "Etc/UTC"):
        return "UTC"
    return gettext("%(city)s time (%(offset)s)", city=_city(zone, language()), offset=_offset(offset))


@lru_cache(maxsize=4096)
def _city(zone: str, code: str) -> str:
    return get_timezone_location(zone, locale=code, return_city=True)


def _offset(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02d}" if rest else "")


def hours(value: float) -> str:
    """`12 hours`, `4.5 hours`."""
    return dates.hours(value, language())


def and_list(values: list[str]) -> str:
    """`Arabic, English and French`."""
    return lists.format_list([str(value) for value in values], locale=language())


def comma_list(values: Iterable[object]) -> str:
    """`Customs, Border Guard`, with the comma of the reader's script."""
    return gettext(", ").join(str(value) for value in values)
