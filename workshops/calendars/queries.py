"""Rows as calendar facts."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from workshops.agenda.models import AgendaSession
from workshops.calendars.facts import Audience, JoinFacts, OrganizerFacts, SessionFacts, Status
from workshops.calendars.models import SentInvitation
from workshops.calendars.rules import Method, Told
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import is_public
from workshops.catalogue.rules import State as WorkshopState
from workshops.directory.rules import in_language
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.i18n import isolated, language
from workshops.foundation.markdown import to_text
from workshops.foundation.web import absolute_url
from workshops.registrations.models import Registration
from workshops.registrations.queries import StatusPanel
from workshops.registrations.rules import State as RegistrationState

# Up to here people are named one by one; above, all of a session are read.
FEW = 100
OFF_THE_CALENDAR = frozenset({"cancelled", "postponed"})


class Holder(NamedTuple):
    """Somebody with a seat, whose calendar we keep right."""

    registration_id: int
    person_id: int


class Edition(NamedTuple):
    """Which edition of a public workshop there is now."""

    id: int
    revision: int


_EDITION = select(Workshop.id, Workshop.revision).where(Workshop.slug == bindparam("slug"), *is_public())


def find_public_edition(slug: str) -> Edition | None:
    """The present edition of a workshop that everybody may read; one narrow statement."""
    row = db.session.connection().execute(_EDITION, {"slug": slug}).first()
    return Edition(*row) if row else None


def get_workshop(workshop_id: int) -> Workshop:
    """The workshop with what its calendar entries say."""
    options = [selectinload(Workshop.texts), selectinload(Workshop.themes), joinedload(Workshop.country)]
    return db.session.get_one(Workshop, workshop_id, options=options)


def find_workshop_of_holder(slug: str, person_id: int) -> Workshop | None:
    """The workshop with this address when the person has a seat in it."""
    query = (
        select(Workshop)
        .join(Registration, Registration.workshop_id == Workshop.id)
        .where(
            Workshop.slug == slug,
            Registration.person_id == person_id,
            Registration.state == RegistrationState.CONFIRMED,
        )
    )
    return db.session.scalar(query)


def status_panel(registration: Registration) -> StatusPanel | None:
    """The sessions as a file, on the page of a registration; None without a seat in something that is ahead."""
    workshop = registration.workshop
    is_ahead = workshop.state == WorkshopState.PUBLISHED and workshop.ends_at > clock.now()
    if registration.state != RegistrationState.CONFIRMED or not is_ahead:
        return None
    return StatusPanel(None, aside="calendars/panel.html")


def entries(workshop: Workshop) -> Sequence[AgendaSession]:
    """The sessions of a workshop that are calendar entries: all but the pauses, in order of time."""
    query = (
        select(AgendaSession)
        .options(selectinload(AgendaSession.speakers))
        .where(AgendaSession.workshop_id == workshop.id, AgendaSession.is_pause.is_(False))
        .order_by(AgendaSession.starts_at, AgendaSession.number)
    )
    return db.session.scalars(query).all()


def coming_entries(workshop: Workshop) -> list[AgendaSession]:
    """The entries that are not over: nobody is told of the past."""
    now = clock.now()
    return [session for session in entries(workshop) if session.ends_at > now]


def told(holders: Collection[Holder], session_ids: Iterable[int]) -> dict[tuple[int, int], Told]:
    """The last message for each (person, session), by its SEQUENCE."""
    query = (
        select(SentInvitation.person_id, SentInvitation.session_id, SentInvitation.method, SentInvitation.sequence)
        .where(SentInvitation.session_id.in_(list(session_ids)))
        .order_by(SentInvitation.sequence)
    )
    if len(holders) <= FEW:
        query = query.where(SentInvitation.person_id.in_([holder.person_id for holder in holders]))
    return {
        (person, session): Told(Method(method), number) for person, session, method, number in db.session.execute(query)
    }


def organizer() -> OrganizerFacts:
    """Who invites: the house's own mailbox, constant for the life of every UID and equal to the sender of its mails."""
    return OrganizerFacts(name="Workshops", mailbox=current_app.config["SETTINGS"].mail_from)


def session_facts(session: AgendaSession, workshop: Workshop, audience: Audience) -> SessionFacts:
    """What a session's calendar entry says to this audience, in the current language."""
    words = workshop.text_in(language())
    off = session.is_cancelled or workshop.state in OFF_THE_CALENDAR
    is_named = session.title != words.title
    title = f"{isolated(words.title)}: {isolated(session.title)}" if is_named else words.title
    return SessionFacts(
        uid=session.uid,
        sequence=session.sequence,
        created=session.created_at,
        last_modified=max(session.changed_at, workshop.changed_at),
        zone=workshop.zone,
        starts=session.starts_local,
        ends=session.ends_local,
        summary=_("Cancelled: %(title)s", title=title if is_named else isolated(title)) if off else title,
        description=_description(session, words.summary, workshop),
        location=_location(session, workshop),
        geo=_geo(workshop),
        url=absolute_url(url_for("catalogue.workshop", slug=workshop.slug)),
        categories=tuple(in_language(theme.names, language()) for theme in workshop.themes),
        status=Status.CANCELLED if off else Status.CONFIRMED,
        organizer=organizer(),
        audience=audience,
        join=JoinFacts(url=workshop.join_url, label=_("Join online")) if workshop.join_url else None,
        is_restricted=workshop.visibility == "restricted",
        language=language(),
    )


def _description(session: AgendaSession, summary: str, workshop: Workshop) -> str:
    speakers = [f"{speaker.name}, {speaker.function}".rstrip(", ") for speaker in session.speakers]
    page = absolute_url(url_for("catalogue.workshop", slug=workshop.slug))
    return "\n\n".join(filter(None, [to_text(session.description), "\n".join(speakers), summary, page]))


def _location(session: AgendaSession, workshop: Workshop) -> tuple[str, ...]:
    if workshop.mode == "online":
        return (_("Online"),)
    country = in_language(workshop.country.names, language()) if workshop.country else ""
    parts = (session.room, workshop.venue_name, workshop.venue_address, workshop.city, country)
    return tuple(part for part in parts if part)


def _geo(workshop: Workshop) -> tuple[float, float] | None:
    if workshop.latitude is None or workshop.longitude is None:
        return None
    return workshop.latitude, workshop.longitude
