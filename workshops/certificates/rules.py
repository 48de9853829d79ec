"""Who is entitled, how a certificate is numbered and found, and what a stranger may learn of its holder."""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus

from workshops.attendance.rules import Share
from workshops.catalogue.rules import State
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
    RevocationReason.WRONG_PERSON: N_("It was issued to the wrong person."),
    RevocationReason.DID_NOT_ATTEND: N_("The holder did not attend enough sessions."),
    RevocationReason.ISSUED_IN_ERROR: N_("It was issued in error."),
    RevocationReason.MISUSE: N_("It was altered or misused."),
}
KIND_NAMES: Mapping[Kind, str] = {Kind.PARTICIPATION: N_("Certificate of participation")}
STATE_NAMES: Mapping[CertificateState, str] = {
    CertificateState.VALID: N_("Valid"),
    CertificateState.REVOKED: N_("Revoked"),
    CertificateState.REPLACED: N_("Replaced"),
}
STATE_CHIPS: Mapping[CertificateState, str] = {
    CertificateState.VALID: "ok",
    CertificateState.REVOKED: "bad",
    CertificateState.REPLACED: "info",
}


class NotOverYet(DomainError):
    """Issuing before the last session has ended."""

    sentence = N_("Certificates can be issued when the last session has ended.")


class NobodyToIssueTo(DomainError):
    """Issuing when everybody who is entitled has a certificate."""

    sentence = N_("Everybody who is entitled has a certificate already.")


class NothingToOverride(DomainError):
    """Deciding in writing what the rule says already, or for somebody without a seat."""

    sentence = N_("Only a participant who gets no certificate by the rule needs a decision in writing.")


class NotLive(DomainError):
    """Ending a certificate that has ended."""

    sentence = N_("This certificate was revoked or replaced before. Reload the page to see how it stands.")


class NothingToCorrect(DomainError):
    """Replacing a certificate by an equal one."""

    sentence = N_("The corrected certificate would say the same. Correct the name or the workshop first.")


class Unreadable(DomainError):
    """Opening a code that was sealed for another certificate, or under a FIELD_KEY that the operator has lost."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    sentence = N_(
        "We cannot open this certificate at this moment. Whoever has its code can still check it. "
        "Tell those who run this site."
    )


class Verdict(StrEnum):
    """What the entitlement rule says of one person."""

    ENTITLED = "entitled"
    OVERRIDDEN = "overridden"
    NOT_CONFIRMED = "not_confirmed"
    REVOKED = "revoked"
    TOO_FEW_SESSIONS = "too_few_sessions"
    NO_SESSIONS = "no_sessions"


def verdict(
    *, is_confirmed: bool, share: Share, revoked_at: datetime | None, overridden_at: datetime | None
) -> Verdict:
    """Whether a person is entitled to the certificate of participation, and why not when she is not.

    Once a certificate of hers was revoked, only a decision in writing that came later entitles her to another.
    """
    if not is_confirmed:
        return Verdict.NOT_CONFIRMED
    if revoked_at and not (overridden_at and overridden_at > revoked_at):
        return Verdict.REVOKED
    if share.is_reached:
        return Verdict.ENTITLED
    if overridden_at:
        return Verdict.OVERRIDDEN
    return Verdict.TOO_FEW_SESSIONS if share.scheduled else Verdict.NO_SESSIONS


def is_entitled(answer: Verdict) -> bool:
    """Whether the verdict lets a certificate be issued."""
    return answer in (Verdict.ENTITLED, Verdict.OVERRIDDEN)


def ensure_may_override(answer: Verdict) -> None:
    """Raise when the rule gives the certificate anyway, or no decision can."""
    if is_entitled(answer) or answer is Verdict.NOT_CONFIRMED:
        raise NothingToOverride


def is_over(workshop: State, last_session_ends_at: datetime, now: datetime) -> bool:
    """Whether the last session has ended; a postponed workshop has no end yet, whatever its old dates were."""
    return workshop is not State.POSTPONED and now >= last_session_ends_at


def ensure_over(workshop: State, last_session_ends_at: datetime, now: datetime) -> None:
    """Raise while a session is still to come or under way."""
    if not is_over(workshop, last_session_ends_at, now):
        raise NotOverYet


def number(workshop_code: str, serial: int, edition: int) -> str:
    """`WS-2026-014/00001`, and `WS-2026-014/00001-2` for its first correction: for people, never for look-up."""
    return f"{workshop_code}/{serial:05d}" + (f"-{edition}" if edition > 1 else "")


def new_code() -> str:
    """A verification code: 16 characters of Crockford's base 32, 80 random bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


_READ_WRONGLY = str.maketrans("OIL", "011")
_BETWEEN_GROUPS = re.compile(r"[\s\-\u2010-\u2014]")


def normal_code(typed: str) -> str | None:
    """A typed code as it was issued: any case, with or without hyphens, O read as 0, I and L as 1; None if none."""
    code = _BETWEEN_GROUPS.sub("", typed).upper().translate(_READ_WRONGLY)
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else None


def masked(name: str) -> str:
    """`N… T… Á… D…`: enough for a reader who holds the paper, too little for one who does not."""
    return " ".join(f"{word[0]}…" for word in name.split())


# Letters with a part that Unicode does not take off, and what is typed where a keyboard lacks them.
_PLAIN_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"}
)
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʻʼ`"))


def names_match(typed: str, *names: str | None) -> bool:
    """Whether a typed name is one of these: case, accents, hyphens and the order of the words do not count."""
    words = _words(typed)
    return bool(words) and any(words == _words(name) for name in names if name)


def _words(name: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", name.casefold()).translate(_PLAIN_LETTERS | _APOSTROPHES)
    bare = (letter for letter in letters if not unicodedata.combining(letter))
    return sorted("".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in bare).split())
