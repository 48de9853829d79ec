"""What accounts announce."""

from dataclasses import dataclass

from workshops.foundation.events import Event
from workshops.foundation.words import N_


@dataclass(frozen=True, kw_only=True)
class PersonEvent(Event):
    """Something that happened to a person's account."""

    about = "person"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonCreated(PersonEvent):
    """The house knows one person more."""

    sentence = N_("A person became known.")


@dataclass(frozen=True, kw_only=True)
class PersonDisabled(PersonEvent):
    """The person can no longer sign in, and her sessions are over."""

    sentence = N_("An account was closed.")


@dataclass(frozen=True, kw_only=True)
class PersonEnabled(PersonEvent):
    """The person can sign in again."""

    sentence = N_("An account was opened again.")


@dataclass(frozen=True, kw_only=True)
class AddressProofRequested(PersonEvent):
    """A code and a link are to be mailed; the worker makes both as it sends."""

    sentence = N_("A code was asked for.")
    code_id: int
    purpose: str


@dataclass(frozen=True, kw_only=True)
class PasswordLinkRequested(PersonEvent):
    """A link to choose a password is to be mailed; `purpose` tells an invitation from a forgotten password."""

    sentence = N_("A link to choose a password was asked for.")
    code_id: int
    purpose: str


@dataclass(frozen=True, kw_only=True)
class AddressProved(PersonEvent):
    """The person showed that she reads the mail of her address; told at each proof, not only the first.

    `purpose` is that of the mail whose secret she used.
    """

    sentence = N_("An e-mail address was proved.")
    purpose: str


@dataclass(frozen=True, kw_only=True)
class SignedIn(PersonEvent):
    """A session began; `means` is what proved her: "password" or "mail"."""

    sentence = N_("Somebody signed in.")
    means: str


@dataclass(frozen=True, kw_only=True)
class SignInFailed(PersonEvent):
    """A password was wrong; `person_id` is 0 when the address is nobody's."""

    sentence = N_("A sign-in failed.")


@dataclass(frozen=True, kw_only=True)
class IdentityConfirmed(PersonEvent):
    """A signed-in person proved again that it is she."""

    sentence = N_("Somebody proved again who she is.")


@dataclass(frozen=True, kw_only=True)
class SignedOut(PersonEvent):
    """The person ended the session she was in."""

    sentence = N_("Somebody signed out.")


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(PersonEvent):
    """Sessions of the person were ended by her, by an administrator or by a change of her account."""

    sentence = N_("Sign-ins of a person were ended.")
    sessions: int


@dataclass(frozen=True, kw_only=True)
class PasswordSet(PersonEvent):
    """The person has a new password."""

    sentence = N_("A new password was chosen.")


@dataclass(frozen=True, kw_only=True)
class PersonEdited(PersonEvent):
    """Settings of the person changed; `changed` names the fields."""

    sentence = N_("Settings of a person were changed.")
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RoleGranted(PersonEvent):
    """The person has a role; `scope_id` is an organisation's or a workshop's id."""

    sentence = N_("A role was given.")
    grant_id: int
    role: str
    scope: str
    scope_id: int | None


@dataclass(frozen=True, kw_only=True)
class RoleEnded(PersonEvent):
    """A role of the person ended."""

    sentence = N_("A role was ended.")
    grant_id: int
    role: str
    scope: str
    scope_id: int | None
