"""Fonts come from installed packages, at the weight that was asked for, and cost no more than they must."""

import importlib.metadata
import io
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from workshops.foundation.pdf.fonts import EM, FILES, Fonts, east_asian_font


@pytest.mark.parametrize("key", FILES)
def test_every_font_comes_from_an_installed_package_with_its_licence(key: str) -> None:
    file = FILES[key]
    contents = importlib.metadata.files(file.package) or []
    assert Path(str(file.locate())) in {Path(str(content.locate())) for content in contents}
    assert any(content.name in {"OFL.txt", "LICENSE"} for content in contents)


@pytest.mark.parametrize("key", FILES)
def test_every_font_has_outlines_on_an_em_of_one_thousand(key: str) -> None:
    face = hb.Face(hb.Blob.from_file_path(str(FILES[key].locate())))
    assert (face.upem, "glyf" in face.table_tags) == (EM, True)


def test_a_variable_font_is_never_thin_by_accident() -> None:
    fonts = Fonts()
    glyph = fonts.face("chinese").shaper.get_nominal_glyph(ord("王"))
    regular = fonts.face("chinese", wght=400).subset([glyph])
    assert fonts.face("chinese").subset([glyph]) == regular
    assert fonts.face("chinese", wght=100).subset([glyph]) != regular


def test_the_same_face_is_the_same_object() -> None:
    fonts = Fonts()
    assert fonts.face("serif", wght=600, opsz=24) is fonts.face("serif", opsz=24, wght=600)
    assert fonts.face("serif", wght=600, opsz=24) is not fonts.face("serif", wght=600)


def test_a_subset_holds_the_glyphs_and_their_widths_and_no_more() -> None:
    face = Fonts().face("serif", wght=600, opsz=60)
    glyphs = [face.shaper.get_nominal_glyph(ord(letter)) for letter in "Aé"]
    data, numbers = face.subset(glyphs)
    font = TTFont(io.BytesIO(data))
    assert sorted(font.keys()) == ["GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp"]
    for glyph in glyphs:
        assert font["hmtx"][font.getGlyphName(numbers[glyph])][0] == face.advance(glyph)
    assert len(data) < 1500


def test_prepared_fonts_are_kept_in_the_folder_and_found_again(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    made = Fonts(folder).face("serif", wght=600).subset([40])
    names = sorted(path.name for path in folder.iterdir())
    assert [name.rpartition(".")[2] for name in names] == ["outlines"]
    stamps = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert Fonts(folder).face("serif", wght=600).subset([40]) == made
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == stamps


def test_a_folder_that_cannot_be_written_costs_memory_and_not_the_document(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Fonts(tmp_path / "file").face("serif").subset([40]) == Fonts().face("serif").subset([40])


def test_a_face_is_opened_only_when_its_script_is_met() -> None:
    chain = (fonts := Fonts()).chain(fonts.face("serif"), 400, "chinese")
    assert all(any(face.is_for(letter) for face in chain) for letter in "Aé")
    opened = [face.file.path for face in chain if "_source" in vars(face)]
    assert opened == [FILES["serif"].path]


@pytest.mark.parametrize(
    ("country", "font"),
    [("JP", "japanese"), ("KR", "korean"), ("HK", "chinese-traditional"), ("CN", "chinese"), (None, "chinese")],
)
def test_han_characters_have_the_shapes_of_the_country(country: str | None, font: str) -> None:
    fonts = Fonts()
    chain = fonts.chain(fonts.face("serif"), 400, east_asian_font(country))
    assert next(face for face in chain if face.is_for("骨")) is fonts.face(font, wght=400)
