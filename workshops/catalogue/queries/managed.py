"""Reading workshops for those who work on them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, false, or_, select, true, tuple_
from sqlalchemy.orm import joinedload, selectinload

from workshops.accounts.models import RoleGrant
from workshops.accounts.rules import Actor, Reach, Scope
from workshops.catalogue.models import Document, Programme, Workshop, WorkshopText
from workshops.catalogue.queries.lists import is_public
from workshops.directory.models import Organisation
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound

MANAGED_PAGE = 50

# Asked twice by everybody who registers.
_PUBLIC_BY_SLUG = select(Workshop).where(Workshop.slug == bindparam("slug"), *is_public())


def get_managed_workshop(slug: str, actor: Actor, power: str, *, locked: bool = False) -> Workshop:
    """The workshop with this address, when the actor holds the power over it; NotFound otherwise.

    Whoever else asks for it `locked` waits until this transaction has ended.
    """
    found = select(Workshop).where(Workshop.slug == slug)
    workshop = db.session.scalar(found.with_for_update() if locked else found)
    if workshop is None or not actor.may(power, **workshop.scope_ids):
        raise NotFound
    return workshop


def find_public_workshop(slug: str) -> Workshop | None:
    """The workshop with this address when everybody may read it."""
    return db.session.scalar(_PUBLIC_BY_SLUG, {"slug": slug})


def get_locked_workshop(workshop_id: int) -> Workshop:
    """The workshop as it is now, its row locked until the transaction ends: for decisions about seats and sessions."""
    return db.session.get_one(Workshop, workshop_id, with_for_update=True, populate_existing=True)


def managed_workshops(reach: Reach, before: tuple[datetime, int] | None = None) -> Sequence[Workshop]:
    """A page of the workshops within reach, latest first, with texts; `before` is the key of the last one seen."""
    query = select(Workshop).options(selectinload(Workshop.texts)).where(within(reach))
    if before is not None:
        query = query.where(tuple_(Workshop.starts_at, Workshop.id) < tuple_(*before))
    return db.session.scalars(query.order_by(Workshop.starts_at.desc(), Workshop.id.desc()).limit(MANAGED_PAGE)).all()


def within(reach: Reach) -> ColumnElement[bool]:
    """The condition under which a workshop is within reach."""
    return or_(
        true() if reach.everything else false(),
        Workshop.organisation_id.in_(reach.organisation_ids),
        Workshop.id.in_(reach.workshop_ids),
    )


def owning_organisations(reach: Reach) -> list[tuple[int, str]]:
    """Id and name of the organisations in whose name somebody with this reach may create workshops."""
    query = select(Organisation.id, Organisation.name).order_by(Organisation.name)
    if not reach.everything:
        query = query.where(Organisation.id.in_(reach.organisation_ids))
    return [(organisation_id, name) for organisation_id, name in db.session.execute(query)]


def workshop_titles(workshop_ids: Collection[int]) -> Mapping[int, str]:
    """What workshops are called in their first language, by id."""
    titles = select(Workshop.id, WorkshopText.title).join(
        WorkshopText, and_(WorkshopText.workshop_id == Workshop.id, WorkshopText.language == Workshop.first_language)
    )
    rows = db.session.execute(titles.where(Workshop.id.in_(workshop_ids)))
    return {workshop_id: title for workshop_id, title in rows}  # noqa: C416 - a Row is not typed as a pair


def find_workshop_id(code: str) -> int | None:
    """The id of the workshop with this code."""
    return db.session.scalar(select(Workshop.id).where(Workshop.code == code))


def documents_of(workshop_id: int) -> Sequence[Document]:
    """The documents beside a workshop, in the order they were added."""
    return db.session.scalars(select(Document).where(Document.workshop_id == workshop_id).order_by(Document.id)).all()


def get_document(workshop_id: int, document_id: int) -> Document:
    """A document of this workshop; NotFound when it belongs to another."""
    document = db.session.scalar(
        select(Document).where(Document.id == document_id, Document.workshop_id == workshop_id)
    )
    if document is None:
        raise NotFound
    return document


def staff_of(workshop_id: int) -> Sequence[RoleGrant]:
    """The roles that people hold for this one workshop, with the people."""
    now = clock.now()
    grants = select(RoleGrant).where(
        RoleGrant.scope == Scope.WORKSHOP,
        RoleGrant.scope_id == workshop_id,
        RoleGrant.ended_at.is_(None),
        or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > now),
    )
    return db.session.scalars(grants.options(joinedload(RoleGrant.person)).order_by(RoleGrant.id)).all()


def programmes() -> Sequence[Programme]:
    """All programmes and phases, parents first."""
    return db.session.scalars(
        select(Programme).order_by(Programme.parent_id.is_not(None), Programme.parent_id, Programme.code)
    ).all()
