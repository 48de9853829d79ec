"""The file of a certificate, read by programs that did not write it."""

import hashlib
import io
import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.certificates.example import NAMES, facts
from tests.support.pdf import (
    codes_in,
    fonts_of,
    lines_by_poppler,
    lines_by_pypdf,
    marks_of,
    picture,
    run_tool,
)
from workshops.certificates.pdf import can_print, keep_fonts_in, render_certificate
from workshops.certificates.pdf.words import words_in

ARABIC_OVER_TWO_LINES = {
    "name": "محمّد بن عبد الله الشمّري",
    "name_latin": "Mohammed bin Abdullah Al-Shammari",
    "body": "المديرية العامة لحرس الحدود, Saudi Arabia",
}
LONGEST = " ".join(["Ólafsdóttir"] * 10)


@pytest.fixture(scope="module", autouse=True)
def _fonts_on_disk(tmp_path_factory: pytest.TempPathFactory) -> None:
    keep_fonts_in(tmp_path_factory.mktemp("fonts"))


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_extracted_as_it_was_given(name: str) -> None:
    pdf = render_certificate(facts(name=name))
    expected = unicodedata.normalize("NFC", name)
    assert can_print(name)
    assert expected in lines_by_pypdf(pdf)
    assert expected in lines_by_poppler(pdf)


def test_a_mixed_name_is_extracted_word_by_word() -> None:
    name = "سارة أحمد Sara Ahmed"
    pdf = render_certificate(facts(name=name))
    assert name in lines_by_pypdf(pdf)
    # poppler puts the space between the two directions elsewhere
    assert "سارة أحمدSara Ahmed" in lines_by_poppler(pdf)


def test_every_text_of_the_certificate_is_extracted() -> None:
    pdf = render_certificate(facts(name="王小明", name_latin="Wang Xiaoming"))
    expected = [
        "Border Security Academy · Partner Border Service",
        "Certificate of Participation",
        "This certificate is awarded to",
        "王小明",
        "Wang Xiaoming",
        "Border Guard Command, Viet Nam",
        "for participation in the workshop",
        "Detection of Fraudulent Travel Documents",
        "and Risk Analysis at Border Crossing Points",
        "DATES",
        "9–13 November 2026",
        "PLACE",
        "Vienna, Austria",
        "DURATION",
        "30 hours",
        "Document security · Impostor detection · Risk indicators · Inter-agency cooperation",
        "Dr. Helena Brandt",
        "Director, Border Management Programme",
        "Amadou Diallo",
        "Chief, Capacity-Building Section",
        "Verify this certificate",
        "https://workshops.example.org/v/",
        "JAPH-KQ1S-ZQSP-EPZB",
        "Certificate No.",
        "WS-2026-014/00001",
        "Issued on 13 November 2026",
    ]
    by_poppler = [" ".join(line.split()) for line in lines_by_poppler(pdf)]
    assert sorted(filter(None, by_poppler)) == sorted(expected)
    assert {" ".join(line.split()) for line in lines_by_pypdf(pdf)} >= set(expected)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ends_on": facts().starts_on}, "9 November 2026"),
        ({"ends_on": facts().starts_on.replace(month=12, day=2)}, "9 November – 2 December 2026"),
        ({"ends_on": facts().starts_on.replace(year=2027, month=1, day=3)}, "9 November 2026 – 3 January 2027"),
        ({"hours": 1}, "1 hour"),
        ({"hours": 7.5}, "7.5 hours"),
        ({"event_kind": "technical_exchange"}, "for participation in the technical exchange"),
        ({"kind": "contribution", "event_kind": "conference"}, "for a contribution to the conference"),
        ({"kind": "trainer"}, "Trainer Certificate"),
    ],
)
def test_the_particulars_are_said_in_plain_english(changes: dict[str, Any], expected: str) -> None:
    assert expected in lines_by_poppler(render_certificate(facts(**changes)))


def test_the_words_never_claim_success_nor_depend_on_the_holder() -> None:
    words = words_in("en")
    said = " ".join([*words.titles.values(), *words.purposes["participation"].values(), words.awarded_to]).lower()
    assert not {"successfully", "he", "she", "his", "her", "mr", "ms"} & set(said.split())


@pytest.mark.parametrize("name", ["გიორგი მაისურაძე", "Արմեն Սարգսյան", "සුනිල් පෙරේරා", "𝒮ara", "Sara 😀"])
def test_a_name_that_no_font_covers_is_printed_in_its_latin_form(name: str) -> None:
    assert not can_print(name)
    pdf = render_certificate(facts(name=name, name_latin="Giorgi Maisuradze"))
    assert lines_by_poppler(pdf).count("Giorgi Maisuradze") == 1


