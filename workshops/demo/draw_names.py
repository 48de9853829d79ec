"""Draws the names of invented people: `python -m workshops.demo.draw_names`, by hand, with Faker 40.63.0 installed.

What Faker gives changes with its version, so the table `data/names.csv` is committed and the program needs no Faker.
Only the given and family names of the pools listed here are replaced. All other rows are written by hand: Faker has no
list for them, or silently gives English names, or has a script whose Latin spelling is not in its letters.
"""

import csv
import importlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from workshops.demo.transliteration import latin

DATA = Path(__file__).parent / "data"
NAMES = DATA / "names.csv"
PUBLIC_FIGURES = DATA / "public_figures.txt"
SEED = 20241105
GIVEN = 40
FAMILY = 60
LOCALES = {
    "american": "en_US",
    "armenian": "hy_AM",
    "austrian": "de_AT",
    "belgian-dutch": "nl_BE",
    "belgian-french": "fr_BE",
    "brazilian": "pt_BR",
    "british": "en_GB",
    "canadian-french": "fr_CA",
    "french": "fr_FR",
    "german": "de_DE",
    "ghanaian": "tw_GH",
    "hungarian": "hu_HU",
    "igbo": "ig_NG",
    "indonesian": "id_ID",
    "japanese": "ja_JP",
    "kenyan": "en_KE",
    "portuguese": "pt_PT",
    "spanish": "es_ES",
    "yoruba": "yo_NG",
}
FAMILY_NAMES_BY_SEX = {"ghanaian", "indonesian", "yoruba"}
TRANSLITERATED = {"armenian": "hy"}


class Row(NamedTuple):
    """A line of the table; `sex` is empty for a family name of both, `own` where the own script is Latin."""

    pool: str
    part: str
    sex: str
    latin: str
    own: str


def public_figures() -> frozenset[str]:
    """Family names of people in office and of those in the seed document, folded."""
    return frozenset(PUBLIC_FIGURES.read_text(encoding="utf-8").split())


def is_of_public_figure(family: str, figures: frozenset[str]) -> bool:
    """Whether any word of this family name, in Latin letters, is the family name of somebody in office."""
    decomposed = unicodedata.normalize("NFKD", family.casefold().replace("ı", "i").replace("ł", "l"))
    folded = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return not figures.isdisjoint(re.split(r"[^a-z]+", folded))


def draw(pool: str, locale: str) -> Iterator[Row]:
    """Given and family names of one pool, the same at every run with the same Faker."""
    fake = importlib.import_module("faker").Faker(locale)
    fake.seed_instance(SEED)
    provider = next(one for one in fake.get_providers() if one.__provider__ == "faker.providers.person")
    if provider.__lang__ != locale:
        raise LookupError(f"Faker has no names for {locale} and would give those of {provider.__lang__}")
    figures = public_figures()
    for sex in ("female", "male"):
        yield from _rows(pool, "given", sex, _source(fake, pool, f"first_name_{sex}"), GIVEN, frozenset())
    for sex in ("female", "male") if pool in FAMILY_NAMES_BY_SEX else ("",):
        source = _source(fake, pool, f"last_name_{sex}" if sex else "last_name")
        yield from _rows(pool, "family", sex, source, FAMILY, figures)


def _source(fake: Any, pool: str, method: str) -> Callable[[], tuple[str, str]]:
    """What draws one name as (Latin, own script)."""
    if pool == "japanese":

        def pair() -> tuple[str, str]:
            kanji, _kana, romanised = getattr(fake, f"{method}_pair")()
            return romanised, kanji

        return pair
    if pool in TRANSLITERATED:

        def spelled() -> tuple[str, str]:
            name = getattr(fake, method)()
            return latin(name, TRANSLITERATED[pool]), name

        return spelled
    if pool == "spanish" and method == "last_name":
        return lambda: (f"{fake.last_name()} {fake.last_name()}", "")
    return lambda: (getattr(fake, method)(), "")


def _rows(
    pool: str, part: str, sex: str, source: Callable[[], tuple[str, str]], wanted: int, figures: frozenset[str]
) -> Iterator[Row]:
    drawn: dict[str, str] = {}
    for _ in range(wanted * 50):
        name, own = source()
        if name == name.title() and not is_of_public_figure(name, figures):
            drawn.setdefault(name, own)
        if len(drawn) == wanted:
            break
    for name, own in drawn.items():
        yield Row(pool, part, sex, name, own)


def main() -> None:
    """Replace the drawn pools in the table and leave the rest of it as it is."""
    with NAMES.open(encoding="utf-8", newline="") as lines:
        held = [Row(**line) for line in csv.DictReader(lines)]
    kept = [row for row in held if row.pool not in LOCALES or row.part == "minister"]
    drawn = [row for pool, locale in LOCALES.items() for row in draw(pool, locale)]
    with NAMES.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(sorted(kept + drawn))


if __name__ == "__main__":
    main()
