"""When X happened, do Y: the one page that connects the rooms."""

from workshops.agenda import handlers as agenda
from workshops.agenda.queries import missing_sessions
from workshops.audit import handlers as audit
from workshops.catalogue.events import WorkshopCancelled, WorkshopCreated, WorkshopPostponed, WorkshopRescheduled
from workshops.catalogue.queries import also_missing
from workshops.foundation.events import Event, subscribe
from workshops.foundation.transactions import before_commit


def wire() -> None:
    """Connect every event to those who hear it."""
    subscribe(Event, audit.remember)
    subscribe(WorkshopCreated, agenda.copy_agenda)
    subscribe(WorkshopRescheduled, agenda.follow_workshop)
    subscribe(WorkshopPostponed, agenda.leave_calendars)
    subscribe(WorkshopCancelled, agenda.leave_calendars)
    also_missing.answered_by(missing_sessions)
    before_commit(audit.write_lines)
