"""Making workshops and changing what they say of themselves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import select

from workshops.catalogue.actions.revisions import touch
from workshops.catalogue.actions.words import write_words
from workshops.catalogue.events import WorkshopCreated, WorkshopEdited
from workshops.catalogue.models import Signatory, Workshop, WorkshopCounter, WorkshopPartner, WorkshopSlug, WorkshopText
from workshops.catalogue.rules import (
    Admission,
    AttendanceRuleFrozen,
    Kind,
    Outline,
    Part,
    ReachScope,
    SlugTaken,
    State,
    TimeAndPlace,
    Visibility,
    ensure_may_edit,
    ensure_slug,
    ensure_span,
    ensure_window,
    slugs_for,
)
from workshops.directory.models import Grouping, Instrument, Theme
from workshops.foundation import clock
from workshops.foundation.database import db, insert_into
from workshops.foundation.events import publish


class Texts(TypedDict, total=False):
    """The texts of one language; the long ones are Markdown."""

    title: str
    summary: str
    description: str
    aims: str
    learning_outcomes: str
    target_audience: str
    admission_criteria: str


class Changes(TypedDict, total=False):
    """What an organizer sets beside texts, time and place."""

    kind: Kind
    visibility: Visibility
    programme_id: int | None
    scope: ReachScope
    first_language: str
    working_languages: list[str]
    document_languages: list[str]
    interpretation: bool
    admission: Admission
    opens_at: datetime | None
    closes_at: datetime | None
    decision_due_at: datetime | None
    offer_hours: int
    attendance_percent: int
    certificate_hours: int | None
    contact_name: str
    contact_email: str
    themes: Sequence[str]
    instruments: Sequence[str]
    groupings: Sequence[str]
    signatories: Sequence[tuple[str, str]]
    partners: Sequence[tuple[int, Part]]


def create_workshop(
    outline: Outline, time_and_place: TimeAndPlace, *, actor_id: int | None, cloned_from_id: int | None = None
) -> Workshop:
    """A draft with a code of its own and an address made from its title.

    Raises UnusableTime for a time that names no single moment, EndBeforeStart and TooLong.
    """
    now = clock.now()
    code = _next_code(now.year)
    workshop = Workshop(
        code=code,
        slug=code.lower(),
        kind=outline.kind,
        state=State.DRAFT,
        visibility=Visibility.PUBLIC,
        organisation_id=outline.organisation_id,
        scope=ReachScope.REGIONAL,
        first_language=outline.language,
        working_languages=[outline.language],
        document_languages=[outline.language],
        admission=Admission.APPROVAL,
        capacity=outline.capacity,
        cloned_from_id=cloned_from_id,
        created_at=now,
        changed_at=now,
        texts=[WorkshopText(language=outline.language, title=outline.title)],
    )
    place(workshop, time_and_place)
    db.session.add(workshop)
    db.session.flush()
    workshop.slug = next(slug for slug in slugs_for(outline.title, code) if _claim(slug, workshop))
    db.session.flush()
    write_words(workshop)
    publish(WorkshopCreated(workshop_id=workshop.id, cloned_from_id=cloned_from_id, actor_id=actor_id))
    return workshop


def place(workshop: Workshop, time_and_place: TimeAndPlace) -> None:
    """Set when and where; raises UnusableTime, EndBeforeStart and TooLong."""
    starts_at, ends_at = time_and_place.starts_at, time_and_place.ends_at
    ensure_span(starts_at, ends_at)
    for field in fields(time_and_place):
        setattr(workshop, field.name, getattr(time_and_place, field.name))
    workshop.starts_at, workshop.ends_at = starts_at, ends_at


def edit_workshop(workshop: Workshop, *, actor_id: int | None, **changes: Unpack[Changes]) -> None:
    """Change settings; what is equal already is no change, and no change is no news.

    Raises NoLongerEditable, AttendanceRuleFrozen, WindowReversed and WindowTooLate.
    """
    ensure_may_edit(State(workshop.state))
    changed = tuple(name for name, value in changes.items() if _SETTERS.get(name, _set)(workshop, name, value))
    if "attendance_percent" in changed and workshop.published_at:
        raise AttendanceRuleFrozen
    ensure_window(workshop.opens_at, workshop.closes_at, starts_at=workshop.starts_at)
    _announce(workshop, changed, actor_id)


def _set(row: Workshop | WorkshopText, name: str, value: Any) -> bool:
    """Set one field; whether that changed anything."""
    if getattr(row, name) == value:
        return False
    setattr(row, name, value)
    return True


def _set_references(workshop: Workshop, name: str, codes: Sequence[str]) -> bool:
    model = _REFERENCES[name]
    return _set(
        workshop, name, list(db.session.scalars(select(model).where(model.code.in_(codes)).order_by(model.code)))
    )


def _set_signatories(workshop: Workshop, _name: str, people: Sequence[tuple[str, str]]) -> bool:
    if [(signatory.name, signatory.function) for signatory in workshop.signatories] == list(people):
        return False
    workshop.signatories = [Signatory(position=n, name=who, function=what) for n, (who, what) in enumerate(people, 1)]
    return True


def _set_partners(workshop: Workshop, _name: str, partners: Sequence[tuple[int, Part]]) -> bool:
    if [(partner.organisation_id, partner.part) for partner in workshop.partners] == list(partners):
        return False
    workshop.partners = [
        WorkshopPartner(organisation_id=who, part=part, position=n) for n, (who, part) in enumerate(partners, 1)
    ]
    return True


_REFERENCES: Mapping[str, type[Theme | Instrument | Grouping]] = {
    "themes": Theme,
    "instruments": Instrument,
    "groupings": Grouping,
}
_SETTERS: Mapping[str, Callable[[Workshop, str, Any], bool]] = {
    **dict.fromkeys(_REFERENCES, _set_references),
    "signatories": _set_signatories,
    "partners": _set_partners,
}


def write_text(workshop: Workshop, language: str, *, actor_id: int | None, **texts: Unpack[Texts]) -> None:
    """Write the texts of one language, the first time or anew. Raises NoLongerEditable."""
    ensure_may_edit(State(workshop.state))
    written = next((text for text in workshop.texts if text.language == language), None)
    if written is None:
        workshop.texts.append(WorkshopText(language=language, **texts))
        changed: tuple[str, ...] = tuple(texts)
    else:
        changed = tuple(name for name, value in texts.items() if _set(written, name, value))
    _announce(workshop, tuple(f"{name}_{language}" for name in changed), actor_id)


def change_slug(workshop: Workshop, slug: str, *, actor_id: int | None) -> None:
    """Give the page another address; the old one leads to it. Raises UnusableSlug and SlugTaken."""
    ensure_may_edit(State(workshop.state))
    if slug == workshop.slug:
        return
    ensure_slug(slug)
    if not _claim(slug, workshop):
        raise SlugTaken
    workshop.slug = slug
    _announce(workshop, ("slug",), actor_id)


def _next_code(year: int) -> str:
    first = insert_into(WorkshopCounter).values(year=year, last=1)
    one_more = {"last": WorkshopCounter.last + 1}
    counted = first.on_conflict_do_update(index_elements=["year"], set_=one_more).returning(WorkshopCounter.last)
    number = db.session.scalars(counted).one()
    return f"WS-{year}-{number:03d}"


def _claim(slug: str, workshop: Workshop) -> bool:
    """Whether the slug is the workshop's from now on, or was before."""
    claim = insert_into(WorkshopSlug).values(slug=slug, workshop_id=workshop.id)
    db.session.execute(claim.on_conflict_do_nothing())
    return db.session.get_one(WorkshopSlug, slug).workshop_id == workshop.id


def _announce(workshop: Workshop, changed: tuple[str, ...], actor_id: int | None) -> None:
    if not changed:
        return
    touch(workshop)
    write_words(workshop)
    publish(WorkshopEdited(workshop_id=workshop.id, changed=changed, actor_id=actor_id))
