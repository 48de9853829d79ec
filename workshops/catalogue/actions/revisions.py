"""How what changed becomes known to pages and lists that are kept in memory."""

from sqlalchemy import text

from workshops.catalogue.models import Workshop
from workshops.foundation import clock
from workshops.foundation.database import db

_RAISE_CATALOGUE = text(
    "INSERT INTO catalogue_version (id, version) VALUES (1, 1) "
    "ON CONFLICT (id) DO UPDATE SET version = catalogue_version.version + 1"
)


def touch(workshop: Workshop) -> None:
    """Say that something a page or a calendar shows of this workshop has changed; flushes.

    The workshop's row is always written before the catalogue's: two orders would be a deadlock.
    """
    workshop.revision = Workshop.revision + 1
    workshop.changed_at = clock.now()
    db.session.flush()
    raise_catalogue_version()


def raise_catalogue_version() -> None:
    """Say that the public list has changed."""
    db.session.execute(_RAISE_CATALOGUE)
