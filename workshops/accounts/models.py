"""People, grants, sessions and one-time codes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from workshops.directory.models import Country, Organisation
from workshops.foundation.database import Base
from workshops.foundation.folding import document
from workshops.foundation.searching import SearchIndex

_FOUND_BY = ("name_latin", "name_own", "email")


def _words(context: DefaultExecutionContext) -> str:
    """What a person who is inserted without the ORM is found by."""
    values = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return document(*(values[name] for name in _FOUND_BY))


class Person(Base):
    """Somebody the house knows. The name in Latin letters is as in the passport, the other in her own script.

    `found_by` holds both and the address, folded; it follows them by itself.
    """

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("failed_tries >= 0", name="failed_tries"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    email_proved_at: Mapped[datetime | None]
    name_latin: Mapped[str] = mapped_column(String(120), default="")
    name_own: Mapped[str] = mapped_column(String(120), default="")
    sex: Mapped[str | None] = mapped_column(String(10))
    language: Mapped[str | None] = mapped_column(String(2))
    zone: Mapped[str | None] = mapped_column(String(40))
    country_iso3: Mapped[str | None] = mapped_column(ForeignKey("country.iso3"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    post: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    failed_tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    found_by: Mapped[str] = mapped_column(Text, default=_words)

    country: Mapped[Country | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="person", foreign_keys="RoleGrant.person_id", order_by="RoleGrant.id"
    )

    @property
    def printed_name(self) -> str:
        """The name as it is printed: in the person's own script, else in Latin letters."""
        return self.name_own or self.name_latin

    @validates(*_FOUND_BY)
    def _be_found(self, name: str, value: str) -> str:
        texts = {each: getattr(self, each) for each in _FOUND_BY} | {name: value}
        self.found_by = document(*(text or "" for text in texts.values()))
        return value


PERSON_SEARCH = SearchIndex(Person, "found_by")


class RoleGrant(Base):
    """A role of a person in a scope, for a time; `scope_id` is an organisation's or a workshop's id."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index(
            "uq_role_grant_live",
            "person_id",
            "role",
            "scope",
            text("coalesce(scope_id, 0)"),
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(None, "scope", "scope_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(30))
    scope: Mapped[str] = mapped_column(String(20))
    scope_id: Mapped[int | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(back_populates="grants", foreign_keys=[person_id])


class WebSession(Base):
    """A signed-in browser. Only the hash of its cookie is kept; a deleted row is a session that has ended."""

    __tablename__ = "web_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    is_staff: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(index=True)
    last_seen_at: Mapped[datetime]
    proved_at: Mapped[datetime]
    browser: Mapped[str] = mapped_column(String(40), default="")


class OneTimeCode(Base):
    """A request to prove an address. The worker makes code and link as it sends them; only digests are kept.

    `device_digest` binds the code to the browser that asked; the link opens on any device. Old rows are swept, yet no
    id comes twice: the outbox knows the mail by it.
    """

    __tablename__ = "one_time_code"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own spelling

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    device_digest: Mapped[str] = mapped_column(String(64), index=True)
    next_path: Mapped[str | None] = mapped_column(String(300))
    code_digest: Mapped[str | None] = mapped_column(String(64))
    link_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    tries: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    made_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
