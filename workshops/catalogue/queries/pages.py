"""The public page of a workshop, read most of all: statements made once, on the plain connection."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Row, bindparam, or_, select

from workshops.catalogue.models import (
    Document,
    Programme,
    Workshop,
    WorkshopPartner,
    WorkshopSlug,
    WorkshopText,
    workshop_theme,
)
from workshops.catalogue.queries.questions import AgendaLine, agenda_lines
from workshops.catalogue.rules import PUBLIC_STATES, Standing, Visibility
from workshops.directory.models import Country, Organisation, Theme
from workshops.foundation.database import db
from workshops.foundation.zones import utc_to_local

_this: BindParameter[int] = bindparam("workshop")
_edition = select(
    Workshop.id,
    Workshop.slug,
    Workshop.revision,
    Workshop.changed_at,
    Workshop.taken,
    Workshop.state,
    Workshop.visibility,
    Workshop.organisation_id,
    Workshop.published_at,
)
_BY_SLUG = _edition.where(Workshop.slug == bindparam("slug"))
_BY_OLD_SLUG = _edition.join(WorkshopSlug).where(WorkshopSlug.slug == bindparam("slug"))
_WORKSHOP = (
    select(
        Workshop.__table__,
        Organisation.name.label("organisation"),
        Programme.names.label("programme_names"),
        Country.names.label("country_names"),
    )
    .join(Organisation, Organisation.id == Workshop.organisation_id)
    .outerjoin(Programme, Programme.id == Workshop.programme_id)
    .outerjoin(Country, Country.iso3 == Workshop.country_iso3)
    .where(Workshop.id == _this)
)
_TEXTS = select(WorkshopText.__table__).where(
    WorkshopText.workshop_id == _this,
    or_(WorkshopText.language == bindparam("language"), WorkshopText.language == bindparam("first")),
)
_THEMES = (
    select(Theme.names)
    .join(workshop_theme, workshop_theme.c.theme_code == Theme.code)
    .where(workshop_theme.c.workshop_id == _this)
    .order_by(Theme.code)
)
_PARTNERS = (
    select(WorkshopPartner.part, Organisation.name)
    .join(Organisation, Organisation.id == WorkshopPartner.organisation_id)
    .where(WorkshopPartner.workshop_id == _this)
    .order_by(WorkshopPartner.position)
)
_DOCUMENTS = (
    select(Document.id, Document.title, Document.language, Document.audience, Document.media_type, Document.size)
    .where(Document.workshop_id == _this)
    .order_by(Document.id)
)


class Edition(NamedTuple):
    """Which edition of which workshop an address leads to: all that tells one rendering of its page from another."""

    id: int
    slug: str
    revision: int
    changed_at: datetime
    taken: int
    state: str
    visibility: str
    organisation_id: int
    published_at: datetime | None

    @property
    def is_public(self) -> bool:
        """Whether everybody may read the page."""
        return self.state in PUBLIC_STATES and self.visibility == Visibility.PUBLIC

    @property
    def is_out(self) -> bool:
        """Whether the workshop was published, whatever became of it."""
        return self.published_at is not None


@dataclass(frozen=True)
class WorkshopPage:
    """All that the public page shows, in the reader's language as far as it is written in it."""

    workshop: Row[*tuple[Any, ...]]
    text: Row[*tuple[Any, ...]]
    standing: Standing
    themes: Sequence[Mapping[str, str]]
    partners: Sequence[Row[*tuple[Any, ...]]]
    documents: Sequence[Row[*tuple[Any, ...]]]
    agenda: Sequence[AgendaLine]

    @property
    def counted(self) -> int:
        """How many scheduled sessions count for attendance."""
        return sum(line.is_required and not line.is_cancelled for line in self.agenda)

    @property
    def needed(self) -> int:
        """How many of them one must attend for the certificate."""
        return -(-self.counted * int(self.workshop.attendance_percent) // 100)

    def local(self, moment: datetime) -> datetime:
        """A moment as the clocks of the workshop's zone show it."""
        return utc_to_local(moment, self.workshop.zone)


def find_edition(slug: str) -> Edition | None:
    """Where this address leads; an old address leads to the present one."""
    connection = db.session.connection()
    for statement in (_BY_SLUG, _BY_OLD_SLUG):
        if row := connection.execute(statement, {"slug": slug}).first():
            return Edition(*row)
    return None


def read_page(workshop_id: int, language: str) -> WorkshopPage:
    """The page of a workshop that exists. Ten statements at most, whatever its size."""
    connection = db.session.connection()
    this = {"workshop": workshop_id}
    workshop = connection.execute(_WORKSHOP, this).one()
    texts = connection.execute(_TEXTS, {**this, "language": language, "first": workshop.first_language}).all()
    by_language = {text.language: text for text in texts}
    return WorkshopPage(
        workshop=workshop,
        text=by_language.get(language) or by_language[workshop.first_language],
        standing=Standing.of(workshop),
        themes=[row.names for row in connection.execute(_THEMES, this)],
        partners=connection.execute(_PARTNERS, this).all(),
        documents=connection.execute(_DOCUMENTS, this).all(),
        agenda=[line for answer in agenda_lines(workshop_id) for line in answer],
    )
