"""Roles and their scopes, who a reader is, how long a session lives, what a password must be."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus

from workshops.foundation.errors import DomainError, NotAllowed
from workshops.foundation.words import N_


class Role(StrEnum):
    """What a grant makes of a person; `participant` is nobody's grant: it follows from a registration."""

    ADMINISTRATOR = "administrator"
    ORGANIZER = "organizer"
    CO_ORGANIZER = "co_organizer"
    HOST = "host"
    DESK = "desk"
    DATA_PROTECTION_OFFICER = "data_protection_officer"


class Scope(StrEnum):
    """How far a grant reaches."""

    SYSTEM = "system"
    ORGANISATION = "organisation"
    WORKSHOP = "workshop"


ROLE_SCOPES: Mapping[Role, Scope] = {
    Role.ADMINISTRATOR: Scope.SYSTEM,
    Role.ORGANIZER: Scope.ORGANISATION,
    Role.CO_ORGANIZER: Scope.WORKSHOP,
    Role.HOST: Scope.WORKSHOP,
    Role.DESK: Scope.WORKSHOP,
    Role.DATA_PROTECTION_OFFICER: Scope.SYSTEM,
}
ROLE_NAMES: Mapping[Role, str] = {
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.ORGANIZER: N_("Organizer"),
    Role.CO_ORGANIZER: N_("Co-organizer"),
    Role.HOST: N_("Host"),
    Role.DESK: N_("Check-in desk"),
    Role.DATA_PROTECTION_OFFICER: N_("Data protection officer"),
}
WORKSHOP_ROLES = tuple(role for role, scope in ROLE_SCOPES.items() if scope is Scope.WORKSHOP)


@dataclass(frozen=True)
class Grant:
    """One role of a person in one scope, with the powers that the house gives to the role."""

    role: Role
    scope: Scope
    scope_id: int | None
    powers: frozenset[str]

    def reaches(self, *, workshop_id: int, organisation_id: int) -> bool:
        """Whether the grant covers this workshop of this organisation."""
        return (
            self.scope is Scope.SYSTEM
            or (self.scope is Scope.ORGANISATION and self.scope_id == organisation_id)
            or (self.scope is Scope.WORKSHOP and self.scope_id == workshop_id)
        )


@dataclass(frozen=True)
class Actor:
    """The signed-in person as the rules see her: plain values, read anew for each request."""

    person_id: int
    display_name: str
    language: str | None
    session_id: int
    is_staff_session: bool
    proved_at: datetime
    last_seen_at: datetime
    grants: tuple[Grant, ...] = ()

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The person's id, as Flask-Login asks for it."""
        return str(self.person_id)

    @property
    def is_staff(self) -> bool:
        """Whether staff pages are hers in this session: she has a role and signed in as staff."""
        return bool(self.active_grants)

    @property
    def active_grants(self) -> tuple[Grant, ...]:
        """Her grants, when she signed in as staff: a mailed code alone opens no staff page."""
        return self.grants if self.is_staff_session else ()

    def may_anywhere(self, power: str) -> bool:
        """Whether any of her grants includes the power."""
        return any(power in grant.powers for grant in self.active_grants)

    def may(self, power: str, *, workshop_id: int, organisation_id: int) -> bool:
        """Whether a grant that reaches this workshop includes the power."""
        return any(
            power in grant.powers and grant.reaches(workshop_id=workshop_id, organisation_id=organisation_id)
            for grant in self.active_grants
        )

    def is_proved_lately(self, now: datetime) -> bool:
        """Whether she has shown within five minutes that it is she, as grave changes ask for."""
        return now - self.proved_at <= PROOF_LASTS

    def scopes_of(self, power: str) -> "Reach":
        """Which workshops the power covers, for queries that list them."""
        grants = [grant for grant in self.active_grants if power in grant.powers]
        return Reach(
            everything=any(grant.scope is Scope.SYSTEM for grant in grants),
            organisation_ids=_ids(grants, Scope.ORGANISATION),
            workshop_ids=_ids(grants, Scope.WORKSHOP),
        )


@dataclass(frozen=True)
class Reach:
    """The workshops a power covers: all, those of some organisations, and single ones."""

    everything: bool
    organisation_ids: frozenset[int]
    workshop_ids: frozenset[int]


def _ids(grants: Iterable[Grant], scope: Scope) -> frozenset[int]:
    return frozenset(grant.scope_id for grant in grants if grant.scope is scope and grant.scope_id is not None)


