"""Which message a calendar needs next, and which it must not get."""

from dataclasses import dataclass
from enum import StrEnum

# Above this many sessions one file with all of them replaces a message for each (calendar clients take one UID a mail).
MOST_INVITATIONS = 5


class Method(StrEnum):
    """The iTIP methods we send (RFC 5546 section 1.4)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Told:
    """The last message a person's calendar got for a session."""

    method: Method
    sequence: int


def next_request(current: int, told: Told | None) -> int | None:
    """The SEQUENCE of the invitation to send for a session at `current`, or None when the calendar has it already.

    After a CANCEL the number must rise, or the calendar takes the invitation for an old one (RFC 5546 section 2.1.4).
    """
    if told is None:
        return current
    if told.method is Method.CANCEL:
        return max(current, told.sequence + 1)
    return current if current > told.sequence else None


def next_cancel(current: int, told: Told | None) -> int | None:
    """The SEQUENCE of the cancellation, or None when the calendar has nothing to remove."""
    if told is None or told.method is Method.CANCEL:
        return None
    return max(current, told.sequence + 1)
