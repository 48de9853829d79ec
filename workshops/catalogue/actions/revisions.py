"""How what changed becomes known to pages and lists that are kept in memory."""

from workshops.catalogue.models import CatalogueVersion, Workshop
from workshops.foundation import clock
from workshops.foundation.database import db, insert_into


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
    first = insert_into(CatalogueVersion).values(id=1, version=1)
    one_more = {"version": CatalogueVersion.version + 1}
    db.session.execute(first.on_conflict_do_update(index_elements=["id"], set_=one_more))
