"""Acronyms in running text: where they stand, and which of them a page has yet to write out."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# A letter makes a longer word only with those of its own kind: between Chinese signs, "API" is a whole word.
_SCRIPTS = (
    re.compile(r"[0-9A-Z_a-z\u00c0-\u024f\u0300-\u036f\u0400-\u052f]"),
    re.compile(r"[\u0621-\u065f\u0670-\u06d3]"),
)
# In "API/PNR", "PNR-based" or "UNOCT's", brackets would stand in the middle of a word.
_JOINED_BEFORE, _JOINED_AFTER = frozenset("-\u2010\u2011\u2013/"), frozenset("-\u2010\u2011\u2013/'\u2019")
_OPENING, _CLOSING = frozenset("(（"), frozenset(")）")
_BRACKETS_FOLLOW = re.compile(r"\s?[(（]")


class Acronym(NamedTuple):
    """A form of an entry as it stands in texts of one language, in full there, and the address that explains it."""

    key: str
    form: str
    expansion: str
    address: str


class Use(NamedTuple):
    """Where an acronym stands in a text; `is_free` when brackets may follow it, `is_told` when its author put them."""

    start: int
    end: int
    acronym: Acronym
    is_free: bool
    is_told: bool


class Acronyms:
    """The acronyms of one language, and the brackets it writes around what explains them."""

    def __init__(self, acronyms: Iterable[Acronym], opening: str = " (", closing: str = ")") -> None:
        self._by_form = {acronym.form: acronym for acronym in acronyms}
        longest_first = sorted(self._by_form, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self.opening, self.closing = opening, closing

    def uses(self, text: str) -> Iterator[Use]:
        """Every whole word of a text that is an acronym, capitals as they are."""
        for match in self._pattern.finditer(text):
            start, end = match.span()
            before, after = text[start - 1 : start], text[end : end + 1]
            if _is_one_word(before, text[start]) or _is_one_word(text[end - 1], after):
                continue
            is_told = (before in _OPENING and after in _CLOSING) or bool(_BRACKETS_FOLLOW.match(text, end))
            is_free = before not in _JOINED_BEFORE and after not in _JOINED_AFTER
            yield Use(start, end, self._by_form[match[0]], is_free, is_told)


def _is_one_word(one: str, other: str) -> bool:
    return any(script.match(one) and script.match(other) for script in _SCRIPTS)


class FirstUses:
    """What a page has told of its acronyms, while its texts are gone through in order."""

    def __init__(self, acronyms: Acronyms) -> None:
        self.acronyms = acronyms
        self._told: set[str] = set()
        self._met: dict[str, Acronym] = {}

    def is_to_be_told(self, use: Use, *, may_change: bool) -> bool:
        """Take note of the next use; whether the acronym is written out after it, in a text that may change."""
        key = use.acronym.key
        is_first = may_change and use.is_free and not use.is_told and key not in self._told
        if is_first or use.is_told:
            self._told.add(key)
        self._met.setdefault(key, use.acronym)
        return is_first

    def meet(self, text: str) -> None:
        """Go through a text that stays as it is, such as a title."""
        for use in self.acronyms.uses(text):
            self.is_to_be_told(use, may_change=False)

    def untold(self) -> tuple[Acronym, ...]:
        """The acronyms met so far and written out nowhere, in the order of their first use."""
        return tuple(acronym for key, acronym in self._met.items() if key not in self._told)
