"""The colours of the tokens, and how far two of them stand apart."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Scheme = Literal["light", "dark"]

LONG_TEXT, TEXT, SHAPE = 7.0, 4.5, 3.0  # WCAG 2.2: 1.4.6, 1.4.3, 1.4.11
_IN_THE_DARK = "@media screen and (prefers-color-scheme: dark)"
_STRAIGHT_UP_TO = 0.04045  # below it the curve of sRGB is a line
_ON_PAPER = "@media print"


@dataclass(frozen=True)
class Pair:
    """Two tokens that meet on a page, what the first is, and the least contrast it needs there."""

    front: str
    back: str
    use: str
    least: float


PAIRS = (
    Pair("ink", "paper", "text", LONG_TEXT),
    Pair("ink", "sunk", "text in quiet panels and in filters", LONG_TEXT),
    Pair("ink-2", "paper", "hints and remarks", TEXT),
    Pair("ink-2", "sunk", "hints in quiet panels, the footer", TEXT),
    Pair("ink-2", "info-wash", "remarks in a chosen row", TEXT),
    Pair("title", "paper", "titles, names, figures", LONG_TEXT),
    Pair("link", "paper", "links", LONG_TEXT),
    Pair("link", "sunk", "links in quiet panels", TEXT),
    Pair("link", "warn-wash", "links in a note", TEXT),
    Pair("on-act", "act", "the words of a button", LONG_TEXT),
    Pair("on-act", "act-2", "the words of a button under the pointer", LONG_TEXT),
    Pair("act", "paper", "the words of an outlined button", LONG_TEXT),
    Pair("gold-ink", "paper", "labels", TEXT),
    Pair("gold-ink", "sunk", "labels in quiet panels", TEXT),
    Pair("gold-ink", "gold-wash", "the line of the demonstration", TEXT),
    Pair("on-navy", "navy", "the band at the top", LONG_TEXT),
    Pair("on-navy-2", "navy", "the navigation", LONG_TEXT),
    Pair("on-navy-gold", "navy", "labels on navy", TEXT),
    Pair("ok", "ok-wash", "well", TEXT),
    Pair("warn", "warn-wash", "attention", TEXT),
    Pair("bad", "bad-wash", "wrong", TEXT),
    Pair("bad", "paper", "the error at a field", TEXT),
    Pair("info", "info-wash", "to know", TEXT),
    Pair("ink", "ok-wash", "text in a note", LONG_TEXT),
    Pair("ink", "warn-wash", "text in a note", LONG_TEXT),
    Pair("ink", "bad-wash", "text in a note", LONG_TEXT),
    Pair("ink", "info-wash", "text in a note", LONG_TEXT),
    Pair("focus-ink", "focus", "a link in focus, and the two rings", LONG_TEXT),
    Pair("edge", "paper", "the edge of a control", SHAPE),
    Pair("edge", "sunk", "the edge of a control in filters", SHAPE),
    Pair("c1", "c4", "a bar on its track", SHAPE),
    Pair("c1", "paper", "a bar on the page", SHAPE),
)


def colours(css: str, scheme: Scheme) -> dict[str, str]:
    """The colours of a scheme, by their tokens, in six digits: those of light, and above them those dark changes."""
    light, dark = css.partition(_ON_PAPER)[0].split(_IN_THE_DARK)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light + (dark if scheme == "dark" else "")))


def measures(css: str) -> dict[str, str]:
    """The sizes of type and space as the tokens say them: `t1` to `t7`, `s1` to `s8`."""
    return dict(re.findall(r"--([ts]\d): ([^;]+);", css))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, WCAG 2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def measured(css: str) -> list[tuple[Pair, float, float]]:
    """Each pair with its contrast in light and in dark."""
    light, dark = colours(css, "light"), colours(css, "dark")
    return [(pair, _contrast_of(pair, light), _contrast_of(pair, dark)) for pair in PAIRS]


def _contrast_of(pair: Pair, known: Mapping[str, str]) -> float:
    return contrast(known[pair.front], known[pair.back])


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, WCAG 2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= _STRAIGHT_UP_TO else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
