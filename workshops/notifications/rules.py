"""The life of a message in the outbox."""

from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(minutes=2)
GIVE_UP_AFTER = timedelta(hours=48)
_PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
_LONGEST_PAUSE = timedelta(hours=1)


class MessageState(StrEnum):
    """Where a message stands."""

    DUE = "due"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    DEAD = "dead"
    DROPPED = "dropped"


# The worker will still send these.
WAITING = (MessageState.DUE, MessageState.CLAIMED, MessageState.SENDING)
# Only a person may send these again.
STUCK = (MessageState.UNCERTAIN, MessageState.DEAD)


def next_try(created_at: datetime, attempts: int, now: datetime) -> datetime | None:
    """When to try again after `attempts` failures: 1, 5, 15 minutes, then each hour; None after 48 hours."""
    pause = _PAUSES[attempts - 1] if attempts <= len(_PAUSES) else _LONGEST_PAUSE
    due = now + pause
    return due if due <= created_at + GIVE_UP_AFTER else None
