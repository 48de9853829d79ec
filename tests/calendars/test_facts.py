"""Facts that no calendar could show are refused before anything is written."""
# ruff: noqa: DTZ001 - sessions have local times

from datetime import UTC, datetime

import pytest

from tests.calendars.example import session
from workshops.calendars.facts import AttendeeFacts, OrganizerFacts


@pytest.mark.parametrize(
    "mailbox",
    ["", "amina", "@border.example", "amina@", "a b@border.example", "a@b.example\r\nBCC:x@y.example", "a@b\x00c"],
)
def test_nobody_is_invited_without_a_mailbox(mailbox: str) -> None:
    for kind in (AttendeeFacts, OrganizerFacts):
        with pytest.raises(ValueError, match=r"^a calendar user needs a mailbox$"):
            kind("Amina", mailbox)


@pytest.mark.parametrize(
    "times",
    [
        {"ends": datetime(2027, 2, 16, 9, 0)},
        {"ends": datetime(2027, 2, 15, 10, 0)},
        {"starts": datetime(2027, 2, 16, 9, 0, tzinfo=UTC), "ends": datetime(2027, 2, 16, 10, 0, tzinfo=UTC)},
    ],
)
def test_a_session_ends_after_it_starts_in_local_time(times: dict[str, datetime]) -> None:
    with pytest.raises(ValueError, match="starts and then ends, in local times"):
        session(**times)


@pytest.mark.parametrize("geo", [(90.1, 0.0), (0.0, -180.1), (float("nan"), 0.0), (0.0, float("inf"))])
def test_a_place_lies_on_the_globe(geo: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="a latitude and a longitude"):
        session(geo=geo)


def test_equal_facts_are_one_key_of_a_cache() -> None:
    assert {session(): 1}[session()] == 1
    assert session() != session(sequence=3)
