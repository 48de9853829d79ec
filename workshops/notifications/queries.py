"""Rows as facts for a mail, and the outbox as staff see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from workshops.accounts.models import Person
from workshops.accounts.rules import Reach
from workshops.agenda.models import AgendaSession
from workshops.calendars.models import SentInvitation
from workshops.calendars.queries import Holder
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import Mode
from workshops.certificates.models import Certificate
from workshops.directory.rules import in_language
from workshops.foundation.database import db
from workshops.foundation.i18n import (
    clock_time,
    comma_list,
    day,
    days,
    deadline,
    isolated,
    language,
    moment,
    zone_label,
)
from workshops.foundation.tokens import sign
from workshops.foundation.web import absolute_url
from workshops.foundation.zones import only_zone_of
from workshops.notifications.messages import MailFacts
from workshops.notifications.models import OutboxMessage
from workshops.notifications.rules import STUCK, WAITING, MessageState
from workshops.registrations.messages import reason_lines
from workshops.registrations.models import Draft, Registration
from workshops.registrations.queries import place_in_line
from workshops.registrations.rules import State as RegistrationState

PAGE = 50


def find_message(message_id: int) -> OutboxMessage | None:
    """A message by its id, read afresh."""
    return db.session.get(OutboxMessage, message_id, populate_existing=True)


def holders(workshop_id: int) -> list[Holder]:
    """Everybody with a confirmed seat."""
    query = select(Registration.id, Registration.person_id).where(
        Registration.workshop_id == workshop_id, Registration.state == RegistrationState.CONFIRMED
    )
    return [Holder(*row) for row in db.session.execute(query)]


def live_holders(workshop_id: int) -> list[Holder]:
    """Everybody whose registration can still lead to a seat, or has."""
    query = select(Registration.id, Registration.person_id).where(
        Registration.workshop_id == workshop_id,
        Registration.is_live,
        Registration.state != RegistrationState.UNCONFIRMED,
    )
    return [Holder(*row) for row in db.session.execute(query)]


class Reader(NamedTuple):
    """To whom a mail goes, and in which language."""

    address: str
    name: str
    language: str


def find_reader(message: OutboxMessage) -> Reader | None:
    """The person, with her own language, else that of the registration it tells of; or whoever saved a draft."""
    if message.person_id is None:
        draft = db.session.get_one(Draft, message.payload["draft_id"])
        return Reader(draft.email, "", draft.language)
    person = db.session.get(Person, message.person_id)
    if person is None or not person.active:
        return None
    registration_id = message.payload.get("registration_id")
    registration = db.session.get(Registration, registration_id) if registration_id else None
    return Reader(person.email, person.name_latin, person.language or (registration.language if registration else "en"))


def facts_for(message: OutboxMessage) -> MailFacts | None:
    """The facts of a mail about a registration, in the language in force; None when the news is no longer true."""
    if "certificate_id" in message.payload:
        return _certificate_facts(message)
    registration = db.session.get(Registration, message.payload["registration_id"])
    if registration is None:
        return None
    payload = message.payload
    expected = payload.get("state")
    if expected is not None and registration.state != expected:
        return None
    return MailFacts(
        **_workshop_facts(registration.workshop),
        deadline=_deadline(registration),
        reason=_reason(registration, message.kind),
        rank=place_in_line(registration),
        changes=_changes(registration.workshop, payload.get("changed", ())),
        link=_status_link(registration),
        sessions=payload.get("sessions", 0),
    )


def invitation_facts(invitation: SentInvitation, session: AgendaSession) -> MailFacts:
    """The facts of a mail that carries one calendar entry."""
    workshop = session.workshop
    start, end = (clock_time(at, workshop.zone) for at in (session.starts_at, session.ends_at))
    registration = db.session.get_one(Registration, invitation.registration_id)
    when = _(
        "%(day)s, %(start)s–%(end)s, %(zone)s",
        day=day(session.starts_local),
        start=start,
        end=end,
        zone=zone_label(workshop.zone, session.starts_at),
    )
    return MailFacts(
        workshop=f"{isolated(workshop.text_in(language()).title)}: {isolated(session.title)}",
        dates=when,
        place=_place(workshop),
        link=_status_link(registration),
    )


def draft_facts(draft_id: int, token: str) -> MailFacts:
    """The facts of a mail that opens a draft with this token."""
    draft = db.session.get_one(Draft, draft_id)
    zone = draft.workshop.zone
    return MailFacts(
        **_workshop_facts(draft.workshop),
        deadline=deadline(draft.kept_until, zone, only_zone_of(draft.answers.get("country")) or zone),
        link=absolute_url(url_for("registrations.resume", slug=draft.workshop.slug, token=token)),
    )


def _certificate_facts(message: OutboxMessage) -> MailFacts | None:
    certificate = db.session.get(Certificate, message.payload["certificate_id"])
    if certificate is None or certificate.state != message.payload["state"]:
        return None
    registration = db.session.get_one(Registration, certificate.registration_id)
    return MailFacts(
        **_workshop_facts(registration.workshop), number=certificate.number, link=_status_link(registration)
    )


def _workshop_facts(workshop: Workshop) -> dict[str, Any]:
    return {
        "workshop": isolated(workshop.text_in(language()).title),
        "dates": days(workshop.starts_local.date(), workshop.ends_local.date()),
        "place": _place(workshop),
    }


def _place(workshop: Workshop) -> str:
    if workshop.mode == Mode.ONLINE:
        return _("Online")
    country = in_language(workshop.country.names, language()) if workshop.country else ""
    return comma_list(part for part in (workshop.venue_name, workshop.city, country) if part)


def _deadline(registration: Registration) -> str:
    workshop = registration.workshop
    at = registration.expires_at or workshop.decision_due_at
    return deadline(at, workshop.zone, _zone_of(registration) or workshop.zone) if at else ""


def _zone_of(registration: Registration) -> str | None:
    return registration.person.zone or only_zone_of(registration.country_iso3)


def _reason(registration: Registration, kind: str) -> str:
    if kind.startswith("workshop_"):
        return registration.workshop.state_reason
    return "\n".join(reason_lines(registration.reason))


def _changes(workshop: Workshop, changed: Sequence[str]) -> tuple[str, ...]:
    sentences = []
    if {"starts_local", "ends_local", "zone"} & set(changed):
        starts: datetime = workshop.starts_at
        sentences.append(_("It now begins on %(moment)s.", moment=moment(starts, workshop.zone)))
    if {"venue_name", "venue_address", "city", "country_iso3", "mode"} & set(changed):
        sentences.append(_("It now takes place here: %(place)s.", place=_place(workshop)))
    if "join_url" in changed:
        sentences.append(_("The link to join online has changed: you find it on your page."))
    return tuple(sentences)


def _status_link(registration: Registration) -> str:
    token = sign("registration-status", registration.id)
    return absolute_url(url_for("registrations.by_link", token=token))


def stuck_messages(reach: Reach, before: int | None = None) -> Sequence[OutboxMessage]:
    """What waits for a person's word within the reader's workshops, newest first, a page of 50 before an id."""
    query = _within(select(OutboxMessage), reach).where(OutboxMessage.state.in_(STUCK))
    if before is not None:
        query = query.where(OutboxMessage.id < before)
    return db.session.scalars(query.order_by(OutboxMessage.id.desc()).limit(PAGE)).all()


def counts_by_state(reach: Reach) -> dict[str, int]:
    """How many messages stand where."""
    query = _within(select(OutboxMessage.state, func.count()), reach).group_by(OutboxMessage.state)
    found = dict(db.session.execute(query).all())
    return {state: found.get(state, 0) for state in MessageState}


class Progress(NamedTuple):
    """How many messages have left the house, of how many."""

    sent: int
    written: int


def progress(workshop_id: int) -> Progress | None:
    """How far the newest mail of a workshop is: all that was written since the oldest that waits; None when none does.

    One statement, which looks only at what an index of this workshop holds from that moment on.
    """
    own = OutboxMessage.workshop_id == workshop_id
    oldest = select(func.min(OutboxMessage.created_at)).where(own, OutboxMessage.state.in_(WAITING))
    query = select(OutboxMessage.state, func.count()).where(
        own, OutboxMessage.state.in_(MessageState), OutboxMessage.created_at >= oldest.scalar_subquery()
    )
    counts = dict(db.session.execute(query.group_by(OutboxMessage.state)).all())
    counts.pop(MessageState.DROPPED, None)
    return Progress(counts.get(MessageState.SENT, 0), sum(counts.values())) if counts else None


def find_stuck_message(message_id: int, reach: Reach) -> OutboxMessage | None:
    """One of `stuck_messages`, locked until the transaction ends."""
    query = _within(select(OutboxMessage), reach).where(OutboxMessage.id == message_id, OutboxMessage.state.in_(STUCK))
    message: OutboxMessage | None = db.session.scalar(query.with_for_update())
    return message


def people_of(messages: Sequence[OutboxMessage]) -> dict[int | None, Person]:
    """The recipients of these messages, by id; those of drafts are not among them."""
    query = select(Person).where(Person.id.in_({message.person_id for message in messages}))
    return {person.id: person for person in db.session.scalars(query)}


def _within(query: Any, reach: Reach) -> Any:
    if reach.everything:
        return query
    workshops = select(Workshop.id).where(
        or_(Workshop.organisation_id.in_(reach.organisation_ids), Workshop.id.in_(reach.workshop_ids))
    )
    return query.where(OutboxMessage.workshop_id.in_(workshops))


def get_invitation(invitation_id: int) -> tuple[SentInvitation, AgendaSession]:
    """An invitation and its session with its workshop."""
    invitation = db.session.get_one(SentInvitation, invitation_id)
    session = db.session.get_one(AgendaSession, invitation.session_id, options=[joinedload(AgendaSession.workshop)])
    return invitation, session
