"""Giving and taking roles."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, update
from sqlalchemy.exc import IntegrityError

from workshops.accounts.events import RoleEnded, RoleGranted
from workshops.accounts.models import RoleGrant
from workshops.accounts.queries import find_grant, roles_taken_lately
from workshops.accounts.rules import ROLE_SCOPES, Actor, OwnRole, Role, RoleAlreadyHeld, Scope, ensure_may_grant
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.foundation.events import publish


@dataclass(frozen=True)
class Term:
    """How long a role is held: from now and without an end, unless said otherwise."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None


ALWAYS = Term()


def grant_role(
    person_id: int, role: Role, scope_id: int | None = None, *, term: Term = ALWAYS, actor_id: int | None = None
) -> int:
    """Give a role and the id of its grant; `scope_id` is an organisation's or a workshop's, as the role asks for.

    Who may give it is decided by the caller's power. Raises RoleAlreadyHeld.
    """
    now, scope = clock.now(), ROLE_SCOPES[role]
    same = (
        RoleGrant.person_id == person_id,
        RoleGrant.role == role,
        func.coalesce(RoleGrant.scope_id, 0) == (scope_id or 0),
        RoleGrant.ended_at.is_(None),
    )
    db.session.execute(update(RoleGrant).where(*same, RoleGrant.ends_at <= now).values(ended_at=RoleGrant.ends_at))
    grant = RoleGrant(
        person_id=person_id,
        role=role,
        scope=scope,
        scope_id=scope_id,
        starts_at=term.starts_at or now,
        ends_at=term.ends_at,
        granted_by_id=actor_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(grant)
    except IntegrityError as error:
        raise RoleAlreadyHeld from error
    publish(
        RoleGranted(
            person_id=person_id, actor_id=actor_id, grant_id=grant.id, role=role, scope=scope, scope_id=scope_id
        )
    )
    return grant.id


def grant_workshop_role(
    actor: Actor, person_id: int, role: Role, *, workshop_id: int, organisation_id: int, term: Term = ALWAYS
) -> int:
    """Let an organizer give a role for her workshop; gives back the id of the grant.

    Raises NotAllowed and RoleAlreadyHeld.
    """
    ensure_may_grant(actor, role, workshop_id=workshop_id, organisation_id=organisation_id)
    return grant_role(person_id, role, workshop_id, term=term, actor_id=actor.person_id)


def end_role(actor: Actor, person_id: int, grant_id: int) -> None:
    """Take a role from a person. Raises NotFound, and OwnRole when an administrator takes it from herself."""
    grant = find_grant(grant_id)
    if grant is None or grant.person_id != person_id:
        raise NotFound
    if person_id == actor.person_id and grant.role == Role.ADMINISTRATOR:
        raise OwnRole
    _end(actor, grant)


def end_workshop_role(actor: Actor, grant_id: int, *, workshop_id: int, organisation_id: int) -> None:
    """Let an organizer take a role for her workshop. Raises NotFound and NotAllowed."""
    grant = find_grant(grant_id)
    if grant is None or (grant.scope, grant.scope_id) != (Scope.WORKSHOP, workshop_id):
        raise NotFound
    ensure_may_grant(actor, Role(grant.role), workshop_id=workshop_id, organisation_id=organisation_id)
    _end(actor, grant)


def restore_workshop_role(actor: Actor, grant_id: int, *, workshop_id: int, organisation_id: int) -> None:
    """Give back a role for a workshop that was taken lately, until the day it had. Raises NotFound and NotAllowed."""
    grant = next((grant for grant in roles_taken_lately(workshop_id) if grant.id == grant_id), None)
    if grant is None:
        raise NotFound
    where = {"workshop_id": workshop_id, "organisation_id": organisation_id}
    grant_workshop_role(actor, grant.person_id, Role(grant.role), term=Term(ends_at=grant.ends_at), **where)


def _end(actor: Actor, grant: RoleGrant) -> None:
    grant.ended_at = clock.now()
    db.session.flush()
    publish(
        RoleEnded(
            person_id=grant.person_id,
            actor_id=actor.person_id,
            grant_id=grant.id,
            role=grant.role,
            scope=grant.scope,
            scope_id=grant.scope_id,
        )
    )
