"""Hashing passwords with argon2id, a few at a time, and as long for people who do not exist."""

import os
import secrets
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from workshops.foundation.errors import Busy

MEMORY_KIB = 46 * 1024
WAIT_SECONDS = 5.0

_hasher = PasswordHasher(time_cost=1, memory_cost=MEMORY_KIB, parallelism=1)
# Each hash holds 46 MiB and one core: more at once than there are cores would only be slower, and larger.
_cores = threading.BoundedSemaphore(os.cpu_count() or 1)


def hash_password(password: str) -> str:
    """The hash to store, with its salt and parameters. Slow on purpose: never inside a writing transaction.

    Raises Busy when other hashes keep every core for five seconds.
    """
    with _core():
        return _hasher.hash(password)


def is_password(password: str, stored: str | None) -> bool:
    """Whether the password belongs to this hash. Takes as long when there is none, so that nobody learns who exists.

    Raises Busy as above.
    """
    with _core():
        try:
            return _hasher.verify(stored or _nobodys_hash(), password)
        except VerifyMismatchError:
            return False


def is_outdated(stored: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


@contextmanager
def _core() -> Iterator[None]:
    if not _cores.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _cores.release()


def _nobodys_hash() -> str:
    """A hash of today's parameters that no password has."""
    salt, tag = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={MEMORY_KIB},t=1,p=1${salt}${tag}"
