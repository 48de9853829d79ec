from datetime import UTC, datetime, timedelta

import pytest

from workshops.attendance.rules import (
    Presence,
    SessionIsCancelled,
    SessionNotOpen,
    Share,
    counts,
    ensure_may_mark,
    names_enough,
    presence,
    share,
)

NINE = datetime(2027, 2, 16, 9, tzinfo=UTC)
TEN = frozenset(range(1, 11))


def test_the_denominator_is_what_was_scheduled_so_five_of_ten_is_fifty_percent() -> None:
    assert share(TEN, {1, 2, 3, 4, 5}, 80) == Share(present=5, scheduled=10, percent_needed=80)
    assert share(TEN, {1, 2, 3, 4, 5}, 80).percent == 50


def test_a_mark_in_a_session_that_does_not_count_adds_nothing() -> None:
    assert share(TEN, {10, 11, 12}, 80).present == 1


@pytest.mark.parametrize(
    ("is_required", "is_pause", "is_cancelled", "expected"),
    [(True, False, False, True), (False, False, False, False), (True, True, False, False), (True, False, True, False)],
)
def test_only_required_sessions_that_take_place_count(
    *, is_required: bool, is_pause: bool, is_cancelled: bool, expected: bool
) -> None:
    assert counts(is_required=is_required, is_pause=is_pause, is_cancelled=is_cancelled) is expected


@pytest.mark.parametrize(
    ("present", "scheduled", "needed", "reached"),
    [(8, 10, 8, True), (7, 10, 8, False), (7, 9, 8, False), (8, 9, 8, True), (1, 1, 1, True), (4, 6, 5, False)],
)
def test_eighty_percent_is_never_rounded_in_anybodys_favour(
    *, present: int, scheduled: int, needed: int, reached: bool
) -> None:
    of_eighty = Share(present, scheduled, 80)
    assert (of_eighty.needed, of_eighty.is_reached) == (needed, reached)


def test_a_share_just_below_a_percent_is_not_that_percent() -> None:
    assert Share(799, 1000, 80).percent == 79


def test_a_rule_of_nought_percent_is_reached_by_everybody() -> None:
    assert Share(0, 10, 0).is_reached


def test_without_sessions_that_count_nobody_reaches_the_rule() -> None:
    nothing = Share(0, 0, 0)
    assert (nothing.is_reached, nothing.percent) == (False, 0)


def test_marks_open_two_hours_before_the_session() -> None:
    ensure_may_mark(starts_at=NINE, is_cancelled=False, now=NINE - timedelta(hours=2))
    with pytest.raises(SessionNotOpen, match="Marking opens two hours before it"):
        ensure_may_mark(starts_at=NINE, is_cancelled=False, now=NINE - timedelta(hours=2, seconds=1))


def test_a_signed_sheet_can_be_typed_in_a_year_later() -> None:
    ensure_may_mark(starts_at=NINE, is_cancelled=False, now=NINE + timedelta(days=365))


def test_nobody_is_present_in_a_cancelled_session() -> None:
    with pytest.raises(SessionIsCancelled):
        ensure_may_mark(starts_at=NINE, is_cancelled=True, now=NINE)


@pytest.mark.parametrize(
    ("is_marked", "minutes", "expected"),
    [
        (True, -30, Presence.PRESENT),
        (False, -1, Presence.AHEAD),
        (False, 0, Presence.ABSENT),
        (True, 60, Presence.PRESENT),
    ],
)
def test_nobody_is_absent_from_what_has_not_ended(*, is_marked: bool, minutes: int, expected: Presence) -> None:
    assert presence(is_marked=is_marked, ends_at=NINE, now=NINE + timedelta(minutes=minutes)) is expected


@pytest.mark.parametrize(
    ("letters", "enough"),
    [("rah", True), ("ra", False), ("", False), ("r a h i m", False), ("ra gulnora", True), ("Рах", True)],
)
def test_the_desk_types_three_letters_of_one_word(*, letters: str, enough: bool) -> None:
    assert names_enough(letters) is enough
