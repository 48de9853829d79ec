"""Text operators and strings are valid PDF."""

import re

import pytest

from tests.foundation.pdf.faces import serif_chain
from workshops.foundation.pdf.content import embed, literal_string, show, text_string
from workshops.foundation.pdf.layout import set_line


def test_kerning_moves_the_pen_between_strings_and_never_twice_in_a_row() -> None:
    line = set_line("AVATAR Ọ̀ṣọ́", serif_chain(), "en")
    shown = show(line, embed([line]), 37, 100, 354)
    (array,) = re.findall(r"\[(.*?)\] TJ", shown)
    assert re.fullmatch(r"(<[0-9A-F]+>(-?\d+)?)+", array)
    assert re.search(r">-?\d+<", array)


def test_fonts_that_are_there_already_are_not_embedded_again() -> None:
    chain = serif_chain()
    shared = embed([set_line("abc王", chain, "en")])
    own = embed([set_line("cab", chain, "en"), set_line("cabd", chain, "en")], shared)
    assert [font.name for font in shared] == ["F0", "F1"]
    assert [font.name for font in own] == ["F2"]
    assert sorted(sign.text for sign in own[0].program.numbers) == ["a", "b", "c", "d"]


def test_different_subsets_of_a_font_have_different_names() -> None:
    names = [embed([set_line(text, serif_chain(), "en")])[0].objects(1)[0] for text in ("abc", "abd", "abc")]
    assert names[0] == names[2] != names[1]


def test_letter_spacing_is_switched_off_again() -> None:
    line = set_line("DATES", serif_chain(), "en", ligatures=False)
    assert show(line, embed([line]), 7.2, 0, 0, 0.6).endswith("0 Tc ET")


def test_strings_escape_what_would_end_them() -> None:
    assert literal_string(r"a(b)\c") == r"(a\(b\)\\c)"
    assert text_string("é𝄞") == "<FEFF00E9D834DD1E>"
    with pytest.raises(UnicodeEncodeError):
        literal_string("é")
