"""Names for invented people: the same person of the same State always gets the same name, and nobody else's."""

import csv
from functools import cache
from itertools import count
from math import gcd
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

DATA = Path(__file__).parent / "data"
_GOLDEN = 0.618


class Name(NamedTuple):
    """A name as in the passport, and in the person's own script where that is another one, else empty."""

    latin: str
    own: str


class Community(NamedTuple):
    """Where a State's given and family names come from, and how they are put together in either script."""

    country: str
    given: str
    family: str
    latin: str
    own: str


def name_of(country: str, number: int, sex: str | None, *, minister: bool = False) -> Name:
    """The name of a State's person of this number, counted from 0; `sex` is "female", "male" or None for not stated.

    Two numbers of one State give two names. Ministers get family names that nobody has. Raises KeyError for a State
    without names.
    """
    communities = _communities()[country]
    community = communities[number % len(communities)]
    named_as = sex or ("female", "male")[number % 2]
    given = _names()[community.given, "given", named_as]
    family = _names()[community.family, "minister" if minister else "family", named_as]
    combinations = len(given) * len(family)
    place = (crc32(country.encode()) + number * _stride(combinations)) % combinations
    first, last = given[place % len(given)], family[place // len(given)]
    own = community.own.format(given=first.own, family=last.own) if first.own and last.own else ""
    return Name(community.latin.format(given=first.latin, family=last.latin), own)


@cache
def _stride(combinations: int) -> int:
    """A step that meets every combination once before any again, and neighbours far apart."""
    return next(step for step in count(round(combinations * _GOLDEN)) if gcd(step, combinations) == 1)


@cache
def _communities() -> dict[str, list[Community]]:
    communities: dict[str, list[Community]] = {}
    with (DATA / "name_pools.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            communities.setdefault(line["country"], []).append(Community(**line))
    return communities


@cache
def _names() -> dict[tuple[str, str, str], list[Name]]:
    """Names by pool, part and sex; a family name without a sex is everybody's."""
    names: dict[tuple[str, str, str], list[Name]] = {}
    with (DATA / "names.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            for sex in [line["sex"]] if line["sex"] else ["female", "male"]:
                names.setdefault((line["pool"], line["part"], sex), []).append(Name(line["latin"], line["own"]))
    return names
