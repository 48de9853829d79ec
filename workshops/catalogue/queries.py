"""Reading workshops: one for its page, one for those who manage it, lists of both."""

from sqlalchemy import ColumnElement, select

from workshops.accounts.rules import Actor
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import (
    PUBLIC_STATES,
    Kind,
    Missing,
    Mode,
    Part,
    PublicationFacts,
    Visibility,
    missing_for_publication,
)
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.foundation.questions import Question

# What only the rooms above can say of a workshop, by its id; `wiring.py` names those who answer.
also_missing: Question[[int], list[Missing]] = Question()
people_told: Question[[int], int] = Question()
is_registrant: Question[[int, int], bool] = Question()
is_participant: Question[[int, int], bool] = Question()


def get_managed_workshop(slug: str, actor: Actor, power: str) -> Workshop:
    """The workshop with this address, when the actor holds the power over it; NotFound otherwise."""
    workshop = db.session.scalar(select(Workshop).where(Workshop.slug == slug))
    if workshop is None or not actor.may(power, workshop_id=workshop.id, organisation_id=workshop.organisation_id):
        raise NotFound
    return workshop


def get_locked_workshop(workshop_id: int) -> Workshop:
    """The workshop as it is now, its row locked until the transaction ends: for decisions about seats."""
    return db.session.get_one(Workshop, workshop_id, with_for_update=True, populate_existing=True)


def find_public_workshop(slug: str) -> Workshop | None:
    """The workshop with this address when everybody may read it."""
    return db.session.scalar(select(Workshop).where(Workshop.slug == slug, *is_public()))


def is_public() -> tuple[ColumnElement[bool], ...]:
    """The conditions under which everybody finds a workshop."""
    return (Workshop.state.in_(sorted(PUBLIC_STATES)), Workshop.visibility == Visibility.PUBLIC)


def publication_facts(workshop: Workshop) -> PublicationFacts:
    """What publishing is judged by."""
    text = workshop.text_in(workshop.first_language)
    hosts = {partner.organisation_id for partner in workshop.partners if partner.part == Part.HOST}
    sides = hosts | {partner.organisation_id for partner in workshop.partners if partner.part == Part.CO_ORGANIZER}
    return PublicationFacts(
        kind=Kind(workshop.kind),
        mode=Mode(workshop.mode),
        summary=text.summary,
        aims=text.aims,
        learning_outcomes=text.learning_outcomes,
        target_audience=text.target_audience,
        admission_criteria=text.admission_criteria,
        working_languages=tuple(workshop.working_languages),
        contact_name=workshop.contact_name,
        contact_email=workshop.contact_email,
        venue_name=workshop.venue_name,
        city=workshop.city,
        country_iso3=workshop.country_iso3,
        join_url=workshop.join_url,
        opens_at=workshop.opens_at,
        closes_at=workshop.closes_at,
        starts_at=workshop.starts_at,
        ends_at=workshop.ends_at,
        themes=len(workshop.themes),
        signatories=len(workshop.signatories),
        hosts=len(hosts),
        sides=len(sides),
    )


def missing_before_publication(workshop: Workshop) -> list[Missing]:
    """Everything the workshop still needs, from this room and from those above."""
    own = missing_for_publication(publication_facts(workshop), clock.now())
    return own + [missing for answer in also_missing(workshop.id) for missing in answer]
