"""Programs of this machine that tests call."""

import os
import shutil

import pytest


def find_program(*names: str, package: str) -> str:
    """The path of the first of these that is installed; without one the test is skipped, and fails if REQUIRE_ALL=1."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    reason = f"{names[0]} is not installed: apt-get install {package}"
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
