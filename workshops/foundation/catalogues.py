"""The message catalogues: written by translators as `.po`, compiled where a running copy keeps its own files."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCES = Path(__file__).parent.parent / "translations"


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
            _compile(source, target)
            stamp.write_text(edition)
    return folder


def _compile(source: Path, target: Path) -> None:
    """Write the compiled catalogue under a draft name first, since another process may read it now."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    with source.open("rb") as text, draft.open("wb") as octets:
        write_mo(octets, read_po(text))
    draft.rename(target)
