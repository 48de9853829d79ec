"""Reading people, their roles and their sessions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from flask import current_app, g
from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from workshops.accounts.models import PERSON_SEARCH, OneTimeCode, Person, RoleGrant, WebSession
from workshops.accounts.rules import (
    ADDRESS_PURPOSES,
    PASSWORD_PURPOSES,
    Actor,
    Grant,
    Purpose,
    Role,
    Scope,
    fold,
    is_session_over,
    link_lifetime,
)
from workshops.directory.models import Organisation
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import NotAllowed, NotFound
from workshops.foundation.questions import Question
from workshops.foundation.tokens import digest
from workshops.foundation.zones import only_zone_of

PAGE = 50
# How long a role that was taken can be given back by one press.
LATELY = timedelta(days=1)
COMMON_PASSWORDS = Path(__file__).parent / "data" / "common_passwords.txt"

# Workshops are known to a room above; it says what they are called, and which one has a code.
workshop_titles: Question[[Collection[int]], Mapping[int, str]] = Question()
workshop_coded: Question[[str], int | None] = Question()

_now = bindparam("now", type_=WebSession.last_seen_at.type)
_in_force = and_(
    RoleGrant.ended_at.is_(None),
    RoleGrant.starts_at <= _now,
    or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > _now),
)
_READER = (
    select(
        WebSession.id,
        WebSession.person_id,
        WebSession.is_staff,
        WebSession.created_at,
        WebSession.last_seen_at,
        WebSession.proved_at,
        Person.name_own,
        Person.name_latin,
        Person.email,
        Person.language,
        Person.zone,
        Person.country_iso3,
        RoleGrant.role,
        RoleGrant.scope,
        RoleGrant.scope_id,
    )
    .join(Person, Person.id == WebSession.person_id)
    .outerjoin(RoleGrant, and_(RoleGrant.person_id == Person.id, _in_force))
    .where(WebSession.token_digest == bindparam("token_digest"), Person.active)
    .order_by(RoleGrant.id)
)


def find_actor(token: str) -> Actor | None:
    """Who holds this session token: nobody when it is unknown or over, or when the person was disabled.

    One statement: session, person and the grants in force now.
    """
    now = clock.now()
    rows = db.session.execute(_READER, {"token_digest": digest(token), "now": now}).all()
    if not rows:
        return None
    first = rows[0]
    if is_session_over(is_staff=first.is_staff, created_at=first.created_at, last_seen_at=first.last_seen_at, now=now):
        return None
    return Actor(
        person_id=first.person_id,
        display_name=first.name_own or first.name_latin or first.email,
        language=first.language,
        session_id=first.id,
        is_staff_session=first.is_staff,
        proved_at=first.proved_at,
        last_seen_at=first.last_seen_at,
        zone=first.zone or only_zone_of(first.country_iso3),
        grants=tuple(_grant(row) for row in rows if row.role is not None),
    )


def _grant(row: Any) -> Grant:
    role = Role(row.role)
    return Grant(role=role, scope=Scope(row.scope), scope_id=row.scope_id, powers=current_app.config["POWERS"][role])


def current_actor() -> Actor:
    """The signed-in person of this request. Raises NotAllowed when nobody is."""
    actor: Actor | None = g.get("actor")
    if actor is None:
        raise NotAllowed
    return actor


def find_person_by_email(email: str) -> Person | None:
    """The person with this address, in the form `normal_address` gives it."""
    return db.session.scalars(select(Person).where(Person.email == email)).first()


def get_person(person_id: int) -> Person:
    """The person with her organisation and all her grants. Raises NotFound."""
    person = db.session.get(
        Person,
        person_id,
        options=[joinedload(Person.organisation), selectinload(Person.grants)],
        populate_existing=True,
    )
    if person is None:
        raise NotFound
    return person


def people_before(last_id: int | None, words: str = "") -> Sequence[Person]:
    """A page of 50 people, newest first, older than `last_id`; `words` are looked for in names and addresses."""
    query = select(Person).options(selectinload(Person.grants)).order_by(Person.id.desc()).limit(PAGE)
    if last_id is not None:
        query = query.where(Person.id < last_id)
    if words:
        query = query.where(Person.id.in_(select(PERSON_SEARCH.found(words).subquery().c.id)))
    return db.session.scalars(query).all()


class Known(NamedTuple):
    """Somebody the house knows, as a line of what was found."""

    id: int
    name_own: str
    name_latin: str
    email: str


def people_found(typed: str, *, at_most: int) -> list[Known]:
    """The newest people who have all these words in their names, in either script, or in their address."""
    found = PERSON_SEARCH.found(typed).subquery()
    query = select(Person.id, Person.name_own, Person.name_latin, Person.email).join(found, found.c.id == Person.id)
    rows = db.session.connection().execute(query.order_by(Person.id.desc()).limit(at_most))
    return [Known(*row) for row in rows]


def find_grant(grant_id: int) -> RoleGrant | None:
    """A grant that nobody has ended."""
    return db.session.scalars(select(RoleGrant).where(RoleGrant.id == grant_id, RoleGrant.ended_at.is_(None))).first()


def roles_taken_lately(workshop_id: int) -> Sequence[RoleGrant]:
    """The roles for a workshop that were taken within a day, would still run and are not held again."""
    now, later = clock.now(), aliased(RoleGrant)
    has_later = exists().where(
        later.person_id == RoleGrant.person_id,
        later.role == RoleGrant.role,
        later.scope_id == RoleGrant.scope_id,
        later.id > RoleGrant.id,
    )
    taken = select(RoleGrant).where(
        RoleGrant.scope == Scope.WORKSHOP,
        RoleGrant.scope_id == workshop_id,
        RoleGrant.ended_at > now - LATELY,
        or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > now),
        ~has_later,
    )
    return db.session.scalars(taken.options(joinedload(RoleGrant.person)).order_by(RoleGrant.id)).all()


def live_grants(person: Person) -> list[RoleGrant]:
    """The person's grants that nobody has ended, those that begin later included."""
    return [grant for grant in person.grants if _is_live(grant)]


