"""Draws certificates as PDF. A design is compiled once for a series; each certificate then costs about a millisecond.

The engine is `workshops.foundation.pdf`; here are the words, the faces and the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.dates import format_date
from babel.units import format_unit

from workshops.certificates.facts import CODE_ALPHABET, CODE_LENGTH, EVENT_KINDS, CertificateFacts
from workshops.foundation.pdf.block import Align, Block, Color, Style
from workshops.foundation.pdf.builder import Builder
from workshops.foundation.pdf.fonts import Face, Fonts, east_asian_font
from workshops.foundation.pdf.layout import clean, uncovered
from workshops.foundation.pdf.ornaments import FrameColors, compass_rose, divider, frame, shield
from workshops.foundation.pdf.properties import Properties
from workshops.foundation.pdf.qr import QRCodes
from workshops.foundation.pdf.template import Template

_WIDTH, _HEIGHT = 841.89, 595.28  # A4 landscape
_MIDDLE = _WIDTH / 2
_NAVY: Color = (0.043, 0.145, 0.271)
_INK: Color = (0.13, 0.16, 0.20)
_GREY: Color = (0.40, 0.44, 0.50)
_GOLD: Color = (0.70, 0.55, 0.30)
_GOLD_TEXT: Color = (0.50, 0.37, 0.13)  # dark enough to read on white
_PALE: Color = (0.78, 0.84, 0.90)
_FRAME = FrameColors(edge=_NAVY, strands=(0.48, 0.60, 0.74), accent=_GOLD, watermark=(0.925, 0.94, 0.962))
_NUMBER_CHARACTERS = CODE_ALPHABET + "ILOU-/"
_BODY_CHARACTERS = "".join(map(chr, range(0x20, 0x7F)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a certificate in one language. None depends on the holder, and no name is inflected."""

    titles: Mapping[str, str]
    awarded_to: str
    purposes: Mapping[tuple[str, str], str]
    dates: str
    place: str
    duration: str
    verify: str
    number: str
    issued_on: str
    mark_of: str
    qr_code: str
    day: Callable[[date], str]
    days: Callable[[date, date], str]
    hours: Callable[[float], str]


def _english_day(day: date) -> str:
    return format_date(day, "d MMMM y", locale="en")


def _english_days(first: date, last: date) -> str:
    """`9–13 November 2026`: a span that does not repeat what both ends share."""
    if first == last:
        return _english_day(last)
    if first.year != last.year:
        return f"{_english_day(first)} – {_english_day(last)}"
    if first.month != last.month:
        return f"{format_date(first, 'd MMMM', locale='en')} – {_english_day(last)}"
    return f"{first.day}–{_english_day(last)}"


_ENGLISH_PURPOSES = {
    "participation": "for participation in the",
    "completion": "for completion of the",
    "contribution": "for a contribution to the",
    "trainer": "for training given at the",
}
WORDS: Final[Mapping[str, Words]] = {
    "en": Words(
        titles={
            "participation": "Certificate of Participation",
            "completion": "Certificate of Completion",
            "contribution": "Certificate of Contribution",
            "trainer": "Trainer Certificate",
        },
        awarded_to="This certificate is awarded to",
        purposes={
            (kind, event): f"{purpose} {event.replace('_', ' ')}"
            for kind, purpose in _ENGLISH_PURPOSES.items()
            for event in EVENT_KINDS
        },
        dates="Dates",
        place="Place",
        duration="Duration",
        verify="Verify this certificate",
        number="Certificate No.",
        issued_on="Issued on",
        mark_of="Mark of {name}",
        qr_code="QR code of the verification address",
        day=_english_day,
        days=_english_days,
        hours=lambda hours: format_unit(hours, "duration-hour", locale="en"),
    ),
}


def render_certificate(facts: CertificateFacts) -> bytes:
    """Return the certificate as a PDF file, the same to the byte for the same facts and release of the program.

    A name that no font covers is printed in its Latin form; what cannot be printed at all is left out.
    """
    words = WORDS[facts.language]
    name, latin = _printed_names(facts)
    values = {
        "name": name,
        "latin": latin,
        "body": facts.body,
        "qr": facts.code,
        "code": facts.shown_code,
        "number": facts.number,
    }
    properties = Properties(
        title=f"{words.titles[facts.kind]} – {name}",
        author=", ".join(facts.organisers),
        language=facts.language,
        address=facts.address,
        issued_on=facts.issued_on,
    )
    return _template(_series(facts, has_latin=bool(latin))).render(values, properties)


