"""How long sessions, proofs, codes and links last, and how often one may be wrong."""

from datetime import datetime, timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """What a mailed secret opens; a secret for one purpose opens nothing else."""

    SIGN_IN = "sign_in"
    REGISTRATION = "registration"
    PASSWORD = "password"  # noqa: S105 - a word, not a secret
    INVITATION = "invitation"


ADDRESS_PURPOSES = (Purpose.SIGN_IN, Purpose.REGISTRATION)
PASSWORD_PURPOSES = (Purpose.PASSWORD, Purpose.INVITATION)

STAFF_IDLE = timedelta(minutes=30)
PARTICIPANT_IDLE = timedelta(minutes=15)
LONGEST_SESSION = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
PROOF_LASTS = timedelta(minutes=5)
CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
LINK_LASTS = timedelta(minutes=60)
INVITATION_LASTS = timedelta(hours=72)
# NIST SP 800-63B section 5.2.2: after so many failures in a row only a new password helps.
MOST_FAILED_TRIES = 100


def is_session_over(*, is_staff: bool, created_at: datetime, last_seen_at: datetime, now: datetime) -> bool:
    """Whether a session ended by itself: idle for too long, or twelve hours old."""
    idle = STAFF_IDLE if is_staff else PARTICIPANT_IDLE
    return now - last_seen_at >= idle or now - created_at >= LONGEST_SESSION


def link_lifetime(purpose: Purpose) -> timedelta:
    """How long a mailed link opens after it was made."""
    return INVITATION_LASTS if purpose is Purpose.INVITATION else LINK_LASTS
