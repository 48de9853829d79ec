"""Which edition of the tables the database holds, and bringing it to the newest.

Alembic weighs 13 MB and is loaded only where tables are changed, not where readers are answered.
"""

from pathlib import Path
from types import ModuleType

import click
from flask import Flask, current_app
from sqlalchemy import inspect, text

from workshops.foundation.database import db

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"
# The revision that this program was written for; a test holds it against the newest file of the folder.
NEWEST = "0001"


def init_schema(app: Flask) -> None:
    """Give operators `flask db`; a process that nobody started from a shell command is spared the library."""
    if click.get_current_context(silent=True):
        _migrating(app)


def current_revision() -> str | None:
    """The revision of the tables, or None when there are none yet."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return revision


def is_current() -> bool:
    """Whether the database is at the newest revision."""
    return current_revision() == NEWEST


def bring_up_to_date() -> None:
    """Run the migrations that are missing; does nothing when there are none."""
    if not is_current():
        _migrating(current_app).upgrade()


def _migrating(app: Flask) -> ModuleType:
    import flask_migrate  # noqa: PLC0415 - see above

    flask_migrate.Migrate(app, db, directory=str(MIGRATIONS))
    return flask_migrate
