"""The glossary: the acronyms of the field in six languages, each in full and in a sentence."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from workshops.foundation.acronyms import Acronym, Acronyms

_FOLDER = Path(__file__).parent / "data" / "glossary"


class Entry(NamedTuple):
    """What texts of one language call a thing, with each form in full, and what it is."""

    key: str
    words: Mapping[str, str]
    meaning: str

    @property
    def form(self) -> str:
        """The acronym under which the entry stands in the glossary."""
        return next(iter(self.words))

    @property
    def expansion(self) -> str:
        """The same in full."""
        return self.words[self.form]


@lru_cache
def glossary(language: str) -> Mapping[str, Entry]:
    """The entries in one language, by their keys, which are the same in all."""
    entries = tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
    return {key: Entry(key, **entry) for key, entry in entries.items()}


@lru_cache
def acronyms(language: str) -> Acronyms:
    """What to look for in texts of one language; an entry of the glossary's page is the end of each address."""
    found = [
        Acronym(entry.key, form, expansion, f"/glossary#{entry.key}")
        for entry in glossary(language).values()
        for form, expansion in entry.words.items()
    ]
    return Acronyms(found, "（", "）") if language == "zh" else Acronyms(found)
