"""The reader's language and zone: choosing them, and writing dates, numbers and lists in them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from babel import Locale, lists, units
from babel.core import get_global
from babel.dates import format_date, get_timezone_location
from babel.support import NullTranslations
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, get_translations, gettext

from workshops.foundation import catalogues, dates, text
from workshops.foundation.errors import DomainError
from workshops.foundation.zones import get_zone, zone_names

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
ZONE_COOKIE = "zone"
UNIVERSAL = "UTC"
ONE_YEAR = timedelta(days=365)
MEGABYTE = MILLION = 10**6

__all__ = ["NATIVE_NAMES", "force_locale", "gettext", "init_i18n", "language", "offered_languages", "sentence"]


@lru_cache
def offered_languages() -> tuple[str, ...]:
    """The languages the pages speak: English, and each with a catalogue, in the order of their native names."""
    return tuple(code for code in NATIVE_NAMES if code == "en" or code in catalogues.languages())


def language() -> str:
    """The code of the language this page or mail is written in."""
    locale = get_locale()
    return locale.language if locale else "en"


def is_foreign(code: str) -> bool:
    """Whether a text in this language stands among words of another one, and says so (WCAG 2.2, 3.1.2)."""
    return code != language()


def choose_language() -> str:
    """The reader's language: chosen in the address, kept in a cookie, kept with the person, or the browser's."""
    if not has_request_context():
        return "en"
    for choice in (request.args.get("lang"), request.cookies.get(LANGUAGE_COOKIE), g.get("person_language")):
        if choice in offered_languages():
            return str(choice)
    wishes = (wish.partition("-")[0].lower() for wish in request.accept_languages.values())
    return next((code for code in wishes if code in offered_languages()), "en")


def reader_zone() -> str | None:
    """The zone of the reader's clock: chosen on this browser, kept with the person, or supposed of her."""
    if not has_request_context():
        return None
    chosen = request.cookies.get(ZONE_COOKIE)
    return chosen if chosen in zone_names() else g.get("supposed_zone")


def suppose_zone(zone: str | None) -> None:
    """Take this for the zone of whoever reads this page, unless one is known already."""
    g.supposed_zone = g.get("supposed_zone") or zone


def keep_on_browser(response: Response, name: str, value: str) -> None:
    """Remember on this browser how its reader wants pages, whoever reads."""
    secure = current_app.config["SETTINGS"].is_secure
    response.set_cookie(name, value, max_age=ONE_YEAR, secure=secure, httponly=True, samesite="Lax")


def _keep_choice(response: Response) -> Response:
    """Remember a language chosen in the address; such an answer is nobody else's."""
    choice = request.args.get("lang")
    if choice in offered_languages():
        keep_on_browser(response, LANGUAGE_COOKIE, str(choice))
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
        own_moment=own_moment,
        deadline=deadline,
        clock_time=clock_time,
        weekday=weekday,
        month=month,
        and_list=and_list,
        comma_list=comma_list,
        language_name=language_name,
        file_size=file_size,
        hours=hours,
    )
    app.jinja_env.globals.update(is_foreign=is_foreign, zone_label=zone_label, reader_zone=reader_zone, plurals=plurals)
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


def plurals(one: str, many: str) -> str:
    """All forms of a counted text, as JSON by their names in CLDR: a script chooses and puts the number for `{num}`."""
    texts = get_translations()
    forms = {name: texts.ungettext(one, many, number) for name, number in _counts(language()).items()}
    return json.dumps(forms, ensure_ascii=False).replace("%(num)d", "{num}")


@lru_cache
def _counts(code: str) -> Mapping[str, int]:
    """A number for each plural form of a language."""
    return {Locale.parse(code).plural_form(number): number for number in (*range(200), MILLION)}


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


def own_moment(value: datetime, zone: str, own: str | None = None) -> str:
    """`Friday 29 January 2027, 01:59 Dushanbe time (UTC+5)`: a moment at a place on the reader's own clock.

    The day is said only where it is another, and nothing where both clocks agree at that moment. A reader whose clock
    nobody knows gets UTC.
    """
    own = own or reader_zone() or UNIVERSAL
    there, here = (value.astimezone(get_zone(name)) for name in (zone, own))
    if here.utcoffset() == there.utcoffset():
        return ""
    time, label = here.strftime("%H:%M"), zone_label(own, value)
    if here.date() == there.date():
        return f"{time} UTC" if own == UNIVERSAL else gettext("%(time)s %(zone)s", time=time, zone=label)
    return gettext("%(day)s, %(time)s %(zone)s", day=weekday(here.date()), time=time, zone=label)


def deadline(value: datetime, zone: str, own: str | None = None) -> str:
    """A moment at a place and, where it differs, on the reader's own clock."""
    there, here = moment(value, zone), own_moment(value, zone, own)
    return gettext("%(there)s, which is %(here)s", there=there, here=here) if here else there


def zone_choices() -> list[tuple[str, str]]:
    """Each zone to choose from, and the city that it is named after."""
    return [(name, _city(name, language()) if name != UNIVERSAL else name) for name in zone_names()]


def zone_label(zone: str, value: datetime) -> str:
    """`Doha time (UTC+3)`: the city of the zone and its offset at that moment."""
    if zone == UNIVERSAL:
        return "UTC"
    offset = value.astimezone(get_zone(zone)).utcoffset() or timedelta()
    return gettext("%(city)s time (%(offset)s)", city=_city(zone, language()), offset=_offset(offset))


@lru_cache(maxsize=4096)
def _city(zone: str, code: str) -> str:
    # CLDR keeps a city under the first name that its zone had, and Babel looks under the present one.
    cities = Locale.parse(code).time_zones
    for name in (zone, *(old for old, new in get_global("zone_aliases").items() if new == zone)):
        if city := cities.get(name, {}).get("city"):
            return str(city)
    return get_timezone_location(zone, locale=code, return_city=True).rpartition("/")[2]


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
