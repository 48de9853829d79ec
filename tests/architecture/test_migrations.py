"""The migrations lead to exactly the tables that the models describe, and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect

from tests.support.databases import database_url
from workshops.app import create_app
from workshops.directory.actions import load_reference_data
from workshops.foundation.database import db
from workshops.foundation.schema import MIGRATIONS, NEWEST, _migrating, bring_up_to_date, is_current
from workshops.foundation.searching import is_of_models
from workshops.foundation.settings import Settings
from workshops.foundation.transactions import unit_of_work

pytestmark = pytest.mark.real_db


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[Flask]:
    with database_url(tmp_path, "migrations") as url:
        app = create_app(
            Settings.from_environment({"ENVIRONMENT": "test", "INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
        )
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


# SQLite cannot tell Alembic what an index over an expression covers; PostgreSQL's run of this test can.
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_migrated_tables_equal_the_models(empty_house: Flask) -> None:
    bring_up_to_date()
    with db.engine.connect() as connection:
        opts = {"compare_type": True, "render_as_batch": True, "include_name": is_of_models}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, db.metadata) == []
    assert is_current()


def test_the_migrated_search_indexes_equal_those_of_the_models(empty_house: Flask) -> None:
    bring_up_to_date()
    migrated = search_indexes()
    _migrating(empty_house).downgrade(revision="base")
    db.create_all()
    assert search_indexes() == migrated
    assert len(migrated) == {"sqlite": 3 * (5 + 3), "postgresql": 3 * 2}[db.engine.dialect.name]


def test_down_and_up_again_with_data_ends_where_it_began(empty_house: Flask) -> None:
    bring_up_to_date()
    with unit_of_work():
        load_reference_data()
    before = tables()
    _migrating(empty_house).downgrade(revision="base")
    assert tables() == {"alembic_version"}
    bring_up_to_date()
    assert tables() == before


def test_the_program_was_written_for_the_newest_revision() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == NEWEST


KEPT_FOR_THE_SEARCH = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE instr(name, 'search_index') AND type <> 'index' ORDER BY name",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE strpos(indexname, 'search_index') > 0 "
    "UNION SELECT table_name, generation_expression FROM information_schema.columns "
    "WHERE column_name = 'search_index' ORDER BY 1",
}


def search_indexes() -> list[tuple[str, ...]]:
    """What the database itself keeps for the search, with its definitions."""
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql(KEPT_FOR_THE_SEARCH[connection.dialect.name])
        return [tuple(row) for row in rows]


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())
