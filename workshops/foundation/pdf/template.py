"""Stamps documents: the static part of a series is serialised once, and each document adds only what differs.

A document is one page of PDF 1.7, tagged, in a single revision. It is the same to the byte whenever the same values are
given to the same release of this program, its fonts and its compressor. Small objects share compressed streams, which
spares a fifth of the file.
"""

import hashlib
import itertools
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import ImageCms

from workshops.foundation.pdf.content import EmbeddedFont, embed, literal_string, stream
from workshops.foundation.pdf.properties import Properties
from workshops.foundation.pdf.slots import QRSlot, TextSlot
from workshops.foundation.pdf.tags import Element, marked, structure

Rectangle = tuple[float, float, float, float]

# What differs between documents has the first numbers, so that the static part can refer to it; its fonts come last.
_CONTENT, _FONTS, _METADATA, _INFO, _LINK = range(1, 6)
_CATALOG, _PAGES, _PAGE, _STATIC_CONTENT, _FORMS, _INTENT, _PROFILE = range(6, 13)
_FIRST_FREE = 13
_STRUCTURE_TREE = _FIRST_FREE
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PRINT_FLAG = 4
_ROW = struct.Struct(">BIH")  # of the cross-reference stream: kind, place, generation or index
_FREE, _DIRECT, _PACKED = range(3)
_PROFILE_DATE = slice(24, 36)  # in the header of an ICC profile


