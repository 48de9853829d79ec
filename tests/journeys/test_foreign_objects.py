"""What belongs to another organisation is not there: 404 for its organizers, whatever the address and the method."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.factories import make_organisation, make_person
from tests.support.ledger import Entry, entries
from tests.support.signing_in import sign_in
from tests.support.world import World, make_world
from workshops.accounts.rules import Role
from workshops.foundation.database import Base, db
from workshops.permissions import POWERS

OWNED = [
    entry for entry in entries() if "<slug>" in entry.rule and entry.access in POWERS[Role.ORGANIZER] | {"signed in"}
]


@pytest.fixture
def world(app: Flask, database: None) -> World:
    return make_world(app)


def everything(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but those that note who looked and when."""
    passing = {"web_session", "audit_entry", "audit_head"}
    with app.app_context():
        return {
            table.name: sorted(map(tuple, db.session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name not in passing
        }


@pytest.mark.parametrize("entry", OWNED, ids=str)
def test_another_organisations_workshop_is_not_there(app: Flask, client: Browser, world: World, entry: Entry) -> None:
    stranger = make_person(app, role=Role.ORGANIZER, scope_id=make_organisation(app))
    sign_in(client, stranger, staff=True)
    (rule,) = [rule for rule in app.url_map.iter_rules(entry.endpoint) if rule.rule == entry.rule]
    path = world.address(rule)
    assert path
    before = everything(app)
    answers = {method: client.http.open(path, method=method, data=token(client, method)) for method in entry.methods}
    # A registrant's own pages may send her on to the public page.
    assert {method: answer.status_code for method, answer in answers.items() if answer.status_code != 404} == {}
    assert everything(app) == before
    for answer in answers.values():
        assert "Rahimova" not in answer.get_data(as_text=True)


def token(client: Browser, method: str) -> dict[str, str]:
    return {"csrf_token": client.token()} if method == "POST" else {}
