"""Local times become moments only when there is exactly one."""
# ruff: noqa: DTZ001 - local times are naive

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshops.foundation.zones import (
    AmbiguousTime,
    NonexistentTime,
    TimeOutOfRange,
    UnusableTime,
    get_zone,
    is_zone,
    local_to_utc,
    only_zone_of,
    utc_to_local,
    zone_file,
    zone_names,
)


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        ("Europe/Brussels", datetime(2027, 1, 15, 9, 0), datetime(2027, 1, 15, 8, 0, tzinfo=UTC)),
        ("Europe/Brussels", datetime(2027, 7, 15, 9, 0), datetime(2027, 7, 15, 7, 0, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2027, 7, 15, 9, 0), datetime(2027, 7, 15, 3, 15, tzinfo=UTC)),
        ("Pacific/Apia", datetime(2027, 7, 15, 9, 0), datetime(2027, 7, 14, 20, 0, tzinfo=UTC)),
        ("Africa/Casablanca", datetime(2026, 2, 10, 9, 0), datetime(2026, 2, 10, 8, 0, tzinfo=UTC)),
        ("Africa/Casablanca", datetime(2026, 2, 20, 9, 0), datetime(2026, 2, 20, 9, 0, tzinfo=UTC)),
        ("UTC", datetime(2027, 7, 15, 9, 0), datetime(2027, 7, 15, 9, 0, tzinfo=UTC)),
    ],
)
def test_a_local_time_is_one_moment(zone: str, local: datetime, utc: datetime) -> None:
    assert local_to_utc(local, zone) == utc
    assert local_to_utc(local, zone).tzinfo is UTC
    assert utc_to_local(utc, zone) == local


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("Europe/Brussels", datetime(2027, 3, 28, 2, 0)),
        ("Europe/Brussels", datetime(2027, 3, 28, 2, 59)),
        ("Europe/Dublin", datetime(2027, 3, 28, 1, 30)),
        ("Africa/Cairo", datetime(2027, 4, 30, 0, 30)),
        ("Australia/Lord_Howe", datetime(2027, 10, 3, 2, 15)),
        ("Pacific/Apia", datetime(2011, 12, 30, 12, 0)),
    ],
)
def test_a_time_that_the_clocks_jump_over_is_refused(zone: str, local: datetime) -> None:
    with pytest.raises(NonexistentTime):
        local_to_utc(local, zone)


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("Europe/Brussels", datetime(2027, 10, 31, 2, 0)),
        ("Europe/Brussels", datetime(2027, 10, 31, 2, 59)),
        ("Europe/Dublin", datetime(2027, 10, 31, 1, 30)),
        ("Africa/Cairo", datetime(2027, 10, 28, 23, 30)),
        ("Australia/Lord_Howe", datetime(2027, 4, 4, 1, 45)),
    ],
)
def test_a_time_that_comes_twice_is_refused(zone: str, local: datetime) -> None:
    with pytest.raises(AmbiguousTime):
        local_to_utc(local, zone)


def test_a_remembered_fold_does_not_settle_a_time_that_comes_twice() -> None:
    with pytest.raises(AmbiguousTime):
        local_to_utc(datetime(2027, 10, 31, 2, 30, fold=1), "Europe/Brussels")


