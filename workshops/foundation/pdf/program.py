"""Font programs to embed: a subset of a face in which every sign of a text is one glyph.

HarfBuzz may draw one letter with several glyphs (a base with its marks, an Indic conjunct), or different letters with
one. Readers of PDF disagree about such text: marks drift off as words of their own, letters get lost in copying. So
the subset gets a composite glyph for every such sign. Each sign then has a number, a width and a text of its own, and
all readers agree.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshops.foundation.pdf.fonts import Face
from workshops.foundation.pdf.layout import Part, Sign

_ARGUMENTS_ARE_WORDS, _ARGUMENTS_ARE_OFFSETS, _MORE_COMPONENTS = 0x0001, 0x0002, 0x0020
_COMPOSITE = -1
_WHOLE_FONT_CHECKSUM = 0xB1B0AFBA
_DIRECTORY_ENTRY = struct.Struct(">4sIII")

# Offsets of the fields that change, in the tables of the OpenType specification
_HEAD_CHECKSUM, _HEAD_LOCA_FORMAT = 8, 50
_HHEA_METRIC_COUNT = 34
_MAXP_GLYPH_COUNT, _MAXP_COMPONENTS, _MAXP_DEPTH = 4, 28, 30


@dataclass(frozen=True, slots=True)
class FontProgram:
    """An embeddable font: its bytes, and the number and the width (in thousandths) of every sign."""

    data: bytes
    numbers: dict[Sign, int]
    widths: dict[Sign, int]


@dataclass(frozen=True, slots=True)
class _Composite:
    """A glyph made of others: each part is a glyph of the subset and its offset."""

    parts: tuple[Part, ...]
    box: tuple[int, int, int, int]
    width: int

    def outline(self) -> bytes:
        components = []
        for index, part in enumerate(self.parts, 1):
            more = _MORE_COMPONENTS if index < len(self.parts) else 0
            flags = _ARGUMENTS_ARE_WORDS | _ARGUMENTS_ARE_OFFSETS | more
            components.append(struct.pack(">HHhh", flags, part.glyph, part.x, part.y))
        return struct.pack(">5h", _COMPOSITE, *self.box) + b"".join(components)


def make_program(face: Face, signs: Mapping[Sign, int]) -> FontProgram:
    """Subset the face to the signs, given with an advance of each.

    The first sign that is just a glyph keeps the number of that glyph, the others get composites.
    """
    data, glyphs = face.subset({part.glyph for sign in signs for part in sign.parts})
    next_number = _glyph_count(data)
    numbers: dict[Sign, int] = {}
    widths: dict[Sign, int] = {}
    composites: list[_Composite] = []
    for sign, advance in signs.items():
        number = glyphs[sign.parts[0].glyph]
        if not sign.is_plain() or number in numbers.values():
            number = next_number + len(composites)
            composites.append(_compose(face, sign, advance, glyphs))
            widths[sign] = advance
        else:
            widths[sign] = face.advance(sign.parts[0].glyph)
        numbers[sign] = number
    return FontProgram(_with_composites(data, composites) if composites else data, numbers, widths)


def _compose(face: Face, sign: Sign, advance: int, glyphs: dict[int, int]) -> _Composite:
    boxes = [face.box(part.glyph) for part in sign.parts]
    lefts, bottoms, rights, tops = zip(
        *[
            (left + part.x, bottom + part.y, right + part.x, top + part.y)
            for part, (left, bottom, right, top) in zip(sign.parts, boxes, strict=True)
        ],
        strict=True,
    )
    return _Composite(
        tuple(Part(glyphs[part.glyph], part.x, part.y) for part in sign.parts),
        (min(lefts), min(bottoms), max(rights), max(tops)),
        advance,
    )


def _with_composites(data: bytes, composites: Sequence[_Composite]) -> bytes:
    tables = _read_tables(data)
    count = _glyph_count(data)
    head, hhea, maxp = bytearray(tables[b"head"]), bytearray(tables[b"hhea"]), bytearray(tables[b"maxp"])
    outlines, places = bytearray(tables[b"glyf"]), _read_loca(tables[b"loca"], head, count)
    metrics = _read_metrics(tables[b"hmtx"], hhea, count)
    for composite in composites:
        outlines += composite.outline()
        outlines += bytes(-len(outlines) % 4)
        places.append(len(outlines))
        metrics.append((composite.width, composite.box[0]))
    struct.pack_into(">h", head, _HEAD_LOCA_FORMAT, 1)
    struct.pack_into(">H", hhea, _HHEA_METRIC_COUNT, len(metrics))
    struct.pack_into(">H", maxp, _MAXP_GLYPH_COUNT, len(metrics))
    _raise_limits(maxp, max(len(composite.parts) for composite in composites))
    tables |= {
        b"glyf": bytes(outlines), b"head": bytes(head), b"hhea": bytes(hhea), b"maxp": bytes(maxp),
        b"hmtx": b"".join([struct.pack(">Hh", *metric) for metric in metrics]),
        b"loca": struct.pack(f">{len(places)}I", *places),
    }  # fmt: skip
    return _write_tables(tables)


def _glyph_count(data: bytes) -> int:
    count: int = struct.unpack_from(">H", _read_tables(data)[b"maxp"], _MAXP_GLYPH_COUNT)[0]
    return count


def _raise_limits(maxp: bytearray, components: int) -> None:
    most, depth = struct.unpack_from(">HH", maxp, _MAXP_COMPONENTS)
    struct.pack_into(">HH", maxp, _MAXP_COMPONENTS, max(most, components), depth + 1)


def _read_loca(loca: bytes, head: bytearray, count: int) -> list[int]:
    if struct.unpack_from(">h", head, _HEAD_LOCA_FORMAT)[0]:
        return list(struct.unpack_from(f">{count + 1}I", loca))
    return [2 * place for place in struct.unpack_from(f">{count + 1}H", loca)]


def _read_metrics(hmtx: bytes, hhea: bytearray, count: int) -> list[tuple[int, int]]:
    """Return (advance, left bearing) of every glyph; the last advance of the table serves all that follow."""
    full = struct.unpack_from(">H", hhea, _HHEA_METRIC_COUNT)[0]
    metrics = list(struct.iter_unpack(">Hh", hmtx[: 4 * full]))
    bearings = struct.unpack_from(f">{count - full}h", hmtx, 4 * full)
    return [(width, bearing) for width, bearing in metrics] + [(metrics[-1][0], bearing) for bearing in bearings]


def _read_tables(data: bytes) -> dict[bytes, bytes]:
    count = struct.unpack_from(">H", data, 4)[0]
    entries = (_DIRECTORY_ENTRY.unpack_from(data, 12 + 16 * index) for index in range(count))
    return {tag: data[start : start + length] for tag, _, start, length in entries}


def _write_tables(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    search_range = 16 << (count.bit_length() - 1)
    header = struct.pack(">IHHHH", 0x00010000, count, search_range, count.bit_length() - 1, 16 * count - search_range)
    tables = {**tables, b"head": tables[b"head"][:_HEAD_CHECKSUM] + bytes(4) + tables[b"head"][_HEAD_CHECKSUM + 4 :]}
    start = len(header) + 16 * count
    directory, bodies, place_of_head = [], [], 0
    for tag, body in sorted(tables.items()):
        directory.append(_DIRECTORY_ENTRY.pack(tag, _checksum(body), start, len(body)))
        bodies.append(body + bytes(-len(body) % 4))
        if tag == b"head":
            place_of_head = start
        start += len(bodies[-1])
    font = bytearray(b"".join([header, *directory, *bodies]))
    whole = (_WHOLE_FONT_CHECKSUM - _checksum(font)) % 2**32
    struct.pack_into(">I", font, place_of_head + _HEAD_CHECKSUM, whole)
    return bytes(font)


def _checksum(data: bytes | bytearray) -> int:
    padded = bytes(data) + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) % 2**32
