"""The file of a certificate in each of six languages, read by programs that did not write it."""

import hashlib
import io
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.certificates.example import facts_in
from tests.support.pdf import (
    codes_in,
    fonts_of,
    lines_by_poppler,
    lines_by_pypdf,
    marks_of,
    picture,
    read_aloud,
    sides_of,
    sorted_letters,
)
from workshops.certificates.facts import CERTIFICATE_KINDS, EVENT_KINDS
from workshops.certificates.pdf import LANGUAGES, keep_fonts_in, render_certificate
from workshops.certificates.pdf.faces import faces_in
from workshops.certificates.pdf.words import words_in
from workshops.foundation.i18n import NATIVE_NAMES
from workshops.foundation.pdf.layout import set_line

BOTH_DIRECTIONS = re.compile("(?=.*[\u0600-\u06ff]).*[0-9A-Za-z·]")
PAGE_WIDTH, INNER_FRAME = 841.89, 42
# What the pages say of the example in its language: heading, the three lines above facts, and the last lines.
SAID: dict[str, dict[str, str]] = {
    "ar": {
        "title": "شهادة مشاركة",
        "awarded": "تُمنح هذه الشهادة إلى",
        "purpose": "تقديراً للمشاركة في حلقة العمل",
        "labels": "التاريخ|المكان|المدة",
        "days": "9–13 نوفمبر 2026",
        "hours": "30 ساعة",
        "verify": "التحقق من هذه الشهادة",
        "number": "رقم الشهادة",
        "issued": "صدرت في 13 نوفمبر 2026",
    },
    "en": {
        "title": "Certificate of Participation",
        "awarded": "This certificate is awarded to",
        "purpose": "for participation in the workshop",
        "labels": "DATES|PLACE|DURATION",
        "days": "9–13 November 2026",
        "hours": "30 hours",
        "verify": "Verify this certificate",
        "number": "Certificate No.",
        "issued": "Issued on 13 November 2026",
    },
    "es": {
        "title": "Certificado de participación",
        "awarded": "El presente certificado se otorga a",
        "purpose": "por su participación en el taller",
        "labels": "FECHAS|LUGAR|DURACIÓN",
        "days": "9–13 de noviembre de 2026",
        "hours": "30 horas",
        "verify": "Verifique este certificado",
        "number": "Certificado núm.",
        "issued": "Expedido el 13 de noviembre de 2026",
    },
    "fr": {
        "title": "Attestation de participation",
        "awarded": "La présente attestation est décernée à",
        "purpose": "pour sa participation à l’atelier",
        "labels": "DATES|LIEU|DURÉE",
        "days": "9–13 novembre 2026",
        "hours": "30 heures",
        "verify": "Vérifier cette attestation",
        "number": "Attestation n°",
        "issued": "Délivrée le 13 novembre 2026",
    },
    "ru": {
        "title": "Сертификат об участии",
        "awarded": "Настоящий сертификат выдан",
        "purpose": "за участие в практикуме",
        "labels": "ДАТЫ|МЕСТО ПРОВЕДЕНИЯ|ПРОДОЛЖИТЕЛЬНОСТЬ",
        "days": "9–13 ноября 2026 г.",
        "hours": "30 часов",
        "verify": "Проверьте этот сертификат",
        "number": "Сертификат №",
        "issued": "Дата выдачи: 13 ноября 2026 г.",
    },
    "zh": {
        "title": "参与证书",
        "awarded": "兹将本证书颁发给",
        "purpose": "以证明参加以下讲习班",
        "labels": "日期|地点|时长",
        "days": "2026年11月9日至13日",
        "hours": "30小时",
        "verify": "核验本证书",
        "number": "证书编号",
        "issued": "颁发日期：2026年11月13日",
    },
}
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module", autouse=True)
def _fonts_on_disk(tmp_path_factory: pytest.TempPathFactory) -> None:
    keep_fonts_in(tmp_path_factory.mktemp("fonts"))


def texts_of(language: str) -> list[str]:
    """All texts of the example, in the order in which they are to be read."""
    facts, said = facts_in(language), SAID[language]
    dates, place, duration = said["labels"].split("|")
    return [
        "  ·  ".join(facts.organisers),
        said["title"],
        said["awarded"],
        facts.name,
        facts.body,
        said["purpose"],
        facts.title,
        dates,
        said["days"],
        place,
        facts.place,
        duration,
        said["hours"],
        "  ·  ".join(facts.themes),
        *(text for signatory in facts.signatories for text in signatory),
        said["verify"],
        facts.verify_base_url,
        facts.shown_code,
        said["number"],
        facts.number,
        said["issued"],
    ]


