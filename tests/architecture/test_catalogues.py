"""Every text of the program is translated into every language, with the same placeholders."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from workshops.foundation.catalogues import SOURCES, languages, misfits
from workshops.foundation.i18n import NATIVE_NAMES

LANGUAGES = sorted(set(NATIVE_NAMES) - {"en"})


@pytest.fixture(scope="session")
def texts(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What the program says, collected as `make messages` does."""
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "--mapping-file", "pyproject.toml"]
    collected = tmp_path_factory.mktemp("texts") / "messages.pot"
    command += ["--keyword", "N_", "--keyword", "_l", "--keyword", "plurals:1,2"]
    command += ["--output-file", str(collected), "workshops"]
    subprocess.run(command, cwd=repository, check=True)
    return read_po(io.BytesIO(collected.read_bytes()))


def catalogue(code: str) -> Catalog:
    return read_po(io.BytesIO((SOURCES / code / "LC_MESSAGES" / "messages.po").read_bytes()), locale=code)


def forms(texts: object) -> tuple[str, ...]:
    return tuple(texts) if isinstance(texts, tuple | list) else (str(texts),)


def test_all_six_languages_are_spoken() -> None:
    assert languages() == set(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_is_translated_and_none_is_left_over(code: str, texts: Catalog) -> None:
    known = {message.id for message in catalogue(code) if message.id and all(forms(message.string))}
    wanted = {message.id for message in texts if message.id}
    assert wanted - known == set()
    assert known - wanted == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_is_fuzzy(code: str) -> None:
    assert [message.id for message in catalogue(code) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_fills_the_same_placeholders(code: str) -> None:
    assert [message.id for message in misfits(catalogue(code))] == []


def test_a_day_in_figures_keeps_its_order_among_arabic_words() -> None:
    texts = [text for message in catalogue("ar") if message.id for text in forms(message.string)]
    assert [text for text in texts if re.search(r"(?<!\u2066)\b\d{4}-\d\d-", text)] == []
