"""The outbox: written with the change it tells of, emptied by the worker."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workshops.foundation.database import Base


class OutboxMessage(Base):
    """A mail to be sent. Holds ids only: address, words and secrets are found or made as it is sent.

    `person_id` is NULL for a mail to an address that nobody has proved and that no person is made for: a draft's.
    `key` makes it once: the same news for the same person has the same key, and the Message-ID follows from it.
    States: due, claimed (leased to a worker until `lease_until`), sending (DATA is under way), sent, uncertain
    (a worker ended between DATA and its answer; only a person may send it again), dead, dropped (no longer true).
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index(None, "state", "due_at"),
        Index(None, "person_id", "created_at"),
        Index(None, "workshop_id", "state", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id"))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(20))
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
