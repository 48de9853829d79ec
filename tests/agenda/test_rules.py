"""What a session may be, from plain values."""

from datetime import datetime, timedelta

import pytest

from workshops.agenda.rules import (
    RoomTaken,
    SessionTimesReversed,
    Slot,
    SpeakerTaken,
    ensure_free,
    ensure_may_change_agenda,
    new_uid,
    span,
)
from workshops.catalogue.rules import State
from workshops.foundation.errors import DomainError
from workshops.foundation.zones import UnusableTime

local = datetime.fromisoformat
NINE = local("2027-02-16 09:00+00:00")
HOUR = timedelta(hours=1)


def slot(number: int, after: float = 0, hours: float = 1, room: str = "Hall", *speakers: str) -> Slot:
    starts = NINE + after * HOUR
    return Slot(number, starts, starts + hours * HOUR, room, frozenset(speakers))


def test_only_sessions_of_what_is_ahead_change() -> None:
    open_ = set()
    for state in State:
        try:
            ensure_may_change_agenda(state)
        except DomainError:
            continue
        open_.add(state)
    assert open_ == {State.DRAFT, State.PUBLISHED, State.POSTPONED}


@pytest.mark.parametrize("other", [slot(2, after=1), slot(2, after=-1), slot(2, room="Room 2"), slot(2, room="")])
def test_sessions_one_after_another_or_in_different_rooms_are_free(other: Slot) -> None:
    ensure_free(slot(1), [other])


def test_two_sessions_without_a_room_may_run_side_by_side() -> None:
    ensure_free(slot(1, room=""), [slot(2, room="")])


@pytest.mark.parametrize("other", [slot(2), slot(2, after=0.5), slot(2, after=-0.5, hours=3), slot(2, room="HALL")])
def test_a_room_holds_one_session_at_a_time(other: Slot) -> None:
    with pytest.raises(RoomTaken, match="Hall is taken at this time by session 2"):
        ensure_free(slot(1), [other])


def test_a_speaker_speaks_in_one_session_at_a_time() -> None:
    with pytest.raises(SpeakerTaken, match="B speaks at this time in session 2"):
        ensure_free(slot(1, 0, 1, "A", "A", "B"), [slot(2, 0.5, 1, "B", "B", "C")])
    ensure_free(slot(1, 0, 1, "A", "A", "B"), [slot(2, 1, 1, "B", "B", "C")])


def test_a_session_is_not_in_its_own_way() -> None:
    ensure_free(slot(1), [slot(1)])


def test_a_session_ends_after_it_begins_on_the_clocks_of_the_place() -> None:
    assert span(local("2027-02-16 09:00"), local("2027-02-16 10:00"), "Asia/Qatar") == (
        local("2027-02-16 06:00+00:00"),
        local("2027-02-16 07:00+00:00"),
    )
    with pytest.raises(SessionTimesReversed):
        span(local("2027-02-16 09:00"), local("2027-02-16 09:00"), "Asia/Qatar")
    with pytest.raises(UnusableTime):
        span(local("2027-03-28 02:30"), local("2027-03-28 04:00"), "Europe/Berlin")


def test_a_uid_is_random_and_names_the_product_alone() -> None:
    first, second = new_uid(), new_uid()
    assert first != second
    assert first.partition("@")[2] == second.partition("@")[2] == "workshops.example"
    assert len(first) <= 80
