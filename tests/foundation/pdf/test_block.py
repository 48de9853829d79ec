"""Texts fit their places."""

import pytest

from tests.foundation.pdf.faces import serif_chain
from workshops.foundation.pdf.block import Align, Block, PlacedLine, Style


def block(*, align: Align = "center", spacing: float = 0, width: float = 600) -> Block:
    style = Style(faces=serif_chain(), size=37, color=(0, 0, 0), align=align, spacing=spacing)
    return Block(style=style, x=421, y=354, width=width, least=16, floor=339.5, ceiling=391)


def width_of(placed: PlacedLine, spacing: float = 0) -> float:
    return placed.line.width * placed.size + spacing * (placed.line.sign_count() - 1)


def test_a_short_text_is_set_at_the_size_of_its_style_on_its_baseline() -> None:
    (placed,) = block().lay("Ali", "en").lines
    assert (placed.size, placed.y) == (37, 354)
    assert placed.x + width_of(placed) / 2 == pytest.approx(421)


def test_a_long_text_shrinks_to_the_width() -> None:
    (placed,) = block().lay("Wolfeschlegelsteinhausen Bergerdorff von und zu", "en").lines
    assert 16 < placed.size < 37
    assert width_of(placed) == pytest.approx(600, abs=1)


def test_a_text_too_long_for_one_line_breaks_into_two_that_fit() -> None:
    upper, lower = block().lay("Ólafsdóttir " * 10, "en").lines
    assert upper.size == lower.size > 16
    assert max(width_of(upper), width_of(lower)) <= 600
    assert 339 <= lower.y < upper.y <= 391


def test_deep_letters_of_a_line_do_not_touch_high_ones_of_the_next() -> None:
    upper, lower = block().lay("الأجهزة المعنية في " * 9, "ar").lines
    assert upper.y + upper.line.ink()[0] * upper.size > lower.y + lower.line.ink()[1] * lower.size


@pytest.mark.parametrize("text", ["محمّد بن عبد الله", "Ấẫ", "ឧស្ត្រី", "ปิ่ญูฏุ", "g", "王"])
def test_no_ink_leaves_the_place(text: str) -> None:
    (placed,) = block().lay(text, "en").lines
    bottom, top = placed.line.ink()
    assert placed.y + bottom * placed.size >= 339.49
    assert placed.y + top * placed.size <= 391.01


@pytest.mark.parametrize(("align", "share"), [("left", 0), ("center", 0.5), ("right", 1)])
def test_a_text_is_aligned_at_x_with_its_letter_spacing(align: Align, share: float) -> None:
    (placed,) = block(align=align, spacing=2).lay("DATES", "en").lines
    assert placed.x + share * width_of(placed, 2) == pytest.approx(421)


@pytest.mark.parametrize(("align", "mirrored"), [("left", "right"), ("center", "center"), ("right", "left")])
def test_a_mirror_shows_a_place_on_the_other_side(align: Align, mirrored: Align) -> None:
    place = block(align=align).mirrored(900)
    assert (place.x, place.style.align) == (479, mirrored)
    assert place.mirrored(900) == block(align=align)


def test_arabic_letters_are_set_larger_and_never_spaced() -> None:
    style = Style(faces=serif_chain(), size=10, color=(0, 0, 0), spacing=2, arabic=1.2)
    place = Block(style=style, x=0, y=0, width=600)
    latin, arabic = place.lay("Dates", "ar"), place.lay("التاريخ", "ar")
    assert (latin.lines[0].size, latin.style.spacing) == (10, 2)
    assert (arabic.lines[0].size, arabic.style.spacing) == (12, 0)


def test_an_empty_text_is_no_problem() -> None:
    assert block().lay(" " * 300, "en").lines == ()
    (placed,) = block().lay("", "en").lines
    assert (placed.line.runs, placed.x) == ((), 421)
