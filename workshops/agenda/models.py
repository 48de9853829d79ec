"""Sessions and their speakers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.catalogue.models import Workshop
from workshops.foundation.database import Base


class AgendaSession(Base):
    """A slot of the agenda. Local times are wall-clock times in the workshop's zone, the others UTC.

    `uid`, `sequence`, `created_at` and `changed_at` are the calendar entry's own for life (RFC 5545 section 3.8.4.7,
    3.8.7.4; RFC 5546 section 2.1.4): `sequence` rises when time, place or status changes, and only then.
    """

    __tablename__ = "agenda_session"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        CheckConstraint("ends_at > starts_at", name="span"),
        Index(None, "workshop_id", "starts_at", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    room: Mapped[str] = mapped_column(String(120), default="")
    is_pause: Mapped[bool] = mapped_column(default=False)
    is_required: Mapped[bool] = mapped_column(default=True)
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    starts_local: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    ends_local: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    workshop: Mapped[Workshop] = relationship()
    speakers: Mapped[list["Speaker"]] = relationship(cascade="all, delete-orphan", order_by="Speaker.position")

    @property
    def day(self) -> date:
        """The day it begins on."""
        return self.starts_local.date()


class Speaker(Base):
    """Who speaks in a session, as the agenda prints it."""

    __tablename__ = "speaker"

    session_id: Mapped[int] = mapped_column(ForeignKey("agenda_session.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    function: Mapped[str] = mapped_column(String(160), default="")
