"""Builds a template: everything that is the same in every document of a series is drawn here, once.

Ornaments are drawn on a ReportLab canvas, texts are set by `block`, and places for what differs are reserved as slots.
All is called in reading order, which becomes the order of the structure tree that assistive technology follows.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass

from reportlab.pdfbase.pdfdoc import xObjectName
from reportlab.pdfgen.canvas import Canvas

from workshops.foundation.pdf.bidi import runs_right_to_left
from workshops.foundation.pdf.block import Block, Color, LaidText
from workshops.foundation.pdf.content import embed
from workshops.foundation.pdf.qr import QRCodes
from workshops.foundation.pdf.slots import QRSlot, TextSlot
from workshops.foundation.pdf.tags import Element, artifact, marked
from workshops.foundation.pdf.template import Form, Rectangle, StaticPage, Template

_NUMBER = re.compile(r"-?\d*\.\d+")
_DIGITS = 2  # a hundredth of a point is finer than any printer
Draw = Callable[[Canvas], None]


@dataclass(frozen=True, slots=True)
class _StaticText:
    text: LaidText
    element: Element
    number: int


class Builder:
    """Collects the static layer, the slots and the structure of a one-page document."""

    def __init__(self, width: float, height: float, language: str) -> None:
        """Begin a page of this size in points; the language (BCP 47) is that of the document.

        Where it runs from right to left, the page is the mirror of what is described: x counts from the right.
        """
        self.width, self.height, self.language = width, height, language
        self._is_mirrored = runs_right_to_left(language)
        self._pieces: list[str | _StaticText] = []
        self._elements: list[Element] = []
        self._texts: list[TextSlot] = []
        self._codes: list[QRSlot] = []
        self._forms: list[Form] = []
        self._reserves: list[LaidText] = []
        self._area: Rectangle = (0, 0, 0, 0)

    def across(self, x: float) -> float:
        """Return how far from the left edge of the page `x` is."""
        return self.width - x if self._is_mirrored else x

    def form(self, name: str, box: Rectangle, draw: Draw) -> None:
        """Make a drawing to be repeated by `Canvas.doForm`, in the colour and the line width set there."""
        operators = _NUMBER.sub(_shorten, self._record(draw))
        self._forms.append(Form(xObjectName(name), box, operators))

    def ornament(self, draw: Draw) -> None:
        """Draw what carries no information; assistive technology passes over it."""
        self._pieces.append(artifact(self._record(draw)))

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float, color: Color) -> None:
        """Rule a straight line."""
        (x1, y1), (x2, y2) = start, end

        def rule(canvas: Canvas) -> None:
            canvas.setLineWidth(width)
            canvas.setStrokeColorRGB(*color)
            canvas.line(self.across(x1), y1, self.across(x2), y2)

        self.ornament(rule)

    def figure(self, alternative: str, draw: Draw) -> None:
        """Draw a picture that carries information, given in words as well; it stands where `draw` puts it."""
        element = Element("Figure", alternative)
        self._pieces.append(marked(element, self._add(element), self._record(draw)))

    def text(self, block: Block, text: str, role: str = "P") -> None:
        """Set a text in its role: H1, H2, P. A text without anything to print leaves nothing."""
        laid = self._facing(block).lay(text, self.language)
        if any(placed.line.runs for placed in laid.lines):
            element = Element(role)
            self._pieces.append(_StaticText(laid, element, self._add(element)))

    def text_slot(self, name: str, block: Block, role: str = "P", reserve: str = "") -> None:
        """Keep a place for a text; the characters in reserve are embedded once, for all documents."""
        block = self._facing(block)
        self._texts.append(TextSlot(name, block, self._add(Element(role))))
        self._reserves.append(block.lay(reserve, self.language))

    def qr_slot(self, name: str, codes: QRCodes, x: float, y: float, side: float, color: Color, words: str) -> None:
        """Keep a square for a QR code, given in words as well; its quiet zone is the caller's to keep free."""
        left = min(self.across(x), self.across(x + side))
        self._codes.append(QRSlot(name, codes, left, y, side, color, self._add(Element("Figure", words))))

    def link(self, area: Rectangle) -> None:
        """Let an area (left, bottom, right, top) lead to the address of the document. One slot has the role Link."""
        left, bottom, right, top = area
        left, right = sorted((self.across(left), self.across(right)))
        self._area = left, bottom, right, top

    def build(self) -> Template:
        """Embed the fonts of the static texts and return the template."""
        texts = [piece.text for piece in self._pieces if isinstance(piece, _StaticText)]
        fonts = embed(placed.line for text in [*texts, *self._reserves] for placed in text.lines)
        operators = [
            piece if isinstance(piece, str) else marked(piece.element, piece.number, piece.text.operators(fonts))
            for piece in self._pieces
        ]
        page = StaticPage(
            width=self.width, height=self.height, language=self.language, operators="\n".join(operators),
            forms=self._forms, fonts=fonts, elements=self._elements, link=self._area,
        )  # fmt: skip
        return Template(page, self._texts, self._codes)

    def _facing(self, block: Block) -> Block:
        return block.mirrored(self.width) if self._is_mirrored else block

    def _add(self, element: Element) -> int:
        self._elements.append(element)
        return len(self._elements) - 1

    def _record(self, draw: Draw) -> str:
        canvas = Canvas(io.BytesIO(), pagesize=(self.width, self.height), pageCompression=0, invariant=1)
        draw(canvas)
        return canvas.getCurrentPageContent()


def _shorten(number: re.Match[str]) -> str:
    return f"{float(number[0]):.{_DIGITS}f}".rstrip("0").rstrip(".")
