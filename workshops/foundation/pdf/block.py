"""Blocks: where a text stands on the page, and how it shrinks, breaks and moves to fit there."""

import itertools
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, Self

from workshops.foundation.pdf.content import EmbeddedFont, show
from workshops.foundation.pdf.fonts import Face
from workshops.foundation.pdf.layout import Line, halve, set_line, shorten

Color = tuple[float, float, float]
Align = Literal["left", "center", "right"]

_LEADING, _GAP = 1.25, 0.05  # from baseline to baseline, and at least from ink to ink, in type sizes
_INDENT = {"left": 0.0, "center": 0.5, "right": 1.0}
_MIRRORED: Final[Mapping[Align, Align]] = {"left": "right", "center": "center", "right": "left"}


def fill(color: Color) -> str:
    """Return the operator that sets the colour of text and surfaces."""
    return " ".join([f"{part:g}" for part in color]) + " rg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text looks: faces to try in turn, size and letter-spacing in points, colour, and alignment at x.

    Arabic letters are small on their body, and joined: a text with any is set `arabic` times as large, and not spaced.
    """

    faces: tuple[Face, ...]
    size: float
    color: Color
    align: Align = "center"
    spacing: float = 0
    arabic: float = 1

    def suiting(self, text: str) -> Self:
        """Return the style for this text."""
        if (self.arabic == 1 and not self.spacing) or "AL" not in map(unicodedata.bidirectional, text):
            return self
        return replace(self, size=self.size * self.arabic, spacing=0, arabic=1)


class PlacedLine(NamedTuple):
    """A line with its size and the start of its baseline, in points."""

    line: Line
    size: float
    x: float
    y: float


class LaidText(NamedTuple):
    """A text ready to be drawn."""

    style: Style
    lines: tuple[PlacedLine, ...]

    def operators(self, fonts: Sequence[EmbeddedFont]) -> str:
        """Return the operators that draw the text."""
        shown = [show(line, fonts, size, x, y, self.style.spacing) for line, size, x, y in self.lines]
        return " ".join([fill(self.style.color), *shown])


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A place for a text, in points from the lower left corner of the page.

    The text is set at the size of its style where that fits the width, else smaller. Where it would be smaller than
    `least` it breaks into two lines. Between `floor` and `ceiling` no ink leaves the place: high or deep letters shrink
    the text, or move its baseline from `y`.
    """

    style: Style
    x: float
    y: float
    width: float
    least: float = 0
    floor: float | None = None
    ceiling: float | None = None

    def lay(self, text: str, language: str) -> LaidText:
        """Set the text in a document of this language (BCP 47)."""
        text = shorten(text)
        style = self.style.suiting(text)
        if style is not self.style:
            return replace(self, style=style).lay(text, language)
        lines = [self._set(text, language)]
        size = self._size(lines)
        if size < self.least:
            lines = [self._set(half, language) for half in halve(text)]
            size = self._size(lines)
        last = self._last_baseline(lines, size)
        placed = [
            PlacedLine(line, size, self._start(line, size), last + (len(lines) - 1 - index) * _leading(lines) * size)
            for index, line in enumerate(lines)
        ]
        return LaidText(self.style, tuple(placed))

    def mirrored(self, width: float) -> Self:
        """Return the place where a mirror shows it on a page of this width. The text in it is not turned round."""
        return replace(self, x=width - self.x, style=replace(self.style, align=_MIRRORED[self.style.align]))

    def _set(self, text: str, language: str) -> Line:
        return set_line(text, self.style.faces, language, ligatures=not self.style.spacing)

    def _size(self, lines: list[Line]) -> float:
        """Return the largest size that fits, rounded down to hundredths."""
        size = self.style.size
        for line in lines:
            spacing = self.style.spacing * max(line.sign_count() - 1, 0)
            if line.width:
                size = min(size, (self.width - spacing) / line.width)
        if self.floor is not None and self.ceiling is not None:
            bottom, top = self._ink(lines)
            if top > bottom:
                size = min(size, (self.ceiling - self.floor) / (top - bottom))
        return int(size * 100) / 100

    def _last_baseline(self, lines: list[Line], size: float) -> float:
        """Return the height of the last baseline: `y`, or where floor and ceiling push it; two lines are centred."""
        if self.floor is None or self.ceiling is None:
            return self.y
        bottom, top = self._ink(lines)
        lowest, highest = self.floor - bottom * size, self.ceiling - top * size
        if len(lines) > 1:
            return (lowest + highest) / 2
        return min(max(self.y, lowest), highest)

    def _ink(self, lines: list[Line]) -> tuple[float, float]:
        """Return the lowest and the highest ink, in type sizes from the last baseline."""
        if not lines:
            return 0, 0
        return lines[-1].ink()[0], lines[0].ink()[1] + (len(lines) - 1) * _leading(lines)

    def _start(self, line: Line, size: float) -> float:
        width = line.width * size + self.style.spacing * max(line.sign_count() - 1, 0)
        return self.x - width * _INDENT[self.style.align]


def _leading(lines: Sequence[Line]) -> float:
    """Return the distance of two baselines, in type sizes; deep letters never touch high ones below them."""
    return max([_LEADING, *(lower.ink()[1] - upper.ink()[0] + _GAP for upper, lower in itertools.pairwise(lines))])
