"""The faces of each style of text, by language, and which names they can print."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from workshops.foundation.pdf.fonts import Face, Fonts
from workshops.foundation.pdf.layout import clean, uncovered


class _Lead(NamedTuple):
    """A font and its weight; the optical size of a serif follows the type size."""

    font: str
    weight: int
    optical_size: int | None = None

    def face(self) -> Face:
        pins = {} if self.optical_size is None else {"opsz": self.optical_size}
        return _fonts.face(self.font, wght=self.weight, **pins)


_LEADS: Final[Mapping[str, _Lead]] = {
    "title": _Lead("serif", 400, 60),
    "name": _Lead("serif", 600, 60),
    "connecting": _Lead("serif-italic", 400, 16),
    "semi": _Lead("serif", 600, 24),
    "label": _Lead("sans", 600),
    "body": _Lead("sans", 400),
    "mono": _Lead("mono", 500),
}
# Han characters here are without serifs, and never slanted; so are the letters beside them.
_CHINESE_LEADS: Final[Mapping[str, _Lead]] = {
    **_LEADS,
    "title": _Lead("sans", 400),
    "name": _Lead("sans", 600),
    "connecting": _Lead("sans", 400),
    "semi": _Lead("sans", 600),
}


@lru_cache(maxsize=16)
def faces_in(language: str, east_asian: str) -> Mapping[str, tuple[Face, ...]]:
    """The faces to try in turn, by style. A name has the Han characters of its holder's country: a font of FILES.

    So has everything else, except in Chinese, whose own words are in the characters of the language.
    """
    leads, others = (_CHINESE_LEADS, "chinese") if language == "zh" else (_LEADS, east_asian)
    return {
        style: _fonts.chain(lead.face(), lead.weight, east_asian if style == "name" else others)
        for style, lead in leads.items()
    }


def unprintable(name: str) -> str:
    """The characters of a name that no font covers."""
    return uncovered(name, faces_in("en", "chinese")["name"])


def can_print(name: str) -> bool:
    """Tell whether every character of a name can be printed, so that its holder may be asked for another form."""
    return bool(clean(name).strip()) and not unprintable(name)


def use_fonts_in(folder: Path) -> None:
    """Take the fonts from a folder from now on, and prepare them there."""
    global _fonts  # noqa: PLW0603 - the one store of a process, chosen when it starts
    _fonts = Fonts(folder)
    faces_in.cache_clear()


_fonts = Fonts()
