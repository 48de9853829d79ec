"""Typed text loses what no reader sees, and nothing else."""

import pytest

from workshops.foundation.text import clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\u202eevil\u202c", "evil"),
        ("\ud800x", "x"),
        ("e\u0301", "é"),
        ("Гулнора Раҳимова", "Гулнора Раҳимова"),
        ("محمد", "محمد"),
        ("👮‍♀️", "👮‍♀️"),
        ("tab\tstays", "tab\tstays"),
        ("\x1b[31mred", "[31mred"),
    ],
)
def test_text_is_cleaned(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_a_line_has_single_spaces() -> None:
    assert clean_line("  Gulnora \n\t Rahimova ") == "Gulnora Rahimova"
