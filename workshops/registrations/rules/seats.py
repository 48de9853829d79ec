"""When one may register, who gets a seat, and for how long it is held."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from workshops.catalogue.rules import Admission, Stage
from workshops.catalogue.rules import State as WorkshopState
from workshops.registrations.rules.refusals import NotOpenYet, OfferEnded, RegistrationClosed, WorkshopOver
from workshops.registrations.rules.states import State

PROOF_LIFETIME = timedelta(minutes=60)
LINK_LIFETIME = timedelta(days=90)
DRAFT_LIFETIME = timedelta(days=14)


def ensure_open(stage: Stage) -> None:
    """Raise unless a registration may be sent: for a seat, or for the waitlist."""
    if stage is Stage.NOT_OPEN_YET:
        raise NotOpenYet
    if stage not in (Stage.OPEN, Stage.FULL):
        raise RegistrationClosed


def ensure_not_over(workshop: WorkshopState, ends_at: datetime, now: datetime) -> None:
    """Raise when the workshop has taken place; a postponed one has no end yet."""
    if workshop is not WorkshopState.POSTPONED and now >= ends_at:
        raise WorkshopOver


def ensure_offer_lasts(expires_at: datetime, now: datetime) -> None:
    """Raise when the time to take an offered seat is over."""
    if now >= expires_at:
        raise OfferEnded


def after_proof(admission: Admission, *, holds_seat: bool) -> State:
    """Where a registration stands once its address is proved."""
    if admission is Admission.APPROVAL:
        return State.SUBMITTED
    return State.CONFIRMED if holds_seat else State.WAITLISTED


def may_offer(workshop: WorkshopState, starts_at: datetime, now: datetime) -> bool:
    """Whether free seats go to the waitlist: not while no date is known, and not once it has begun."""
    return workshop is WorkshopState.PUBLISHED and now < starts_at


def offer_ends(now: datetime, offer_hours: int, starts_at: datetime) -> datetime:
    """Until when an offered seat is held: never beyond the start."""
    return min(now + timedelta(hours=offer_hours), starts_at)


def draft_ends(now: datetime, closes_at: datetime | None) -> datetime:
    """Until when answers saved for later are kept: never longer than they can still be sent."""
    longest = now + DRAFT_LIFETIME
    return min(longest, closes_at) if closes_at else longest


def most_offers(admission: Admission, freed: int) -> int | None:
    """How many free seats go to the waitlist when some were given back; None is no limit.

    Where the organizer decides, only the seats that were given back: she keeps the others for those she has not
    decided about.
    """
    return freed if admission is Admission.APPROVAL else None


def moved(line: Iterable[int], registration_id: int, place: int) -> list[int]:
    """The waitlist with one registration moved to a place, counted from 1; a place beyond the end is the last."""
    others = [each for each in line if each != registration_id]
    others.insert(max(place, 1) - 1, registration_id)
    return others
