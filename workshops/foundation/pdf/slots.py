"""Slots: the places of a template that every document fills differently."""

from dataclasses import dataclass

from workshops.foundation.pdf.block import Block, Color, fill
from workshops.foundation.pdf.qr import QRCodes


@dataclass(frozen=True, slots=True)
class TextSlot:
    """A place for a text; `number` is its place in reading order."""

    name: str
    block: Block
    number: int


@dataclass(frozen=True, slots=True)
class QRSlot:
    """A square for a QR code: its lower left corner and side in points, its place in reading order."""

    name: str
    codes: QRCodes
    x: float
    y: float
    side: float
    color: Color
    number: int

    def operators(self, code: str) -> str:
        """Return the operators that draw the symbol of the code."""
        module = self.side / self.codes.size
        matrix = f"{module:.5f} 0 0 {module:.5f} {self.x:g} {self.y:g} cm"
        return f"{fill(self.color)} {matrix}\n{self.codes.path(code)}f"
