"""What a chart draws: numbers in, the sizes of its bars in percent out. The macros of `charts.html` draw it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

# More columns than this are too thin to tell apart on a phone, so that each stands for a week.
MOST_DAYS = 31


@dataclass(frozen=True)
class Bar:
    """A row of a breakdown: what is counted, and its number in each step of the key."""

    label: str
    counts: Sequence[int]

    @property
    def total(self) -> int:
        """All that is counted in the row."""
        return sum(self.counts)


@dataclass(frozen=True)
class Breakdown:
    """Bars that are parts of one whole, which is the width."""

    bars: Sequence[Bar]

    @property
    def total(self) -> int:
        """All that is counted."""
        return sum(bar.total for bar in self.bars)

    @property
    def steps(self) -> list[int]:
        """The number of all bars in each step of the key."""
        return [sum(step) for step in zip(*(bar.counts for bar in self.bars), strict=True)]

    def parts(self, bar: Bar) -> list[tuple[int, float]]:
        """The steps of a bar, counted from 1, each with its width."""
        return [(step, 100 * count / self.total) for step, count in enumerate(bar.counts, 1)]

    def percent(self, bar: Bar) -> int:
        """How much of all is in this bar, in whole percent."""
        return round(100 * bar.total / self.total)


def largest(bars: Sequence[Bar], most: int) -> tuple[list[Bar], list[Bar]]:
    """The `most` largest bars in order of size, and the others; a single one is not worth to be left out."""
    ordered = sorted(bars, key=lambda bar: (-bar.total, bar.label))
    return (ordered[:most], ordered[most:]) if len(ordered) > most + 1 else (ordered, [])


@dataclass(frozen=True)
class Column:
    """The count of a day or of a week, and of all days until then."""

    first: date
    last: date
    count: int
    until_then: int


@dataclass(frozen=True)
class Days:
    """Columns side by side, in order of time: the highest fills the height."""

    columns: Sequence[Column]

    @property
    def highest(self) -> int:
        """The largest count of a column."""
        return max(column.count for column in self.columns)

    @property
    def are_weeks(self) -> bool:
        """Whether a column stands for a week."""
        return any(column.first != column.last for column in self.columns)

    def drawn(self) -> list[tuple[float, float, float]]:
        """Start, width and height of each column that counts something."""
        step = 100 / len(self.columns)
        return [
            (at * step + step / 8, step * 3 / 4, 100 * column.count / self.highest)
            for at, column in enumerate(self.columns)
            if column.count
        ]


def over_days(counts: Mapping[date, int], last: date) -> Days:
    """A column for each day from the first counted to the last, or for each week when there are many."""
    first, last = min(counts), max((last, *counts))
    step = 1 if (last - first).days < MOST_DAYS else 7
    sums = [0] * ((last - first).days // step + 1)
    for day, count in counts.items():
        sums[(day - first).days // step] += count
    begins = [first + timedelta(days=step * at) for at in range(len(sums))]
    ends = [min(day + timedelta(days=step - 1), last) for day in begins]
    return Days([Column(*column) for column in zip(begins, ends, sums, accumulate(sums), strict=True)])
