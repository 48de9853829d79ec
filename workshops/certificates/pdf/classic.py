"""The classic design: a guilloche frame, everything centred, signatories and verification below."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workshops.certificates.facts import CODE_ALPHABET, CODE_LENGTH, CertificateFacts
from workshops.certificates.pdf.faces import faces_in
from workshops.certificates.pdf.words import words_in
from workshops.foundation.pdf.block import Align, Block, Color, Style
from workshops.foundation.pdf.builder import Builder
from workshops.foundation.pdf.fonts import east_asian_font
from workshops.foundation.pdf.ornaments import FrameColors, compass_rose, divider, frame, shield
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
# How much larger Arabic letters are set, which are smaller on the same body
_ARABIC: Final[Mapping[str, float]] = {"connecting": 1.15, "semi": 1.15, "body": 1.25, "label": 1.35}
_NUMBER_CHARACTERS = CODE_ALPHABET + "ILOU-/"
_ASCII = "".join(map(chr, range(0x20, 0x7F)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """How the texts of a language are set.

    `body_characters` is what agencies are mostly written in, embedded once for a series; nothing where that would be
    too many.
    """

    title_spacing: float = 0.4
    label_size: float = 7.2
    label_y: float = 206
    fact_y: float = 191
    signatory_y: float = 83
    post_y: float = 70
    body_characters: str = ""


_SETTINGS: Final[Mapping[str, _Setting]] = {
    "ar": _Setting(label_y=208.5, fact_y=189.5, signatory_y=81.5, post_y=67),
    "en": _Setting(body_characters=_ASCII),
    "es": _Setting(body_characters=_ASCII + "ÁÉÍÑÓÚÜáéíñóúü"),
    "fr": _Setting(body_characters=_ASCII + "ÀÂÇÈÉÊÎÔàâçèéêëîïôùûœ’"),
    "ru": _Setting(body_characters="".join(map(chr, range(0x0410, 0x0450))) + "ё ,-"),
    "zh": _Setting(title_spacing=4.5, label_size=8.2),
}


@lru_cache(maxsize=4)
def _qr_codes(prefix: str) -> QRCodes:
    return QRCodes(prefix, CODE_LENGTH, CODE_ALPHABET)


class Classic:
    """One page of A4, drawn from left to right; a language that runs the other way gets its mirror."""

    def __init__(self, series: CertificateFacts) -> None:
        self.facts, self.words = series, words_in(series.language)
        self.faces = faces_in(series.language, east_asian_font(series.country))
        self.builder = Builder(_WIDTH, _HEIGHT, series.language)
        self.setting = _SETTINGS[series.language]
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
        return Style(
            faces=self.faces[faces], size=size, color=color, align=align, spacing=spacing, arabic=_ARABIC.get(faces, 1)
        )

    def _heading(self) -> None:
        organisers = self.facts.organisers
        for index, organiser in enumerate(organisers):
            center = self.builder.across(_MIDDLE + 68 * (index - (len(organisers) - 1) / 2)), 519
            mark = shield if index % 2 else compass_rose
            self.builder.figure(self.words.mark_of.format(name=organiser), mark(center, 46, _NAVY))
        names = Block(style=self._style("label", 8.2, _GREY, spacing=0.3), x=_MIDDLE, y=483, width=640)
        self.builder.text(names, "  ·  ".join(organisers))
        style = self._style("title", 38, _NAVY, spacing=self.setting.title_spacing)
        title = Block(style=style, x=_MIDDLE, y=441, width=680, floor=430, ceiling=477)
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
        self.builder.text_slot("body", body, reserve=self.setting.body_characters)
        purpose = self.words.purposes[self.facts.kind][self.facts.event_kind]
        self._connect(purpose, 284 if self.two_names else 292)

    def _connect(self, text: str, y: float) -> None:
        self.builder.text(Block(style=self._style("connecting", 14.5, _GREY), x=_MIDDLE, y=y, width=600), text)

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
        heading = self._style("label", self.setting.label_size, _GOLD_TEXT, spacing=0.6)
        for index, (label, value) in enumerate(columns):
            x = _MIDDLE + (index - 1) * 190
            self.builder.text(Block(style=heading, x=x, y=self.setting.label_y, width=176), label.upper())
            fact = Block(style=self._style("body", 11.5, _INK), x=x, y=self.setting.fact_y, width=176)
            self.builder.text(fact, value)
        for x in (_MIDDLE - 95, _MIDDLE + 95):
            self.builder.line((x, 188), (x, 214), 0.6, _PALE)
        themes = Block(
            style=self._style("body", 9.2, _GREY), x=_MIDDLE, y=166, width=620, least=8, floor=151, ceiling=176
        )
        self.builder.text(themes, "  ·  ".join(facts.themes))

    def _signatories(self) -> None:
        """One column each from the left; more than two share the width of two."""
        pitch = min(196, 392 / max(len(self.facts.signatories), 1))
        high, low = self._style("semi", 11.5, _INK), self._style("body", 8.2, _GREY)
        for index, (name, function) in enumerate(self.facts.signatories):
            x, width = 82 + pitch * (index + 0.5), pitch - 40
            self.builder.line((x - width / 2, 97), (x + width / 2, 97), 0.5, _NAVY)
            signatory = Block(style=high, x=x, y=self.setting.signatory_y, width=width, floor=76, ceiling=94.5)
            self.builder.text(signatory, name)
            post = Block(style=low, x=x, y=self.setting.post_y, width=width + 8, floor=62, ceiling=76.5)
            self.builder.text(post, function)

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
        self._note(60.5, "body", 7.6, _GREY, words.issued_on.format(day=words.day(self.facts.issued_on)))
        self.builder.link((left - 160, bottom, left + side, 132))

    def _note(self, y: float, faces: str, size: float, color: Color, text: str) -> None:
        self.builder.text(self._note_block(y, faces, size, color), text)

    def _note_slot(self, name: str, y: float, size: float, color: Color, role: str, reserve: str) -> None:
        self.builder.text_slot(name, self._note_block(y, "mono", size, color), role, reserve)

    def _note_block(self, y: float, faces: str, size: float, color: Color) -> Block:
        return Block(style=self._style(faces, size, color, "right"), x=678, y=y, width=210)
