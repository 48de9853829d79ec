"""What accounts announce."""

from dataclasses import dataclass

from workshops.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonEvent(Event):
    """Something that happened to a person's account."""

    about = "person"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonCreated(PersonEvent):
    """The house knows one person more."""


@dataclass(frozen=True, kw_only=True)
class PersonDisabled(PersonEvent):
    """The person can no longer sign in, and her sessions are over."""


@dataclass(frozen=True, kw_only=True)
class PersonEnabled(PersonEvent):
    """The person can sign in again."""


@dataclass(frozen=True, kw_only=True)
class AddressProofRequested(PersonEvent):
    """A code and a link are to be mailed; the worker makes both as it sends."""

    code_id: int
    purpose: str


@dataclass(frozen=True, kw_only=True)
class PasswordLinkRequested(PersonEvent):
    """A link to choose a password is to be mailed; `purpose` tells an invitation from a forgotten password."""

    code_id: int
    purpose: str


@dataclass(frozen=True, kw_only=True)
class AddressProved(PersonEvent):
    """The person showed that she reads the mail of her address; told at each proof, not only the first.

    `purpose` is that of the mail whose secret she used.
    """

    purpose: str


@dataclass(frozen=True, kw_only=True)
class SignedIn(PersonEvent):
    """A session began; `means` is what proved her: "password" or "mail"."""

    means: str


@dataclass(frozen=True, kw_only=True)
class SignInFailed(PersonEvent):
    """A password was wrong; `person_id` is 0 when the address is nobody's."""


@dataclass(frozen=True, kw_only=True)
class IdentityConfirmed(PersonEvent):
    """A signed-in person proved again that it is she."""


@dataclass(frozen=True, kw_only=True)
class SignedOut(PersonEvent):
    """The person ended the session she was in."""


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(PersonEvent):
    """Sessions of the person were ended by her, by an administrator or by a change of her account."""

    sessions: int


@dataclass(frozen=True, kw_only=True)
class PasswordSet(PersonEvent):
    """The person has a new password."""


@dataclass(frozen=True, kw_only=True)
class PersonEdited(PersonEvent):
    """Settings of the person changed; `changed` names the fields."""

    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RoleGranted(PersonEvent):
    """The person has a role; `scope_id` is an organisation's or a workshop's id."""

    grant_id: int
    role: str
    scope: str
    scope_id: int | None


@dataclass(frozen=True, kw_only=True)
class RoleEnded(PersonEvent):
    """A role of the person ended."""

    grant_id: int
    role: str
    scope: str
    scope_id: int | None
