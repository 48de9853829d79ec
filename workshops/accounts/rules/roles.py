"""Roles and their scopes, and who a reader is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workshops.accounts.rules.lifetimes import PROOF_LASTS
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
    zone: str | None = None
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

    def __or__(self, other: "Reach") -> "Reach":
        return Reach(
            everything=self.everything or other.everything,
            organisation_ids=self.organisation_ids | other.organisation_ids,
            workshop_ids=self.workshop_ids | other.workshop_ids,
        )


NOWHERE = Reach(everything=False, organisation_ids=frozenset(), workshop_ids=frozenset())


def _ids(grants: Iterable[Grant], scope: Scope) -> frozenset[int]:
    return frozenset(grant.scope_id for grant in grants if grant.scope is scope and grant.scope_id is not None)


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
