"""What an organizer decides about a registration."""

from workshops.catalogue.actions import next_in_line, take_seat
from workshops.foundation import clock
from workshops.registrations.actions.moving import announce, end, ensure_ahead, move
from workshops.registrations.events import RegistrationConfirmed, RegistrationDeclined, RegistrationWaitlisted
from workshops.registrations.queries import get_locked_registration
from workshops.registrations.rules import State, Step, WorkshopFull, ensure_may, ensure_reason


def approve(registration_id: int, *, actor_id: int | None) -> None:
    """Give a seat. Raises WorkshopFull when none is left, and a sentence when there is nothing to decide."""
    registration = get_locked_registration(registration_id)
    ensure_ahead(registration)
    ensure_may(Step.APPROVE, State(registration.state))
    if not registration.holds_seat and not take_seat(registration.workshop_id):
        raise WorkshopFull
    registration.holds_seat, registration.wait_rank, registration.decided_at = True, None, clock.now()
    move(registration, Step.APPROVE, State.CONFIRMED, actor_id=actor_id)
    announce(RegistrationConfirmed, registration, actor_id=actor_id)


def waitlist(registration_id: int, *, actor_id: int | None) -> None:
    """Put a candidate at the end of the waitlist, which is the reserve list."""
    registration = get_locked_registration(registration_id)
    ensure_ahead(registration)
    ensure_may(Step.WAITLIST, State(registration.state))
    registration.wait_rank, registration.decided_at = next_in_line(registration.workshop_id), clock.now()
    move(registration, Step.WAITLIST, State.WAITLISTED, actor_id=actor_id)
    announce(RegistrationWaitlisted, registration, actor_id=actor_id)


def decline(registration_id: int, reason: str, *, actor_id: int | None) -> None:
    """Decide against a candidate. Raises ReasonMissing: she reads why."""
    ensure_reason(reason)
    registration = get_locked_registration(registration_id)
    end(registration, Step.DECLINE, State.DECLINED, actor_id=actor_id, reason=reason)
    registration.decided_at = clock.now()
    announce(RegistrationDeclined, registration, actor_id=actor_id)
