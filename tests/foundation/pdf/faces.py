"""The faces that the tests of the typesetter set their texts in."""

from functools import cache

from workshops.foundation.pdf.fonts import Face, Fonts

FONTS = Fonts()


@cache
def serif_chain(east_asian: str = "chinese") -> tuple[Face, ...]:
    """A text serif with all that stands in for it."""
    return FONTS.chain(FONTS.face("serif", wght=600, opsz=60), 600, east_asian)


@cache
def mono_chain() -> tuple[Face, ...]:
    """A typewriter face with all that stands in for it."""
    return FONTS.chain(FONTS.face("mono", wght=500), 500, "chinese")
