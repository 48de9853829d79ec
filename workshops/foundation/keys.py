"""Keys that a first run makes for itself, readable by the owner only."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def read_or_make_key(path: Path) -> str:
    """The key in this file, made on first use: 32 random bytes in hexadecimal."""
    return read_or_make(path, lambda: secrets.token_hex(32))


def read_or_make(path: Path, make: Callable[[], str]) -> str:
    """The secrets in this file, made on first use, mode 0600.

    Two processes that start at once get the same ones: the file is complete before it gets its name.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return path.read_text().strip()
