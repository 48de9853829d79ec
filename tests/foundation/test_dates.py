"""Days, spans and hours in six languages: no abbreviation, and no part said twice."""

from datetime import date

import pytest

from workshops.foundation.dates import day, days, hours, month, short_days, weekday

FIRST = date(2027, 2, 1)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ar", "1 فبراير 2027"),
        ("en", "1 February 2027"),
        ("es", "1 de febrero de 2027"),
        ("fr", "1er février 2027"),
        ("ru", "1 февраля 2027\u202fг."),
        ("zh", "2027年2月1日"),
    ],
)
def test_a_day(code: str, words: str) -> None:
    assert day(FIRST, code) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ar", "الاثنين، 1 فبراير 2027"),
        ("en", "Monday 1 February 2027"),
        ("es", "lunes, 1 de febrero de 2027"),
        ("fr", "lundi 1er février 2027"),
        ("ru", "понедельник, 1 февраля 2027\u202fг."),
        ("zh", "2027年2月1日星期一"),
    ],
)
def test_a_day_with_its_name(code: str, words: str) -> None:
    assert weekday(FIRST, code) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ar", "16–18 فبراير 2027"),
        ("en", "16–18 February 2027"),
        ("es", "16–18 de febrero de 2027"),
        ("fr", "16–18 février 2027"),
        ("ru", "16–18 февраля 2027\u202fг."),
        ("zh", "2027年2月16日至18日"),
    ],
)
def test_a_span_within_a_month(code: str, words: str) -> None:
    assert days(date(2027, 2, 16), date(2027, 2, 18), code) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ar", "30 يناير – 2 فبراير 2027"),
        ("en", "30 January – 2 February 2027"),
        ("es", "30 de enero – 2 de febrero de 2027"),
        ("fr", "30 janvier – 2 février 2027"),
        ("ru", "30 января – 2 февраля 2027\u202fг."),
        ("zh", "2027年1月30日至2月2日"),
    ],
)
def test_a_span_over_the_end_of_a_month(code: str, words: str) -> None:
    assert days(date(2027, 1, 30), date(2027, 2, 2), code) == words


def test_a_span_from_the_first_of_a_month_in_french() -> None:
    assert days(FIRST, date(2027, 2, 3), "fr") == "1er–3 février 2027"
    assert days(FIRST, date(2027, 3, 1), "fr") == "1er février – 1er mars 2027"


def test_a_span_over_the_end_of_a_year_says_both() -> None:
    assert days(date(2026, 12, 30), date(2027, 1, 2), "ru") == "30 декабря 2026\u202fг. – 2 января 2027\u202fг."


@pytest.mark.parametrize(
    ("code", "four", "four_and_a_half"),
    [
        ("ar", "4 ساعات", "4.5 ساعة"),
        ("en", "4 hours", "4.5 hours"),
        ("es", "4 horas", "4,5 horas"),
        ("fr", "4\xa0heures", "4,5\xa0heures"),
        ("ru", "4 часа", "4,5 часа"),
        ("zh", "4小时", "4.5小时"),
    ],
)
def test_hours(code: str, four: str, four_and_a_half: str) -> None:
    assert (hours(4, code), hours(4.5, code)) == (four, four_and_a_half)


def test_months_and_short_spans() -> None:
    assert (month(FIRST, "fr"), short_days(FIRST, date(2027, 2, 3), "fr")) == ("février 2027", "1–3 févr.")