@dataclass(frozen=True)
class PersonDetails:
    """What a person says of herself beside her address."""

    name_latin: str = ""
    name_own: str = ""
    sex: str | None = None
    language: str | None = None
    country_iso3: str | None = None
    organisation_id: int | None = None
    post: str = ""


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


def code_digits(typed: str) -> str:
    """The digits of a typed code in ASCII, whatever keyboard wrote them and however they were grouped."""
    return "".join(str(unicodedata.decimal(character)) for character in typed if character.isdecimal())


def masked_address(address: str) -> str:
    """`g•••@customs.example`: enough for its owner to see a slip of the pen."""
    local, _at, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}"


SHORTEST_PASSWORD = 15
LONGEST_PASSWORD_BYTES = 256
LEAST_OWN_CHARACTERS = 8
LONGEST_REPEATED_PART = 7
_SHORTEST_CONTEXT_WORD = 4


class WeakPassword(DomainError):
    """The new password cannot be taken."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class PasswordTooShort(WeakPassword):
    """Fewer than 15 characters."""

    sentence = N_("Use at least 15 characters, for example a sentence that only you would write.")


class PasswordTooLong(WeakPassword):
    """More than 256 bytes."""

    sentence = N_("Use a shorter password: at most 256 Latin letters, or about 80 letters of other scripts.")


class PasswordTooCommon(WeakPassword):
    """Little is left once common passwords, repetition and what others know of the person are taken away."""

    sentence = N_(
        "This is easy to guess. Common passwords, repeated parts, your name and your address count for nothing: "
        "add words of your own."
    )


def normal_password(typed: str) -> str:
    """The form of a password that is hashed: NFC, otherwise as typed, spaces and all."""
    return unicodedata.normalize("NFC", typed)


def ensure_strong_password(password: str, *, common: Collection[str], context: Collection[str]) -> None:
    """Take a password of 15 characters to 256 bytes that stays long without what is common or known of its owner.

    `common` and `context` are folded; longer ones come first. Raises WeakPassword.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    if len(password.encode()) > LONGEST_PASSWORD_BYTES:
        raise PasswordTooLong
    own = folded = fold(password)
    for known in (*common, *context):
        own = own.replace(known, "")
    if len(own) < LEAST_OWN_CHARACTERS or _is_repetitive(folded):
        raise PasswordTooCommon


def fold(password: str) -> str:
    """A password as a guesser sees it: without spaces and the difference of capitals."""
    return "".join(password.casefold().split())


def _is_repetitive(text: str) -> bool:
    return any(text[part:] == text[:-part] for part in range(1, LONGEST_REPEATED_PART + 1))


def context_words(texts: Iterable[str]) -> list[str]:
    """The words of names and addresses that a guesser would try first, folded, longest first."""
    words = {fold(word) for text in texts for word in re.split(r"[\W_]+", text)}
    return sorted((word for word in words if len(word) >= _SHORTEST_CONTEXT_WORD), key=len, reverse=True)


class RoleAlreadyHeld(DomainError):
    """The same role in the same scope is in force."""

    sentence = N_("This person has this role already.")


class OwnRole(DomainError):
    """An administrator would shut herself out."""

    sentence = N_("You cannot take your own role or close your own account. Ask another administrator.")


def ensure_may_grant(actor: Actor, role: Role, *, workshop_id: int, organisation_id: int) -> None:
    """Let an organizer choose helpers for a workshop of hers; roles that reach further are the administrators' to give.

    Raises NotAllowed.
    """
    if role not in WORKSHOP_ROLES or not actor.may(
        "roles.grant", workshop_id=workshop_id, organisation_id=organisation_id
    ):
        raise NotAllowed


# Tab, line breaks, backslash, percent, colon, query and a second slash at the start have led browsers off the site.
_OWN_PATH = re.compile(r"/[A-Za-z0-9][A-Za-z0-9._~/-]*")
LONGEST_PATH = 300


def is_own_path(path: str) -> bool:
    """Whether a path can only lead to a page of this site, whatever a browser makes of it."""
    return len(path) <= LONGEST_PATH and _OWN_PATH.fullmatch(path) is not None


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_family(user_agent: str) -> str:
    """`Firefox, Windows`: enough to recognise one's own browser in a list; empty when unknown."""
    families = (next((name for mark, name in marks if mark in user_agent), None) for marks in (_BROWSERS, _SYSTEMS))
    return ", ".join(family for family in families if family)
