"""When X happened, do Y: the one page that connects the rooms."""

from workshops.accounts.events import AddressProved
from workshops.agenda import handlers as agenda
from workshops.agenda.queries import missing_sessions
from workshops.audit import handlers as audit
from workshops.catalogue.events import (
    CapacityChanged,
    WorkshopCancelled,
    WorkshopCreated,
    WorkshopEdited,
    WorkshopPostponed,
    WorkshopRescheduled,
)
from workshops.catalogue.queries import also_missing, is_participant, is_registrant, people_told
from workshops.foundation.events import Event, subscribe
from workshops.foundation.jobs import Work
from workshops.foundation.transactions import before_commit
from workshops.registrations import handlers as registrations
from workshops.registrations.queries import count_live, has_live_registration, has_seat

# What the worker does besides sending mail is added with the rooms it belongs to.
WORK = Work(step=lambda: False, sweeps=(registrations.sweep,))


def wire() -> None:
    """Connect every event to those who hear it."""
    subscribe(Event, audit.remember)
    subscribe(AddressProved, registrations.address_proved)
    subscribe(WorkshopCreated, agenda.copy_agenda)
    subscribe(WorkshopEdited, registrations.workshop_edited)
    subscribe(WorkshopRescheduled, agenda.follow_workshop)
    subscribe(WorkshopRescheduled, registrations.workshop_rescheduled)
    subscribe(WorkshopPostponed, agenda.leave_calendars)
    subscribe(WorkshopCancelled, agenda.leave_calendars)
    subscribe(WorkshopCancelled, registrations.workshop_cancelled)
    subscribe(CapacityChanged, registrations.capacity_changed)
    also_missing.answered_by(missing_sessions)
    people_told.answered_by(count_live)
    is_registrant.answered_by(has_live_registration)
    is_participant.answered_by(has_seat)
    before_commit(audit.write_lines)
