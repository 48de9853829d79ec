"""One spelling for all ways to write a word, so that it is found however it is typed."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_WORD = 40
MOST_TERMS = 8

# Letters that readers take for one another and that Unicode does not take apart: joined and barred Latin letters, Tajik
# and Kazakh Cyrillic, the Persian forms of Arabic letters. The last are signs inside a word that many leave out.
_SAME_LETTER = str.maketrans(
    {
        **dict(zip("øđłıəħŧ", "odlieht", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        **dict(zip("ҳқҷғңұүөә", "хкчгнууоа", strict=True)),
        **dict(zip("ٱىیکةہھە", "اييكهههه", strict=True)),
        **dict.fromkeys("ـʻʼʾʿʹ", ""),
    }
)
# "the", alone or written together with "and", "with", "as", "so", "for".
_ARTICLE = re.compile("^(?:[وبكف]?ال|لل)(?=...)")
# Chinese characters, also as Japanese uses them: a sentence of them has no spaces.
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_PARTS = re.compile(rf"([{_HAN}]+)|([^\W_{_HAN}]+)")


class Term(NamedTuple):
    """A folded word to look for, or the beginning of one."""

    word: str
    is_beginning: bool


def fold(text: str) -> str:
    """The text without capitals, accents, vowel marks and variants of one letter, its digits as in ASCII."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(map(_plain, letters)).translate(_SAME_LETTER)


def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category[0] == "M" or category == "Cf":
        return ""
    return str(unicodedata.decimal(letter)) if category == "Nd" else letter


def document(*texts: str) -> str:
    """What texts are found by: each folded word once, between single spaces.

    Chinese stands in pairs of characters, and an Arabic word with an article also without it.
    """
    return " ".join(dict.fromkeys(word for text in texts for word in _words(text)))


def _words(text: str) -> Iterator[str]:
    for han, letters in _PARTS.findall(fold(text)):
        if han:
            yield from _pairs(han)
            yield han[-1]
        else:
            yield letters[:LONGEST_WORD]
            yield _bare(letters)


def terms(typed: str) -> list[Term]:
    """What to look for, at most eight terms: letters and digits only, whatever else was typed.

    Whoever types half a word means its beginning; a single letter stands for itself, since nearly everything begins
    with it.
    """
    found: dict[Term, None] = {}
    for han, letters in _PARTS.findall(fold(typed)):
        if len(han) > 1:
            found.update(dict.fromkeys(Term(pair, is_beginning=False) for pair in _pairs(han)))
        elif han:
            found[Term(han, is_beginning=True)] = None
        else:
            word = _bare(letters)
            found[Term(word, is_beginning=len(word) > 1)] = None
    return list(found)[:MOST_TERMS]


def _pairs(han: str) -> list[str]:
    return [han[place : place + 2] for place in range(len(han) - 1)]


def _bare(word: str) -> str:
    return _ARTICLE.sub("", word)[:LONGEST_WORD]
