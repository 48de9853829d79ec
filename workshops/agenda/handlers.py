"""What the agenda does when its workshop changes."""

from datetime import timedelta

from workshops.agenda.actions import copy_sessions, ensure_sessions_fit, move_sessions, renew_sessions
from workshops.catalogue.events import WorkshopCancelled, WorkshopCreated, WorkshopPostponed, WorkshopRescheduled
from workshops.catalogue.models import Workshop
from workshops.foundation.database import db


def copy_agenda(event: WorkshopCreated) -> None:
    """A clone begins with the sessions of its original."""
    if event.cloned_from_id is not None:
        copy_sessions(_workshop(event.cloned_from_id), _workshop(event.workshop_id))


def follow_workshop(event: WorkshopRescheduled) -> None:
    """Sessions move with the beginning; when only the end moved, calendars have nothing to hear."""
    workshop = _workshop(event.workshop_id)
    if event.revived or set(event.changed) != {"ends_local"}:
        move_sessions(workshop, timedelta(seconds=event.shift_seconds))
    else:
        ensure_sessions_fit(workshop)


def leave_calendars(event: WorkshopPostponed | WorkshopCancelled) -> None:
    """What will not take place as said has a higher SEQUENCE than the invitation."""
    renew_sessions(_workshop(event.workshop_id))


def _workshop(workshop_id: int) -> Workshop:
    return db.session.get_one(Workshop, workshop_id)
