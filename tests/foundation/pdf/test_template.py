"""A template stamps whole, valid files."""

import io
import re
import struct
from datetime import date

import pikepdf
import pytest

from tests.foundation.pdf.faces import serif_chain
from tests.support.pdf import lines_by_poppler, marks_of, sides_of
from workshops.foundation.pdf.block import Align, Block, Style
from workshops.foundation.pdf.builder import Builder
from workshops.foundation.pdf.properties import Properties
from workshops.foundation.pdf.qr import QRCodes
from workshops.foundation.pdf.tags import LINK
from workshops.foundation.pdf.template import Template

PROPERTIES = Properties(
    title="A & B <c>",
    author="Nobody",
    language="en",
    address="https://example.org/(1)\\",
    issued_on=date(2026, 11, 13),
)


def block(y: float, x: float = 200, align: Align = "center") -> Block:
    return Block(style=Style(faces=serif_chain(), size=20, color=(0, 0, 0), align=align), x=x, y=y, width=300)


@pytest.fixture(scope="module")
def template() -> Template:
    builder = Builder(400, 200, "en")
    builder.text(block(150), "Always", "H1")
    builder.text(block(120), "")
    builder.text_slot("who", block(100), LINK)
    builder.line((10, 10), (20, 10), 1, (1, 0, 0))
    builder.link((100, 90, 300, 120))
    return builder.build()


def test_a_slot_is_filled_beside_what_always_stands_there(template: Template) -> None:
    lines = lines_by_poppler(template.render({"who": "王小明 & Ali"}, PROPERTIES))
    assert [line for line in lines if line] == ["Always", "王小明 & Ali"]


def test_a_text_with_nothing_to_print_leaves_no_mark(template: Template) -> None:
    with pikepdf.open(io.BytesIO(template.render({"who": "Ali"}, PROPERTIES))) as document:
        assert marks_of(document) == ([0, 1], [])


def facing(language: str) -> bytes:
    builder = Builder(400, 200, language)
    builder.text(block(150, 30, "left"), "Always", "H1")
    builder.text_slot("who", block(100, 390, "right"), LINK)
    builder.qr_slot("qr", QRCodes("https://example.org/", 1, "AB"), 300, 20, 50, (0, 0, 0), "QR code")
    builder.line((10, 10), (30, 10), 1, (1, 0, 0))
    builder.link((90, 10, 110, 20))
    return builder.build().render({"who": "Ali", "qr": "A"}, PROPERTIES)


def test_a_page_that_runs_from_right_to_left_is_a_mirror_but_its_texts_are_not() -> None:
    here, there = sides_of(facing("en")), sides_of(facing("ar"))
    assert list(here) == list(there) == ["Always", "Ali"]
    for word, (left, right) in here.items():
        assert there[word] == pytest.approx((400 - right, 400 - left), abs=0.02)
    with pikepdf.open(io.BytesIO(facing("ar"))) as document:
        always, own = (stream.read_bytes() for stream in document.pages[0].Contents)
        assert b"390 10 m 370 10 l" in always
        assert b" 50 20 cm" in own
        assert [int(edge) for edge in document.pages[0].Annots[0].Rect] == [290, 10, 310, 20]


def test_the_cross_references_lead_to_their_objects(template: Template) -> None:
    pdf = template.render({"who": "محمد"}, PROPERTIES)
    start = int(pdf.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    last = int(pdf[start:].split(b" ")[0])
    with pikepdf.open(io.BytesIO(pdf)) as document:
        references = document.get_object(last, 0)
        assert (str(references.Type), int(references.Size)) == ("/XRef", last + 1)
        rows = list(struct.iter_unpack(">BIH", references.read_bytes()))
        assert rows[0] == (0, 0, 65535)
        packed = {
            place: list(map(int, document.get_object(place, 0).read_bytes().split(b"<")[0].split()[::2]))
            for kind, place, _ in rows
            if kind == 2
        }
    for number, (kind, place, index) in enumerate(rows[1:], 1):
        if kind == 1:
            assert pdf[place:].startswith(b"%d 0 obj\n" % number)
        else:
            assert (kind, packed[place][index]) == (2, number)


def test_the_file_holds_no_time_but_the_day_of_issue(template: Template) -> None:
    with pikepdf.open(io.BytesIO(template.render({"who": "Ali"}, PROPERTIES))) as document:
        profile = document.Root.OutputIntents[0].DestOutputProfile.read_bytes()
        assert profile[24:36] == bytes(12)
        assert str(document.docinfo.ModDate) == "D:20261113000000Z"


def test_titles_and_addresses_are_escaped(template: Template) -> None:
    with pikepdf.open(io.BytesIO(template.render({"who": "Ali"}, PROPERTIES))) as document:
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == "A & B <c>"
        assert str(document.pages[0].Annots[0].A.URI) == "https://example.org/(1)\\"


def test_different_documents_have_different_identities(template: Template) -> None:
    identities = {re.findall(rb"/ID\[<(\w+)>", template.render({"who": who}, PROPERTIES))[0] for who in ("A", "B", "A")}
    assert len(identities) == 2
