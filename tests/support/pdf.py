"""Reading PDF files with programs other than their writer: poppler, pypdf, pikepdf, qpdf, zxing."""

import io
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pikepdf
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from tests.support.programs import find_program

PACKAGES = {"pdfinfo": "poppler-utils", "pdftotext": "poppler-utils", "pdftoppm": "poppler-utils", "qpdf": "qpdf"}
_DIRECTION_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r'<word xMin="([\d.]+)".* xMax="([\d.]+)".*>(.*)</word>')
_OPENS, _CLOSES = {"BDC", "BMC"}, {"EMC"}
_SHOWS = {"Tj", "TJ", "f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "sh", "Do", "'", '"'}


def run_tool(name: str, *arguments: str | Path, data: bytes = b"") -> bytes:
    """What a program prints; the test is skipped where it is not installed, unless REQUIRE_ALL=1."""
    command = [find_program(name, package=PACKAGES[name]), *map(str, arguments)]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


@cache
def lines_by_poppler(pdf: bytes) -> list[str]:
    """The lines that poppler extracts, without its marks of direction."""
    text = run_tool("pdftotext", "-enc", "UTF-8", "-", "-", data=pdf).decode()
    return [_plain(line) for line in text.split("\n")]


@cache
def lines_by_pypdf(pdf: bytes) -> list[str]:
    """The lines that pypdf extracts."""
    return [_plain(line) for line in PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split("\n")]


def read_aloud(pdf: bytes) -> list[str]:
    """The texts in the order of the tags, as assistive technology follows it; each without spaces, letters sorted.

    Poppler gives them in the order in which they are drawn, which is not that of Arabic.
    """
    read = run_tool("pdfinfo", "-struct-text", "-", data=pdf).decode()
    texts = (line.strip().strip('"') for line in read.split("\n") if '"' in line)
    return [sorted_letters(text) for text in texts if text]


def sorted_letters(text: str) -> str:
    """The letters of a text in the order of Unicode: equal for any order in which they are drawn."""
    return "".join(sorted("".join(_plain(text).split())))


@cache
def sides_of(pdf: bytes) -> dict[str, tuple[float, float]]:
    """The left and right edge of each word, in points from the left edge of the page."""
    words = _WORD.findall(run_tool("pdftotext", "-bbox", "-", "-", data=pdf).decode())
    return {_plain(unescape(word)): (float(left), float(right)) for left, right, word in words}


def picture(pdf: bytes, dpi: int) -> Image.Image:
    """The first page as poppler draws it."""
    drawn = run_tool("pdftoppm", "-r", str(dpi), "-png", "-singlefile", "-", data=pdf)
    return Image.open(io.BytesIO(drawn)).convert("L")


def codes_in(image: Image.Image) -> list[str]:
    """The texts of the QR codes that a reader finds in a picture."""
    return [found.text for found in zxingcpp.read_barcodes(image)]


def fonts_of(pdf: bytes) -> Iterator[tuple[Any, Any]]:
    """Every font of the page with its descendant."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for font in document.pages[0].Resources.Font.as_dict().values():
            yield font, font.DescendantFonts[0]


def marks_of(document: pikepdf.Pdf) -> tuple[list[int], list[str]]:
    """The content marks of the page in order, and the operators that draw outside of any mark."""
    marks: list[int] = []
    loose: list[str] = []
    depth = 0
    for instruction in pikepdf.parse_content_stream(document.pages[0]):
        name = str(instruction.operator)
        if name in _OPENS:
            depth += 1
            if name == "BDC":
                marks.append(int(instruction.operands[1].MCID))
        elif name in _CLOSES:
            depth -= 1
        elif name in _SHOWS and not depth:
            loose.append(name)
    assert depth == 0
    return marks, loose


def _plain(line: str) -> str:
    """Canonically equal texts become the same text."""
    return unicodedata.normalize("NFC", _DIRECTION_CONTROLS.sub("", line)).strip()
