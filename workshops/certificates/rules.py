"""Who is entitled, how a certificate is numbered and found, and what a stranger may learn of its holder."""

import secrets
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from workshops.attendance.rules import Share
from workshops.certificates.facts import CODE_ALPHABET, CODE_LENGTH
from workshops.foundation.errors import DomainError
from workshops.foundation.words import N_


class Kind(StrEnum):
    """What a certificate is for; the first issue of the product issues participation."""

    PARTICIPATION = "participation"


class CertificateState(StrEnum):
    """Whether a certificate still counts."""

    VALID = "valid"
    REVOKED = "revoked"
    REPLACED = "replaced"


class RevocationReason(StrEnum):
    """Why a certificate was revoked, in a class that a stranger may read."""

    WRONG_PERSON = "wrong_person"
    DID_NOT_ATTEND = "did_not_attend"
    ISSUED_IN_ERROR = "issued_in_error"
    MISUSE = "misuse"


REVOCATION_REASONS: Mapping[RevocationReason, str] = {
    RevocationReason.WRONG_PERSON: N_("it was issued to the wrong person"),
    RevocationReason.DID_NOT_ATTEND: N_("the holder did not attend enough sessions"),
    RevocationReason.ISSUED_IN_ERROR: N_("it was issued in error"),
    RevocationReason.MISUSE: N_("it was altered or misused"),
}


class NotOverYet(DomainError):
    """Issuing before the last session has ended."""

    sentence = N_("Certificates can be issued when the last session has ended.")


class NotEntitled(DomainError):
    """Issuing to somebody the rule says no to."""

    sentence = N_("This person is not entitled yet. Read the reason, or decide otherwise in writing.")


class NotLive(DomainError):
    """Ending a certificate that has ended."""

    sentence = N_("This certificate was revoked or replaced before. Reload the page to see how it stands.")


class NothingToCorrect(DomainError):
    """Replacing a certificate by an equal one."""

    sentence = N_("The corrected certificate would say the same. Correct the name or the workshop first.")


class Verdict(StrEnum):
    """What the entitlement rule says of one person."""

    ENTITLED = "entitled"
    OVERRIDDEN = "overridden"
    NOT_CONFIRMED = "not_confirmed"
    TOO_FEW_SESSIONS = "too_few_sessions"
    NO_SESSIONS = "no_sessions"


def verdict(*, is_confirmed: bool, share: Share, is_overridden: bool) -> Verdict:
    """Whether a person is entitled to the certificate of participation, and why not when she is not."""
    if not is_confirmed:
        return Verdict.NOT_CONFIRMED
    if share.is_reached:
        return Verdict.ENTITLED
    if is_overridden:
        return Verdict.OVERRIDDEN
    return Verdict.TOO_FEW_SESSIONS if share.scheduled else Verdict.NO_SESSIONS


def is_entitled(answer: Verdict) -> bool:
    """Whether the verdict lets a certificate be issued."""
    return answer in (Verdict.ENTITLED, Verdict.OVERRIDDEN)


def ensure_over(last_session_ends_at: datetime, now: datetime) -> None:
    """Raise while a session is still to come or under way."""
    if now < last_session_ends_at:
        raise NotOverYet


def number(workshop_code: str, serial: int, edition: int) -> str:
    """`WS-2026-014/00001`, and `WS-2026-014/00001-2` for its first correction: for people, never for look-up."""
    return f"{workshop_code}/{serial:05d}" + (f"-{edition}" if edition > 1 else "")


def new_code() -> str:
    """A verification code: 16 characters of Crockford's base 32, 80 random bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


_READ_WRONGLY = str.maketrans({"O": "0", "I": "1", "L": "1"})


def normal_code(typed: str) -> str | None:
    """A typed code as it was issued: any case, with or without hyphens, O read as 0, I and L as 1; None if none."""
    code = typed.upper().translate(_READ_WRONGLY).replace("-", "").replace(" ", "")
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else None


def grouped(code: str) -> str:
    """`K7QD-3MZX-90TF-RB2H`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def masked(name: str) -> str:
    """`N… T… Á… D…`: enough for a reader who holds the paper, too little for one who does not."""
    return " ".join(f"{word[0]}…" for word in name.split())


def names_match(typed: str, *names: str | None) -> bool:
    """Whether a typed name is one of these: case, accents, hyphens and the order of the words do not count."""
    words = _words(typed)
    return bool(words) and any(words == _words(name) for name in names if name)


def _words(name: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return sorted("".join(c if c.isalnum() else " " for c in bare).split())
