"""While the mail of a workshop goes out, its pages say how far it is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import event, insert, text
from sqlalchemy.engine import Engine

from tests.support.browser import Browser
from tests.support.factories import make_organisation, make_person, make_workshop
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.rules import Role
from workshops.catalogue.models import Workshop
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.notifications.models import OutboxMessage
from workshops.notifications.queries import Progress, progress
from workshops.notifications.rules import MessageState

SENT, DUE = MessageState.SENT, MessageState.DUE


def write(app: Flask, workshop: int, states: dict[MessageState, int], *, days_ago: int = 0) -> None:
    """Messages of a workshop, so many in each state, all written at one moment."""
    written = clock.now() - timedelta(days=days_ago)
    with app.app_context(), unit_of_work():
        person = make_person(app)
        rows = [
            {
                "key": f"{workshop}:{days_ago}:{state}:{number}",
                "kind": "certificate_issued",
                "person_id": person,
                "workshop_id": workshop,
                "payload": {},
                "state": state,
                "due_at": written,
                "created_at": written,
                "attempts": 0,
                "error": "",
            }
            for state, count in states.items()
            for number in range(count)
        ]
        db.session.execute(insert(OutboxMessage), rows)


def test_what_was_written_with_the_oldest_that_waits_is_counted(house: Flask) -> None:
    workshop = make_workshop(house)
    write(house, workshop, {SENT: 9}, days_ago=3)
    write(house, make_workshop(house), {SENT: 5, DUE: 5})
    assert progress(workshop) is None
    states = {SENT: 3, DUE: 1, MessageState.CLAIMED: 1, MessageState.SENDING: 1, MessageState.DEAD: 1}
    write(house, workshop, states | {MessageState.DROPPED: 4})
    assert progress(workshop) == Progress(sent=3, written=7)


def test_every_page_of_the_workshop_says_how_far_its_mail_is(client: Browser) -> None:
    app, owner = client.app, make_organisation(client.app)
    workshop = make_workshop(app, organisation_id=owner)
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=owner))
    with app.app_context():
        path = f"/manage/{db.session.get_one(Workshop, workshop).slug}"
    with counted_statements() as before:
        assert "Count again" not in client.get(path).words
    write(app, workshop, {SENT: 312, DUE: 191})
    with counted_statements() as after:
        assert "312 of 503 messages are sent" in client.get(path).words
    assert len(after) == len(before)
    assert "312 of 503 messages are sent" in client.get(f"{path}/certificates").words


def test_ten_thousand_messages_are_not_read_through(house: Flask) -> None:
    workshop, other = make_workshop(house), make_workshop(house)
    write(house, other, {SENT: 5000}, days_ago=9)
    write(house, workshop, {SENT: 5000}, days_ago=9)
    write(house, workshop, {SENT: 40, DUE: 10})
    db.session.execute(text("ANALYZE outbox_message"))
    assert progress(workshop) == Progress(sent=40, written=50)
    steps = "\n".join(plan_of(lambda: progress(workshop)))
    assert "ix_outbox_message_workshop_id_state_created_at" in steps
    assert "SCAN outbox_message" not in steps
    assert "Seq Scan" not in steps


def plan_of(ask: Callable[[], object]) -> list[str]:
    """How the database finds the answer to the one statement that is asked."""
    asked: list[tuple[str, Any]] = []

    def remember(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", remember)
    try:
        ask()
    finally:
        event.remove(Engine, "before_cursor_execute", remember)
    ((statement, parameters),) = asked
    explain = "EXPLAIN" if db.engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    rows = db.session.connection().exec_driver_sql(f"{explain} {statement}", parameters)
    return [str(row[-1]) for row in rows]
