"""Counting tries in memory."""

import threading

from limits import RateLimitItemPerMinute
from limits.strategies import MovingWindowRateLimiter

from workshops.foundation.limits import SweptMemory


def test_a_crowd_starts_no_thread_for_each_of_its_tries() -> None:
    counter = MovingWindowRateLimiter(SweptMemory())
    limit = RateLimitItemPerMinute(2)
    before = threading.active_count()
    assert [counter.hit(limit, f"network {number}") for number in range(500)] == [True] * 500
    assert threading.active_count() <= before + 1


def test_tries_beyond_the_limit_are_refused() -> None:
    counter = MovingWindowRateLimiter(SweptMemory())
    limit = RateLimitItemPerMinute(2)
    assert [counter.hit(limit, "a network") for _ in range(3)] == [True, True, False]
    assert counter.hit(limit, "another network")
