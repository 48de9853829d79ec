"""Each VTIMEZONE, read back by two readers that did not write it, gives the offsets that the tz database gives."""
# ruff: noqa: DTZ001 - local times are naive

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
import vobject

from tests.support.vcalendar import offset_at, onsets, read_components
from workshops.calendars.zones import vtimezone, vtimezones
from workshops.foundation.zones import AmbiguousTime, get_zone, is_zone, local_to_utc, utc_to_local

# Negative summer time, Ramadan, rules past midnight, odd quarters, half-hour steps, zones whose rules just ended.
HARD_ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Nuuk",
    "America/Santiago",
    "America/Vancouver",
    "Antarctica/Troll",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Brussels",
    "Europe/Dublin",
    "Pacific/Apia",
    "Pacific/Chatham",
)
ALL_ZONES = sorted(zone for zone in available_timezones() if is_zone(zone) and zone != "UTC")
DAY = timedelta(days=1)

Offsets = Callable[[datetime], timedelta]


def by_rfc(octets: bytes, last_year: int) -> Offsets:
    (zone,) = read_components(octets)
    table = onsets(zone, last_year)
    return lambda local: offset_at(table, local)


def by_vobject(octets: bytes, _last_year: int) -> Offsets:
    calendar = vobject.readOne("BEGIN:VCALENDAR\r\n" + octets.decode() + "END:VCALENDAR\r\n")
    offsets: Offsets = calendar.contents["vtimezone"][0].tzinfo.utcoffset
    return offsets


def days_of_change(zone: str, first_year: int, last_year: int) -> Iterator[datetime]:
    day, tzinfo = datetime(first_year, 1, 1, tzinfo=UTC), get_zone(zone)
    offset = day.astimezone(tzinfo).utcoffset()
    while day.year <= last_year:
        day += DAY
        if offset != (offset := day.astimezone(tzinfo).utcoffset()):
            yield day - DAY


def moments(zone: str, first_year: int, last_year: int, *, every: timedelta) -> Iterator[datetime]:
    """Moments of these years at a steady pace, and each half-hour of the days on which the clocks change."""
    moment = datetime(first_year, 1, 2, 9, tzinfo=UTC)
    while moment < datetime(last_year, 12, 31, tzinfo=UTC):
        yield moment
        moment += every
    for day in days_of_change(zone, first_year, last_year):
        yield from (day + timedelta(minutes=30 * n) for n in range(49))


def wrong_moments(zone: str, offset: Offsets, moments: Iterator[datetime]) -> list[str]:
    """The moments whose local time another reader would place elsewhere; times that come twice are never written."""
    wrong = []
    for moment in moments:
        local = utc_to_local(moment, zone)
        try:
            local_to_utc(local, zone)
        except AmbiguousTime:
            continue
        if (local - offset(local)).replace(tzinfo=UTC) != moment:
            wrong.append(f"{zone} {local}")
    return wrong


@pytest.mark.parametrize("reader", [by_rfc, by_vobject])
@pytest.mark.parametrize("zone", HARD_ZONES)
def test_in_a_difficult_zone_every_sampled_moment_is_right(zone: str, reader: Callable[[bytes, int], Offsets]) -> None:
    offset = reader(vtimezone(zone, 2024, 2028), 2028)
    assert wrong_moments(zone, offset, moments(zone, 2024, 2028, every=30 * DAY)) == []


def test_in_every_zone_the_days_of_change_in_2027_are_right() -> None:
    assert [
        wrong
        for zone in ALL_ZONES
        for wrong in wrong_moments(
            zone, by_rfc(vtimezone(zone, 2027, 2027), 2027), moments(zone, 2027, 2027, every=90 * DAY)
        )
    ] == []


@pytest.mark.soak
@pytest.mark.parametrize("reader", [by_rfc, by_vobject])
@pytest.mark.parametrize(("first_year", "last_year"), [(2024, 2036), (1995, 2010), (2038, 2045)])
def test_in_every_zone_every_sampled_moment_is_right(
    first_year: int, last_year: int, reader: Callable[[bytes, int], Offsets]
) -> None:
    wrong: list[str] = []
    for zone in ALL_ZONES:
        offset = reader(vtimezone(zone, first_year, last_year), last_year)
        wrong += wrong_moments(zone, offset, moments(zone, first_year, last_year, every=5 * DAY))
    assert wrong == []


def lines(octets: bytes) -> list[str]:
    return octets.decode().removesuffix("\r\n").split("\r\n")


