"""One certificate after the other from the template of its series."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from workshops.certificates.facts import CODE_ALPHABET, CODE_LENGTH, CertificateFacts
from workshops.certificates.pdf.faces import can_print, unprintable, use_fonts_in
from workshops.certificates.pdf.words import words_in
from workshops.foundation.pdf.fonts import east_asian_font
from workshops.foundation.pdf.layout import clean
from workshops.foundation.pdf.properties import Properties
from workshops.foundation.pdf.template import Template

_COUNTRY_OF_FONT = {east_asian_font(country): country for country in ("CN", "TW", "JP", "KR")}


def render_certificate(facts: CertificateFacts) -> bytes:
    """Return the certificate as a PDF file, the same to the byte for the same facts and release of the program.

    A name that no font covers is printed in its Latin form; what cannot be printed at all is left out.
    """
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
        title=f"{words_in(facts.language).titles[facts.kind]} – {name}",
        author=", ".join(facts.organisers),
        language=facts.language,
        address=facts.address,
        issued_on=facts.issued_on,
    )
    return _template(_series(facts, has_latin=bool(latin))).render(values, properties)


def keep_fonts_in(folder: Path) -> None:
    """Keep prepared fonts in a folder, where all processes share them and the next start finds them."""
    use_fonts_in(folder)
    _template.cache_clear()


def _printed_names(facts: CertificateFacts) -> tuple[str, str]:
    """Return the name for the large line, and the Latin form for the small one, if it is another."""
    own, latin = clean(facts.name).strip(), clean(facts.name_latin or "").strip()
    if can_print(own):
        return own, "" if latin == own else latin
    if can_print(latin):
        return latin, ""
    missing = unprintable(own)
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


def _classic(series: CertificateFacts) -> Template:
    from workshops.certificates.pdf.classic import Classic  # noqa: PLC0415 - with ReportLab, 10 MB for who draws

    return Classic(series).template()


_DESIGNS: Final[Mapping[str, Callable[[CertificateFacts], Template]]] = {"classic": _classic}


@lru_cache(maxsize=32)
def _template(series: CertificateFacts) -> Template:
    return _DESIGNS[series.design](series)
