"""The glossary: whole in six languages, and safe to look for in their texts."""

import re

import pytest

from workshops.directory.facts import acronyms, glossary
from workshops.foundation.acronyms import FirstUses
from workshops.foundation.markdown import line_to_html

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
SCRIPTS = {"ar": r"[\u0621-\u064a]", "ru": r"[\u0400-\u04ff]", "zh": r"[\u4e00-\u9fff]"}


def written_out(text: str, language: str) -> str:
    """A line as a reader sees it."""
    return re.sub("<[^>]+>", "", line_to_html(text, FirstUses(acronyms(language))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_entry(language: str) -> None:
    assert (list(glossary(language)), len(glossary(language))) == (list(glossary("en")), 36)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_is_a_form_its_expansion_and_one_sentence_in_the_script_of_its_language(language: str) -> None:
    for entry in glossary(language).values():
        words = [*entry.words, *entry.words.values(), entry.meaning]
        assert all(word and word == " ".join(word.split()) for word in words), entry
        assert re.fullmatch(r"[^.。]+(?:\([^)]+\)[^.。]*)?[.。]", entry.meaning), entry
        assert all(re.search(SCRIPTS.get(language, r"[a-z]"), text) for text in words[len(entry.words) :]), entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_belongs_to_one_entry_of_a_language(language: str) -> None:
    forms = [form for entry in glossary(language).values() for form in entry.words]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_full_name_is_taken_for_an_acronym(language: str) -> None:
    names = [name for entry in glossary(language).values() for name in entry.words.values()]
    assert [name for name in names for use in acronyms(language).uses(name) if use.acronym.key != "interpol"] == []


@pytest.mark.parametrize("key", glossary("en"))
def test_a_key_can_end_an_address(key: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9-]*", key)


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        (
            "en",
            "The PIU reads PNR data.",
            "The PIU (passenger information unit) reads PNR (passenger name record) data.",
        ),
        ("fr", "L’UIP lit le PNR.", "L’UIP (unité d’information passagers) lit le PNR (dossier passager)."),
        ("fr", "UN ATELIER AU KOWEÏT", "UN ATELIER AU KOWEÏT"),
        ("es", "LAS FRONTERAS y los CTE", "LAS FRONTERAS y los CTE (combatiente terrorista extranjero)"),
        ("ru", "Документы ИКАО.", "Документы ИКАО (Международная организация гражданской авиации)."),
        ("ru", "данные API/PNR", "данные API/PNR"),
        ("ar", "رسالة API من الناقل", "رسالة API (المعلومات المسبقة عن الركاب) من الناقل"),
        ("ar", "معايير الإيكاو", "معايير الإيكاو (منظمة الطيران المدني الدولي)"),
        ("zh", "分析PNR数据", "分析PNR（旅客姓名记录）数据"),
        ("zh", "与国际刑警组织合作", "与国际刑警组织（国际刑事警察组织）合作"),
    ],
)
def test_each_language_writes_out_its_own_acronyms(language: str, text: str, shown: str) -> None:
    assert written_out(text, language) == shown
