"""Starting and stopping as an operator does: nothing in hand is dropped, and what is wrong is said in one line."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support.factories import make_person
from tests.support.live import REPOSITORY, LiveHouse, Prepared, answers, live_house, wait_until
from tests.support.smtp import Sink, smtp_sink
from tests.support.visitor import Answer
from workshops.accounts.actions import ask_for_code
from workshops.accounts.rules import Purpose
from workshops.audit.models import AuditHead
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.notifications.models import OutboxMessage

pytestmark = pytest.mark.real_db
# More than the server has threads, so that some wait in its queue.
AT_ONCE = 8


def test_a_server_that_lives_and_may_be_sent_readers_says_so(live: LiveHouse) -> None:
    assert live.open() < 10
    visitor = live.visitor()
    assert [visitor.get(path).status for path in ("/healthz", "/readyz")] == [200, 200]


def test_a_process_whose_database_waits_for_migrations_lives_but_is_not_ready(live: LiveHouse) -> None:
    with live.app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    live.web.start()
    wait_until(lambda: answers(live.base_url, "/healthz"))
    assert not answers(live.base_url, "/readyz")


def test_a_busy_port_is_one_clear_line(live: LiveHouse) -> None:
    live.open()
    second = subprocess.run(
        [sys.executable, "-m", "wsgi"],
        cwd=REPOSITORY,
        env=live.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    port = live.environ["PORT"]
    assert second.returncode == 1
    assert second.stderr.splitlines() == [
        f"Port {port} on 127.0.0.1 is in use. Stop the other program, or choose another port: PORT=9000 ./run"
    ]


def test_requests_in_hand_are_answered_before_the_server_stops(live: LiveHouse) -> None:
    people = [f"officer{number}@customs.example" for number in range(AT_ONCE)]
    for address in people:
        make_person(live.app, email=address)
    live.open()
    visitors = [live.visitor(number) for number in range(AT_ONCE)]
    forms = [visitor.get("/sign-in").hidden_fields() for visitor in visitors]

    def send(number: int) -> Answer:
        return visitors[number].post("/sign-in", forms[number] | {"email": people[number]})

    assert send(0).status == 303  # the first line of the audit chain
    with ThreadPoolExecutor(AT_ONCE) as pool:
        with nobody_can_commit(live):
            sent = [pool.submit(send, number) for number in range(1, AT_ONCE)]
            threading.Event().wait(0.5)
            live.web.ask_to_stop()
            threading.Event().wait(0.5)
            assert not any(answer.done() for answer in sent)
        assert {answer.result().status for answer in sent} == {303}
    assert live.web.wait() == 0
    with live.app.app_context():
        told = db.session.scalars(select(OutboxMessage.kind)).all()
    assert told == ["address_proof"] * AT_ONCE


def test_a_mail_in_hand_is_finished_before_the_worker_stops(slow_mail: tuple[LiveHouse, Sink]) -> None:
    live, sink = slow_mail
    for number in range(5):
        person_id = make_person(live.app, email=f"officer{number}@customs.example")
        with live.app.app_context(), unit_of_work():
            ask_for_code(person_id, Purpose.SIGN_IN, f"device {number}")
    live.worker.start()
    wait_until(lambda: bool(sink.messages))
    assert live.worker.stop() == 0
    with live.app.app_context():
        states = list(db.session.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id)))
    assert states == ["sent", *["due"] * 4]
    assert len(sink.messages) == 1


@pytest.fixture
def slow_mail(prepared: Prepared, tmp_path: Path) -> Iterator[tuple[LiveHouse, Sink]]:
    """A house whose mail server takes half a second to say that it has taken a message."""
    with smtp_sink() as sink, live_house(prepared, tmp_path, MAIL_URL=sink.url) as live:
        sink.hesitates = 0.5
        yield live, sink


@contextmanager
def nobody_can_commit(live: LiveHouse) -> Iterator[None]:
    """Hold what every change needs last: the only writer's place on SQLite, the head of the audit chain elsewhere."""
    with live.app.app_context(), unit_of_work():
        db.session.execute(select(AuditHead).with_for_update())
        yield
