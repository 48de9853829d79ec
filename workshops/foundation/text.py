"""Typed text without what no reader sees."""

import re
import unicodedata

_LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_UNSEEN = frozenset({"Cc", "Cs"})
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff")

ISOLATES = "\u2068\u2069"


def clean_text(value: str, *, spared: str = "") -> str:
    """The text in NFC with plain line breaks, without control characters, surrogates and bidi overrides."""
    text = unicodedata.normalize("NFC", _LINE_BREAKS.sub("\n", value))
    removed = _BIDI_CONTROLS.difference(spared)
    return "".join(c for c in text if c in "\n\t" or (unicodedata.category(c) not in _UNSEEN and c not in removed))


def clean_line(value: str, *, spared: str = "") -> str:
    """The text as one line with single spaces."""
    return " ".join(clean_text(value, spared=spared).split())


def isolated(typed: str, direction: str) -> str:
    """A typed text for the middle of a plain line that runs `ltr` or `rtl`.

    Where a letter of it runs the other way it is set apart, so that brackets and digits stay where they were typed.
    """
    others = "L" if direction == "rtl" else "R AL"
    is_mixed = any(unicodedata.bidirectional(letter) in others.split() for letter in typed)
    return f"{ISOLATES[0]}{typed}{ISOLATES[1]}" if is_mixed else typed
