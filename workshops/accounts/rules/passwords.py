"""What a password must be."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from http import HTTPStatus

from workshops.foundation.errors import DomainError
from workshops.foundation.words import N_

SHORTEST_PASSWORD = 15
LONGEST_PASSWORD_BYTES = 256
LEAST_OWN_CHARACTERS = 8
LONGEST_REPEATED_PART = 7
_SHORTEST_CONTEXT_WORD = 4


class WeakPassword(DomainError):
    """The new password cannot be taken."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class PasswordTooShort(WeakPassword):
    """Fewer than 15 characters."""

    sentence = N_("Use at least 15 characters, for example a sentence that only you would write.")


class PasswordTooLong(WeakPassword):
    """More than 256 bytes."""

    sentence = N_("Use a shorter password: at most 256 Latin letters, or about 80 letters of other scripts.")


class PasswordTooCommon(WeakPassword):
    """Little is left once common passwords, repetition and what others know of the person are taken away."""

    sentence = N_(
        "This is easy to guess. Common passwords, repeated parts, your name and your address count for nothing: "
        "add words of your own."
    )


def normal_password(typed: str) -> str:
    """The form of a password that is hashed: NFC, otherwise as typed, spaces and all."""
    return unicodedata.normalize("NFC", typed)


def ensure_strong_password(password: str, *, common: Collection[str], context: Collection[str]) -> None:
    """Take a password of 15 characters to 256 bytes that stays long without what is common or known of its owner.

    `common` and `context` are folded; longer ones come first. Raises WeakPassword.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    if len(password.encode()) > LONGEST_PASSWORD_BYTES:
        raise PasswordTooLong
    own = folded = fold(password)
    for known in (*common, *context):
        own = own.replace(known, "")
    if len(own) < LEAST_OWN_CHARACTERS or _is_repetitive(folded):
        raise PasswordTooCommon


def fold(password: str) -> str:
    """A password as a guesser sees it: without spaces and the difference of capitals."""
    return "".join(password.casefold().split())


def _is_repetitive(text: str) -> bool:
    return any(text[part:] == text[:-part] for part in range(1, LONGEST_REPEATED_PART + 1))


def context_words(texts: Iterable[str]) -> list[str]:
    """The words of names and addresses that a guesser would try first, folded, longest first."""
    words = {fold(word) for text in texts for word in re.split(r"[\W_]+", text)}
    return sorted((word for word in words if len(word) >= _SHORTEST_CONTEXT_WORD), key=len, reverse=True)