def test_a_standing_rule_is_written_as_two_recurrences_since_it_holds_without_a_break() -> None:
    """Traps 14 and 15: no list of dates, and the onset on the clock that it ends."""
    assert lines(vtimezone("Europe/Brussels", 2027, 2027)) == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Brussels",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def test_a_zone_without_summer_time_is_one_observance() -> None:
    assert lines(vtimezone("Asia/Kathmandu", 2027, 2027)) == [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Kathmandu",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZNAME:+0545",
        "TZOFFSETFROM:+0545",
        "TZOFFSETTO:+0545",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def test_a_rule_that_runs_past_midnight_names_the_days_it_can_fall_on() -> None:
    """Cairo: 24:00 on the last Thursday of October, which may be the first of November."""
    assert [line for line in lines(vtimezone("Africa/Cairo", 2027, 2027)) if line.startswith(("RRULE", "DTSTART"))] == [
        "DTSTART:20230428T000000",
        "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=-1FR",
        "DTSTART:20231027T000000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=26,27,28,29,30,31;BYDAY=FR",
        "DTSTART:20241101T000000",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1;BYDAY=FR",
    ]


def test_a_rule_that_begins_the_evening_before_does_so_too() -> None:
    """Nuuk: an hour before the last Sunday of March begins."""
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=24,25,26,27,28,29,30;BYDAY=SA" in lines(
        vtimezone("America/Nuuk", 2027, 2027)
    )


def test_irregular_years_are_written_change_by_change_with_a_year_to_spare_on_both_sides() -> None:
    """Casablanca: an hour less in Ramadan until 2026, and for good from then on."""
    zone = lines(vtimezone("Africa/Casablanca", 2026, 2026))
    assert [line for line in zone if line.startswith(("DTSTART", "TZOFFSETTO"))] == [
        "DTSTART:20250101T000000",
        "TZOFFSETTO:+0100",
        "DTSTART:20250223T030000",
        "TZOFFSETTO:+0000",
        "DTSTART:20250406T020000",
        "TZOFFSETTO:+0100",
        "DTSTART:20260215T030000",
        "TZOFFSETTO:+0000",
        "DTSTART:20260322T020000",
        "TZOFFSETTO:+0100",
        "DTSTART:20260920T020000",
        "TZOFFSETTO:+0000",
    ]
    assert [line for line in zone if line.startswith("RRULE")] == []


def test_summer_is_written_as_daylight_where_the_law_calls_winter_the_exception() -> None:
    dublin = lines(vtimezone("Europe/Dublin", 2027, 2027))
    assert dublin[dublin.index("BEGIN:DAYLIGHT") : dublin.index("END:DAYLIGHT")] == [
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T010000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZNAME:IST",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
    ]


def test_no_zone_uses_what_outlook_or_dateutil_cannot_read() -> None:
    """Traps 14 and 15: no date lists, comments or own properties, and the last week is -1, never 4."""
    known = {"BEGIN", "END", "TZID", "DTSTART", "RRULE", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO"}
    for zone in ALL_ZONES:
        for line in lines(vtimezone(zone, 2025, 2027)):
            assert line.split(":")[0] in known, f"{zone}: {line}"
            assert len(line) <= 75
            assert "4SU" not in line


def test_the_octets_do_not_depend_on_the_year_where_a_rule_stands() -> None:
    """So that a stored file stays what it was when a later session joins it."""
    assert vtimezone("Asia/Beirut", 2027, 2027) is vtimezone("Asia/Beirut", 2030, 2044)


def test_a_file_gets_each_zone_once_in_order_and_never_utc() -> None:
    """Trap 12: what has a TZID has a VTIMEZONE; trap 13: UTC is no TZID."""
    spans = [
        ("Europe/Brussels", datetime(2027, 3, 1, 9), datetime(2027, 3, 1, 10)),
        ("UTC", datetime(2027, 3, 1, 9), datetime(2027, 3, 1, 10)),
        ("Africa/Casablanca", datetime(2026, 12, 31, 22), datetime(2027, 1, 1, 1)),
        ("Europe/Brussels", datetime(2028, 3, 1, 9), datetime(2028, 3, 1, 10)),
        ("Africa/Casablanca", datetime(2024, 3, 1, 9), datetime(2024, 3, 1, 10)),
    ]
    assert vtimezones(spans) == vtimezone("Africa/Casablanca", 2024, 2027) + vtimezone("Europe/Brussels", 2027, 2028)
    assert vtimezones([]) == b""


def test_an_abbreviation_is_no_zone() -> None:
    """Trap 13."""
    with pytest.raises(ValueError, match="not the name of a time zone"):
        vtimezone("CET", 2027, 2027)
