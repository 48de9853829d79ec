"""The ways out: given back by the person, ended by staff, or with the workshop."""

from workshops.catalogue.queries import get_locked_workshop
from workshops.registrations.actions.moving import announce, end, ensure_ahead, ensure_no_certificate
from workshops.registrations.actions.waiting import promote_from_waitlist
from workshops.registrations.events import RegistrationCancelled, RegistrationWithdrawn
from workshops.registrations.queries import get_locked_registration, live_registrations
from workshops.registrations.rules import State, Step, ensure_reason


def withdraw(registration_id: int, *, actor_id: int) -> None:
    """Give the place back; a seat goes to the next in line. Raises WorkshopOver and CertificateStands."""
    registration = get_locked_registration(registration_id)
    ensure_ahead(registration)
    ensure_no_certificate(registration)
    held_seat = end(registration, Step.WITHDRAW, State.WITHDRAWN, actor_id=actor_id)
    announce(RegistrationWithdrawn, registration, actor_id=actor_id, held_seat=held_seat)
    if held_seat:
        promote_from_waitlist(registration.workshop_id, 1)


def cancel(registration_id: int, reason: str, *, actor_id: int | None) -> None:
    """End a registration for a reason that the person reads. Raises ReasonMissing, WorkshopOver, CertificateStands."""
    ensure_reason(reason)
    registration = get_locked_registration(registration_id)
    ensure_ahead(registration)
    ensure_no_certificate(registration)
    held_seat = end(registration, Step.CANCEL, State.CANCELLED, actor_id=actor_id, reason=reason)
    announce(RegistrationCancelled, registration, actor_id=actor_id, held_seat=held_seat, with_workshop=False)
    if held_seat:
        promote_from_waitlist(registration.workshop_id, 1)


def cancel_all_of(workshop_id: int, *, actor_id: int | None) -> None:
    """End every live registration of a workshop that will not take place."""
    get_locked_workshop(workshop_id)
    for registration in live_registrations(workshop_id):
        held_seat = end(registration, Step.CANCEL, State.CANCELLED, actor_id=actor_id)
        announce(RegistrationCancelled, registration, actor_id=actor_id, held_seat=held_seat, with_workshop=True)
