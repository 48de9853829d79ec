"""The texts of a workshop's page as HTML, each acronym written out where the page first uses it."""

from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from workshops.directory.facts import Entry, acronyms, glossary
from workshops.foundation.acronyms import FirstUses
from workshops.foundation.markdown import line_to_html, to_html


class Prose(NamedTuple):
    """The summary and the long texts, and the acronyms that stand in titles or compounds and are told of in a list."""

    summary: Markup
    texts: tuple[Markup, ...]
    untold: tuple[tuple[str, Entry], ...]


@lru_cache(maxsize=256)
def prose(
    written_in: str, read_in: str, title: str, summary: str, texts: tuple[str, ...], sessions: tuple[str, ...]
) -> Prose:
    """The texts of a page in the language they are written in; titles stay as they are.

    Kept, since a page is drawn again at each registration while its texts stay the same.
    """
    first_uses = FirstUses(acronyms(written_in))
    first_uses.meet(title)
    done = line_to_html(summary, first_uses), tuple(to_html(text, first_uses) for text in texts)
    for session in sessions:
        first_uses.meet(session)
    return Prose(*done, tuple((acronym.form, glossary(read_in)[acronym.key]) for acronym in first_uses.untold()))
