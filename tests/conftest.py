"""What every test stands on: one application, one database with the reference data, each test rolled back."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.databases import database_url, in_one_transaction
from tests.support.live import LiveHouse, Prepared, live_house, prepared_house
from workshops.app import create_app
from workshops.directory.actions import load_reference_data
from workshops.foundation.database import db
from workshops.foundation.limits import limiter
from workshops.foundation.pagecache import pages
from workshops.foundation.settings import Settings
from workshops.foundation.transactions import unit_of_work


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of the environment `test`, with an instance folder and a database of their own."""
    instance = tmp_path_factory.mktemp("instance")
    with database_url(instance) as url:
        yield Settings.from_environment(
            {"ENVIRONMENT": "test", "INSTANCE_PATH": str(instance), "DATABASE_URL": url, "BASE_URL": "http://localhost"}
        )


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[Flask]:
    """The whole application over a database that holds the reference data."""
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        with unit_of_work():
            load_reference_data()
        engine = db.engine
    yield app
    engine.dispose()


@pytest.fixture
def database(app: Flask) -> Iterator[None]:
    """One outer transaction around the test: what it commits is gone afterwards."""
    limiter.reset()
    pages.clear()
    with in_one_transaction(app):
        yield


@pytest.fixture
def client(app: Flask, database: None) -> Browser:
    """A reader's browser without JavaScript: checks each page it gets and sends forms as a person would."""
    return Browser(app)


@pytest.fixture
def house(app: Flask, database: None) -> Iterator[Flask]:
    """The application with its context, for tests that call actions and queries directly, without a request."""
    with app.app_context():
        yield app


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """What `flask prepare` makes, for houses of processes to be copied from."""
    with prepared_house(tmp_path_factory.mktemp("prepared")) as prepared:
        yield prepared


@pytest.fixture
def live(prepared: Prepared, tmp_path: Path) -> Iterator[LiveHouse]:
    """A house of real processes over a database of its own; `open` starts it."""
    with live_house(prepared, tmp_path) as live:
        yield live


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Note a measurement, to be read at the end of the run."""
    return partial(record_property, "figure")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what was measured, whichever process has measured it."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties:
            if name == "figure":
                terminalreporter.write_line(f"{report.head_line}: {value}")


@pytest.fixture(scope="module")
def real_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over a database of its own in which everything is truly committed."""
    folder = tmp_path_factory.mktemp("real")
    with database_url(folder, "race") as url:
        environ = {"ENVIRONMENT": "test", "INSTANCE_PATH": str(folder), "DATABASE_URL": url}
        app = create_app(Settings.from_environment(environ | {"BASE_URL": "http://localhost"}))
        with app.app_context():
            db.create_all()
            with unit_of_work():
                load_reference_data()
            engine = db.engine
        yield app
        engine.dispose()


def pytest_configure() -> None:
    """Keep the environment of the person who runs the tests out of them."""
    for name in ("DATABASE_URL", "REDIS_URL", "MAIL_URL", "SECRET_KEY", "FIELD_KEY", "BASE_URL", "INSTANCE_PATH"):
        os.environ.pop(name, None)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).parent.parent