def test_the_times_just_outside_a_change_are_taken() -> None:
    assert local_to_utc(datetime(2027, 3, 28, 1, 59), "Europe/Brussels") == datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    assert local_to_utc(datetime(2027, 3, 28, 3, 0), "Europe/Brussels") == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    assert local_to_utc(datetime(2027, 10, 31, 1, 59), "Europe/Brussels") == datetime(2027, 10, 30, 23, 59, tzinfo=UTC)
    assert local_to_utc(datetime(2027, 10, 31, 3, 0), "Europe/Brussels") == datetime(2027, 10, 31, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize("year", [1, 1969, 2100, 9999])
def test_a_year_that_cannot_be_meant_is_refused(year: int) -> None:
    with pytest.raises(TimeOutOfRange):
        local_to_utc(datetime(year, 1, 1), "Asia/Tokyo")


def test_the_refusals_say_which_time_and_what_to_do() -> None:
    local = datetime(2027, 3, 28, 2, 30)
    assert str(NonexistentTime(local, "Europe/Brussels")) == (
        "The time 2027-03-28 02:30 does not exist in Europe/Brussels: the clocks go forward then. "
        "Choose a time before or after it."
    )
    assert str(AmbiguousTime(local, "Europe/Brussels")) == (
        "The time 2027-03-28 02:30 comes twice in Europe/Brussels: the clocks go back then. "
        "Choose a time before or after it."
    )
    assert str(TimeOutOfRange(datetime(1, 1, 1), "Asia/Tokyo")) == (
        "The year of 0001-01-01 00:00 cannot be right. Choose a date from 1970 to 2099."
    )


@pytest.mark.parametrize("name", ["Asia/Dushanbe", "Asia/Kuwait", "America/Argentina/Ushuaia", "Europe/Kiev", "UTC"])
def test_places_are_zones(name: str) -> None:
    assert is_zone(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "CET",
        "GMT",
        "EST5EDT",
        "Etc/UTC",
        "Etc/GMT+3",
        "Factory",
        "asia/dushanbe",
        "../zones",
        "zone.tab",
        "Asia",
        "Mars/Base",
    ],
)
def test_abbreviations_and_everything_else_are_not(name: str) -> None:
    assert not is_zone(name)
    with pytest.raises(ValueError, match="not the name of a time zone"):
        zone_file(name)
    with pytest.raises(ValueError, match="not the name of a time zone"):
        get_zone(name)


@pytest.mark.parametrize(
    ("iso3", "zone"),
    [("TJK", "Asia/Dushanbe"), ("QAT", "Asia/Qatar"), ("USA", None), ("UZB", None), ("XXX", None), (None, None)],
)
def test_a_state_with_one_zone_has_that_zone(iso3: str | None, zone: str | None) -> None:
    assert only_zone_of(iso3) == zone


def test_the_choice_is_sorted_and_every_name_in_it_is_a_zone() -> None:
    names = zone_names()
    assert list(names) == sorted(set(names))
    assert [name for name in names if not is_zone(name)] == []
    assert {"Asia/Dushanbe", "Asia/Kuwait", "Europe/Amsterdam", "Europe/Kyiv", "UTC"} <= set(names)
    assert "Europe/Kiev" not in names


def test_a_zone_keeps_its_name() -> None:
    assert get_zone("Asia/Dushanbe").key == "Asia/Dushanbe"


@settings(deadline=None)
@given(
    st.sampled_from(zone_names()),
    st.datetimes(datetime(1970, 1, 2), datetime(2099, 12, 30)).map(lambda moment: moment.replace(tzinfo=UTC)),
)
def test_every_moment_shows_a_time_that_leads_back_to_it_or_is_refused(zone: str, moment: datetime) -> None:
    local = utc_to_local(moment, zone)
    try:
        back = local_to_utc(local, zone)
    except AmbiguousTime:
        neighbours = [utc_to_local(moment + timedelta(minutes=m), zone) for m in range(-180, 181, 10)]
        assert neighbours != sorted(neighbours)
    else:
        assert back == moment


@settings(deadline=None)
@given(st.sampled_from(zone_names()), st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31)))
def test_every_time_that_is_taken_is_what_the_clocks_then_show(zone: str, local: datetime) -> None:
    try:
        moment = local_to_utc(local, zone)
    except UnusableTime:
        return
    assert utc_to_local(moment, zone) == local


def test_the_machines_own_tables_are_never_asked() -> None:
    assert get_zone("Europe/Brussels") is not ZoneInfo("Europe/Brussels")
    assert get_zone("Europe/Brussels") is get_zone("Europe/Brussels")
