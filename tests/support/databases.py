"""Databases for tests: SQLite in a temporary folder, or one of their own on the PostgreSQL of TEST_DATABASE_URL."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, make_url, text

from workshops.foundation.database import db

_copies = count(1)


@contextmanager
def database_url(folder: Path, name: str = "tests") -> Iterator[str]:
    """The address of a new empty database, dropped at the end."""
    if "TEST_DATABASE_URL" not in os.environ:
        yield f"sqlite:///{folder / name}.db"
        return
    with _own_database(f"workshops_{name}_{os.getpid()}", "template0") as url:
        yield url


@contextmanager
def copied_database(source: str, folder: Path) -> Iterator[str]:
    """The address of a copy of a database that nobody is connected to, dropped at the end."""
    url = make_url(source)
    if url.get_backend_name() == "sqlite":
        copy = folder / "copy.db"
        shutil.copyfile(str(url.database), copy)
        yield f"sqlite:///{copy}"
        return
    with _own_database(f"{url.database}_{next(_copies)}", str(url.database)) as url_of_copy:
        yield url_of_copy


@contextmanager
def _own_database(name: str, template: str) -> Iterator[str]:
    server = os.environ["TEST_DATABASE_URL"]
    url = make_url(server).set(drivername="postgresql+psycopg", database=name)
    with _administrator(server) as run:
        run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        run(f'CREATE DATABASE "{name}" ENCODING \'UTF8\' TEMPLATE "{template}"')
        # The server outlives every test, so nothing is lost by not waiting for the disk.
        run(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    try:
        yield url.render_as_string(hide_password=False)
    finally:
        with _administrator(server) as run:
            run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _administrator(server: str) -> Iterator[Callable[[str], object]]:
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield lambda statement: connection.execute(text(statement))
    finally:
        engine.dispose()


@contextmanager
def in_one_transaction(app: Flask) -> Iterator[None]:
    """Have every session of the application work inside one outer transaction that is rolled back at the end.

    The application's engine is replaced by the open connection; commits become savepoints.
    """
    engines: dict[str | None, Any] = db._app_engines[app]
    engine = engines[None]
    with app.app_context():
        db.session.remove()
        db.session.configure(join_transaction_mode="create_savepoint")
    connection = engine.connect()
    transaction = connection.begin()
    engines[None] = connection
    try:
        yield
    finally:
        with app.app_context():
            db.session.remove()
        engines[None] = engine
        transaction.rollback()
        connection.close()
