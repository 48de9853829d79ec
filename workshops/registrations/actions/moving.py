"""What every step has in common: the move itself, its line in the record, and the seat that is given back."""

from datetime import datetime
from typing import Any

from workshops.catalogue.actions import release_seat
from workshops.catalogue.rules import State as WorkshopState
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.events import publish
from workshops.registrations.events import RegistrationEvent
from workshops.registrations.models import Registration, RegistrationStep
from workshops.registrations.queries import certificate_stands
from workshops.registrations.rules import (
    LIVE_STATES,
    CertificateStands,
    State,
    Step,
    ensure_may,
    ensure_not_over,
)


def move(
    registration: Registration,
    step: Step,
    after: State,
    *,
    actor_id: int | None,
    reason: str = "",
    expires_at: datetime | None = None,
) -> None:
    """Take the step and write it down. Raises a sentence when it does not lead on from there."""
    before = State(registration.state)
    ensure_may(step, before)
    registration.state, registration.is_live, registration.expires_at = after, after in LIVE_STATES, expires_at
    note(registration, before, actor_id=actor_id, reason=reason)


def end(registration: Registration, step: Step, after: State, *, actor_id: int | None, reason: str = "") -> bool:
    """Take a step that leads nowhere further, and give the seat back; whether there was one."""
    ensure_may(step, State(registration.state))
    held_seat = registration.holds_seat
    registration.holds_seat, registration.wait_rank, registration.reason = False, None, reason
    move(registration, step, after, actor_id=actor_id, reason=reason)
    if held_seat:
        release_seat(registration.workshop_id)
    return held_seat


def note(registration: Registration, before: State | None, *, actor_id: int | None, reason: str = "") -> None:
    """Write down where the registration came from and where it stands; flushes."""
    db.session.add(
        RegistrationStep(
            registration_id=registration.id,
            before=before,
            after=registration.state,
            at=clock.now(),
            actor_id=actor_id,
            reason=reason,
        )
    )
    db.session.flush()


def announce(
    kind: type[RegistrationEvent], registration: Registration, *, actor_id: int | None, **details: Any
) -> None:
    """Publish what happened to the registration."""
    publish(
        kind(
            registration_id=registration.id,
            workshop_id=registration.workshop_id,
            person_id=registration.person_id,
            actor_id=actor_id,
            **details,
        )
    )


def ensure_ahead(registration: Registration) -> None:
    """Raise when the workshop is over."""
    workshop = registration.workshop
    ensure_not_over(WorkshopState(workshop.state), workshop.ends_at, clock.now())


def ensure_no_certificate(registration: Registration) -> None:
    """Raise when a certificate was drawn from these answers."""
    if any(certificate_stands(registration.id)):
        raise CertificateStands
