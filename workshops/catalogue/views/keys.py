"""The key of a line in an address: lists are paged by key, so that a page stays what it was when rows are added."""

import re
from datetime import UTC, datetime

from workshops.foundation.web import LARGEST_ID

_TIME = "%Y%m%dT%H%M%S"
_KEY = re.compile(r"([0-9]{8}T[0-9]{6})\.([0-9]{1,10})", re.ASCII)


def read_key(text: str) -> tuple[datetime, int] | None:
    """The beginning and the id that a key names; what is no key begins at the beginning."""
    match = _KEY.fullmatch(text)
    if match is None or int(match[2]) > LARGEST_ID:
        return None
    try:
        return datetime.strptime(match[1], _TIME).replace(tzinfo=UTC), int(match[2])
    except ValueError:
        return None


def write_key(key: tuple[datetime, int]) -> str:
    """The key of a line as an address has it."""
    return f"{key[0].strftime(_TIME)}.{key[1]}"
