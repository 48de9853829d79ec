"""Rows that tests start from: each function stores one thing with plain defaults and gives back its id."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from flask import Flask, has_app_context

from workshops.accounts.models import Person, RoleGrant
from workshops.accounts.rules import ROLE_SCOPES, Role
from workshops.foundation import clock
from workshops.foundation.database import Base, db
from workshops.foundation.transactions import unit_of_work

_numbers = count(1)


@contextmanager
def committed(app: Flask) -> Iterator[None]:
    """Commit what the block adds; inside a transaction of the test's own, only flush it."""
    if has_app_context() and db.session().info.get("writing"):
        yield
        db.session.flush()
    elif has_app_context():
        with unit_of_work():
            yield
    else:
        with app.app_context(), unit_of_work():
            yield


def stored(app: Flask, row: Base) -> int:
    """Store one row and give back its id."""
    with committed(app):
        db.session.add(row)
        db.session.flush()
        return int(row.id)  # type: ignore[attr-defined]


def make_person(app: Flask, *, role: Role | None = None, scope_id: int | None = None, **columns: Any) -> int:
    """A person whose address is proved; `role` (with `scope_id` of an organisation or a workshop) makes her staff."""
    row: dict[str, Any] = {
        "email": f"person{next(_numbers)}@customs.example",
        "email_proved_at": clock.now(),
        "name_latin": "Gulnora Rahimova",
        "created_at": clock.now(),
    }
    with committed(app):
        person_id = stored(app, Person(**row | columns))
        if role:
            grant_role(app, person_id, role, scope_id)
    return person_id


def grant_role(app: Flask, person_id: int, role: Role, scope_id: int | None = None) -> int:
    """A grant without an end, in the scope that belongs to the role."""
    scope = ROLE_SCOPES[role]
    return stored(app, RoleGrant(person_id=person_id, role=role, scope=scope, scope_id=scope_id, starts_at=clock.now()))
