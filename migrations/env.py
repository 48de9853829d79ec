"""How Alembic reaches the application's database; used by `flask db`."""

from alembic import context
from flask import current_app

from workshops.foundation.database import UtcDateTime, db
from workshops.foundation.searching import is_of_models


def _spell(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column type as the plain one beneath it, so that revisions stand on Alembic alone."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def run() -> None:
    """Bring the database to a revision, on the application's own engine, in one transaction where it can."""
    with current_app.extensions["migrate"].db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            # Two nodes that start at once must not migrate at once.
            connection.exec_driver_sql("SELECT pg_advisory_lock(20241105)")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            include_name=is_of_models,
            render_item=_spell,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
