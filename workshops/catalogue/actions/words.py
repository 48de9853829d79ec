"""Keeping what workshops are found by."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

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


def write_all_words() -> None:
    """The same for every workshop, because names of themes and countries have changed."""
    # All is read at once: the session knows each country and each row of words when it is asked for.
    query = (
        select(Workshop, Country, WorkshopWords)
        .outerjoin(Country, Country.iso3 == Workshop.country_iso3)
        .outerjoin(WorkshopWords, WorkshopWords.workshop_id == Workshop.id)
        .options(selectinload(Workshop.texts), selectinload(Workshop.themes))
    )
    for workshop, *_known in db.session.execute(query).all():
        write_words(workshop)
