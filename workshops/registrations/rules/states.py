"""Where a registration stands."""

from collections.abc import Mapping
from enum import StrEnum

from workshops.foundation.words import N_


class State(StrEnum):
    """Where a registration stands."""

    UNCONFIRMED = "unconfirmed"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


LIVE_STATES = frozenset({State.UNCONFIRMED, State.SUBMITTED, State.CONFIRMED, State.WAITLISTED, State.OFFERED})
STATE_NAMES: Mapping[State, str] = {
    State.UNCONFIRMED: N_("Address not proved"),
    State.SUBMITTED: N_("Waiting for a decision"),
    State.CONFIRMED: N_("Confirmed"),
    State.WAITLISTED: N_("On the waitlist"),
    State.OFFERED: N_("Seat offered"),
    State.DECLINED: N_("Declined"),
    State.WITHDRAWN: N_("Withdrawn"),
    State.CANCELLED: N_("Cancelled"),
}
STATE_CHIPS: Mapping[State, str] = {
    State.UNCONFIRMED: "warn",
    State.SUBMITTED: "info",
    State.CONFIRMED: "ok",
    State.WAITLISTED: "info",
    State.OFFERED: "warn",
    State.DECLINED: "",
    State.WITHDRAWN: "",
    State.CANCELLED: "bad",
}
# The steps of a chart, in order: what each is called, and which registrations it counts.
STATES_OF_STEP: Mapping[str, frozenset[State]] = {
    N_("With a seat"): frozenset({State.CONFIRMED}),
    N_("Still waiting"): LIVE_STATES - {State.CONFIRMED},
    N_("Ended"): frozenset(State) - LIVE_STATES,
}