def test_what_cannot_be_printed_at_all_is_left_out_and_never_a_box() -> None:
    assert "Sara" in lines_by_poppler(render_certificate(facts(name="Sara 😀")))
    assert "—" in lines_by_poppler(render_certificate(facts(name="გიორგი", name_latin="")))
    assert "Risk 2026" in lines_by_poppler(render_certificate(facts(title="Risk 😀2026")))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ('<font color="[x for x in ()]">A</font>', '<font color="[x for x in ()]">A</font>'),
        ('<img src="http://127.0.0.1:9/x.png"/>', '<img src="http://127.0.0.1:9/x.png"/>'),
        ("<b>a<b & &amp; %(x)s {name.__init__}", "<b>a<b & &amp; %(x)s {name.__init__}"),
        ("Sara\x00 Ahmed\x1b", "Sara Ahmed"),
        ("Sara\u202egnik\u202c Ahmed\u2066", "Saragnik Ahmed"),
        ("Sara\nAhmed\tAli", "Sara Ahmed Ali"),
        ("Sara\ud800 Ahmed", "Sara Ahmed"),
        ("ﺳﺎﺭﺓ ﺃﺣﻤﺪ", "سارة أحمد"),
        (r"Sara \(Ahmed) endobj", r"Sara \(Ahmed) endobj"),
    ],
)
def test_a_hostile_name_is_printed_literally_without_its_controls(name: str, printed: str) -> None:
    pdf = render_certificate(facts(name=name))
    assert printed in lines_by_poppler(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.docinfo.Title) == f"Certificate of Participation – {printed}"
        assert not any(isinstance(item, pikepdf.Stream) and "/Width" in item for item in document.objects)


@pytest.mark.parametrize(
    "name", ["", " ", "\x00", "\u202e", "\u200d", "\u0301", "()", "\u3000", "é" * 10_000, "ب" * 10_000, "字 " * 5_000]
)
def test_no_name_raises_or_grows_the_file(name: str) -> None:
    pdf = render_certificate(facts(name=name, body=name, name_latin=name))
    assert len(pdf) <= 50_000
    assert "Certificate of Participation" in lines_by_poppler(pdf)


def test_no_other_fact_raises_either() -> None:
    nasty = '<b>\x00\u202e😀\ud800 "%(x)s" {} ' + "x" * 500
    pdf = render_certificate(
        facts(title=nasty, place=nasty, themes=(nasty, nasty), organisers=(nasty,), signatories=((nasty, nasty),) * 3,
              number=nasty, country="??", body=nasty)
    )  # fmt: skip
    assert "Nguyễn Thị Ánh Dương" in lines_by_poppler(pdf)


def test_a_certificate_may_lack_all_that_is_optional() -> None:
    pdf = render_certificate(facts(body="", themes=(), organisers=(), signatories=(), place="", country=None))
    assert "Nguyễn Thị Ánh Dương" in lines_by_poppler(pdf)


def test_a_very_long_name_stands_on_two_lines_inside_the_frame() -> None:
    pdf = render_certificate(facts(name=LONGEST))
    half = " ".join(["Ólafsdóttir"] * 5)
    assert lines_by_poppler(pdf).count(half) == 2


@pytest.mark.parametrize(
    "changes", [{}, ARABIC_OVER_TWO_LINES, {"name": "王小明", "name_latin": "Wang", "body": "国家移民管理局"}]
)
def test_the_qr_code_of_an_ordinary_print_leads_to_the_verification_page(changes: dict[str, Any]) -> None:
    pdf = render_certificate(facts(**changes))
    assert codes_in(picture(pdf, 110)) == ["https://workshops.example.org/v/JAPHKQ1SZQSPEPZB"]


def test_a_long_host_still_gives_a_code_that_reads() -> None:
    host = "https://capacity-building.border-management.ministry-of-the-interior.example.org/verification/v/"
    pdf = render_certificate(facts(verify_base_url=host))
    assert codes_in(picture(pdf, 150)) == [f"{host}JAPHKQ1SZQSPEPZB"]
    assert host in lines_by_poppler(pdf)


def test_four_modules_around_the_qr_code_stay_white() -> None:
    image = picture(render_certificate(facts()), 144)  # two pixels a point
    left, top, side, quiet = 2 * 690, image.height - 2 * (62 + 70), 2 * 70, 2 * 8
    zone = image.crop((left - quiet, top - quiet, left + side + quiet, top + side + quiet))
    zone.paste(255, (quiet - 2, quiet - 2, quiet + side + 2, quiet + side + 2))
    assert zone.getextrema() == (255, 255)


@pytest.mark.parametrize("name", [ARABIC_OVER_TWO_LINES["name"], "Ấ Ẫ Ọ̀ ỊẬ", "ปิ่ ญู ฏุ", "រ៉ាស្ត្រី"])
def test_the_marks_of_a_name_touch_neither_the_line_above_nor_the_rule_below(name: str) -> None:
    image = picture(render_certificate(facts(name=name)), 144)
    column = image.crop((300, round(2 * (595.28 - 394)), 1400, round(2 * (595.28 - 337))))  # from line to rule
    dark = column.point(lambda value: 0 if value < 128 else 255)
    rows = [dark.crop((0, y, dark.width, y + 1)).getextrema()[0] for y in (0, 1, 2, 3, dark.height - 3)]
    assert rows == [255] * 5


