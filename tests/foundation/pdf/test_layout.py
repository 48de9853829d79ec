"""Text is cleaned, joined, ordered and measured as its script demands."""

import pytest

from tests.foundation.pdf.faces import FONTS, mono_chain, serif_chain
from workshops.foundation.pdf.layout import Line, clean, halve, set_line, shorten, uncovered


def line(text: str) -> Line:
    return set_line(text, serif_chain(), "en")


def signs(text: str) -> list[str]:
    """The texts of the signs from left to right."""
    return [sign.text for run in line(text).runs for sign, _ in run.signs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e\u0301", "é"),
        ("a\u202eb\u2066c\u200fd\u061ce", "abcde"),
        ("a\x00b\x1bc\ufeffd\u00ade\ue000f\ud800g", "abcdefg"),
        ("a\nb\tc\u2028d", "a b c d"),
        ("ﻣﺤﻤﺪ ﷲ", "محمد الله"),
        ("eﬃe", "effie"),
        ("علی\u200cپور", "علی\u200cپور"),
        ("\u200dab\u200c", "ab"),
        ("山田\u3000太郎", "山田\u3000太郎"),
    ],
)
def test_what_disguises_a_text_is_taken_out(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_a_text_without_end_is_cut() -> None:
    assert shorten("x" * 300) == "x" * 300
    assert shorten("x" * 301) == "x" * 299 + "…"


def test_what_no_font_covers_is_known_beforehand_and_left_out_of_the_line() -> None:
    assert uncovered("Sara გიორგი 😀", serif_chain()) == "გიორგი😀"
    assert line("Sara 😀Ali").text == "Sara Ali"
    assert uncovered("Ọ̀ṣọ́ 王 สุ", serif_chain()) == ""


@pytest.mark.parametrize("text", ["Nguyễn", "محمد", "王小明", "สุทธิ", "श्री", "Ɓaanu 😀", "გიორგი"])
def test_no_line_has_a_box(text: str) -> None:
    assert all(part.glyph for run in line(text).runs for sign, _ in run.signs for part in sign.parts)


def test_arabic_letters_join_and_run_to_the_left() -> None:
    (run,) = line("ببب").runs
    assert run.level == 1
    final, middle, initial = (sign.parts[0].glyph for sign, _ in run.signs)
    (isolated,) = (sign.parts[0].glyph for sign, _ in line("ب").runs[0].signs)
    assert len({final, middle, initial, isolated}) == 4


def test_hebrew_is_drawn_from_the_right() -> None:
    assert signs("אבג") == ["ג", "ב", "א"]


def test_brackets_in_right_to_left_text_are_mirrored_but_keep_their_text() -> None:
    signs_shown = [sign for sign, _ in line("א(ב)").runs[0].signs]
    opening = line("א").runs[0].face.shaper.get_nominal_glyph(ord("("))
    assert [sign.text for sign in signs_shown] == [")", "ב", "(", "א"]
    assert signs_shown[0].parts[0].glyph == opening


def test_a_letter_and_its_marks_are_one_sign_from_left_to_right() -> None:
    assert signs("ọ̀s") == ["ọ̀", "s"]
    assert signs("श्री") == ["श्री"]
    assert signs("น้ำ") == ["น้ำ"]


def test_marks_of_right_to_left_text_are_signs_of_their_own() -> None:
    assert signs("בִ") == ["ִ", "ב"]
    assert signs("دُ") == ["ُ", "د"]


def test_spaces_and_signs_stay_in_the_face_of_the_letters_before_them() -> None:
    assert len(line("محمد بن عبد الله").runs) == 1
    assert [run.face.file.path for run in line("Ali 王 (Wang)").runs] == [
        FONTS.face("serif").file.path,
        FONTS.face("chinese").file.path,
        FONTS.face("serif").file.path,
    ]


@pytest.mark.parametrize("text", ["2026年11月9日", "«مرحبا»", "(王)", "9–13 نوفمبر 2026"])
def test_digits_and_signs_are_in_the_face_of_the_letters_about_them(text: str) -> None:
    assert len({run.face for run in line(text).runs}) == 1


def test_a_word_with_rare_letters_keeps_one_design() -> None:
    (run,) = line("Ɓaanu Diallo").runs
    assert run.face.file.path == FONTS.face("serif-wide").file.path


def test_each_country_has_its_own_shape_of_a_han_character() -> None:
    shapes = {set_line("骨", serif_chain(font), "en").runs[0].face.name for font in ("chinese", "japanese", "korean")}
    assert len(shapes) == 3


def test_an_address_has_no_coding_ligatures() -> None:
    address = set_line("https://www.example.org/v/->", mono_chain(), "en").runs[0].signs
    assert "".join(sign.text for sign, _ in address) == "https://www.example.org/v/->"
    assert len({advance for _, advance in address}) == 1
    slashes = [sign for sign, _ in address if sign.text == "/"]
    assert len(set(slashes)) == 1


def test_letter_spacing_switches_ligatures_off() -> None:
    spaced = set_line("office", serif_chain(), "en", ligatures=False)
    assert [sign.text for sign, _ in spaced.runs[0].signs] == list("office")
    assert spaced.sign_count() == 6


def test_the_locale_of_the_machine_does_not_change_a_glyph(monkeypatch: pytest.MonkeyPatch) -> None:
    before = line("Şahin Ţepeş میں").runs
    monkeypatch.setenv("LC_ALL", "ro_RO.UTF-8")
    assert line("Şahin Ţepeş میں").runs == before


def test_high_and_deep_letters_are_measured_with_their_marks() -> None:
    bottom, top = line("Ấ").ink()
    assert top > line("A").ink()[1] + 0.2
    assert bottom > line("Ấy").ink()[0]
    assert line("").ink() == (0, 0)


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("one two three four", ["one two", "three four"]),
        ("边境口岸伪造", ["边境口", "岸伪造"]),
        ("数据的质量，风险与分析", ["数据的质量，", "风险与分析"]),
        ("一（二）三：四 五六七八", ["一（二）三：", "四 五六七八"]),
        ("Lists · Dots", ["Lists", "Dots"]),
        ("국경 관리", ["국경", "관리"]),
        ("สุทธิ์สุทธิ์", ["สุทธิ์", "สุทธิ์"]),
        ("x", ["x"]),
        ("", []),
    ],
)
def test_a_text_is_halved_between_words_or_signs(text: str, halves: list[str]) -> None:
    assert halve(text) == halves
