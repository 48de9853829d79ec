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
# These the person takes herself.
_OWN_STEPS = frozenset({Step.PROVE, Step.ACCEPT, Step.WITHDRAW, Step.CORRECT})
_OWN_REFUSALS: Mapping[State, type[DomainError]] = {
    **_REFUSALS,
    State.CONFIRMED: refusals.OwnSeat,
    State.WAITLISTED: refusals.OwnWait,
    State.OFFERED: refusals.OwnOffer,
    State.DECLINED: refusals.OwnRegistrationEnded,
    State.WITHDRAWN: refusals.OwnRegistrationEnded,
    State.CANCELLED: refusals.OwnRegistrationEnded,
}


def may(step: Step, state: State) -> bool:
    """Whether this step leads on from where a registration stands."""
    return state in STEPS[step]


def ensure_may(step: Step, state: State) -> None:
    """Raise a sentence, for who takes the step, that says where the registration stands when it does not lead on."""
    if not may(step, state):
        raise (_OWN_REFUSALS if step in _OWN_STEPS else _REFUSALS)[state]
