"""The waitlist: free seats are offered in its order, held for a time, and passed on."""

from datetime import datetime

from workshops.catalogue.actions import take_seat
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import get_locked_workshop
from workshops.catalogue.rules import Admission
from workshops.catalogue.rules import State as WorkshopState
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.registrations.actions.moving import announce, end, move
from workshops.registrations.events import (
    OfferExpired,
    ProofExpired,
    RegistrationConfirmed,
    SeatOffered,
    WaitlistReordered,
)
from workshops.registrations.models import Registration
from workshops.registrations.queries import (
    due_registrations,
    first_in_line,
    get_locked_registration,
    live_registrations,
)
from workshops.registrations.rules import (
    State,
    Step,
    ensure_may,
    ensure_offer_lasts,
    may_offer,
    most_offers,
    moved,
    offer_ends,
)


def promote_from_waitlist(workshop_id: int, freed: int) -> None:
    """Offer free seats to the first in line: all that are free, or only as many as were freed where one selects."""
    workshop = get_locked_workshop(workshop_id)
    if not may_offer(WorkshopState(workshop.state), workshop.starts_at, clock.now()):
        return
    for registration in first_in_line(workshop_id, most_offers(Admission(workshop.admission), freed)):
        if not take_seat(workshop_id):
            break
        _offer(registration, workshop)


def _offer(registration: Registration, workshop: Workshop) -> None:
    expires_at = offer_ends(clock.now(), workshop.offer_hours, workshop.starts_at)
    registration.holds_seat = True
    move(registration, Step.OFFER, State.OFFERED, actor_id=None, expires_at=expires_at)
    announce(SeatOffered, registration, actor_id=None)


def accept_offer(registration_id: int, *, actor_id: int) -> None:
    """Take the seat that is held. Raises OfferEnded when it no longer is."""
    registration = get_locked_registration(registration_id)
    ensure_may(Step.ACCEPT, State(registration.state))
    if registration.expires_at:
        ensure_offer_lasts(registration.expires_at, clock.now())
    registration.wait_rank = None
    move(registration, Step.ACCEPT, State.CONFIRMED, actor_id=actor_id)
    announce(RegistrationConfirmed, registration, actor_id=actor_id)


def expire_due(workshop_id: int, now: datetime) -> None:
    """End the offers and the unproved registrations of a workshop whose time is over, and pass their seats on."""
    get_locked_workshop(workshop_id)
    freed = 0
    for registration in due_registrations(workshop_id, now):
        news = OfferExpired if registration.state == State.OFFERED else ProofExpired
        freed += end(registration, Step.LAPSE, State.WITHDRAWN, actor_id=None)
        announce(news, registration, actor_id=None)
    if freed:
        promote_from_waitlist(workshop_id, freed)


def shorten_offers(workshop_id: int) -> None:
    """Let no offer last beyond the start, which has moved."""
    workshop = get_locked_workshop(workshop_id)
    for registration in live_registrations(workshop_id):
        if registration.state == State.OFFERED and registration.expires_at:
            registration.expires_at = min(registration.expires_at, workshop.starts_at)
    db.session.flush()


def move_in_waitlist(registration_id: int, place: int, *, actor_id: int | None) -> None:
    """Move somebody to a place in the waitlist, counted from 1; the others keep their order."""
    registration = get_locked_registration(registration_id)
    ensure_may(Step.OFFER, State(registration.state))
    line = first_in_line(registration.workshop_id)
    by_id = {each.id: each for each in line}
    ranks = [each.wait_rank for each in line]
    for each, rank in zip(moved(by_id, registration_id, place), ranks, strict=True):
        by_id[each].wait_rank = rank
    db.session.flush()
    announce(WaitlistReordered, registration, actor_id=actor_id, place=place)
