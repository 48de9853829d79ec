"""Direction of text: the implicit part of the Unicode Bidirectional Algorithm (UAX #9).

Names carry no embeddings, overrides or isolates: `layout.clean` takes them out, since they can disguise a name. What
remains are the paragraph level (P2, P3), the weak and neutral types (W1 to W7, N0 to N2), the implicit levels
(I1, I2), trailing white space (L1) and the order of runs (L2).
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

_BRACKETS = "()[]{}⁅⁆⁽⁾₍₎⌈⌉⌊⌋〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝｟｠｢｣"
_CLOSING = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_DEEPEST_BRACKET = 63  # BD16: a deeper nesting ends the search for pairs

_RIGHT_TO_LEFT_LANGUAGES = {"ar", "fa", "he", "ps", "ur"}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_SPACE = {"WS", "S", "B"}
_NEUTRAL = {"ON", *_SPACE}
_STRONG_FOR_BASE = {"L": "L", "R": "R", "AL": "R"}
_STRONG_FOR_NEUTRALS = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


class HasLevel(Protocol):
    """Anything that stands at an embedding level."""

    @property
    def level(self) -> int:
        """The level: even runs left to right, odd runs right to left."""


Item = TypeVar("Item", bound=HasLevel)


def base_level(text: str, language: str) -> int:
    """Return the level of a paragraph: 1 for right to left, else 0.

    A text all in one direction runs that way. A mixed one runs as its document does, whose language (BCP 47) is given
    (a higher-level protocol in the words of UAX #9, HL1): so it is read in the order in which it was typed.
    """
    strong = {_STRONG_FOR_BASE.get(unicodedata.bidirectional(character)) for character in text} - {None}
    if len(strong) == 1:
        return 1 if strong == {"R"} else 0
    return 1 if runs_right_to_left(language) else 0


def runs_right_to_left(language: str) -> bool:
    """Tell whether a language (BCP 47) is written from right to left."""
    return language.partition("-")[0] in _RIGHT_TO_LEFT_LANGUAGES


def levels(text: str, base: int) -> list[int]:
    """Return the level of every character of a paragraph whose own level is `base` (0 or 1).

    Boundary neutrals (joiners) take no part in the rules (X9) and stand at the level of what precedes them.
    """
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    if not base and _RIGHT_TO_LEFT.isdisjoint(kinds):
        return [0] * len(text)
    visible = [index for index, kind in enumerate(kinds) if kind != "BN"]
    characters = "".join([text[index] for index in visible])
    resolved = dict(zip(visible, _visible_levels(characters, [kinds[index] for index in visible], base), strict=True))
    result: list[int] = []
    for index in range(len(text)):
        result.append(resolved.get(index, result[-1] if result else base))
    return result


def visual_order(runs: Sequence[Item]) -> list[Item]:
    """Return the runs from left to right as they are drawn (L2)."""
    ordered = list(runs)
    odd = [run.level for run in runs if run.level % 2]
    for level in range(max((run.level for run in runs), default=0), min(odd, default=1) - 1, -1):
        for start, end in _stretches([run.level >= level for run in ordered]):
            ordered[start:end] = ordered[start:end][::-1]
    return ordered


def _visible_levels(text: str, kinds: list[str], base: int) -> list[int]:
    embedding = "R" if base else "L"
    resolved = list(kinds)
    _resolve_weak(resolved, embedding)
    _resolve_brackets(text, kinds, resolved, embedding)
    _resolve_neutrals(resolved, embedding)
    result = [_implicit_level(kind, base) for kind in resolved]
    for index in range(len(kinds) - 1, -1, -1):  # L1
        if kinds[index] not in _SPACE:
            break
        result[index] = base
    return result


def _implicit_level(kind: str, base: int) -> int:
    """I1 and I2."""
    if kind == "R":
        return 1
    if kind == "L":
        return 2 if base else 0
    return 2


def _resolve_weak(kinds: list[str], start: str) -> None:
    """W1 to W7, in place."""
    _resolve_marks_and_digits(kinds, start)
    _resolve_separators(kinds)
    strong = start
    for index, kind in enumerate(kinds):
        if kind in {"ES", "ET", "CS"}:  # W6
            kinds[index] = "ON"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            kinds[index] = "L"


def _resolve_marks_and_digits(kinds: list[str], start: str) -> None:
    """W1 to W3."""
    previous = strong = start
    for index, kind in enumerate(kinds):
        resolved = previous if kind == "NSM" else kind
        previous = resolved
        if resolved in {"L", "R", "AL"}:
            strong = resolved
        elif resolved == "EN" and strong == "AL":
            resolved = "AN"
        kinds[index] = resolved
    for index, kind in enumerate(kinds):
        if kind == "AL":
            kinds[index] = "R"


def _resolve_separators(kinds: list[str]) -> None:
    """W4 and W5."""
    for index in range(1, len(kinds) - 1):
        before, kind, after = kinds[index - 1 : index + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in {"EN", "AN"})):
            kinds[index] = before
    for start, end in _stretches([kind == "ET" for kind in kinds]):
        if "EN" in kinds[max(start - 1, 0) : start] + kinds[end : end + 1]:
            kinds[start:end] = ["EN"] * (end - start)


def _resolve_brackets(text: str, original: list[str], kinds: list[str], embedding: str) -> None:
    """N0: a pair of brackets takes the direction of what it encloses."""
    for opening, closing in _bracket_pairs(text, kinds):
        inside = {_STRONG_FOR_NEUTRALS.get(kind) for kind in kinds[opening + 1 : closing]} - {None}
        if not inside:
            continue
        direction = embedding
        if embedding not in inside:
            before = (_STRONG_FOR_NEUTRALS.get(kind) for kind in reversed(kinds[:opening]))
            direction = next((strong for strong in before if strong), embedding)
        for index in (opening, closing):
            kinds[index] = direction
            for mark in range(index + 1, len(kinds)):  # marks on a bracket follow it
                if original[mark] != "NSM":
                    break
                kinds[mark] = direction


def _bracket_pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    """BD16, in the order of the opening brackets."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for index, character in enumerate(text):
        if kinds[index] != "ON":
            continue
        if character in _CLOSING:
            if len(waiting) == _DEEPEST_BRACKET:
                return []
            waiting.append((_CLOSING[character], index))
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == character:
                pairs.append((waiting[depth][1], index))
                del waiting[depth:]
                break
    return sorted(pairs)


def _resolve_neutrals(kinds: list[str], embedding: str) -> None:
    """N1 and N2."""
    for start, end in _stretches([kind in _NEUTRAL for kind in kinds]):
        before = _STRONG_FOR_NEUTRALS[kinds[start - 1]] if start else embedding
        after = _STRONG_FOR_NEUTRALS[kinds[end]] if end < len(kinds) else embedding
        kinds[start:end] = [before if before == after else embedding] * (end - start)


def _stretches(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of every unbroken stretch of true flags."""
    start = None
    for index, flag in enumerate(flags):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(flags)
