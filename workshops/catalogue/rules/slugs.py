"""The address of a workshop's page: lower-case ASCII letters, digits and hyphens."""

import re
import unicodedata
from collections.abc import Iterator
from http import HTTPStatus
from itertools import count

from workshops.foundation.errors import DomainError
from workshops.foundation.words import N_

LONGEST_SLUG = 80
# Other pages have these addresses, below /workshops/, /manage/ and /me/.
RESERVED = frozenset({"new", "password", "programmes", "sessions", "settings"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"ws-[0-9]{4}-[0-9]+")
_ROOM_FOR_NUMBER = 8


class UnusableSlug(DomainError):
    """Not in the form of an address, or kept for another use."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_(
        "Write the address in small letters a to z, digits and hyphens, for example airlines-and-carriers-2027."
    )


class SlugTaken(DomainError):
    """Another workshop has or had this address."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("Another workshop has or had this address. Choose another one.")


def ensure_slug(slug: str) -> None:
    """Raise unless this may be the address of a page; some words and the form of codes are kept for the house."""
    if len(slug) > LONGEST_SLUG or not _SLUG.fullmatch(slug) or slug in RESERVED or _CODE.fullmatch(slug):
        raise UnusableSlug


def slugs_for(title: str, code: str) -> Iterator[str]:
    """Addresses to try for a title, best first, without end; for a title in another script, the workshop's code."""
    slug = _romanized(title)
    if not slug or slug in RESERVED or _CODE.fullmatch(slug):
        slug = code.lower()
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))


def _romanized(title: str) -> str:
    """The title in small ASCII letters without accents; empty when most of it is in another script."""
    letters = [c for c in unicodedata.normalize("NFKD", title.lower()) if not unicodedata.combining(c)]
    foreign = sum(c.isalpha() and not c.isascii() for c in letters)
    if foreign > sum(c.isalpha() and c.isascii() for c in letters):
        return ""
    plain = "".join(c for c in letters if c not in "'’")
    return re.sub(r"[^a-z0-9]+", "-", plain)[: LONGEST_SLUG - _ROOM_FOR_NUMBER].strip("-")
