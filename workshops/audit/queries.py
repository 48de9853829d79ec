"""Reading the chain, and proving that nobody has altered it."""

from collections.abc import Sequence
from contextlib import closing

from flask import current_app
from sqlalchemy import select

from workshops.audit.models import AuditEntry, AuditHead
from workshops.audit.rules import FIRST_HASH, line_hash
from workshops.foundation.database import db

PAGE = 50
_HASHED = ("at", "actor_id", "event", "object_type", "object_id", "details")


def lines(*, before: int | None = None, about: tuple[str, int] | None = None) -> Sequence[AuditEntry]:
    """The newest lines first, a page of 50 before a sequence number, of one object when its type and id are given."""
    query = select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(PAGE)
    if before is not None:
        query = query.where(AuditEntry.sequence < before)
    if about is not None:
        query = query.where(AuditEntry.object_type == about[0], AuditEntry.object_id == about[1])
    return db.session.scalars(query).all()


def first_fault() -> int | None:
    """The sequence number where the chain does not hold: an edited, deleted or moved line, or a missing tail."""
    expected, previous = 0, FIRST_HASH
    query = select(AuditEntry).order_by(AuditEntry.sequence).execution_options(yield_per=500)
    with closing(db.session.scalars(query)) as entries:
        for entry in entries:
            expected += 1
            line = {name: getattr(entry, name) for name in _HASHED}
            previous = line_hash(current_app.config["SECRET_KEY"], previous, expected, line)
            if entry.sequence != expected or entry.hash != previous:
                return expected
    head = db.session.execute(select(AuditHead.sequence, AuditHead.hash)).first()
    return None if (head or (0, FIRST_HASH)) == (expected, previous) else expected + 1