@pytest.mark.parametrize("changes", [{}, ARABIC_OVER_TWO_LINES, {"name": LONGEST}, {"name": NAMES["62 characters"]}])
def test_a_file_has_at_most_fifty_thousand_bytes(changes: dict[str, Any]) -> None:
    assert len(render_certificate(facts(**changes))) <= 50_000


def test_the_same_facts_give_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    """Whatever was rendered before, whatever the hash seed, the zone and the locale, and long after the fonts."""
    program = (
        "import hashlib, sys; from pathlib import Path; from tests.certificates.example import facts, NAMES;"
        "from workshops.certificates.pdf import keep_fonts_in, render_certificate;"
        "keep_fonts_in(Path(sys.argv[1]));"
        "[print(hashlib.sha256(render_certificate(facts(name=name))).hexdigest()) for name in NAMES.values()]"
    )
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "LC_ALL": "C", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", program, str(tmp_path)]
    there = subprocess.run(command, env=elsewhere, capture_output=True, text=True, check=True).stdout.split()
    here = {name: render_certificate(facts(name=name)) for name in reversed(NAMES.values())}
    assert there == [hashlib.sha256(here[name]).hexdigest() for name in NAMES.values()]


def test_threads_share_a_template_without_mixing_certificates() -> None:
    certificates = [facts(name=name) for name in NAMES.values()] * 3
    one_by_one = [render_certificate(certificate) for certificate in certificates]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(render_certificate, certificates)) == one_by_one


def test_no_certificate_carries_the_letters_of_another() -> None:
    """A subset that a batch shares would tell each holder which letters the others' names have."""
    alone = render_certificate(facts(name="Әбдірахманов Қайрат"))
    render_certificate(facts(name="王小明"))
    assert render_certificate(facts(name="Әбдірахманов Қайрат")) == alone


@pytest.mark.parametrize("changes", [{}, ARABIC_OVER_TWO_LINES])
def test_every_font_is_embedded_with_its_widths_and_its_texts(changes: dict[str, Any]) -> None:
    names = set()
    for font, descendant in fonts_of(render_certificate(facts(**changes))):
        names.add(str(font.BaseFont))
        assert font.Subtype == "/Type0"
        assert b"beginbfchar" in font.ToUnicode.read_bytes()
        assert descendant.FontDescriptor.FontFile2.read_bytes()[:4] == b"\0\1\0\0"
        assert descendant.W[1]
    assert len(names) >= 6
    assert not any("Helvetica" in name for name in names)


def test_the_tags_hold_all_content_in_the_order_of_reading() -> None:
    with pikepdf.open(io.BytesIO(render_certificate(facts(**ARABIC_OVER_TWO_LINES)))) as document:
        marks, loose = marks_of(document)
        tree = document.Root.StructTreeRoot
        leaves = list(tree.K.K)
        parents: Any = tree.ParentTree.Nums
        assert loose == []
        assert sorted(marks) == list(range(len(leaves)))
        assert [leaf.objgen for leaf in parents[1]] == [leaf.objgen for leaf in leaves]
        assert [str(leaf.S) for leaf in leaves[:3]] == ["/Figure", "/Figure", "/P"]
        roles = [str(leaf.S) for leaf in leaves]
        assert (roles.count("/H1"), roles.count("/H2"), roles.count("/Link")) == (1, 1, 1)
        assert all(str(leaf.Alt) for leaf in leaves if leaf.S == "/Figure")
        link = next(leaf for leaf in leaves if leaf.S == "/Link")
        assert link.K[1].Obj.objgen == document.pages[0].Annots[0].objgen
        assert parents[3].objgen == link.objgen


def test_the_document_says_its_title_its_language_and_nothing_it_cannot_prove() -> None:
    pdf = render_certificate(facts())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root, title = document.Root, "Certificate of Participation – Nguyễn Thị Ánh Dương"
        assert pdf.startswith(b"%PDF-1.7\n")
        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("en", True)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(document.docinfo.Title) == title
        assert str(document.docinfo.CreationDate) == "D:20261113000000Z"
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == title
            assert metadata["xmp:CreateDate"] == "2026-11-13T00:00:00Z"
            assert metadata["pdf:Producer"] == str(document.docinfo.Producer)
        packet = root.Metadata.read_bytes()
        assert b"pdfaid" not in packet
        assert b"pdfuaid" not in packet
        assert "/AcroForm" not in root
        assert "/Encrypt" not in document.trailer
        assert b"/ASCII85Decode" not in pdf
        annotation = document.pages[0].Annots[0]
        assert str(annotation.A.URI) == "https://workshops.example.org/v/JAPHKQ1SZQSPEPZB"
        assert (int(annotation.F), str(annotation.Contents)) == (4, str(annotation.A.URI))


@pytest.mark.parametrize("changes", [{}, ARABIC_OVER_TWO_LINES, {"name": NAMES["Burmese"]}])
def test_qpdf_finds_nothing_to_mend(changes: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(render_certificate(facts(**changes)))
    assert b"No syntax or stream encoding errors found" in run_tool("qpdf", "--check", path)
