"""Keeping what workshops are found by."""

from workshops.catalogue.models import Workshop, WorkshopWords
from workshops.directory.models import Country
from workshops.foundation.database import db
from workshops.foundation.folding import document


def write_words(workshop: Workshop) -> None:
    """Write down anew what a stored workshop is found by: all that it says of itself, in every language."""
    country = db.session.get(Country, workshop.country_iso3) if workshop.country_iso3 else None
    names = [theme.names for theme in workshop.themes] + ([country.names] if country else [])
    words = WorkshopWords(
        workshop_id=workshop.id,
        title=document(workshop.code, *(text.title for text in workshop.texts)),
        body=document(
            workshop.city,
            *(name for by_language in names for name in by_language.values()),
            *(part for text in workshop.texts for part in (text.summary, text.description)),
        ),
    )
    db.session.merge(words)
    db.session.flush()
