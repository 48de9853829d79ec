"""The chain of audit lines and its head."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from workshops.foundation.database import Base

LONG = BigInteger().with_variant(Integer, "sqlite")


class AuditEntry(Base):
    """One event: who did what to which object, and the hash that binds the line to all before it.

    Holds ids and names of fields only; no foreign keys, since a line outlives what it tells of.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "object_type", "object_id", "sequence"), Index(None, "actor_id", "sequence"))

    sequence: Mapped[int] = mapped_column(LONG, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    event: Mapped[str] = mapped_column(String(60))
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The last line's number and hash; one row, the last lock a writing transaction takes."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(LONG)
    hash: Mapped[str] = mapped_column(String(64))
