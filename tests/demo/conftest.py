"""One house with the demonstration in it, loaded once for all tests that only look."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.support.databases import database_url
from workshops.app import create_app
from workshops.demo.load import load
from workshops.directory.actions import load_reference_data
from workshops.foundation.database import db
from workshops.foundation.settings import Settings
from workshops.foundation.transactions import unit_of_work

ANCHOR = date(2026, 11, 24)


@contextmanager
def demonstration(folder: Path, name: str) -> Iterator[Flask]:
    """A house of its own with the demonstration around the anchor; no application context is open."""
    with database_url(folder, name) as url:
        app = create_app(
            Settings.from_environment(
                {
                    "ENVIRONMENT": "demo",
                    "INSTANCE_PATH": str(folder),
                    "DATABASE_URL": url,
                    "BASE_URL": "http://localhost",
                }
            )
        )
        with app.app_context():
            db.create_all()
            with unit_of_work():
                load_reference_data()
            assert load(ANCHOR)
            engine = db.engine
        yield app
        engine.dispose()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demonstration; a test that changes it puts back what it changed."""
    with demonstration(tmp_path_factory.mktemp("demonstration"), "demonstration") as app:
        yield app


@pytest.fixture
def told(demo: Flask) -> Iterator[Flask]:
    """The demonstration with its application context."""
    with demo.app_context():
        yield demo
