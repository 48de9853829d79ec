"""Lists for the desk and the organizer, and each person's share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from workshops.agenda.models import AgendaSession
from workshops.agenda.queries import get_session as get_slot
from workshops.attendance.models import AttendanceMark
from workshops.attendance.rules import Presence, Share, counts, presence, share
from workshops.catalogue.models import Workshop
from workshops.directory.models import Country
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.registrations.messages import Milestone
from workshops.registrations.models import Registration
from workshops.registrations.queries import StatusPanel
from workshops.registrations.rules import State

PAGE = 50


class Participant(NamedTuple):
    """A participant as a line of a list."""

    registration_id: int
    name_own: str
    name_latin: str
    country: dict[str, str] | None
    agency: str


class SessionCount(NamedTuple):
    """How many of the participants are marked in a session."""

    session: AgendaSession
    present: int


class Turnout(NamedTuple):
    """How many are marked in a session, of how many participants."""

    present: int
    participants: int


@dataclass(frozen=True)
class Attendance:
    """What one participant attended: her share, and how each session that counts stands for her."""

    share: Share
    sessions: Sequence[tuple[AgendaSession, Presence]]

    @property
    def strip(self) -> list[tuple[int, str]]:
        """The place of each session among those that count, and how it stands for her."""
        return [(place, stands.value) for place, (_session, stands) in enumerate(self.sessions, 1)]

    @property
    def missed(self) -> list[AgendaSession]:
        """The sessions that are over and in which she is not marked."""
        return [session for session, stands in self.sessions if stands is Presence.ABSENT]

    @property
    def is_over(self) -> bool:
        """Whether no session is left in which the share can rise."""
        return all(stands is not Presence.AHEAD for _session, stands in self.sessions)


def get_session(workshop: Workshop, number: int) -> AgendaSession:
    """The session of this workshop with this number. Raises NotFound, also for a pause."""
    session = get_slot(workshop, number)
    if session.is_pause:
        raise NotFound
    return session


def session_counts(workshop: Workshop) -> list[SessionCount]:
    """Every session but the pauses, in order of time, with the number of participants who are marked."""
    present = (
        select(func.count(AttendanceMark.id))
        .join(Registration, Registration.id == AttendanceMark.registration_id)
        .where(AttendanceMark.session_id == AgendaSession.id, AttendanceMark.present, *_has_seat(workshop.id))
        .correlate(AgendaSession)
        .scalar_subquery()
    )
    query = (
        select(AgendaSession, present)
        .where(AgendaSession.workshop_id == workshop.id, AgendaSession.is_pause.is_(False))
        .order_by(AgendaSession.starts_at, AgendaSession.number)
    )
    return [SessionCount(*row) for row in db.session.execute(query)]


def turnout(session: AgendaSession) -> Turnout:
    """How many are marked in one session, of how many."""
    is_marked = and_(
        AttendanceMark.registration_id == Registration.id,
        AttendanceMark.session_id == session.id,
        AttendanceMark.present,
    )
    query = select(func.count(AttendanceMark.id), func.count()).select_from(Registration)
    row = db.session.execute(query.outerjoin(AttendanceMark, is_marked).where(*_has_seat(session.workshop_id))).one()
    return Turnout(*row)


def participant_ids(workshop_id: int) -> set[int]:
    """The registrations of everybody who has a confirmed seat."""
    return set(db.session.scalars(select(Registration.id).where(*_has_seat(workshop_id))))


def states(workshop_id: int) -> dict[int, str]:
    """Where each registration of a workshop stands."""
    query = select(Registration.id, Registration.state).where(Registration.workshop_id == workshop_id)
    return {row.id: row.state for row in db.session.execute(query)}


def participants(workshop: Workshop, *, page: int) -> list[Participant]:
    """A page of the participants, counted from 1, by their Latin name."""
    query = _participants(workshop.id).limit(PAGE).offset((page - 1) * PAGE)
    return [Participant(*row) for row in db.session.execute(query)]


def roll(session: AgendaSession, *, present: bool, letters: str = "", limit: int = PAGE) -> list[Participant]:
    """Participants who are, or are not, marked in a session; `letters` narrows to a part of a name."""
    marked = Registration.id.in_(_marked_in(session))
    query = _participants(session.workshop_id).where(marked if present else ~marked).limit(limit)
    for word in letters.split():
        query = query.where(_named(word))
    return [Participant(*row) for row in db.session.execute(query)]


def sheet(session: AgendaSession) -> list[tuple[Participant, bool]]:
    """All participants, each with whether she is marked in the session."""
    marked = set(db.session.scalars(_marked_in(session)))
    rows = db.session.execute(_participants(session.workshop_id))
    return [(Participant(*row), row[0] in marked) for row in rows]


def shares(workshop: Workshop) -> dict[int, Share]:
    """The share of every participant, by registration: three statements, however many people there are."""
    marks: dict[int, set[int]] = {}
    query = (
        select(AttendanceMark.registration_id, AttendanceMark.session_id)
        .join(AgendaSession, AgendaSession.id == AttendanceMark.session_id)
        .where(AgendaSession.workshop_id == workshop.id, AttendanceMark.present)
    )
    for registration_id, session_id in db.session.execute(query):
        marks.setdefault(registration_id, set()).add(session_id)
    counted = [session.id for session in counted_sessions(workshop.id)]
    return {
        person: share(counted, frozenset(marks.get(person, ())), workshop.attendance_percent)
        for person in participant_ids(workshop.id)
    }


def share_of(registration: Registration) -> Share:
    """One person's share."""
    counted = [session.id for session in counted_sessions(registration.workshop_id)]
    return share(counted, _present_in(registration.id), registration.workshop.attendance_percent)


