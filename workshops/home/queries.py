"""What the dashboard of staff and the search show: each list is one statement, however many workshops there are."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Subquery, case, func, or_, select, true
from sqlalchemy.orm import contains_eager, selectinload

from workshops.accounts.queries import Known, people_found
from workshops.accounts.rules import NOWHERE, Actor, Reach
from workshops.agenda.models import AgendaSession
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import Card, workshops_found
from workshops.catalogue.rules import State as WorkshopState
from workshops.certificates.models import Certificate
from workshops.certificates.rules import CertificateState
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.i18n import language
from workshops.home.rules import Errand, Task, in_order
from workshops.notifications.queries import counts_by_state
from workshops.notifications.rules import STUCK
from workshops.registrations.models import Registration
from workshops.registrations.queries import Registered, registrations_found
from workshops.registrations.rules import State

NEXT_DAYS = timedelta(days=21)
HALF_A_DAY = timedelta(hours=12)
SHOWN_WORKSHOPS = 12
SHOWN_SESSIONS = 24
# What a search shows at most; of people few, so that nobody reads the register through it.
MOST_WORKSHOPS = 25
MOST_PEOPLE = 10
DONE_WITHIN = timedelta(days=5)


class Standing(NamedTuple):
    """A workshop with the figures that its tasks follow from."""

    workshop: Workshop
    to_decide: int
    waiting: int
    confirmed: int
    certified: int

    @property
    def is_published(self) -> bool:
        """Whether it is announced and neither closed nor called off."""
        return self.workshop.state == WorkshopState.PUBLISHED

    @property
    def is_over(self) -> bool:
        """Whether its last day has ended."""
        return self.workshop.ends_at <= clock.now()

    @property
    def due_after(self) -> datetime:
        """When what follows the last day should be done."""
        return self.workshop.ends_at + DONE_WITHIN


def standings(reach: Reach) -> list[Standing]:
    """The workshops in hand, in order of their dates: neither archived nor cancelled."""
    registered = _counts_of_registrations()
    certified = _counts_of_certificates()
    query = (
        select(
            Workshop,
            func.coalesce(registered.c.to_decide, 0),
            func.coalesce(registered.c.waiting, 0),
            func.coalesce(registered.c.confirmed, 0),
            func.coalesce(certified.c.certified, 0),
        )
        .outerjoin(registered, registered.c.workshop_id == Workshop.id)
        .outerjoin(certified, certified.c.workshop_id == Workshop.id)
        .where(_within(reach), Workshop.state.not_in([WorkshopState.ARCHIVED, WorkshopState.CANCELLED]))
        .options(selectinload(Workshop.texts))
        .order_by(Workshop.starts_at, Workshop.id)
    )
    return [Standing(*row) for row in db.session.execute(query)]


def workshops_in_hand(actor: Actor) -> list[Standing]:
    """The workshops that the reader manages, or marks attendance in: what is next first, then what was last."""
    rows = standings(_in_hand(actor))
    return [row for row in rows if not row.is_over] + [row for row in reversed(rows) if row.is_over]


def tasks(actor: Actor, rows: Sequence[Standing]) -> list[Task]:
    """What needs doing today, most urgent first, each with the page to do it on."""
    found = [task for row in rows for task in _tasks_of(row, actor)]
    return in_order(found + _mail_tasks(actor), clock.now())


def coming(rows: Sequence[Standing]) -> list[Standing]:
    """What begins within three weeks or is under way."""
    now = clock.now()
    return [row for row in rows if row.is_published and not row.is_over and row.workshop.starts_at < now + NEXT_DAYS]


def sessions_to_mark(actor: Actor) -> Sequence[AgendaSession]:
    """The sessions within half a day that the reader marks attendance in, with their workshops, in order of time."""
    now = clock.now()
    query = (
        select(AgendaSession)
        .join(AgendaSession.workshop)
        .where(
            _within(actor.scopes_of("attendance.mark")),
            Workshop.state == WorkshopState.PUBLISHED,
            ~AgendaSession.is_pause,
            ~AgendaSession.is_cancelled,
            AgendaSession.ends_at > now - HALF_A_DAY,
            AgendaSession.starts_at < now + HALF_A_DAY,
        )
        .options(contains_eager(AgendaSession.workshop).selectinload(Workshop.texts))
        .order_by(AgendaSession.starts_at, AgendaSession.id)
        .limit(SHOWN_SESSIONS)
    )
    return db.session.scalars(query).all()


def _tasks_of(row: Standing, actor: Actor) -> list[Task]:
    reach = {"workshop_id": row.workshop.id, "organisation_id": row.workshop.organisation_id}
    return [task for power, errand in _ERRANDS if actor.may(power, **reach) and (task := errand(row))]


def _publish(row: Standing) -> Task | None:
    return Task(Errand.PUBLISH, None, standing=row) if row.workshop.state == WorkshopState.DRAFT else None


def _decide(row: Standing) -> Task | None:
    return Task(Errand.DECIDE, row.workshop.decision_due_at, row.to_decide, row) if row.to_decide else None


def _check_in(row: Standing) -> Task | None:
    is_running = row.is_published and row.workshop.starts_at <= clock.now() < row.workshop.ends_at
    return Task(Errand.CHECK_IN, None, row.confirmed, row) if is_running else None


def _close(row: Standing) -> Task | None:
    return Task(Errand.CLOSE, row.due_after, standing=row) if row.is_published and row.is_over else None


def _issue(row: Standing) -> Task | None:
    is_due = row.is_over and row.confirmed and not row.certified
    return Task(Errand.ISSUE, row.due_after, row.confirmed, row) if is_due else None


# What may need doing in a workshop, each for those who may do it.
_ERRANDS: tuple[tuple[str, Callable[[Standing], Task | None]], ...] = (
    ("workshops.edit", _publish),
    ("registrations.decide", _decide),
    ("attendance.mark", _check_in),
    ("workshops.publish", _close),
    ("certificates.issue", _issue),
)


def _mail_tasks(actor: Actor) -> list[Task]:
    if not actor.may_anywhere("mail.read"):
        return []
    counts = counts_by_state(actor.scopes_of("mail.read"))
    stuck = sum(counts[state] for state in STUCK)
    return [Task(Errand.MAIL, None, stuck)] if stuck else []


class Findings(NamedTuple):
    """What has the words that were looked for."""

    workshops: list[Card]
    registrations: list[Registered]
    people: list[Known]


def workshops_for(typed: str, actor: Actor | None) -> Findings:
    """The best of the workshops with these words that the reader may see."""
    reach = _in_hand(actor) if actor else NOWHERE
    return Findings(workshops_found(typed, language(), reach, at_most=MOST_WORKSHOPS), [], [])


def everything_for(typed: str, actor: Actor) -> Findings:
    """The same, and the newest of the people with these words whom this member of staff may see."""
    registered = registrations_found(typed, actor.scopes_of("registrations.read"), at_most=MOST_PEOPLE)
    known = people_found(typed, at_most=MOST_PEOPLE) if actor.may_anywhere("people.read") else []
    return workshops_for(typed, actor)._replace(registrations=registered, people=known)


def _in_hand(actor: Actor) -> Reach:
    return actor.scopes_of("workshops.manage") | actor.scopes_of("attendance.mark")


def _counts_of_registrations() -> Subquery:
    def count(state: State) -> ColumnElement[int]:
        return func.count(case((Registration.state == state, 1)))

    return (
        select(
            Registration.workshop_id,
            count(State.SUBMITTED).label("to_decide"),
            count(State.WAITLISTED).label("waiting"),
            count(State.CONFIRMED).label("confirmed"),
        )
        .group_by(Registration.workshop_id)
        .subquery()
    )


def _counts_of_certificates() -> Subquery:
    return (
        select(Certificate.workshop_id, func.count().label("certified"))
        .where(Certificate.state == CertificateState.VALID)
        .group_by(Certificate.workshop_id)
        .subquery()
    )


def _within(reach: Reach) -> ColumnElement[bool]:
    if reach.everything:
        return true()
    return or_(Workshop.organisation_id.in_(reach.organisation_ids), Workshop.id.in_(reach.workshop_ids))
