"""Lines of text: cleaned, cut into runs of one face and one direction, shaped by HarfBuzz, measured.

A line prints exactly what the faces cover. A character that none of them has is left out, so that a box (tofu) never
stands in a document; `uncovered` tells beforehand.
"""

import itertools
import operator
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import uharfbuzz as hb

from workshops.foundation.pdf import bidi
from workshops.foundation.pdf.fonts import EM, Face

_JOINERS = "\u200c\u200d"  # they shape Persian and Indic words; all other format characters only disguise
_WHITE_SPACE = str.maketrans(dict.fromkeys("\t\n\v\f\r\x85\u2028\u2029", " "))
_COMPATIBILITY_FORMS = re.compile("[\ufb00-\ufdff\ufe70-\ufeff]")  # ligatures and presentation forms
_MONOTONE_CHARACTERS = hb.BufferClusterLevel.MONOTONE_CHARACTERS
_MONOTONE_GRAPHEMES = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
_LONGEST = 300
_HANGUL = range(0xAC00, 0xD7A4)
_OPENS, _CLOSES = {"Ps", "Pi"}, {"Pe", "Pf", "Po"}
_HARMFUL = {"Cc", "Cf", "Cs", "Co", "Cn"}


class Part(NamedTuple):
    """A glyph of a face and where it stands, in thousandths of the type size from the origin of its sign."""

    glyph: int
    x: int
    y: int


class Sign(NamedTuple):
    """A piece of text that cannot be divided (a letter with its marks, a ligature, a conjunct) and its glyphs."""

    text: str
    parts: tuple[Part, ...]

    def is_plain(self) -> bool:
        """Tell whether the sign is one glyph in its usual place."""
        return len(self.parts) == 1 and self.parts[0].x == self.parts[0].y == 0


@dataclass(frozen=True, slots=True)
class Run:
    """Signs of one face and one direction, from left to right, each with its advance in thousandths."""

    face: Face
    level: int
    signs: tuple[tuple[Sign, int], ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a line before it is shaped."""

    face: Face
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped line: its runs from left to right, and its width in type sizes."""

    text: str
    runs: tuple[Run, ...]
    width: float

    def sign_count(self) -> int:
        """Return how many signs letter-spacing separates."""
        return sum(len(run.signs) for run in self.runs)

    def ink(self) -> tuple[float, float]:
        """Return the lowest and the highest point of the ink, in type sizes from the baseline."""
        lowest = highest = 0
        for run in self.runs:
            for sign, _ in run.signs:
                for part in sign.parts:
                    _, bottom, _, top = run.face.box(part.glyph)
                    lowest, highest = min(lowest, bottom + part.y), max(highest, top + part.y)
        return lowest / EM, highest / EM


def clean(text: str) -> str:
    """Return the text as it may be printed.

    NFC; white space that breaks lines becomes a space; control characters, bidirectional controls, surrogates and
    private characters go, and joiners at an end; presentation forms (Arabic, Hebrew, Latin) become plain letters.
    """
    if not text.isprintable():
        spaced = text.translate(_WHITE_SPACE)
        text = "".join(c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _HARMFUL)
    letters = _COMPATIBILITY_FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text)
    return unicodedata.normalize("NFC", letters).strip(_JOINERS)


