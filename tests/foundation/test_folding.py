"""However a word is written, it is found."""

import pytest

from tests.support.hostile import HOSTILE
from workshops.foundation.folding import LONGEST_WORD, MOST_TERMS, Term, document, fold, terms

SAME = {
    "capitals": ("BORDER", "border"),
    "accents": ("Coopération aérienne à Ségou", "cooperation aerienne a segou"),
    "stacked accents": ("Nguyễn Thị Ánh Dương", "nguyen thi anh duong"),
    "letters that do not come apart": ("Łódź, Søren, Elçin Rəhimli, straße", "lodz, soren, elcin rehimli, strasse"),
    "the dotted and the dotless i": ("İSTANBUL Diyarbakır", "istanbul diyarbakir"),
    "ё and е, й and и": ("Ёлкин Королёв Николай", "елкин королев николаи"),
    "Tajik letters": ("Гулнора Раҳимова, Қодирӣ", "гулнора рахимова, кодири"),
    "alef in all its forms": ("أمن إدارة آمن ٱمن", "امن اداره امن امن"),
    "yeh and teh marbuta": ("على مدرسة", "علي مدرسه"),
    "hamza on its seat": ("مسؤول طوارئ", "مسوول طواري"),
    "vowel marks and tatweel": ("الحُـدُودُ", "الحدود"),
    "Persian letters": ("کشور ایران", "كشور ايران"),
    "digits of other scripts": ("٢٠٢٧ ۲۰۲۷", "2027 2027"),
    "wide and joined letters": ("ＷＳ ﬁle №", "ws file no"),
    "composed and decomposed": ("é", "e\u0301"),
}


@pytest.mark.parametrize(("written", "typed"), SAME.values(), ids=SAME)
def test_what_readers_take_for_the_same_is_the_same(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


def test_folding_what_is_folded_changes_nothing() -> None:
    texts = [text for pair in SAME.values() for text in pair] + list(HOSTILE.values())
    assert [fold(fold(text)) for text in texts] == [fold(text) for text in texts]


def test_a_document_has_each_word_once() -> None:
    assert document("WS-2027-014", "Border, border & BORDERS") == "ws 2027 014 border borders"


def test_chinese_stands_in_pairs_and_its_last_character_alone() -> None:
    assert document("边境管理 2027") == "边境 境管 管理 理 2027"


def test_an_arabic_word_stands_with_and_without_its_article() -> None:
    assert document("الحدود والأمن") == "الحدود حدود والامن امن"


def test_what_is_typed_is_the_beginning_of_a_word() -> None:
    assert terms("Carg bordér") == [Term("carg", is_beginning=True), Term("border", is_beginning=True)]


def test_a_single_letter_stands_for_itself_and_a_single_chinese_character_for_all_that_begins_with_it() -> None:
    assert terms("B 边") == [Term("b", is_beginning=False), Term("边", is_beginning=True)]


def test_a_chinese_word_is_looked_for_by_its_pairs() -> None:
    assert terms("边境管") == [Term("边境", is_beginning=False), Term("境管", is_beginning=False)]


def test_an_arabic_word_is_looked_for_without_its_article() -> None:
    assert terms("الحدود") == terms("حدود")


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=list(HOSTILE))
def test_terms_are_few_short_and_have_letters_and_digits_only(typed: str) -> None:
    found = terms(typed)
    assert len(found) <= MOST_TERMS
    assert [term for term in found if not term.word.isalnum() or len(term.word) > LONGEST_WORD] == []
