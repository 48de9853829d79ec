"""One measurement as one line."""

from dataclasses import dataclass
from math import floor, log10


@dataclass(frozen=True)
class Figure:
    """What something costs, or how often it can be done in a second when the unit ends in `/s`.

    `floor` is the cost of the same work without a house around it, in the same unit; None where there is none.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """Our cost divided by the floor's: 1 is the limit, whatever the unit."""
        if not self.floor or not self.value:
            return None
        return self.floor / self.value if self.unit.endswith("/s") else self.value / self.floor

    def __str__(self) -> str:
        floor, ratio = (_plain(number) for number in (self.floor, self.ratio))
        return f"{self.name:<34} {_plain(self.value):>9} {self.unit:<6} {floor:>9} {ratio:>8}"


def _plain(number: float | None) -> str:
    """Three significant figures, and all of those before the point."""
    if number is None:
        return "-"
    return str(round(number, max(0, 2 - floor(log10(abs(number))))) if number else 0).removesuffix(".0")
