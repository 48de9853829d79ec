"""Embedded fonts have one glyph for each sign, and other programs read them without complaint."""

import io

import pytest
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.ttLib import TTFont

from tests.foundation.pdf.faces import serif_chain
from workshops.foundation.pdf.layout import Run, set_line
from workshops.foundation.pdf.program import FontProgram, make_program


def embedded(text: str) -> tuple[Run, FontProgram, TTFont]:
    """The first run of a text, its font program, and that as another program reads it."""
    run = set_line(text, serif_chain(), "en").runs[0]
    program = make_program(run.face, dict(run.signs))
    font = TTFont(io.BytesIO(program.data), checkChecksums=2)
    for tag in font.keys():  # noqa: SIM118 - a TTFont is no mapping
        font[tag]
    return run, program, font


@pytest.mark.parametrize("text", ["Ọ̀ṣọ́ Adé", "श्री त्रिपाठी", "မြင့်မြင့်", "مُحَمَّد", "בִּן", "សុខ", "王小明", "Ali"])
def test_every_sign_has_a_number_a_width_and_an_outline_of_its_own(text: str) -> None:
    run, program, font = embedded(text)
    order = font.getGlyphOrder()
    assert len(set(program.numbers.values())) == len({sign for sign, _ in run.signs})
    for sign, number in program.numbers.items():
        assert font["hmtx"][order[number]][0] == program.widths[sign]
        bounds = ControlBoundsPen(font.getGlyphSet())
        font.getGlyphSet()[order[number]].draw(bounds)
        expected = [run.face.box(part.glyph) for part in sign.parts]
        tops = [box[3] + part.y for part, box in zip(sign.parts, expected, strict=True)]
        if bounds.bounds:
            assert bounds.bounds[3] == max(tops)


def test_a_glyph_that_stands_for_two_texts_gets_two_numbers() -> None:
    """A space and a no-break space, or a letter seen alone and as part of another, would else be copied wrongly."""
    run, program, _ = embedded("a b\u00a0c")
    spaces = [sign for sign, _ in run.signs if sign.text.isspace()]
    assert len({sign.parts[0].glyph for sign in spaces}) == 1
    assert len({program.numbers[sign] for sign in spaces}) == 2


def test_a_plain_word_needs_no_composite() -> None:
    run, program, font = embedded("Ali")
    assert len(font.getGlyphOrder()) == 1 + len(run.signs)
    assert program.data == run.face.subset(sign.parts[0].glyph for sign, _ in run.signs)[0]