def shorten(text: str) -> str:
    """Return the cleaned text, cut where it is so long that it would cost more than a page is worth."""
    text = clean(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def uncovered(text: str, faces: Sequence[Face]) -> str:
    """Return the characters of the cleaned text that no face covers; an empty string when all can be printed."""
    return "".join(cluster for cluster in _clusters(clean(text)) if _first_covering(cluster, faces) is None)


def set_line(text: str, faces: Sequence[Face], language: str, *, ligatures: bool = True) -> Line:
    """Shape a text on one line.

    Each character is drawn by the first face that covers it. The language (BCP 47) is that of the document: a text of
    mixed direction runs as it does.
    """
    cleaned = clean(text)
    faces = _of_one_design(cleaned, faces)
    stretches = list(_stretches(cleaned, faces, bidi.base_level(cleaned, language)))
    runs = [_shape(stretch, ligatures=ligatures) for stretch in bidi.visual_order(stretches)]
    advance = sum(advance for run in runs for _, advance in run.signs)
    return Line("".join(stretch.text for stretch in stretches), tuple(runs), advance / EM)


def halve(text: str) -> list[str]:
    """Return the text cut in two as near to its middle as its spaces and Han characters allow.

    A text without either is cut between any two signs. A dot between the parts of a list goes with the space.
    """
    middle = len(text) / 2
    gaps = [index for index in range(1, len(text.rstrip())) if _may_break(text, index)]
    boundaries = itertools.accumulate(map(len, _clusters(text)))
    cut = min(gaps or boundaries, key=lambda index: abs(index - middle), default=len(text))
    return [half for half in (text[:cut].strip(" ·"), text[cut:].strip(" ·")) if half]


def _may_break(text: str, index: int) -> bool:
    """Tell whether a line may end before a character: at a space, or where Chinese and Japanese allow it."""
    before, after = text[index - 1], text[index]
    return after == " " or (
        _is_square(before)
        and _is_square(after)
        and unicodedata.category(before) not in _OPENS
        and unicodedata.category(after) not in _CLOSES
    )


def _is_square(character: str) -> bool:
    """Tell whether a character is of Chinese or Japanese; Korean has spaces between its words."""
    return unicodedata.east_asian_width(character) in "WF" and ord(character) not in _HANGUL


def _clusters(text: str) -> Iterator[str]:
    """Yield every character with the marks and joiners that follow it."""
    start = 0
    for index in range(1, len(text)):
        character = text[index]
        if character not in _JOINERS and not unicodedata.category(character).startswith("M"):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _first_covering(cluster: str, faces: Sequence[Face]) -> Face | None:
    return next((face for face in faces if face.is_for(cluster)), None)


def _of_one_design(text: str, faces: Sequence[Face]) -> Sequence[Face]:
    """Leave out the first face where it lacks letters of its own script that another has: a word keeps one design."""
    lead, *others = faces
    gaps = (cluster for cluster in _clusters(text) if lead.is_asked(cluster) and not lead.covers(cluster))
    return others if any(_first_covering(cluster, others) for cluster in gaps) else faces


def _stretches(text: str, faces: Sequence[Face], base: int) -> Iterator[_Stretch]:
    """Yield the stretches of one face and one level, in logical order."""
    chosen = _choose(text, faces, base)
    for (face, level), pieces in itertools.groupby(chosen, key=operator.itemgetter(0, 1)):
        yield _Stretch(face, level, "".join([cluster for _, _, cluster in pieces]))


def _choose(text: str, faces: Sequence[Face], base: int) -> Iterator[tuple[Face, int, str]]:
    """Yield every cluster that can be drawn, after its face and its level.

    Letters take the first face that covers them. Spaces, digits and signs stay in the face of what precedes at their
    level; where no letter does, in that of the first letter there, else of the text: `2026年`, `«مرحبا»` and
    `13 نوفمبر` are of one design.
    """
    levels = bidi.levels(text, base)
    clusters = list(_clusters(text))
    starts = itertools.accumulate(map(len, clusters), initial=0)
    leveled = [(cluster, levels[start]) for cluster, start in zip(clusters, starts, strict=False)]
    current: dict[int, Face | None] = {}
    for cluster, level in leveled:
        if current.get(level) is None and cluster[0].isalpha():
            current[level] = _first_covering(cluster, faces)
    first = next(iter(current.values()), None)
    for cluster, level in leveled:
        face = current.get(level) or first
        if face is None or cluster[0].isalpha() or not face.covers(cluster):
            face = _first_covering(cluster, faces)
        if face is not None:
            current[level] = face
            yield face, level, cluster


def _shape(stretch: _Stretch, *, ligatures: bool) -> Run:
    """Shape one stretch.

    Left to right, a letter and its marks are one sign. Right to left, each is its own, since readers turn such a text
    round sign by sign, and would put a mark before its letter.
    """
    buffer = hb.Buffer()
    right_to_left = stretch.level % 2
    buffer.cluster_level = _MONOTONE_CHARACTERS if right_to_left else _MONOTONE_GRAPHEMES
    buffer.flags = hb.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
    buffer.add_str(stretch.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.language = "und"  # never the locale of the machine; a name's language is not known
    features = stretch.face.features if ligatures else {**stretch.face.features, "liga": False}
    hb.shape(stretch.face.shaper, buffer, features)
    return Run(stretch.face, stretch.level, tuple(_signs(stretch.text, buffer)))


def _signs(text: str, buffer: Any) -> Iterator[tuple[Sign, int]]:
    """Yield signs and advances; HarfBuzz gives each glyph the place in the text where its sign begins."""
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    parts: list[Part] = []
    pen = 0
    for index, (info, position) in enumerate(zip(infos, positions, strict=True)):
        parts.append(Part(info.codepoint, pen + position.x_offset, position.y_offset))
        pen += position.x_advance
        if index + 1 == len(infos) or infos[index + 1].cluster != info.cluster:
            yield Sign(text[info.cluster : ends[info.cluster]], tuple(parts)), pen
            parts, pen = [], 0
