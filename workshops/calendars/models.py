"""What each person's calendar was told."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshops.foundation.database import Base


class SentInvitation(Base):
    """One iTIP message for one person and one session, written with the change that caused it.

    The unique constraint makes a second message for the same revision impossible; the highest `sequence` of a person
    and a session is what her calendar knows. `stamped_at` is the DTSTAMP, so that a resend has the same octets.
    """

    __tablename__ = "sent_invitation"
    __table_args__ = (UniqueConstraint("person_id", "session_id", "sequence", "method"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("agenda_session.id"), index=True)
    method: Mapped[str] = mapped_column(String(10))
    sequence: Mapped[int]
    stamped_at: Mapped[datetime]
