"""The states of a workshop, the steps between them, and the refusals of a step."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from workshops.foundation.errors import DomainError
from workshops.foundation.words import N_


class State(StrEnum):
    """What is stored. "Open", "full", "running" and the like are derived: see `stages`."""

    DRAFT = "draft"
    PUBLISHED = "published"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HELD = "held"
    ARCHIVED = "archived"


STATE_NAMES: Mapping[State, str] = {
    State.DRAFT: N_("Draft"),
    State.PUBLISHED: N_("Published"),
    State.POSTPONED: N_("Postponed"),
    State.CANCELLED: N_("Cancelled"),
    State.HELD: N_("Held"),
    State.ARCHIVED: N_("Archived"),
}
PUBLIC_STATES = frozenset({State.PUBLISHED, State.POSTPONED, State.CANCELLED, State.HELD})
LIVE_STATES = frozenset({State.PUBLISHED, State.POSTPONED})


class NotReadyToPublish(DomainError):
    """Something is missing; `missing` says what."""

    sentence = N_("This workshop is not ready to publish. Its overview lists what is missing.")

    def __init__(self, missing: tuple[Any, ...] = ()) -> None:
        super().__init__()
        self.missing = missing


class OnlyDraftsArePublished(DomainError):
    """Publishing twice, or something that is over."""

    sentence = N_("Only a draft can be published.")


class OnlyPublishedArePostponed(DomainError):
    """A draft has no dates that people rely on, and what is over cannot move."""

    sentence = N_("Only a published workshop that is not over can be postponed.")


class NothingToCancel(DomainError):
    """A draft is archived instead; what was held stays on record."""

    sentence = N_("Only a published or postponed workshop that is not over can be cancelled.")


class NoLongerMovable(DomainError):
    """Dates and place of what is cancelled, held or archived are history."""

    sentence = N_("Date and place of this workshop can no longer change.")


class NotOverYet(DomainError):
    """A workshop is held when its last day has ended."""

    sentence = N_("A workshop can be closed as held when it is published and its last day has ended.")


class StillWorkedOn(DomainError):
    """People still expect something of it."""

    sentence = N_("Only a draft, or a workshop that was held or cancelled, can be archived.")


class NoLongerEditable(DomainError):
    """An archived workshop is kept as it is."""

    sentence = N_("This workshop is archived and stays as it is.")


class AttendanceRuleFrozen(DomainError):
    """Participants were told the rule; it cannot change under them."""

    sentence = N_("The attendance rule was announced when the workshop was published and stays as it is.")


class CapacityBelowTaken(DomainError):
    """Nobody loses a seat by a smaller room; carries `taken`."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("%(taken)s seats are taken already. Write at least that number, or free seats first.")


def ensure_may_publish(state: State) -> None:
    """Raise unless the workshop is a draft; what it still needs is `missing_for_publication`'s question."""
    if state is not State.DRAFT:
        raise OnlyDraftsArePublished


def ensure_may_postpone(state: State, *, ends_at: datetime, now: datetime) -> None:
    """Raise unless it is published and not over."""
    if state is not State.PUBLISHED or now >= ends_at:
        raise OnlyPublishedArePostponed


def ensure_may_cancel(state: State, *, ends_at: datetime, now: datetime) -> None:
    """Raise unless it is postponed, or published and not over."""
    if state not in LIVE_STATES or (state is State.PUBLISHED and now >= ends_at):
        raise NothingToCancel


def ensure_may_reschedule(state: State) -> None:
    """Raise when date and place are history."""
    if state is not State.DRAFT and state not in LIVE_STATES:
        raise NoLongerMovable


def ensure_may_hold(state: State, *, ends_at: datetime, now: datetime) -> None:
    """Raise unless it is published and its end has come."""
    if state is not State.PUBLISHED or now < ends_at:
        raise NotOverYet


def ensure_may_archive(state: State) -> None:
    """Raise while people still expect something of it."""
    if state not in (State.DRAFT, State.HELD, State.CANCELLED):
        raise StillWorkedOn


def ensure_may_edit(state: State) -> None:
    """Raise when the workshop is kept as it is."""
    if state is State.ARCHIVED:
        raise NoLongerEditable


def is_possible(ensure: Any, *arguments: Any, **facts: Any) -> bool:
    """Whether an `ensure_...` rule would let this pass: for pages that offer only what can be done."""
    try:
        ensure(*arguments, **facts)
    except DomainError:
        return False
    return True
