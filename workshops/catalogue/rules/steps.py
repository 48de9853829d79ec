"""The steps of a workshop's life: what may be done when, and the refusals."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from workshops.catalogue.rules.stages import Standing
from workshops.catalogue.rules.states import LIVE_STATES, State
from workshops.foundation.errors import DomainError
from workshops.foundation.words import N_


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


class NotArchived(DomainError):
    """Only the archive gives something back."""

    sentence = N_("Only an archived workshop can be brought back.")


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


class ProgrammeCodeTaken(DomainError):
    """Codes tell programmes apart."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("Another programme has this code. Choose another one.")


def ensure_may_publish(standing: Standing, _now: datetime) -> None:
    """Raise unless the workshop is a draft; what it still needs is `missing_for_publication`'s question."""
    if standing.state is not State.DRAFT:
        raise OnlyDraftsArePublished


def ensure_may_postpone(standing: Standing, now: datetime) -> None:
    """Raise unless it is published and not over."""
    if standing.state is not State.PUBLISHED or now >= standing.ends_at:
        raise OnlyPublishedArePostponed


def ensure_may_cancel(standing: Standing, now: datetime) -> None:
    """Raise unless it is postponed, or published and not over."""
    if standing.state not in LIVE_STATES or (standing.state is State.PUBLISHED and now >= standing.ends_at):
        raise NothingToCancel


def ensure_may_hold(standing: Standing, now: datetime) -> None:
    """Raise unless it is published and its end has come."""
    if standing.state is not State.PUBLISHED or now < standing.ends_at:
        raise NotOverYet


def ensure_may_archive(standing: Standing, _now: datetime) -> None:
    """Raise while people still expect something of it."""
    if standing.state not in (State.DRAFT, State.HELD, State.CANCELLED):
        raise StillWorkedOn


def ensure_may_restore(standing: Standing, _now: datetime) -> None:
    """Raise unless it is archived."""
    if standing.state is not State.ARCHIVED:
        raise NotArchived


def ensure_may_reschedule(state: State) -> None:
    """Raise when date and place are history."""
    if state is not State.DRAFT and state not in LIVE_STATES:
        raise NoLongerMovable


def ensure_may_edit(state: State) -> None:
    """Raise when the workshop is kept as it is."""
    if state is State.ARCHIVED:
        raise NoLongerEditable
