"""Databases for tests: SQLite in a temporary folder, or one of their own on the PostgreSQL of TEST_DATABASE_URL."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, make_url, text

from workshops.foundation.database import db


@contextmanager
def database_url(folder: Path, name: str = "tests") -> Iterator[str]:
    """The address of a new empty database, dropped at the end."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        yield f"sqlite:///{folder / name}.db"
        return
    url = make_url(server).set(drivername="postgresql+psycopg")
    own = f"workshops_{name}_{os.getpid()}"
    with _administrator(server) as run:
        run(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
        run(f"CREATE DATABASE \"{own}\" ENCODING 'UTF8' TEMPLATE template0")
    try:
        yield url.set(database=own).render_as_string(hide_password=False)
    finally:
        with _administrator(server) as run:
            run(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')


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
    engines: dict[str | None, Any] = db._app_engines[app]  # type: ignore[assignment]
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
