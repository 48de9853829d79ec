"""PDF syntax for text: strings, streams, embedded subset fonts with ToUnicode, and text operators.

Signs are written by number (Identity-H), so a ligature or a joined letter needs no code point of its own. What a reader
copies, searches or speaks comes from ToUnicode.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshops.foundation.pdf.fonts import EM, Face
from workshops.foundation.pdf.layout import Line, Run, Sign
from workshops.foundation.pdf.program import FontProgram, make_program

_COMPRESSION = 6
_CMAP_ROWS = 100  # the most that one bfchar section may hold
_TAG_LETTERS = 6
_UPRIGHT_FLAGS, _ITALIC_FLAGS, _ITALIC_ANGLE = 4, 68, -10

_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{sections}endcmap CMapName currentdict /CMap defineresource pop end end"""


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """The signs that a document draws with one face, under a resource name."""

    name: str
    face: Face
    program: FontProgram

    def draws(self, run: Run) -> bool:
        """Tell whether the run is of this face and all its signs are embedded."""
        return run.face is self.face and all(sign in self.program.numbers for sign, _ in run.signs)

    def objects(self, first: int) -> list[bytes]:
        """Return the bodies of the five objects of this font, numbered from `first`."""
        data = self.program.data
        base = f"{_subset_tag(data)}+{self.face.name}"
        signs = sorted((number, sign) for sign, number in self.program.numbers.items())
        widths = {number: self.program.widths[sign] for number, sign in signs}
        row = " ".join([str(widths.get(number, 0)) for number in range(max(widths) + 1)])
        descent, ascent = self.face.vertical_extent()
        flags, angle = (_ITALIC_FLAGS, _ITALIC_ANGLE) if self.face.file.italic else (_UPRIGHT_FLAGS, 0)
        return [
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H/DescendantFonts[{first + 1} 0 R]"
            f"/ToUnicode {first + 4} 0 R>>".encode(),
            f"<</Type/Font/Subtype/CIDFontType2/CIDToGIDMap/Identity/BaseFont/{base}"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {first + 2} 0 R/W[0[{row}]]>>".encode(),
            f"<</Type/FontDescriptor/FontName/{base}/Flags {flags}/FontBBox[-500 {descent} 1500 {ascent}]"
            f"/ItalicAngle {angle}/Ascent {ascent}/Descent {descent}/CapHeight 700/StemV 80"
            f"/FontFile2 {first + 3} 0 R>>".encode(),
            stream(data, f"/Length1 {len(data)}"),
            stream(_to_unicode([(number, sign.text) for number, sign in signs])),
        ]


def embed(lines: Iterable[Line], shared: Sequence[EmbeddedFont] = ()) -> list[EmbeddedFont]:
    """Make one subset of each face for what the lines need beyond the shared fonts; names count on from those."""
    signs: dict[Face, dict[Sign, int]] = {}
    for line in lines:
        for run in line.runs:
            if not any(font.draws(run) for font in shared):
                signs.setdefault(run.face, {}).update(run.signs)
    return [
        EmbeddedFont(f"F{index}", face, make_program(face, used))
        for index, (face, used) in enumerate(signs.items(), len(shared))
    ]


def show(line: Line, fonts: Sequence[EmbeddedFont], size: float, x: float, y: float, spacing: float = 0) -> str:
    """Return the text object that draws the line with its baseline from (x, y), in points."""
    operators = [f"BT {spacing:g} Tc" if spacing else "BT"]
    for run in line.runs:
        font = next(font for font in fonts if font.draws(run))
        operators.append(f"/{font.name} {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm {_strings(run, font.program)} TJ")
        x += sum(advance for _, advance in run.signs) * size / EM + spacing * len(run.signs)
    operators.append("0 Tc ET" if spacing else "ET")
    return " ".join(operators)


def _strings(run: Run, program: FontProgram) -> str:
    """Return the array for TJ: strings of sign numbers, and between them what kerning moves the pen."""
    array: list[str] = []
    string: list[str] = []
    for sign, advance in run.signs:
        string.append(f"{program.numbers[sign]:04X}")
        kerning = advance - program.widths[sign]
        if kerning:
            array.append(f"<{''.join(string)}>{-kerning}")
            string.clear()
    if string:
        array.append(f"<{''.join(string)}>")
    return f"[{''.join(array)}]"


def _subset_tag(data: bytes) -> str:
    """Return six letters that differ between subsets, since printers and joiners of files keep fonts by name."""
    value = zlib.crc32(data)
    letters = []
    for _ in range(_TAG_LETTERS):
        value, letter = divmod(value, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)


def stream(data: bytes, entries: str = "", *, compress: bool = True) -> bytes:
    """Return a stream object's body, with further entries of its dictionary."""
    if compress:
        data = zlib.compress(data, _COMPRESSION)
        entries += "/Filter/FlateDecode"
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries.encode("ascii"), len(data), data)


def text_string(text: str) -> str:
    """Return any text as a PDF string (UTF-16)."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def literal_string(text: str) -> str:
    """Return an ASCII text as a PDF string; raise UnicodeEncodeError for any other."""
    text.encode("ascii")
    return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"


def _to_unicode(pairs: list[tuple[int, str]]) -> bytes:
    rows = [f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>" for number, text in pairs]
    sections = (rows[start : start + _CMAP_ROWS] for start in range(0, len(rows), _CMAP_ROWS))
    text = "".join(f"{len(part)} beginbfchar\n{chr(10).join(part)}\nendbfchar\n" for part in sections)
    return _CMAP.format(sections=text).encode("ascii")
