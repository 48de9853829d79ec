"""Finding registrations by name, in all workshops within reach."""

from typing import NamedTuple

from sqlalchemy import and_, select

from workshops.accounts.rules import Reach
from workshops.catalogue.models import Workshop, WorkshopText
from workshops.catalogue.queries import within
from workshops.foundation.database import db
from workshops.registrations.models import REGISTRATION_SEARCH, Registration


class Registered(NamedTuple):
    """Somebody who registered, and for what; the title is in the workshop's first language."""

    id: int
    name_own: str
    name_latin: str
    state: str
    slug: str
    title: str
    language: str


def registrations_found(typed: str, reach: Reach, *, at_most: int) -> list[Registered]:
    """The newest registrations within reach whose names, in either script, have all these words."""
    found = REGISTRATION_SEARCH.found(typed).subquery()
    query = (
        select(
            Registration.id,
            Registration.name_own,
            Registration.name_latin,
            Registration.state,
            Workshop.slug,
            WorkshopText.title,
            WorkshopText.language,
        )
        .join(found, found.c.id == Registration.id)
        .join(Workshop, Workshop.id == Registration.workshop_id)
        .join(
            WorkshopText,
            and_(WorkshopText.workshop_id == Workshop.id, WorkshopText.language == Workshop.first_language),
        )
        .where(within(reach))
        .order_by(Registration.id.desc())
        .limit(at_most)
    )
    return [Registered(*row) for row in db.session.connection().execute(query)]