def can_print(name: str) -> bool:
    """Tell whether every character of a name can be printed, so that its holder may be asked for another form."""
    return bool(clean(name).strip()) and not uncovered(name, _faces("chinese")["name"])


def keep_fonts_in(folder: Path) -> None:
    """Keep prepared fonts in a folder, where all processes share them and the next start finds them."""
    global _fonts  # noqa: PLW0603 - the one store of a process, chosen when it starts
    _fonts = Fonts(folder)
    _faces.cache_clear()
    _template.cache_clear()


_fonts = Fonts()


def _printed_names(facts: CertificateFacts) -> tuple[str, str]:
    """Return the name for the large line, and the Latin form for the small one, if it is another."""
    own, latin = clean(facts.name).strip(), clean(facts.name_latin or "").strip()
    if can_print(own):
        return own, "" if latin == own else latin
    if can_print(latin):
        return latin, ""
    missing = uncovered(own, _faces("chinese")["name"])
    return "".join(character for character in own if character not in missing).strip() or "—", ""


def _series(facts: CertificateFacts, *, has_latin: bool) -> CertificateFacts:
    """Return the facts without what is the holder's own: equal for all certificates that share a template."""
    return replace(
        facts,
        name="",
        name_latin="" if has_latin else None,
        body="",
        country=_COUNTRY_OF_FONT[east_asian_font(facts.country)],
        number="",
        code=CODE_ALPHABET[0] * CODE_LENGTH,
    )


_COUNTRY_OF_FONT = {east_asian_font(country): country for country in ("CN", "TW", "JP", "KR")}


@lru_cache(maxsize=32)
def _template(series: CertificateFacts) -> Template:
    return _DESIGNS[series.design](series)


@lru_cache(maxsize=4)
def _qr_codes(prefix: str) -> QRCodes:
    return QRCodes(prefix, CODE_LENGTH, CODE_ALPHABET)


@lru_cache(maxsize=4)
def _faces(east_asian: str) -> Mapping[str, tuple[Face, ...]]:
    """Return the faces of each style; the optical size of the serif follows the type size."""
    leads = {
        "title": (_fonts.face("serif", wght=400, opsz=60), 400),
        "name": (_fonts.face("serif", wght=600, opsz=60), 600),
        "italic": (_fonts.face("serif-italic", wght=400, opsz=16), 400),
        "semi": (_fonts.face("serif", wght=600, opsz=24), 600),
        "label": (_fonts.face("sans", wght=600), 600),
        "body": (_fonts.face("sans", wght=400), 400),
        "mono": (_fonts.face("mono", wght=500), 500),
    }
    return {style: _fonts.chain(lead, weight, east_asian) for style, (lead, weight) in leads.items()}