def squeezed(lines: list[str]) -> list[str]:
    """The lines without spaces. Readers differ in the order of Arabic with digits or signs: sorted there."""
    return [sorted_letters(line) if BOTH_DIRECTIONS.search(line) else "".join(line.split()) for line in lines]


def test_every_language_of_the_pages_has_certificates() -> None:
    assert sorted(NATIVE_NAMES) == list(LANGUAGES) == sorted(SAID)


@each_language
def test_every_text_is_extracted_in_its_language(language: str) -> None:
    pdf = render_certificate(facts_in(language))
    title = facts_in(language).title
    # Where the title breaks is the layout's business.
    expected = squeezed([text for text in texts_of(language) if text != title])
    for lines in (lines_by_poppler(pdf), lines_by_pypdf(pdf)):
        extracted = squeezed(lines)
        assert [text for text in expected if text not in extracted] == []
        assert "".join(title.split()) in "".join(extracted)


@each_language
def test_the_texts_are_read_in_the_order_of_the_page(language: str) -> None:
    assert read_aloud(render_certificate(facts_in(language))) == [sorted_letters(text) for text in texts_of(language)]


@each_language
def test_the_tags_are_the_same_in_every_language_and_hold_all_content(language: str) -> None:
    with pikepdf.open(io.BytesIO(render_certificate(facts_in(language)))) as document:
        marks, loose = marks_of(document)
        leaves = list(document.Root.StructTreeRoot.K.K)
        words = words_in(language)
        assert (sorted(marks), loose) == (list(range(len(leaves))), [])
        assert [str(leaf.S) for leaf in leaves] == [
            *("/Figure", "/Figure", "/P", "/H1", "/P", "/P", "/P", "/P", "/H2"), *["/P"] * 11, "/Figure",
            *("/P", "/P", "/Link", "/P", "/P", "/P"),
        ]  # fmt: skip
        assert [str(leaf.Alt) for leaf in leaves if leaf.S == "/Figure"] == [
            *(words.mark_of.format(name=organiser) for organiser in facts_in(language).organisers),
            words.qr_code,
        ]
        assert str(document.Root.Lang) == language
        assert str(document.docinfo.Title) == f"{SAID[language]['title']} – {facts_in(language).name}"


@each_language
def test_the_qr_code_of_an_ordinary_print_is_read_in_every_language(language: str) -> None:
    pdf = render_certificate(facts_in(language))
    assert codes_in(picture(pdf, 110)) == ["https://workshops.example.org/v/JAPHKQ1SZQSPEPZB"]


@each_language
def test_a_file_has_at_most_fifty_thousand_bytes_in_every_language(language: str) -> None:
    latin = {"name_latin": "Jamshed Rahmonzoda", "body": "Border Guard Command of the Ministry of the Interior, (X)"}
    assert len(render_certificate(facts_in(language))) <= 50_000
    assert len(render_certificate(facts_in(language, **latin))) <= 50_000


def test_arabic_is_the_mirror_of_the_others() -> None:
    english, arabic = (sides_of(render_certificate(facts_in(language))) for language in ("en", "ar"))
    for same in ("JAPH-KQ1S-ZQSP-EPZB", "https://workshops.example.org/v/", "WS-2026-014/00001"):
        left, right = english[same]
        assert arabic[same] == pytest.approx((PAGE_WIDTH - right, PAGE_WIDTH - left), abs=0.05)
    labels = [arabic[label[::-1]][0] for label in SAID["ar"]["labels"].split("|")]  # poppler gives words as drawn
    assert labels == sorted(labels, reverse=True)
    assert arabic["هيلينا"[::-1]][0] > arabic["أمادو"[::-1]][1]
    assert english["Helena"][1] < english["Amadou"][0]


def test_the_qr_code_and_the_marks_of_the_organisers_are_mirrored_too() -> None:
    dark = {}
    for language in ("en", "ar"):
        page = picture(render_certificate(facts_in(language)), 144).point(lambda value: 0 if value < 128 else 255)
        dark[language] = [
            page.crop((round(2 * left), 1190 - 2 * top, round(2 * right), 1190 - 2 * bottom)).getextrema()[0]
            for left, bottom, right, top in ((690, 98, 760, 132), (PAGE_WIDTH - 760, 98, PAGE_WIDTH - 690, 132))
        ]
    assert dark == {"en": [0, 255], "ar": [255, 0]}
    with pikepdf.open(io.BytesIO(render_certificate(facts_in("ar")))) as document:
        assert [float(edge) for edge in document.pages[0].Annots[0].Rect] == pytest.approx(
            [PAGE_WIDTH - 760, 62, PAGE_WIDTH - 530, 132], abs=0.01
        )


