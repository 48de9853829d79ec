"""What the measurements say of time."""

from bench.timing import median_wait_ms


def test_nothing_waits_for_less_than_no_time() -> None:
    waits = median_wait_ms({"nothing": lambda: None, "a little": lambda: sum(range(1000))})
    assert [wait for wait in waits.values() if wait < 0] == []
