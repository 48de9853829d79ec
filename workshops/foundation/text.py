"""Typed text without what no reader sees."""

import re
import unicodedata

_LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_UNSEEN = frozenset({"Cc", "Cs"})
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff")


def clean_text(value: str) -> str:
    """The text in NFC with plain line breaks, without control characters, surrogates and bidi overrides."""
    text = unicodedata.normalize("NFC", _LINE_BREAKS.sub("\n", value))
    return "".join(
        c for c in text if c in "\n\t" or (unicodedata.category(c) not in _UNSEEN and c not in _BIDI_CONTROLS)
    )


def clean_line(value: str) -> str:
    """The text as one line with single spaces."""
    return " ".join(clean_text(value).split())
