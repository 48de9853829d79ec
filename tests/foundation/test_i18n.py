"""Dates always say their zone, and never repeat what they share."""

import json
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from workshops.foundation.i18n import (
    and_list,
    clock_time,
    day,
    days,
    deadline,
    force_locale,
    moment,
    month,
    own_moment,
    plurals,
    weekday,
    zone_label,
)

DEADLINE = datetime(2027, 1, 28, 20, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 2, 16), date(2027, 2, 18), "16–18 February 2027"),
        (date(2027, 2, 16), date(2027, 2, 16), "16 February 2027"),
        (date(2027, 1, 30), date(2027, 2, 2), "30 January – 2 February 2027"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 December 2026 – 2 January 2027"),
    ],
)
def test_a_span_of_days_says_each_thing_once(house: Flask, first: date, last: date, words: str) -> None:
    assert days(first, last) == words


def test_a_moment_names_the_place_and_the_offset(house: Flask) -> None:
    assert moment(DEADLINE, "Asia/Qatar") == "28 January 2027, 23:59 Qatar time (UTC+3)"


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("Asia/Kathmandu", "Kathmandu time (UTC+5:45)"),
        ("America/New_York", "New York time (UTC−5)"),
        ("Europe/London", "London time (UTC)"),
        ("UTC", "UTC"),
    ],
)
def test_an_offset_is_that_of_the_day(house: Flask, zone: str, label: str) -> None:
    assert zone_label(zone, DEADLINE) == label


def test_the_clock_is_that_of_the_place(house: Flask) -> None:
    assert clock_time(DEADLINE, "Asia/Dushanbe") == "01:59"


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("UTC", "20:59 UTC"),
        ("America/Los_Angeles", "12:59 Los Angeles time (UTC−8)"),
        ("Asia/Dushanbe", "Friday 29 January 2027, 01:59 Dushanbe time (UTC+5)"),
        ("Pacific/Auckland", "Friday 29 January 2027, 09:59 Auckland time (UTC+13)"),
        ("Asia/Qatar", ""),
        ("Asia/Riyadh", ""),
    ],
)
def test_the_readers_clock_is_said_where_it_differs_and_its_day_where_that_differs(
    house: Flask, own: str, words: str
) -> None:
    assert own_moment(DEADLINE, "Asia/Qatar", own) == words


def test_clocks_are_compared_at_the_moment_itself(house: Flask) -> None:
    summer = datetime(2027, 7, 1, 12, tzinfo=UTC)
    assert own_moment(DEADLINE, "Europe/London", "Africa/Abidjan") == ""
    assert own_moment(summer, "Europe/London", "Africa/Abidjan") == "12:00 Abidjan time (UTC)"


def test_across_the_date_line_the_day_before_is_said(house: Flask) -> None:
    morning = datetime(2027, 1, 29, 4, tzinfo=UTC)
    assert own_moment(morning, "Pacific/Auckland", "America/Los_Angeles") == (
        "Thursday 28 January 2027, 20:00 Los Angeles time (UTC−8)"
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "28 January 2027, 23:59 Qatar time (UTC+3), which is 20:59 UTC"),
        ("ar", "28 يناير 2027، الساعة 23:59 بتوقيت قطر (UTC+3)، أي 20:59 UTC"),
        ("zh", "2027年1月28日23:59（卡塔尔时间 UTC+3），即20:59 UTC"),
    ],
)
def test_a_deadline_is_said_at_the_place_and_on_the_readers_clock(house: Flask, language: str, words: str) -> None:
    with force_locale(language):
        assert deadline(DEADLINE, "Asia/Qatar") == words


def test_another_day_is_said_in_arabic_and_chinese(house: Flask) -> None:
    words = {
        "ar": "الجمعة، 29 يناير 2027، الساعة 01:59 بتوقيت دوشانبي (UTC+5)",
        "zh": "2027年1月29日星期五01:59（杜尚别时间 UTC+5）",
    }
    for language, said in words.items():
        with force_locale(language):
            assert own_moment(DEADLINE, "Asia/Qatar", "Asia/Dushanbe") == said


def test_days_months_and_lists_are_written_out(house: Flask) -> None:
    one = date(2027, 2, 16)
    assert (day(one), weekday(one), month(one)) == ("16 February 2027", "Tuesday 16 February 2027", "February 2027")
    assert and_list(["Arabic", "English", "French"]) == "Arabic, English, and French"


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("en", {"one": "{num} person is chosen.", "other": "{num} people are chosen."}),
        ("zh", {"other": "已选择{num}人。"}),
        (
            "ru",
            {"one": "Выбран {num} человек.", "few": "Выбрано {num} человека.", "many": "Выбрано {num} человек."},
        ),
        (
            "ar",
            {
                "zero": "لم يُختر أحد.",
                "one": "اختير شخص واحد.",
                "two": "اختير شخصان.",
                "few": "اختير {num} أشخاص.",
                "many": "اختير {num} شخصًا.",
                "other": "اختير {num} شخص.",
            },
        ),
    ],
)
def test_a_script_gets_all_forms_of_a_counted_text(house: Flask, code: str, forms: dict[str, str]) -> None:
    with house.test_request_context(), force_locale(code):
        assert json.loads(plurals("%(num)d person is chosen.", "%(num)d people are chosen.")) == forms
