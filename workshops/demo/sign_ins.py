"""One sign-in for each role of staff: made at the first load, kept in the instance folder, shown at every start."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from flask import current_app
from sqlalchemy import update

from workshops.accounts.models import Person, RoleGrant
from workshops.accounts.rules import ROLE_NAMES, ROLE_SCOPES, Role, Scope
from workshops.demo.bodies import Bodies
from workshops.foundation.database import db
from workshops.foundation.keys import read_or_make
from workshops.foundation.passwords import hash_password
from workshops.foundation.web import absolute_url
from workshops.registrations.rules import Sex

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
WORDS, SYLLABLES = 4, 3
PARTICIPANT = "tsehay.wonchibet@immigration.eth.example"


class Staff(NamedTuple):
    """A member of staff; `scope` is the organisation or the workshop that her role is for."""

    role: Role
    name: str
    email: str
    sex: Sex
    body: str
    scope: str


STAFF = (
    Staff(Role.ADMINISTRATOR, "Noor Al-Mutawari", "administrator@unoct.example", Sex.WOMAN, "UNOCT", ""),
    Staff(Role.ORGANIZER, "Salma Idrissi", "organizer@unoct.example", Sex.WOMAN, "UNOCT", "UNOCT"),
    Staff(Role.CO_ORGANIZER, "Tomasz Wrzosek", "co-organizer@icao.example", Sex.MAN, "ICAO", "w21"),
    Staff(Role.HOST, "Zeynep Aksoylu", "host@customs.tur.example", Sex.WOMAN, "TUR customs", "w19"),
    Staff(Role.DESK, "Bagas Prawiranto", "desk@immigration.idn.example", Sex.MAN, "IDN immigration", "w17"),
    Staff(Role.DATA_PROTECTION_OFFICER, "Ingrid Solvang", "dpo@unoct.example", Sex.WOMAN, "UNOCT", ""),
)


def add_staff(bodies: Bodies, hashes: Mapping[str, str], known_since: datetime) -> dict[Role, Person]:
    """Store the staff with the hashes of their passwords, by address."""
    people = {
        staff.role: Person(
            email=staff.email,
            email_proved_at=known_since,
            name_latin=staff.name,
            sex=staff.sex,
            language="en",
            organisation=bodies.find(staff.body),
            post=ROLE_NAMES[staff.role],
            password_hash=hashes[staff.email],
            created_at=known_since,
        )
        for staff in STAFF
    }
    db.session.add_all(people.values())
    db.session.flush()
    return people


def grant_roles(people: Mapping[Role, Person], scopes: Mapping[str, int], since: datetime) -> None:
    """Give each her role in her scope, by the name of the organisation or the workshop."""
    db.session.add_all(
        RoleGrant(
            person_id=people[staff.role].id,
            role=staff.role,
            scope=ROLE_SCOPES[staff.role],
            scope_id=None if ROLE_SCOPES[staff.role] is Scope.SYSTEM else scopes[staff.scope],
            starts_at=since,
            granted_by_id=people[Role.ADMINISTRATOR].id,
        )
        for staff in STAFF
    )


def are_kept() -> bool:
    """Whether the passwords of an earlier load are still in the instance folder."""
    return _path().exists()


def password_hashes() -> dict[str, str]:
    """The hash of each password by address; the passwords are made where none are kept. Slow on purpose."""
    return {email: hash_password(password) for email, password in _passwords().items()}


def store_hashes(hashes: Mapping[str, str]) -> None:
    """Let the staff sign in with other passwords from now on."""
    for email, password_hash in hashes.items():
        db.session.execute(update(Person).where(Person.email == email).values(password_hash=password_hash))


def listing() -> str:
    """The sign-ins as the terminal shows them."""
    passwords = _passwords()
    path = current_app.url_map.bind("").build("notifications.demo_mail")
    lines = [(ROLE_NAMES[staff.role], staff.email, passwords[staff.email]) for staff in STAFF]
    lines.append(("Participant", PARTICIPANT, f"a code by mail, to be read at {absolute_url(path)}"))
    return "\n".join(f"  {role:<24}{email:<42}{secret}" for role, email, secret in lines)


def _passwords() -> dict[str, str]:
    kept = read_or_make(_path(), lambda: "\n".join(f"{staff.email} {_new_password()}" for staff in STAFF))
    return dict(line.split() for line in kept.splitlines())


def _path() -> Path:
    return Path(current_app.instance_path) / "demo_sign_ins"


def _new_password() -> str:
    """Four words of three syllables, 73 random bits: easy to read aloud and to type."""
    syllables = (
        "".join(secrets.choice(letters) for _ in range(SYLLABLES) for letters in (CONSONANTS, VOWELS))
        for _ in range(WORDS)
    )
    return "-".join(syllables)
