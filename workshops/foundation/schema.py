"""Which edition of the tables the database holds, and bringing it to the newest."""

from functools import lru_cache
from pathlib import Path

import flask_migrate
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from workshops.foundation.database import db

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


def init_schema(app: Flask) -> None:
    """Give operators `flask db`."""
    flask_migrate.Migrate(app, db, directory=str(MIGRATIONS))


@lru_cache
def newest_revision() -> str | None:
    """The revision this program was written for."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def is_current() -> bool:
    """Whether the database is at the newest revision."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest_revision()


def bring_up_to_date() -> None:
    """Run the migrations that are missing; does nothing when there are none."""
    if not is_current():
        flask_migrate.upgrade()
