"""Appending to the chain."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app
from sqlalchemy import insert, select, update

from workshops.audit.models import AuditEntry, AuditHead
from workshops.audit.rules import FIRST_HASH, line_hash
from workshops.foundation.database import db

_HEAD = select(AuditHead.sequence, AuditHead.hash).where(AuditHead.id == 1).with_for_update()
_MOVE_HEAD = update(AuditHead).where(AuditHead.id == 1)


def append(lines: Sequence[Mapping[str, Any]]) -> None:
    """Append lines in order, each bound to the one before; locks the head until the transaction ends."""
    session = db.session()
    head = session.execute(_HEAD).first()
    if head is None:
        session.execute(insert(AuditHead).values(id=1, sequence=0, hash=FIRST_HASH))
    sequence, previous = head or (0, FIRST_HASH)
    rows = []
    for line in lines:
        sequence += 1
        previous = line_hash(current_app.config["SECRET_KEY"], previous, sequence, line)
        rows.append({**line, "sequence": sequence, "hash": previous})
    session.execute(insert(AuditEntry), rows)
    session.execute(_MOVE_HEAD, {"sequence": sequence, "hash": previous})
