"""The order of mixed text, held against an independent implementation of UAX #9."""

import random
from dataclasses import dataclass

import pytest
from bidi import get_display

from workshops.foundation.pdf.bidi import base_level, levels, visual_order

LETTERS = "abЖz王אבתשמכ\u0300\u064e\u05b8"
DIGITS = "1234٣٤۵"
SIGNS = " .,:;+-/%#$\"'!&<>«»()[]{}「」"


@dataclass(frozen=True)
class Character:
    level: int
    text: str


def shown(text: str, base: int) -> str:
    """The characters from left to right."""
    return "".join(
        item.text for item in visual_order([Character(*pair) for pair in zip(levels(text, base), text, strict=True)])
    )


@pytest.mark.parametrize("alphabet", [LETTERS + DIGITS + SIGNS, "aא1٣()[] ", "ابa1+-.,٣ ", DIGITS + SIGNS])
@pytest.mark.parametrize("base", [0, 1])
def test_thousands_of_random_texts_are_ordered_as_by_the_oracle(alphabet: str, base: int) -> None:
    chance = random.Random(2026)  # noqa: S311 - the same texts every time
    for _ in range(2500):
        text = "".join(chance.choices(alphabet, k=chance.randint(1, 24)))
        assert shown(text, base) == get_display(text, base_dir="R" if base else "L"), ascii(text)


def test_brackets_nested_beyond_reason_are_ordered_too() -> None:
    text = "א" + "(" * 70 + "a" + ")" * 70
    assert shown(text, 1) == get_display(text, base_dir="R")


def test_a_joiner_stands_where_the_letter_before_it_stands() -> None:
    assert levels("علی\u200cپور", 1) == [1] * 7
    assert levels("\u200da", 0) == [0, 0]


def test_nothing_has_no_order() -> None:
    assert levels("", 1) == []
    assert visual_order(list[Character]()) == []


@pytest.mark.parametrize(
    ("text", "language", "level"),
    [
        ("Sara", "ar", 0),
        ("سارة.", "en", 1),
        ("سارة 12", "en", 1),
        ("سارة (Sara)", "en", 0),
        ("Sara (سارة)", "ar", 1),
        ("12-34", "ar", 1),
        ("12-34", "en", 0),
    ],
)
def test_a_text_of_one_direction_runs_so_and_a_mixed_one_as_its_document(text: str, language: str, level: int) -> None:
    assert base_level(text, language) == level
