"""The floors: the least that the same work costs in Python, without a house around it."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from tests.support.live import Program, answers, wait_until
from tests.support.ports import free_port
from workshops.foundation.database import db


def hello() -> Flask:
    """The smallest Flask application: one route, one short answer."""
    app = Flask("floor")
    app.add_url_rule("/", "hello", lambda: "Hello")
    return app


def raw_page(house: Flask, statements: Sequence[str]) -> Flask:
    """A Flask route that sends some statements straight to the driver and joins what comes back into a string."""
    app = Flask("floor")
    with house.app_context():
        # Out of the pool for good: the house must not be given a connection that the floor is still using.
        connection = db.engine.raw_connection()
        connection.detach()
        cursor = connection.cursor()

    def page() -> str:
        rows: list[object] = []
        for statement in statements:
            cursor.execute(statement)
            rows += cursor.fetchall()
        return "".join([f"<li>{row}</li>" for row in rows])

    app.add_url_rule("/", "page", page)
    return app


def one_sync(folder: Path) -> Callable[[], object]:
    """Write a page of a database and have the disk confirm it."""
    descriptor = os.open(folder / "sync", os.O_CREAT | os.O_WRONLY, 0o600)
    page = os.urandom(4096)

    def write() -> None:
        os.pwrite(descriptor, page, 0)
        os.fdatasync(descriptor)

    return write


@contextmanager
def floor_server(folder: Path) -> Iterator[tuple[str, Program]]:
    """`bench.floor_server` as a process: its address, and the process."""
    port = free_port()
    base_url = f"http://127.0.0.1:{port}"
    module = ["bench.floor_server", str(folder / "floor.db"), str(port)]
    program = Program(module, os.environ, folder / "floor.log")
    program.start()
    try:
        wait_until(lambda: answers(base_url, "/"))
        yield base_url, program
    finally:
        program.stop()
