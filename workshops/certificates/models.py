"""Certificates as records; the file is drawn from the record whenever it is asked for."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workshops.foundation.database import Base


class Certificate(Base):
    """A certificate as it was issued. `facts` are frozen and never changed; corrections replace, errors revoke.

    The code is found by its digest and kept sealed, since the file is drawn again from the record. The partial unique
    index allows one live certificate for each person, workshop and kind.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        Index(
            "uq_certificate_live",
            "person_id",
            "workshop_id",
            "kind",
            unique=True,
            sqlite_where=text("state = 'valid'"),
            postgresql_where=text("state = 'valid'"),
        ),
        UniqueConstraint("workshop_id", "serial", "edition"),
        Index(None, "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    number: Mapped[str] = mapped_column(String(40), unique=True)
    serial: Mapped[int]
    edition: Mapped[int] = mapped_column(default=1)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    sealed_code: Mapped[str] = mapped_column(String(200))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    facts_digest: Mapped[str] = mapped_column(String(64))
    shows_name: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(20))
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    reason_class: Mapped[str | None] = mapped_column(String(30))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))


class CertificateCounter(Base):
    """The last serial number given in a workshop; taken in the issuing transaction, so that none is skipped."""

    __tablename__ = "certificate_counter"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    last: Mapped[int]


class EntitlementOverride(Base):
    """An organizer's written decision that a person gets the certificate although the rule says no."""

    __tablename__ = "entitlement_override"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(500))
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime]
