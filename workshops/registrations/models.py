"""Registrations and every step they took."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from workshops.accounts.models import Person
from workshops.catalogue.models import Workshop
from workshops.directory.models import Country, Organisation
from workshops.foundation.database import Base
from workshops.foundation.folding import document
from workshops.foundation.searching import SearchIndex
from workshops.registrations.rules import Answers


class Registration(Base):
    """A person's way into one workshop, with her answers as she gave them.

    `is_live` is true while it can still lead to a seat or holds one; the unique index looks at live ones only, so that
    a person may register again after withdrawing. `holds_seat` is what `workshop.taken` counts. `wait_rank` orders the
    waitlist; it may have gaps. `once` is made from the form's own key: sending it twice is one registration.
    `expires_at` is the end of an unproved registration or of an offer, NULL for all others. `found_by` holds both
    names, folded; it follows them by itself.
    """

    __tablename__ = "registration"
    __table_args__ = (
        Index(
            "uq_registration_live",
            "workshop_id",
            "person_id",
            unique=True,
            sqlite_where=text("is_live"),
            postgresql_where=text("is_live"),
        ),
        CheckConstraint("NOT holds_seat OR is_live", name="only_live_ones_hold_seats"),
        Index(None, "workshop_id", "state", "wait_rank"),
        Index(None, "workshop_id", "name_latin", "id"),
        Index(None, "person_id", "submitted_at"),
        Index(None, "state", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    once: Mapped[str] = mapped_column(String(40), unique=True)
    state: Mapped[str] = mapped_column(String(20))
    is_live: Mapped[bool] = mapped_column(default=True)
    holds_seat: Mapped[bool] = mapped_column(default=False)
    wait_rank: Mapped[int | None]
    expires_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]

    name_latin: Mapped[str] = mapped_column(String(120))
    name_own: Mapped[str] = mapped_column(String(120), default="")
    sex: Mapped[str | None] = mapped_column(String(10))
    country_iso3: Mapped[str | None] = mapped_column(ForeignKey("country.iso3"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    agency: Mapped[str] = mapped_column(String(200), default="")
    post: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2), default="en")
    certificate_language: Mapped[str] = mapped_column(String(2), default="en")
    motivation: Mapped[str] = mapped_column(Text, default="")
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    notice_version: Mapped[str] = mapped_column(String(20))
    found_by: Mapped[str] = mapped_column(Text, default="")

    workshop: Mapped[Workshop] = relationship()
    person: Mapped[Person] = relationship()
    country: Mapped[Country | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    steps: Mapped[list["RegistrationStep"]] = relationship(order_by="RegistrationStep.id")

    @property
    def printed_name(self) -> str:
        """The name as it is printed: in the person's own script, else in Latin letters."""
        return self.name_own or self.name_latin

    @property
    def answers(self) -> Answers:
        """The answers as they are stored."""
        stored = {field.name: getattr(self, field.name) for field in fields(Answers)}
        return Answers(**stored | {"needs": tuple(self.needs)})

    @validates("name_latin", "name_own")
    def _be_found(self, name: str, value: str) -> str:
        names = {"name_latin": self.name_latin, "name_own": self.name_own} | {name: value}
        self.found_by = document(*(text or "" for text in names.values()))
        return value


REGISTRATION_SEARCH = SearchIndex(Registration, "found_by")


class RegistrationStep(Base):
    """A transition: from where to where, when, by whom, why."""

    __tablename__ = "registration_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    before: Mapped[str | None] = mapped_column(String(20))
    after: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(1000), default="")

    actor: Mapped[Person | None] = relationship()


class Draft(Base):
    """A form that was saved for later and not sent yet; `answers` stand in it as they stood in its fields.

    `once` is the form's own key: saved again, it is the same draft. The worker makes the link as it sends the mail, and
    only its digest is kept. Drafts are erased, yet no id comes twice: the outbox knows the mail by it.
    """

    __tablename__ = "registration_draft"
    __table_args__ = (UniqueConstraint("workshop_id", "once"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    once: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    link_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    kept_until: Mapped[datetime] = mapped_column(index=True)

    workshop: Mapped[Workshop] = relationship()