def test_arabic_letters_are_joined_in_order_and_never_spaced() -> None:
    pdf = render_certificate(facts_in("ar"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = {str(name): str(font.BaseFont) for name, font in document.pages[0].Resources.Font.as_dict().items()}
        spaced = set()
        spacing = 0.0
        for instruction in pikepdf.parse_content_stream(document.pages[0]):
            if str(instruction.operator) == "Tc":
                spacing = float(instruction.operands[0])
            elif str(instruction.operator) == "Tf" and spacing:
                spaced.add(fonts[str(instruction.operands[0])].split("+")[1])
    assert spaced == set()
    faces = faces_in("ar", "chinese")
    for text, style in ((SAID["ar"]["title"], "title"), (facts_in("ar").name, "name")):
        (run,) = set_line(text, faces[style], "ar").runs
        assert "".join(sign.text for sign, _ in reversed(run.signs)) == text
        alone = {set_line(letter, faces[style], "ar").runs[0].signs[0][0].parts[0].glyph for letter in "شمهنبع"}
        assert not alone & {part.glyph for sign, _ in run.signs for part in sign.parts}


@pytest.mark.parametrize(
    ("language", "families"),
    [("ar", {"Amiri", "JetBrainsMono"}), ("zh", {"NotoSansSC", "NotoSans", "JetBrainsMono"})],
)
def test_each_script_is_in_its_own_design_down_to_digits_and_signs(language: str, families: set[str]) -> None:
    names = (str(font.BaseFont).split("+")[1] for font, _ in fonts_of(render_certificate(facts_in(language))))
    assert {re.split("[-]", name)[0] for name in names} == families
    words, body = words_in(language), faces_in(language, "chinese")["body"]
    days = words.days(facts_in(language).starts_on, facts_in(language).ends_on)
    assert len({run.face for run in set_line(days, body, language).runs}) == 1


def test_a_name_in_a_chinese_certificate_has_the_characters_of_its_country_and_the_words_their_own() -> None:
    pdf = render_certificate(facts_in("zh", name="骨山太郎", name_latin="Taro", country="JP"))
    names = {str(font.BaseFont).split("+")[1].split("-")[0] for font, _ in fonts_of(pdf)}
    assert names >= {"NotoSansJP", "NotoSansSC"}
    assert "骨山太郎" in lines_by_poppler(pdf)
    assert {"参与证书", "以证明参加以下讲习班"} <= set(squeezed(lines_by_poppler(pdf)))


@each_language
def test_a_latin_name_with_an_apostrophe_is_in_one_design(language: str) -> None:
    faces = faces_in(language, "chinese")["name"]
    assert len(set_line("Seán O’Connor-D'Arcy", faces, language).runs) == 1


@each_language
@pytest.mark.parametrize(
    ("style", "size", "least", "width"),
    [("title", 38, 30, 680), ("connecting", 14.5, 14.5, 600), ("label", 8, 7.2, 170)],
)
def test_titles_lines_and_labels_fit_without_becoming_small(
    language: str, style: str, size: float, least: float, width: float
) -> None:
    words = words_in(language)
    texts = {
        "title": words.titles.values(),
        "connecting": [words.awarded_to, *(line for lines in words.purposes.values() for line in lines.values())],
        "label": [label.upper() for label in (words.dates, words.place, words.duration)],
    }
    for text in texts[style]:
        line = set_line(text, faces_in(language, "chinese")[style], language)
        assert line.width * least + 0.6 * line.sign_count() <= width, text


@each_language
def test_all_kinds_and_events_have_words(language: str) -> None:
    words = words_in(language)
    assert list(words.titles) == list(words.purposes) == list(CERTIFICATE_KINDS)
    assert all(list(lines) == list(EVENT_KINDS) for lines in words.purposes.values())
    texts = [*words.titles.values(), *(line for lines in words.purposes.values() for line in lines.values())]
    assert all(texts)
    assert len(set(texts)) == len(texts)
    assert (words.issued_on.count("{day}"), words.mark_of.count("{name}")) == (1, 1)


@pytest.mark.parametrize(
    ("language", "one_day", "over_a_month", "over_a_year"),
    [
        ("ar", "1 فبراير 2027", "1 فبراير – 2 مارس 2027", "1 فبراير 2027 – 10 يناير 2028"),
        ("en", "1 February 2027", "1 February – 2 March 2027", "1 February 2027 – 10 January 2028"),
        (
            "es",
            "1 de febrero de 2027",
            "1 de febrero – 2 de marzo de 2027",
            "1 de febrero de 2027 – 10 de enero de 2028",
        ),
        ("fr", "1er février 2027", "1er février – 2 mars 2027", "1er février 2027 – 10 janvier 2028"),
        ("ru", "1 февраля 2027 г.", "1 февраля – 2 марта 2027 г.", "1 февраля 2027 г. – 10 января 2028 г."),
        ("zh", "2027年2月1日", "2027年2月1日至3月2日", "2027年2月1日至2028年1月10日"),
    ],
)
def test_days_are_written_as_each_language_does(
    language: str, one_day: str, over_a_month: str, over_a_year: str
) -> None:
    first, words = date(2027, 2, 1), words_in(language)
    said = (words.days(first, last) for last in (first, date(2027, 3, 2), date(2028, 1, 10)))
    assert [" ".join(text.split()) for text in said] == [one_day, over_a_month, over_a_year]


@pytest.mark.parametrize(
    ("language", "hours"),
    [
        ("ar", ["ساعة", "ساعتان", "3 ساعات", "7.5 ساعة", "21 ساعة"]),
        ("en", ["1 hour", "2 hours", "3 hours", "7.5 hours", "21 hours"]),
        ("es", ["1 hora", "2 horas", "3 horas", "7,5 horas", "21 horas"]),
        ("fr", ["1 heure", "2 heures", "3 heures", "7,5 heures", "21 heures"]),
        ("ru", ["1 час", "2 часа", "3 часа", "7,5 часа", "21 час"]),
        ("zh", ["1小时", "2小时", "3小时", "7.5小时", "21小时"]),
    ],
)
def test_hours_have_the_plural_forms_of_each_language(language: str, hours: list[str]) -> None:
    said = (words_in(language).hours(number) for number in (1, 2, 3, 7.5, 21))
    assert [" ".join(text.split()) for text in said] == hours


@each_language
@pytest.mark.parametrize(
    "changes",
    [
        {
            "kind": "trainer",
            "event_kind": "technical_exchange",
            "ends_on": date(2027, 1, 3),
            "name_latin": "Latin Form",
        },
        {"kind": "completion", "title": "字" * 120, "signatories": (("A" * 30, "B" * 60),) * 4},
        {"title": "كشف وثائق السفر المزوّرة وتحليل المخاطر " * 3, "organisers": ("هيئة", "Service", "机构")},
    ],
)
def test_no_text_leaves_the_frame_in_any_language(language: str, changes: dict[str, Any]) -> None:
    sides = sides_of(render_certificate(facts_in(language, **changes)))
    assert min(left for left, _ in sides.values()) > INNER_FRAME
    assert max(right for _, right in sides.values()) < PAGE_WIDTH - INNER_FRAME


def test_what_can_be_printed_can_be_printed_in_every_language() -> None:
    letters = [letter for letter in map(chr, range(0x21, 0x3000)) if letter.isalpha()]
    covered = {
        language: {
            letter for letter in letters if any(face.is_for(letter) for face in faces_in(language, "chinese")["name"])
        }
        for language in LANGUAGES
    }
    assert all(letters == covered["en"] for letters in covered.values())


def test_the_same_facts_give_the_same_bytes_in_every_language_in_another_process(tmp_path: Path) -> None:
    program = (
        "import hashlib, sys; from pathlib import Path; from tests.certificates.example import facts_in;"
        "from workshops.certificates.pdf import LANGUAGES, keep_fonts_in, render_certificate;"
        "keep_fonts_in(Path(sys.argv[1]));"
        "[print(hashlib.sha256(render_certificate(facts_in(language))).hexdigest()) for language in LANGUAGES]"
    )
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "LC_ALL": "C", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", program, str(tmp_path)]
    there = subprocess.run(command, env=elsewhere, capture_output=True, text=True, check=True).stdout.split()
    here = {language: render_certificate(facts_in(language)) for language in reversed(LANGUAGES)}
    assert there == [hashlib.sha256(here[language]).hexdigest() for language in LANGUAGES]
