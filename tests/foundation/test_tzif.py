"""The tz database is read right: every change of every zone's clocks, and the rule that stands after the last one."""
# ruff: noqa: DTZ001 - local times are naive

from datetime import UTC, datetime, timedelta

import pytest

from workshops.foundation.tzif import Change, Clock, YearlyChange, read_zone
from workshops.foundation.zones import get_zone, zone_names

WINTER = Clock(3600, is_daylight=False, name="CET")
SUMMER = Clock(7200, is_daylight=True, name="CEST")


def test_a_standing_rule_names_its_clocks_and_its_two_changes() -> None:
    brussels = read_zone("Europe/Brussels")
    assert brussels.standing == WINTER
    assert brussels.yearly == (
        YearlyChange(month=3, week=5, weekday=0, seconds=2 * 3600, before=WINTER, after=SUMMER),
        YearlyChange(month=10, week=5, weekday=0, seconds=3 * 3600, before=SUMMER, after=WINTER),
    )


@pytest.mark.parametrize(
    ("zone", "onsets"),
    [
        ("Europe/Brussels", [datetime(2027, 3, 28, 2), datetime(2027, 10, 31, 3)]),
        ("America/New_York", [datetime(2027, 3, 14, 2), datetime(2027, 11, 7, 2)]),
        ("Asia/Jerusalem", [datetime(2027, 3, 26, 2), datetime(2027, 10, 31, 2)]),
        ("America/Nuuk", [datetime(2027, 3, 27, 23), datetime(2027, 10, 31, 0)]),
        ("America/Santiago", [datetime(2027, 4, 4, 0), datetime(2027, 9, 5, 0)]),
        ("Africa/Cairo", [datetime(2024, 4, 26, 0), datetime(2024, 11, 1, 0)]),
        ("Asia/Kathmandu", []),
    ],
)
def test_the_changes_of_a_year_come_at_their_local_times(zone: str, onsets: list[datetime]) -> None:
    year = onsets[0].year if onsets else 2027
    assert [change.local for change in read_zone(zone).between(year, year)] == onsets


def test_a_zone_without_changes_has_none() -> None:
    utc = read_zone("UTC")
    assert (utc.recorded, utc.yearly, utc.standing) == ((), (), Clock(0, is_daylight=False, name="UTC"))
    assert utc.regular_from_year == 1971


@pytest.mark.parametrize(
    ("zone", "year"),
    [
        ("Europe/Brussels", 1997),  # the common end of summer time came in 1996
        ("America/New_York", 2008),  # the Energy Policy Act moved both changes in 2007
        ("Africa/Cairo", 2024),  # summer time came back in 2023
        ("America/Nuuk", 2025),  # no change in October 2023: the rule came in 2024
        ("Asia/Kathmandu", 1986),  # a quarter of an hour was added as 1986 began in Nepal
        ("Asia/Gaza", 2087),  # Ramadan meets summer time until 2086
    ],
)
def test_the_years_before_a_rule_became_regular_are_not_trusted_to_it(zone: str, year: int) -> None:
    assert read_zone(zone).regular_from_year == year


def test_summer_is_daylight_time_also_where_the_law_calls_winter_the_exception() -> None:
    to_summer, to_winter = read_zone("Europe/Dublin").between(2027, 2027)
    assert (to_summer.local, to_summer.after.is_daylight, to_summer.starts_summer) == (
        datetime(2027, 3, 28, 1),
        False,
        True,
    )
    assert (to_winter.local, to_winter.after.is_daylight, to_winter.starts_summer) == (
        datetime(2027, 10, 31, 2),
        True,
        False,
    )


def test_a_change_for_good_is_no_summer_time() -> None:
    there_to_stay = Change(0, Clock(3600, is_daylight=False, name="+01"), Clock(10800, is_daylight=False, name="+03"))
    assert not there_to_stay.starts_summer


def test_a_name_that_is_no_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="not the name of a time zone"):
        read_zone("CET")


def test_the_clock_is_what_zoneinfo_shows_on_both_sides_of_every_change() -> None:
    def shown(zone: str, moment: int) -> float:
        offset = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=moment)).astimezone(get_zone(zone)).utcoffset()
        assert offset is not None
        return offset.total_seconds()

    for zone in zone_names():
        changes = read_zone(zone).between(1970, 2099)
        steps = [(change.before.offset, change.after.offset) for change in changes]
        assert (zone, steps) == (zone, [(shown(zone, change.at - 1), shown(zone, change.at)) for change in changes])
        assert [before for before, _ in steps[1:]] == [after for _, after in steps[:-1]]
