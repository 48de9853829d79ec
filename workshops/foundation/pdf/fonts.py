"""Fonts: which files there are, what they cover, pinned instances of the variable ones, and subsets.

The files come from installed packages, all under the SIL Open Font License. HarfBuzz maps them into memory, and a face
is opened when a text first needs it. What a face needs is made once and can be kept in a folder, where all processes
share it: a small part for shaping (characters, substitutions, positions) and a part with nothing but outlines, out of
which a subset of a few glyphs costs some 20 microseconds even for a Chinese font of 10 MB.
"""

import importlib.metadata
import importlib.resources
import os
import re
import tempfile
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import uharfbuzz as hb

EM: Final = 1000  # units of a type size, in PDF and in every font of FILES (a test sees to it)

_WESTERN = (
    range(0x0530), range(0x1AB0, 0x1B00), range(0x1C80, 0x1C90), range(0x1D00, 0x2C00), range(0x2C60, 0x2C80),
    range(0x2DE0, 0x2E80), range(0xA640, 0xA6A0), range(0xA700, 0xA800), range(0xAB30, 0xAB70), range(0xFB00, 0xFB07),
    range(0xFE20, 0xFE30), range(0x10780, 0x107C0), range(0x1DF00, 0x1E000),
)  # fmt: skip
_ARABIC = (range(0x0600, 0x0700), range(0x0750, 0x0780), range(0x0870, 0x0900))
_HEBREW = (range(0x0590, 0x0600),)
_DEVANAGARI = (range(0x0900, 0x0980), range(0x1CD0, 0x1D00), range(0xA8E0, 0xA900))
_MYANMAR = (range(0x1000, 0x10A0), range(0xA9E0, 0xAA00), range(0xAA60, 0xAA80))
_KHMER = (range(0x1780, 0x1800), range(0x19E0, 0x1A00))
_ETHIOPIC = (range(0x1200, 0x13A0), range(0x2D80, 0x2DE0), range(0xAB00, 0xAB30))
_EAST_ASIAN = (
    range(0x1100, 0x1200), range(0x2000, 0xA000), range(0xA960, 0xA980), range(0xAC00, 0xD800), range(0xF900, 0xFB00),
    range(0xFE30, 0xFE50), range(0xFF00, 0xFFF0), range(0x20000, 0x34000),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font file of an installed package, and the blocks of Unicode it is asked for."""

    package: str
    path: str
    blocks: tuple[range, ...]
    italic: bool = False
    no_ligatures: bool = False

    def locate(self) -> Path:
        """Return the path of the file in the installed package."""
        return Path(str(importlib.resources.files(self.package).joinpath(self.path)))


_OFL = "fonts/ofl/"
_CORE, _CJK = "justmytype_western_core", "justmytype_intl_cjk"
_SOUTH_ASIA, _SOUTH_EAST_ASIA = "justmytype_intl_south_asia", "justmytype_intl_sea"
FILES: Final[Mapping[str, FontFile]] = {
    "serif": FontFile(_CORE, _OFL + "sourceserif4/SourceSerif4[opsz,wght].ttf", _WESTERN),
    "serif-italic": FontFile(_CORE, _OFL + "sourceserif4/SourceSerif4-Italic[opsz,wght].ttf", _WESTERN, italic=True),
    "serif-wide": FontFile(_CORE, _OFL + "notoserif/NotoSerif[wdth,wght].ttf", _WESTERN),
    "sans": FontFile(_CORE, _OFL + "notosans/NotoSans[wdth,wght].ttf", _WESTERN),
    "mono": FontFile(_CORE, _OFL + "jetbrainsmono/JetBrainsMono[wght].ttf", _WESTERN, no_ligatures=True),
    "arabic": FontFile("fontpkg_amiri", "files/Amiri-Regular.ttf", _ARABIC),
    "arabic-bold": FontFile("fontpkg_amiri", "files/Amiri-Bold.ttf", _ARABIC),
    "hebrew": FontFile("justmytype_intl_rtl", _OFL + "notosanshebrew/NotoSansHebrew[wdth,wght].ttf", _HEBREW),
    "chinese": FontFile(_CJK, _OFL + "notosanssc/NotoSansSC[wght].ttf", _EAST_ASIAN),
    "chinese-traditional": FontFile(_CJK, _OFL + "notosanstc/NotoSansTC[wght].ttf", _EAST_ASIAN),
    "japanese": FontFile(_CJK, _OFL + "notosansjp/NotoSansJP[wght].ttf", _EAST_ASIAN),
    "korean": FontFile(_CJK, _OFL + "notosanskr/NotoSansKR[wght].ttf", _EAST_ASIAN),
    "devanagari": FontFile(
        _SOUTH_ASIA, _OFL + "notosansdevanagari/NotoSansDevanagari[wdth,wght].ttf", _DEVANAGARI),
    "bengali": FontFile(
        _SOUTH_ASIA, _OFL + "notosansbengali/NotoSansBengali[wdth,wght].ttf", (range(0x0980, 0x0A00),)),
    "tamil": FontFile(_SOUTH_ASIA, _OFL + "notosanstamil/NotoSansTamil[wdth,wght].ttf", (range(0x0B80, 0x0C00),)),
    "telugu": FontFile(_SOUTH_ASIA, _OFL + "notosanstelugu/NotoSansTelugu[wdth,wght].ttf", (range(0x0C00, 0x0C80),)),
    "thai": FontFile(_SOUTH_EAST_ASIA, _OFL + "notosansthai/NotoSansThai[wdth,wght].ttf", (range(0x0E00, 0x0E80),)),
    "lao": FontFile(_SOUTH_EAST_ASIA, _OFL + "notosanslao/NotoSansLao[wdth,wght].ttf", (range(0x0E80, 0x0F00),)),
    "myanmar": FontFile(_SOUTH_EAST_ASIA, _OFL + "notosansmyanmar/NotoSansMyanmar[wdth,wght].ttf", _MYANMAR),
    "khmer": FontFile(_SOUTH_EAST_ASIA, _OFL + "notosanskhmer/NotoSansKhmer[wdth,wght].ttf", _KHMER),
    "ethiopic": FontFile(
        "justmytype_intl_africa", _OFL + "notosansethiopic/NotoSansEthiopic[wdth,wght].ttf", _ETHIOPIC),
}  # fmt: skip

_EAST_ASIAN_OF_COUNTRY = {
    "JP": "japanese", "KR": "korean", "KP": "korean",
    "TW": "chinese-traditional", "HK": "chinese-traditional", "MO": "chinese-traditional",
}  # fmt: skip
_EAST_ASIAN_FONTS = ("chinese", "chinese-traditional", "japanese", "korean")
_OTHER_FONTS = ("hebrew", "devanagari", "bengali", "tamil", "telugu", "thai", "lao", "myanmar", "khmer", "ethiopic")
_SEMIBOLD = 600

_OUTLINE_TABLES = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
_SHAPING_TABLES = {"GDEF", "GPOS", "GSUB", "cmap", "head", "hhea", "hmtx", "maxp"}
_SUBSET_FLAGS = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
_INVISIBLE = frozenset("\u200c\u200d") | frozenset(map(chr, range(0xFE00, 0xFE10)))  # joiners, variation selectors


class Face:
    """One font at one weight. Made by `Fonts`, so that the same face is always the same object."""

    def __init__(self, key: str, pins: Mapping[str, float], folder: Path | None) -> None:
        """Name a face; nothing is opened yet. `pins` sets axes of a variable font, such as wght=600."""
        self.file = FILES[key]
        self.italic = self.file.italic
        self.features = {"calt": False, "liga": False} if self.file.no_ligatures else {}
        stem = Path(self.file.path).name.split("[")[0].removesuffix(".ttf")
        self.name = re.sub(r"[^\w-]", "", stem + "".join(f"-{axis}{value:g}" for axis, value in sorted(pins.items())))
        self._pins = pins
        self._folder = folder
        self._advances: dict[int, int] = {}
        self._boxes: dict[int, tuple[int, int, int, int]] = {}
        self._asked: dict[str, bool] = {}
        self._coverage: dict[str, bool] = {}

    def is_for(self, cluster: str) -> bool:
        """Tell whether this face is asked for the cluster and draws all of it."""
        return self.is_asked(cluster) and self.covers(cluster)

    def is_asked(self, cluster: str) -> bool:
        """Tell whether the cluster is of the blocks that this face is asked for."""
        asked = self._asked.get(cluster[0])
        if asked is None:
            code = ord(cluster[0])
            asked = self._asked[cluster[0]] = any(code in block for block in self.file.blocks)
        return asked

    def covers(self, cluster: str) -> bool:
        """Tell whether the face draws every character of the cluster, composed or decomposed."""
        return all(
            self._has(character) or all(map(self._has, unicodedata.normalize("NFD", character)))
            for character in cluster
        )

    def advance(self, glyph: int) -> int:
        """Return how far the glyph moves the pen, in thousandths of the type size."""
        width = self._advances.get(glyph)
        if width is None:
            width = self._advances[glyph] = self.shaper.get_glyph_h_advance(glyph)
        return width

    def box(self, glyph: int) -> tuple[int, int, int, int]:
        """Return the left, bottom, right and top edge of the glyph's ink, from its origin, in thousandths."""
        if glyph not in self._boxes:
            ink = self._measurer.get_glyph_extents(glyph)
            self._boxes[glyph] = (
                ink.x_bearing, ink.y_bearing + ink.height, ink.x_bearing + ink.width, ink.y_bearing,
            )  # fmt: skip
        return self._boxes[glyph]

    def vertical_extent(self) -> tuple[int, int]:
        """Return the descent and the ascent that the font itself states, in thousandths."""
        extents = self.shaper.get_font_extents("ltr")
        return extents.descender, extents.ascender

    def subset(self, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
        """Return a font program with only these glyphs, and the new number of each."""
        wanted = sorted(glyphs)
        request = hb.SubsetInput()
        request.glyph_set.update(wanted)
        request.flags = _SUBSET_FLAGS
        plan = hb.SubsetPlan(self._outlines, request)
        numbers = plan.old_to_new_glyph_mapping
        program: bytes = plan.execute().blob.data
        return program, {glyph: numbers[glyph] for glyph in wanted}

    @cached_property
    def shaper(self) -> Any:
        """The HarfBuzz font that shapes text."""
        return hb.Font(self._part("shaping", _SHAPING_TABLES))

    @cached_property
    def _measurer(self) -> Any:
        return hb.Font(self._outlines)

    @cached_property
    def _outlines(self) -> Any:
        return self._part("outlines", _OUTLINE_TABLES)

    @cached_property
    def _source(self) -> Any:
        return hb.Face(hb.Blob.from_file_path(str(self.file.locate())))

    @cached_property
    def _characters(self) -> Any:
        return hb.Font(self._source)

    def _has(self, character: str) -> bool:
        known = self._coverage.get(character)
        if known is None:
            known = character in _INVISIBLE or bool(self._characters.get_nominal_glyph(ord(character)))
            self._coverage[character] = known
        return known

    def _part(self, name: str, tables: set[str]) -> Any:
        """Open a part of the pinned instance, from the folder where there is one."""
        if self._folder is None:
            return hb.Face(hb.Blob(self._make_part(tables)))
        release = f"{importlib.metadata.version(self.file.package)}-{hb.version_string()}"
        path = self._folder / f"{self.name}-{release}.{name}"
        if not path.exists():
            part = self._make_part(tables)
            try:
                _write_whole(path, part)
            except OSError:  # a full or read-only disk costs memory, not the document
                return hb.Face(hb.Blob(part))
        return hb.Face(hb.Blob.from_file_path(str(path)))

    def _make_part(self, tables: set[str]) -> bytes:
        request = hb.SubsetInput()
        request.keep_everything()
        instance = self._source
        if axes := instance.axis_infos:
            for axis in axes:
                # A variable Chinese font is Thin by default: the weight is pinned even where nobody asked for one.
                usual = 400 if axis.tag == "wght" else axis.default_value
                request.pin_axis_location(instance, axis.tag, float(self._pins.get(axis.tag, usual)))
            instance = request.subset(instance)
        narrowed = hb.SubsetInput()
        narrowed.keep_everything()
        narrowed.drop_table_tag_set.update(_tag(table) for table in set(instance.table_tags) - tables)
        part: bytes = narrowed.subset(instance).blob.data
        return part


class Fonts:
    """All faces of a process. With a folder, instances are kept there; without, in memory."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep pinned instances in the folder, which is made when needed."""
        self._folder = folder
        self._faces: dict[tuple[str, tuple[tuple[str, float], ...]], Face] = {}
        self._lock = threading.Lock()

    def face(self, key: str, **pins: float) -> Face:
        """Return the face of a font of `FILES` with its axes pinned; an axis not named has its usual value."""
        identity = key, tuple(sorted(pins.items()))
        with self._lock:
            if identity not in self._faces:
                self._faces[identity] = Face(key, pins, self._folder)
            return self._faces[identity]

    def chain(self, lead: Face, weight: int, east_asian: str) -> tuple[Face, ...]:
        """Return the faces to try in turn for a text whose usual face is `lead`; see `east_asian_font`.

        The serif of the lead lacks letters of Hausa, Ewe, Sami or Bashkir, which the wide one has.
        """
        asian = sorted(_EAST_ASIAN_FONTS, key=lambda key: key != east_asian)
        arabic = self.face("arabic-bold" if weight >= _SEMIBOLD else "arabic")
        rest = (self.face(key, wght=weight) for key in ("serif-wide", *asian, *_OTHER_FONTS))
        return (lead, arabic, *rest)


def east_asian_font(country: str | None) -> str:
    """Return the font whose Han characters have the shapes used in a country (ISO 3166 alpha-2)."""
    return _EAST_ASIAN_OF_COUNTRY.get(country or "", "chinese")


def _tag(name: str) -> int:
    return int.from_bytes(name.ljust(4).encode("ascii"), "big")


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file so that another process, or the next after a crash, sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as workplace, (Path(workplace) / path.name).open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        Path(file.name).replace(path)
