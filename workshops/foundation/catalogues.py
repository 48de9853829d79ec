"""The message catalogues: written by translators as `.po`, compiled where a running copy keeps its own files."""

import logging
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCES = Path(__file__).parent.parent / "translations"
_PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])")
log = logging.getLogger(__name__)


@lru_cache
def languages() -> frozenset[str]:
    """The languages that have a catalogue."""
    return frozenset(path.parent.parent.name for path in SOURCES.glob("*/LC_MESSAGES/messages.po"))


def compiled(folder: Path) -> Path:
    """Compile what has changed since the last start, and give back the folder for the translating library."""
    for code in languages():
        source = SOURCES / code / "LC_MESSAGES" / "messages.po"
        target = folder / code / "LC_MESSAGES" / "messages.mo"
        stamp = target.with_suffix(".sha256")
        edition = sha256(source.read_bytes()).hexdigest()
        if not stamp.exists() or stamp.read_text() != edition:
            compile_catalogue(source, target)
            stamp.write_text(edition)
    return folder


def compile_catalogue(source: Path, target: Path) -> None:
    """Compile one catalogue; what would fail on a page is left out, and read in English.

    It is written under a draft name first, since another process may read it now.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    with source.open("rb") as text:
        catalogue = read_po(text)
    for message in misfits(catalogue):
        log.error("%s: left in English, its placeholders are not those of the text: %r", source, message.id)
        catalogue.delete(message.id, message.context)
    with draft.open("wb") as octets:
        write_mo(octets, catalogue)
    draft.rename(target)


def misfits(catalogue: Catalog) -> list[Message]:
    """Entries that cannot be filled as their text is: a placeholder misspelt or missing, a stray percent sign."""
    return [message for message in catalogue if message.id and not _fits(message)]


def _fits(message: Message) -> bool:
    wanted = _placeholders(_forms(message.id)[-1])
    # A form for exactly one or two may say the number in words.
    may_lack = {("num", "d")} if message.pluralizable else set()
    return all(
        wanted - may_lack <= _placeholders(text) <= wanted and not (wanted and _has_stray_percent(text))
        for text in _forms(message.string)
        if text
    )


def _forms(texts: object) -> tuple[str, ...]:
    return tuple(texts) if isinstance(texts, tuple | list) else (str(texts),)


def _placeholders(text: str) -> set[tuple[str, str]]:
    return set(_PLACEHOLDER.findall(text))


def _has_stray_percent(text: str) -> bool:
    return "%" in _PLACEHOLDER.sub("", text.replace("%%", ""))
