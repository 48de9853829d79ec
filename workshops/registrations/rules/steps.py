"""Which steps lead on from where a registration stands."""

from collections.abc import Mapping
from enum import StrEnum

from workshops.foundation.errors import DomainError
from workshops.registrations.rules import refusals
from workshops.registrations.rules.states import LIVE_STATES, State


class Step(StrEnum):
    """What can be done to a registration."""

    PROVE = "prove"
    APPROVE = "approve"
    WAITLIST = "waitlist"
    DECLINE = "decline"
    OFFER = "offer"
    ACCEPT = "accept"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    CORRECT = "correct"


STEPS: Mapping[Step, frozenset[State]] = {
    Step.PROVE: frozenset({State.UNCONFIRMED}),
    Step.APPROVE: frozenset({State.SUBMITTED, State.WAITLISTED, State.OFFERED}),
    Step.WAITLIST: frozenset({State.SUBMITTED}),
    Step.DECLINE: frozenset({State.SUBMITTED, State.WAITLISTED}),
    Step.OFFER: frozenset({State.WAITLISTED}),
    Step.ACCEPT: frozenset({State.OFFERED}),
    Step.LAPSE: frozenset({State.UNCONFIRMED, State.OFFERED}),
    Step.WITHDRAW: LIVE_STATES,
    Step.CANCEL: LIVE_STATES,
    Step.CORRECT: LIVE_STATES,
}
_REFUSALS: Mapping[State, type[DomainError]] = {
    State.UNCONFIRMED: refusals.AddressNotProved,
    State.SUBMITTED: refusals.NotDecidedYet,
    State.CONFIRMED: refusals.HasSeat,
    State.WAITLISTED: refusals.IsWaiting,
    State.OFFERED: refusals.HasOffer,
    State.DECLINED: refusals.RegistrationEnded,
    State.WITHDRAWN: refusals.RegistrationEnded,
    State.CANCELLED: refusals.RegistrationEnded,
}


def may(step: Step, state: State) -> bool:
    """Whether this step leads on from where a registration stands."""
    return state in STEPS[step]


def ensure_may(step: Step, state: State) -> None:
    """Raise a sentence that says where the registration stands when the step does not lead on from there."""
    if not may(step, state):
        raise _REFUSALS[state]
