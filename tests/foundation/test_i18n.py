"""Dates always say their zone, and never repeat what they share."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from workshops.foundation.i18n import and_list, clock_time, day, days, moment, month, weekday, zone_label

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


def test_days_months_and_lists_are_written_out(house: Flask) -> None:
    one = date(2027, 2, 16)
    assert (day(one), weekday(one), month(one)) == ("16 February 2027", "Tuesday 16 February 2027", "February 2027")
    assert and_list(["Arabic", "English", "French"]) == "Arabic, English, and French"
