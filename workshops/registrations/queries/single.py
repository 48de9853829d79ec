"""One registration: under its lock, for its owner, for the organizer."""

from collections.abc import Sequence

from sqlalchemy import ColumnExpressionArgument, and_, bindparam, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import get_locked_workshop
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.foundation.tokens import read_signed
from workshops.registrations.models import Registration, RegistrationStep
from workshops.registrations.rules import LINK_LIFETIME, LinkOver, State

LINK_PURPOSE = "registration-status"
_LIVE = and_(
    Registration.workshop_id == bindparam("workshop"),
    Registration.person_id == bindparam("person"),
    Registration.is_live,
)
_EARLIER = (
    select(Registration)
    .where(or_(_LIVE, Registration.once == bindparam("once")))
    .execution_options(populate_existing=True)
)
_WITH_WORKSHOP = (
    joinedload(Registration.workshop).selectinload(Workshop.texts),
    selectinload(Registration.steps),
)


def get_locked_registration(registration_id: int) -> Registration:
    """The registration as it is now, its workshop's row locked until the transaction ends. Raises NotFound."""
    workshop_id = db.session.scalar(select(Registration.workshop_id).where(Registration.id == registration_id))
    if workshop_id is None:
        raise NotFound
    get_locked_workshop(workshop_id)
    return db.session.get_one(Registration, registration_id, populate_existing=True)


def find_earlier(workshop_id: int, person_id: int, once: str) -> Registration | None:
    """The person's live registration, else what this form became when it was sent before."""
    found = db.session.scalars(_EARLIER, {"workshop": workshop_id, "person": person_id, "once": once}).all()
    return max(found, key=lambda registration: registration.is_live, default=None)


def unproved_registrations(person_id: int) -> Sequence[int]:
    """The ids of a person's registrations that wait for the proof of her address, in the order they are locked."""
    query = select(Registration.id).where(Registration.person_id == person_id, Registration.state == State.UNCONFIRMED)
    return db.session.scalars(query.order_by(Registration.workshop_id)).all()


def get_own_registration(slug: str, person_id: int) -> Registration:
    """The person's registration for the workshop with this address: the live one, else the newest. Raises NotFound."""
    query = (
        select(Registration)
        .join(Registration.workshop)
        .where(Workshop.slug == slug, Registration.person_id == person_id)
        .order_by(Registration.is_live.desc(), Registration.id.desc())
        .limit(1)
    )
    registration = db.session.scalar(query.options(*_WITH_WORKSHOP))
    if registration is None:
        raise NotFound
    return registration


def get_registration(registration_id: int) -> Registration:
    """The registration with its workshop and its steps. Raises NotFound."""
    registration = db.session.get(Registration, registration_id, options=_WITH_WORKSHOP)
    if registration is None:
        raise NotFound
    return registration


def get_linked_registration(token: str) -> Registration:
    """The registration behind the link in its mails. Raises LinkOver when the link is altered or too old."""
    registration_id = read_signed(LINK_PURPOSE, token, LINK_LIFETIME)
    if not isinstance(registration_id, int):
        raise LinkOver
    return get_registration(registration_id)


def get_registration_of(workshop: Workshop, registration_id: int) -> Registration:
    """A registration for this workshop; NotFound when it is for another."""
    query = select(Registration).where(Registration.id == registration_id, Registration.workshop_id == workshop.id)
    history = selectinload(Registration.steps).joinedload(RegistrationStep.actor)
    registration = db.session.scalar(
        query.options(history, joinedload(Registration.country), joinedload(Registration.person))
    )
    if registration is None:
        raise NotFound
    return registration


def own_registrations(person_id: int) -> Sequence[Registration]:
    """All registrations of a person, the newest first."""
    query = select(Registration).where(Registration.person_id == person_id).options(*_WITH_WORKSHOP)
    return db.session.scalars(query.order_by(Registration.submitted_at.desc(), Registration.id.desc())).all()


def find_last_answers(person_id: int) -> Registration | None:
    """The registration in which the person gave her answers last, to begin the next form with."""
    query = select(Registration).where(Registration.person_id == person_id, Registration.state != State.UNCONFIRMED)
    return db.session.scalar(query.order_by(Registration.id.desc()).limit(1))


def has_live_registration(workshop_id: int, person_id: int) -> bool:
    """Whether the person is registered, with or without a seat."""
    return _exists(workshop_id, person_id, Registration.is_live)


def has_seat(workshop_id: int, person_id: int) -> bool:
    """Whether the person has a confirmed seat."""
    return _exists(workshop_id, person_id, Registration.state == State.CONFIRMED)


def _exists(workshop_id: int, person_id: int, condition: ColumnExpressionArgument[bool]) -> bool:
    whose = (Registration.workshop_id == workshop_id, Registration.person_id == person_id)
    return bool(db.session.scalar(select(exists().where(*whose, condition))))
