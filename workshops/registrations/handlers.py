"""Hears what other rooms announce, and what time has ended."""

from workshops.accounts.events import AddressProved
from workshops.accounts.rules import Purpose
from workshops.catalogue.events import CapacityChanged, WorkshopCancelled, WorkshopEdited, WorkshopRescheduled
from workshops.foundation import clock
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.actions import (
    cancel_all_of,
    expire_due,
    forget_outlived_drafts,
    promote_from_waitlist,
    prove,
    shorten_offers,
)
from workshops.registrations.queries import is_draft_outlived, workshops_with_something_due


def address_proved(event: AddressProved) -> None:
    """Let the person's registrations go on, when it was a form that asked her for the proof.

    She may sign in for another reason, while somebody else has sent a form with her address.
    """
    if event.purpose == Purpose.REGISTRATION:
        prove(event.person_id)


def workshop_cancelled(event: WorkshopCancelled) -> None:
    """End the registrations with the workshop."""
    cancel_all_of(event.workshop_id, actor_id=event.actor_id)


def capacity_changed(event: CapacityChanged) -> None:
    """Offer new seats to the waitlist."""
    if event.after > event.before:
        promote_from_waitlist(event.workshop_id, event.after - event.before)


def workshop_edited(event: WorkshopEdited) -> None:
    """Offer the free seats to the waitlist when the organizer no longer selects."""
    if "admission" in event.changed:
        promote_from_waitlist(event.workshop_id, 0)


def workshop_rescheduled(event: WorkshopRescheduled) -> None:
    """Let offers end before the new start; what became free while there was no date is offered now."""
    shorten_offers(event.workshop_id)
    if event.revived:
        promote_from_waitlist(event.workshop_id, 0)


def sweep() -> None:
    """Pass on what offers and unproved registrations no longer hold, and erase drafts whose time is over.

    The worker calls this every second: one look into an index each when nothing is due.
    """
    now = clock.now()
    for workshop_id in workshops_with_something_due(now):
        with unit_of_work():
            expire_due(workshop_id, now)
    if is_draft_outlived(now):
        with unit_of_work():
            forget_outlived_drafts(now)