class _Classic:
    """The classic design: a guilloche frame, everything centred, signatories and verification below."""

    def __init__(self, series: CertificateFacts) -> None:
        self.facts, self.words = series, WORDS[series.language]
        self.faces = _faces(east_asian_font(series.country))
        self.builder = Builder(_WIDTH, _HEIGHT, series.language)
        self.two_names = series.name_latin is not None

    def template(self) -> Template:
        """Draw the page in reading order."""
        frame(self.builder, _FRAME)
        self._heading()
        self._holder()
        self._event()
        self._particulars()
        self._signatories()
        self._verification()
        return self.builder.build()

    def _style(self, faces: str, size: float, color: Color, align: Align = "center", spacing: float = 0) -> Style:
        return Style(faces=self.faces[faces], size=size, color=color, align=align, spacing=spacing)

    def _heading(self) -> None:
        organisers = self.facts.organisers
        for index, organiser in enumerate(organisers):
            center = _MIDDLE + 68 * (index - (len(organisers) - 1) / 2), 516
            mark = shield if index % 2 else compass_rose
            self.builder.figure(self.words.mark_of.format(name=organiser), mark(center, 46, _NAVY))
        names = Block(style=self._style("label", 8.2, _GREY, spacing=0.3), x=_MIDDLE, y=480, width=640)
        self.builder.text(names, "  ·  ".join(organisers))
        title = Block(style=self._style("title", 38, _NAVY, spacing=0.4), x=_MIDDLE, y=441, width=680)
        self.builder.text(title, self.words.titles[self.facts.kind], "H1")
        divider(self.builder, (_MIDDLE, 424), _GOLD)

    def _holder(self) -> None:
        """The name stands between the line above it and the rule, whatever marks its letters carry."""
        self._connect(self.words.awarded_to, 397)
        name = Block(
            style=self._style("name", 37, _NAVY), x=_MIDDLE, y=354, width=600, least=16, floor=339.5, ceiling=391
        )
        self.builder.text_slot("name", name)
        self.builder.line((_MIDDLE - 215, 336), (_MIDDLE + 215, 336), 0.6, _GOLD)
        if self.two_names:
            latin = Block(style=self._style("body", 12.5, _INK), x=_MIDDLE, y=320.5, width=600)
            self.builder.text_slot("latin", latin)
        body = Block(style=self._style("body", 11.5, _GREY), x=_MIDDLE, y=304.5 if self.two_names else 319, width=600)
        self.builder.text_slot("body", body, reserve=_BODY_CHARACTERS)
        purpose = self.words.purposes[self.facts.kind, self.facts.event_kind]
        self._connect(purpose, 284 if self.two_names else 292)

    def _connect(self, text: str, y: float) -> None:
        self.builder.text(Block(style=self._style("italic", 14.5, _GREY), x=_MIDDLE, y=y, width=600), text)

    def _event(self) -> None:
        middle = 244 if self.two_names else 250
        title = Block(
            style=self._style("semi", 20, _INK),
            x=_MIDDLE,
            y=middle + 4,
            width=640,
            least=18,
            floor=middle - 26,
            ceiling=middle + 34,
        )
        self.builder.text(title, self.facts.title, "H2")

    def _particulars(self) -> None:
        facts, words = self.facts, self.words
        columns = (
            (words.dates, words.days(facts.starts_on, facts.ends_on)),
            (words.place, facts.place),
            (words.duration, words.hours(facts.hours)),
        )
        for index, (label, value) in enumerate(columns):
            x = _MIDDLE + (index - 1) * 176
            heading = Block(style=self._style("label", 7.2, _GOLD_TEXT, spacing=0.6), x=x, y=206, width=168)
            self.builder.text(heading, label.upper())
            self.builder.text(Block(style=self._style("body", 11.5, _INK), x=x, y=191, width=168), value)
        for x in (_MIDDLE - 88, _MIDDLE + 88):
            self.builder.line((x, 188), (x, 214), 0.6, _PALE)
        themes = Block(
            style=self._style("body", 9.2, _GREY), x=_MIDDLE, y=166, width=620, least=8, floor=151, ceiling=176
        )
        self.builder.text(themes, "  ·  ".join(facts.themes))

    def _signatories(self) -> None:
        """One column each from the left; more than two share the width of two."""
        pitch = min(196, 392 / max(len(self.facts.signatories), 1))
        for index, (name, function) in enumerate(self.facts.signatories):
            x, width = 82 + pitch * (index + 0.5), pitch - 40
            self.builder.line((x - width / 2, 97), (x + width / 2, 97), 0.5, _NAVY)
            self.builder.text(Block(style=self._style("semi", 11.5, _INK), x=x, y=83, width=width), name)
            self.builder.text(Block(style=self._style("body", 8.2, _GREY), x=x, y=70, width=width + 8), function)

    def _verification(self) -> None:
        """The code is there for machines, and with the whole address for people, who should look at the host."""
        words, codes = self.words, _qr_codes(self.facts.verify_base_url)
        left, bottom, side = 690, 62, 70
        self.builder.qr_slot("qr", codes, left, bottom, side, _NAVY, words.qr_code)
        self._note(123, "label", 8.6, _NAVY, words.verify)
        self._note(111, "mono", 7.4, _INK, self.facts.verify_base_url)
        self._note_slot("code", 97.5, 10.5, _NAVY, "Link", CODE_ALPHABET + "-")
        self._note(81, "body", 7.6, _GREY, words.number)
        self._note_slot("number", 71, 7.8, _INK, "P", _NUMBER_CHARACTERS)
        self._note(60.5, "body", 7.6, _GREY, f"{words.issued_on} {words.day(self.facts.issued_on)}")
        self.builder.link((left - 160, bottom, left + side, 132))

    def _note(self, y: float, faces: str, size: float, color: Color, text: str) -> None:
        self.builder.text(self._note_block(y, faces, size, color), text)

    def _note_slot(self, name: str, y: float, size: float, color: Color, role: str, reserve: str) -> None:
        self.builder.text_slot(name, self._note_block(y, "mono", size, color), role, reserve)

    def _note_block(self, y: float, faces: str, size: float, color: Color) -> Block:
        return Block(style=self._style(faces, size, color, "right"), x=678, y=y, width=210)


_DESIGNS: Final[Mapping[str, Callable[[CertificateFacts], Template]]] = {
    "classic": lambda series: _Classic(series).template(),
}