def counted_sessions(workshop_id: int) -> list[AgendaSession]:
    """The sessions in the denominator of every share, in order of time."""
    query = select(AgendaSession).where(AgendaSession.workshop_id == workshop_id)
    ordered = query.order_by(AgendaSession.starts_at, AgendaSession.number)
    return [
        session
        for session in db.session.scalars(ordered)
        if counts(is_required=session.is_required, is_pause=session.is_pause, is_cancelled=session.is_cancelled)
    ]


def attendance_of(registration: Registration) -> Attendance:
    """A person's share, and how each session stands for her."""
    sessions, marked, now = counted_sessions(registration.workshop_id), _present_in(registration.id), clock.now()
    return Attendance(
        share([session.id for session in sessions], marked, registration.workshop.attendance_percent),
        [(one, presence(is_marked=one.id in marked, ends_at=one.ends_at, now=now)) for one in sessions],
    )


def status_panel(registration: Registration) -> StatusPanel | None:
    """Attendance on the page of a registration; None when there is no seat or nothing counts."""
    if registration.state != State.CONFIRMED:
        return None
    attendance = attendance_of(registration)
    if not attendance.sessions:
        return None
    milestones = (_took_part(attendance),) if attendance.is_over else ()
    return StatusPanel(attendance, main="attendance/panel.html", milestones=milestones)


def _took_part(attendance: Attendance) -> Milestone:
    done = attendance.share
    words = _("You took part in %(present)d of %(scheduled)d sessions", present=done.present, scheduled=done.scheduled)
    return Milestone(words, attendance.sessions[-1][0].ends_at, "done")


def _present_in(registration_id: int) -> frozenset[int]:
    marks = and_(AttendanceMark.registration_id == registration_id, AttendanceMark.present)
    return frozenset(db.session.scalars(select(AttendanceMark.session_id).where(marks)))


def _marked_in(session: AgendaSession) -> Select[int]:
    return select(AttendanceMark.registration_id).where(AttendanceMark.session_id == session.id, AttendanceMark.present)


def _participants(workshop_id: int) -> Select[int, str, str, dict[str, str], str]:
    return (
        select(Registration.id, Registration.name_own, Registration.name_latin, Country.names, Registration.agency)
        .outerjoin(Country, Country.iso3 == Registration.country_iso3)
        .where(*_has_seat(workshop_id))
        .order_by(Registration.name_latin, Registration.id)
    )


def _has_seat(workshop_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Registration.workshop_id == workshop_id, Registration.state == State.CONFIRMED)


def _named(letters: str) -> ColumnElement[bool]:
    names = (Registration.name_latin, Registration.name_own)
    return or_(*(name.icontains(letters, autoescape=True) for name in names))