@dataclass(frozen=True, slots=True)
class Form:
    """A drawing that the page repeats: its name, its bounding box and its operators."""

    name: str
    box: Rectangle
    operators: str

    def body(self) -> bytes:
        """Return the body of the form XObject."""
        return stream(
            self.operators.encode("ascii"), f"/Type/XObject/Subtype/Form/BBox{_array(self.box)}/Resources<<>>"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticPage:
    """All that is the same in every document of a series."""

    width: float
    height: float
    language: str
    operators: str
    forms: Sequence[Form]
    fonts: Sequence[EmbeddedFont]
    elements: Sequence[Element]
    link: Rectangle


class Template:
    """A compiled page that `render` fills. It never changes, so threads may share it."""

    def __init__(self, page: StaticPage, texts: Sequence[TextSlot], codes: Sequence[QRSlot]) -> None:
        """Serialise the static part."""
        self._page, self._texts, self._codes = page, texts, codes
        tree = structure(page.elements, _STRUCTURE_TREE, _PAGE, _LINK)
        self._static_fonts, fonts = _number_fonts(page.fonts, _STRUCTURE_TREE + len(tree))
        first_form = _STRUCTURE_TREE + len(tree) + len(fonts)
        bodies = [*self._page_bodies(first_form), *tree, *fonts, *(form.body() for form in page.forms)]
        packer = _CATALOG + len(bodies)
        self._objects, self._rows, self._end = _pack(dict(enumerate(bodies, _CATALOG)), packer, len(_HEADER))
        self._next = packer + 1

    def render(self, values: Mapping[str, str], properties: Properties) -> bytes:
        """Return the document with each slot filled by the value of its name."""
        operators, fonts = self._fill(values)
        font_names, font_bodies = _number_fonts(fonts, self._next)
        bodies = {
            _CONTENT: stream(operators.encode("ascii")),
            _FONTS: f"<<{self._static_fonts}{font_names}>>".encode("ascii"),
            _METADATA: properties.metadata(),
            _INFO: properties.info(),
            _LINK: self._link(properties.address),
            **dict(enumerate(font_bodies, self._next)),
        }
        packer = self._next + len(font_bodies)
        objects, rows, end = _pack(bodies, packer, self._end)
        rows = [_ROW.pack(_FREE, 0, 65535), *rows[:_LINK], *self._rows, *rows[_LINK:], _ROW.pack(_DIRECT, end, 0)]
        identity = hashlib.sha256(objects).hexdigest()[:32]
        references = stream(
            b"".join(rows),
            f"/Type/XRef/Size {len(rows)}/W[1 4 2]/Root {_CATALOG} 0 R/Info {_INFO} 0 R/ID[<{identity}><{identity}>]",
        )
        ending = b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (packer + 1, references, end)
        return b"".join([_HEADER, self._objects, objects, ending])

    def _fill(self, values: Mapping[str, str]) -> tuple[str, list[EmbeddedFont]]:
        """Return the operators of all slots, and the fonts they need beyond the static ones."""
        laid = [(slot, slot.block.lay(values[slot.name], self._page.language)) for slot in self._texts]
        own = embed((placed.line for _, text in laid for placed in text.lines), self._page.fonts)
        fonts = [*self._page.fonts, *own]
        drawn = [(slot.number, text.operators(fonts)) for slot, text in laid]
        drawn += [(slot.number, slot.operators(values[slot.name])) for slot in self._codes]
        return "\n".join([marked(self._page.elements[number], number, operators) for number, operators in drawn]), own

    def _page_bodies(self, first_form: int) -> list[bytes]:
        """Return the bodies of the objects from the catalogue to the colour profile, in the order of their numbers."""
        page = self._page
        forms = "".join(f"/{form.name} {number} 0 R" for number, form in enumerate(page.forms, first_form))
        return [
            f"<</Type/Catalog/Pages {_PAGES} 0 R/Lang{literal_string(page.language)}/MarkInfo<</Marked true>>"
            f"/StructTreeRoot {_STRUCTURE_TREE} 0 R/Metadata {_METADATA} 0 R/OutputIntents[{_INTENT} 0 R]"
            f"/ViewerPreferences<</DisplayDocTitle true>>>>".encode("ascii"),
            f"<</Type/Pages/Kids[{_PAGE} 0 R]/Count 1>>".encode("ascii"),
            f"<</Type/Page/Parent {_PAGES} 0 R/MediaBox[0 0 {page.width:g} {page.height:g}]"
            f"/Contents[{_STATIC_CONTENT} 0 R {_CONTENT} 0 R]/Resources<</Font {_FONTS} 0 R/XObject {_FORMS} 0 R>>"
            f"/Annots[{_LINK} 0 R]/StructParents 0/Tabs/S>>".encode("ascii"),
            stream(page.operators.encode("ascii")),
            f"<<{forms}>>".encode("ascii"),
            f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
            f"/DestOutputProfile {_PROFILE} 0 R>>".encode("ascii"),
            stream(_srgb_profile(), "/N 3"),
        ]

    def _link(self, address: str) -> bytes:
        target = literal_string(address)
        return (
            f"<</Type/Annot/Subtype/Link/F {_PRINT_FLAG}/Rect{_array(self._page.link)}/Border[0 0 0]/StructParent 1"
            f"/Contents{target}/A<</S/URI/URI{target}>>>>"
        ).encode("ascii")


def _number_fonts(fonts: Sequence[EmbeddedFont], first: int) -> tuple[str, list[bytes]]:
    """Return the entries of the fonts for a resource dictionary, and their bodies, numbered from `first`."""
    names, bodies = "", list[bytes]()
    for font in fonts:
        names += f"/{font.name} {first + len(bodies)} 0 R"
        bodies += font.objects(first + len(bodies))
    return names, bodies


def _pack(bodies: Mapping[int, bytes], packer: int, position: int) -> tuple[bytes, list[bytes], int]:
    """Return the objects as they stand in the file, their rows of the cross-reference stream, and where they end.

    All that is no stream itself is packed into one, the object `packer`, whose row comes last.
    """
    small = {number: body for number, body in bodies.items() if not body.endswith(b"endstream")}
    places = {number: place for place, number in enumerate(small)}
    objects, rows = [], []
    for number, body in [*bodies.items(), (packer, _object_stream(small))]:
        if number in places:
            rows.append(_ROW.pack(_PACKED, packer, places[number]))
            continue
        objects.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        rows.append(_ROW.pack(_DIRECT, position, 0))
        position += len(objects[-1])
    return b"".join(objects), rows, position


def _object_stream(bodies: Mapping[int, bytes]) -> bytes:
    """Return the body of a stream of objects, given by number: first their numbers and places, then they themselves."""
    starts = itertools.accumulate((len(body) + 1 for body in bodies.values()), initial=0)
    index = " ".join([f"{number} {start}" for number, start in zip(bodies, starts, strict=False)]).encode("ascii")
    return stream(b"\n".join([index, *bodies.values()]), f"/Type/ObjStm/N {len(bodies)}/First {len(index) + 1}")


def _array(numbers: Rectangle) -> str:
    return f"[{' '.join([f'{number:g}' for number in numbers])}]"


def _srgb_profile() -> bytes:
    """Return the colour space of the page, without the time at which the library made it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_PROFILE_DATE] = bytes(12)
    return bytes(profile)