def _is_live(grant: RoleGrant) -> bool:
    return grant.ended_at is None and (grant.ends_at is None or grant.ends_at > clock.now())


def scope_names(grants: Collection[RoleGrant]) -> dict[tuple[str, int], str]:
    """What the scopes of these grants are called: organisations by name, workshops by title."""
    organisation_ids = {grant.scope_id for grant in grants if grant.scope == Scope.ORGANISATION}
    workshop_ids = {grant.scope_id for grant in grants if grant.scope == Scope.WORKSHOP and grant.scope_id}
    names: dict[tuple[str, int], str] = {}
    if organisation_ids:
        rows = db.session.execute(
            select(Organisation.id, Organisation.name).where(Organisation.id.in_(organisation_ids))
        )
        names |= {(Scope.ORGANISATION, organisation_id): name for organisation_id, name in rows}
    for titles in workshop_titles(workshop_ids) if workshop_ids else ():
        names |= {(Scope.WORKSHOP, key): title for key, title in titles.items()}
    return names


def organisation_choices() -> list[tuple[str, str]]:
    """Id and name of every organisation, for a list to choose from."""
    rows = db.session.execute(select(Organisation.id, Organisation.name).order_by(Organisation.name))
    return [(str(organisation_id), name) for organisation_id, name in rows]


def open_sessions(person_id: int) -> list[WebSession]:
    """The sessions of a person that have not ended, the last seen first."""
    now = clock.now()
    sessions = db.session.scalars(
        select(WebSession).where(WebSession.person_id == person_id).order_by(WebSession.last_seen_at.desc())
    )
    return [
        session
        for session in sessions
        if not is_session_over(
            is_staff=session.is_staff, created_at=session.created_at, last_seen_at=session.last_seen_at, now=now
        )
    ]


@dataclass(frozen=True)
class Credentials:
    """What is stored to check a password against."""

    person_id: int
    password_hash: str | None
    failed_tries: int


_CREDENTIALS = select(Person.id, Person.password_hash, Person.failed_tries).where(Person.active)
_BY_EMAIL = _CREDENTIALS.where(Person.email == bindparam("email"))
_BY_ID = _CREDENTIALS.where(Person.id == bindparam("person_id"))


def find_credentials(*, email: str | None = None, person_id: int | None = None) -> Credentials | None:
    """The credentials of the active person with this address, or with this id."""
    query, key = (_BY_ID, {"person_id": person_id}) if email is None else (_BY_EMAIL, {"email": email})
    row = db.session.execute(query, key).first()
    return Credentials(*row) if row else None


_NEWEST_OF_DEVICE = (
    select(OneTimeCode)
    .where(OneTimeCode.device_digest == bindparam("device"), OneTimeCode.purpose.in_(ADDRESS_PURPOSES))
    .order_by(OneTimeCode.id.desc())
    .limit(1)
)


def find_code_of_device(device_digest: str) -> OneTimeCode | None:
    """The newest code that this browser asked for."""
    return db.session.scalar(_NEWEST_OF_DEVICE, {"device": device_digest})


def find_address_link(token: str) -> OneTimeCode | None:
    """The request to prove an address that this mailed link belongs to, as long as the link opens."""
    return _find_link(token, ADDRESS_PURPOSES)


def find_password_link(token: str) -> OneTimeCode | None:
    """The request for a password that this mailed link belongs to, as long as the link opens."""
    return _find_link(token, PASSWORD_PURPOSES)


def _find_link(token: str, purposes: Collection[Purpose]) -> OneTimeCode | None:
    link = db.session.scalars(
        select(OneTimeCode)
        .join(Person, Person.id == OneTimeCode.person_id)
        .where(
            OneTimeCode.link_digest == digest(token),
            OneTimeCode.purpose.in_(purposes),
            OneTimeCode.used_at.is_(None),
            Person.active,
        )
    ).first()
    return link if link and _is_fresh(link.made_at, link.purpose) else None


def _is_fresh(made_at: datetime | None, purpose: str) -> bool:
    return made_at is not None and clock.now() - made_at < link_lifetime(Purpose(purpose))


@lru_cache
def common_passwords() -> tuple[str, ...]:
    """The common passwords shipped with the program, folded, longest first."""
    lines = (fold(line) for line in COMMON_PASSWORDS.read_text("utf-8").splitlines())
    return tuple(sorted({line for line in lines if line}, key=lambda line: (-len(line), line)))
