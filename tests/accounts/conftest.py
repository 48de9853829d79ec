"""Lifetimes are counted to the second here, so the clock stands still unless a test moves it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from workshops.foundation import clock


@pytest.fixture(autouse=True)
def stopped_clock() -> Iterator[None]:
    """A Wednesday morning."""
    with clock.at(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        yield
