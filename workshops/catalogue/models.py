"""Programmes, workshops with their texts, and what hangs on a workshop's page."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, DateTime, Float, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.catalogue.rules import Mode, Standing, TimeAndPlace
from workshops.directory.models import Country, Grouping, Instrument, Organisation, Theme
from workshops.foundation.database import Base
from workshops.foundation.searching import SearchIndex

workshop_theme = Table(
    "workshop_theme",
    Base.metadata,
    Column("workshop_id", ForeignKey("workshop.id"), primary_key=True),
    Column("theme_code", ForeignKey("theme.code"), primary_key=True, index=True),
)
workshop_instrument = Table(
    "workshop_instrument",
    Base.metadata,
    Column("workshop_id", ForeignKey("workshop.id"), primary_key=True),
    Column("instrument_code", ForeignKey("instrument.code"), primary_key=True),
)
workshop_grouping = Table(
    "workshop_grouping",
    Base.metadata,
    Column("workshop_id", ForeignKey("workshop.id"), primary_key=True),
    Column("grouping_code", ForeignKey("grouping.code"), primary_key=True, index=True),
)


class Programme(Base):
    """A programme, or a phase of one: the Kuwait phase belongs to the Dushanbe Process."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))
    names: Mapped[dict[str, str]] = mapped_column(JSON)


class WorkshopCounter(Base):
    """The last number given in a year, for codes such as WS-2026-014."""

    __tablename__ = "workshop_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class CatalogueVersion(Base):
    """One row that every change of the public list raises, so that a list kept in memory knows its age."""

    __tablename__ = "catalogue_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]


class Workshop(Base):
    """A capacity-building event of any kind.

    `starts_local` and `ends_local` are wall-clock times in `zone`; `starts_at` and `ends_at` the same in UTC.
    `taken` counts the seats that confirmed, offered and unproved registrations hold; `wait_next` the places given
    in the waitlist. `revision` rises with every change of what a page or a calendar shows. `state_since` is
    when it came to stand where it stands, None while it is a draft and after it was brought back from the archive.
    """

    __tablename__ = "workshop"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND taken <= capacity", name="seats"),
        CheckConstraint("ends_at > starts_at", name="span"),
        CheckConstraint("attendance_percent BETWEEN 0 AND 100", name="attendance_percent"),
        Index(None, "visibility", "starts_at", "id", "ends_at", "state"),
        Index(None, "organisation_id", "starts_at"),
        Index(None, "country_iso3", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(30))
    state: Mapped[str] = mapped_column(String(20))
    visibility: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    scope: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str] = mapped_column(String(20))
    first_language: Mapped[str] = mapped_column(String(2))
    working_languages: Mapped[list[str]] = mapped_column(JSON)
    document_languages: Mapped[list[str]] = mapped_column(JSON)
    interpretation: Mapped[bool] = mapped_column(Boolean, default=False)

    venue_name: Mapped[str] = mapped_column(String(200), default="")
    venue_address: Mapped[str] = mapped_column(String(300), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    country_iso3: Mapped[str | None] = mapped_column(ForeignKey("country.iso3"))
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    join_url: Mapped[str] = mapped_column(String(500), default="")

    zone: Mapped[str] = mapped_column(String(60))
    starts_local: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    ends_local: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    admission: Mapped[str] = mapped_column(String(20))
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    decision_due_at: Mapped[datetime | None]
    offer_hours: Mapped[int] = mapped_column(default=48)
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    wait_next: Mapped[int] = mapped_column(default=0)

    attendance_percent: Mapped[int] = mapped_column(default=80)
    certificate_design: Mapped[str] = mapped_column(String(20), default="classic")
    certificate_hours: Mapped[int | None]
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")

    state_reason: Mapped[str] = mapped_column(String(500), default="")
    cloned_from_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id"))
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    state_since: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    programme: Mapped[Programme | None] = relationship()
    country: Mapped[Country | None] = relationship()
    themes: Mapped[list[Theme]] = relationship(secondary=workshop_theme, order_by=Theme.code)
    instruments: Mapped[list[Instrument]] = relationship(secondary=workshop_instrument, order_by=Instrument.code)
    groupings: Mapped[list[Grouping]] = relationship(secondary=workshop_grouping, order_by=Grouping.code)
    texts: Mapped[list["WorkshopText"]] = relationship(cascade="all, delete-orphan", order_by="WorkshopText.language")
    signatories: Mapped[list["Signatory"]] = relationship(cascade="all, delete-orphan", order_by="Signatory.position")
    partners: Mapped[list["WorkshopPartner"]] = relationship(
        cascade="all, delete-orphan", order_by="WorkshopPartner.position"
    )

    documents: Mapped[list["Document"]] = relationship(order_by="Document.id", viewonly=True)

    @property
    def scope_ids(self) -> dict[str, int]:
        """What decides whose workshop it is, as `Actor.may` asks for it."""
        return {"workshop_id": self.id, "organisation_id": self.organisation_id}

    @property
    def time_and_place(self) -> TimeAndPlace:
        """When and where, as one value."""
        return TimeAndPlace(
            starts_local=self.starts_local,
            ends_local=self.ends_local,
            zone=self.zone,
            mode=Mode(self.mode),
            venue_name=self.venue_name,
            venue_address=self.venue_address,
            city=self.city,
            country_iso3=self.country_iso3,
            join_url=self.join_url,
        )

    @property
    def standing(self) -> Standing:
        """What its stage follows from."""
        return Standing.of(self)

    def text_in(self, language: str) -> "WorkshopText":
        """The texts in the reader's language, else in the workshop's first."""
        by_language = {text.language: text for text in self.texts}
        return by_language.get(language) or by_language[self.first_language]


class WorkshopText(Base):
    """What a workshop says of itself in one language; long fields are Markdown."""

    __tablename__ = "workshop_text"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(500), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    aims: Mapped[str] = mapped_column(Text, default="")
    learning_outcomes: Mapped[str] = mapped_column(Text, default="")
    target_audience: Mapped[str] = mapped_column(Text, default="")
    admission_criteria: Mapped[str] = mapped_column(Text, default="")


class WorkshopWords(Base):
    """What a workshop is found by, folded: titles and code, then all else that is said of it, in every language."""

    __tablename__ = "workshop_words"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)


WORKSHOP_SEARCH = SearchIndex(WorkshopWords, "title", "body")


class WorkshopSlug(Base):
    """Every address a workshop has had; an old one leads to the present one and is never given again."""

    __tablename__ = "workshop_slug"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)


class Signatory(Base):
    """Who signs the certificates, in order."""

    __tablename__ = "signatory"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    function: Mapped[str] = mapped_column(String(160))


class WorkshopPartner(Base):
    """An organisation beside the owner: host, co-organizer or sponsor."""

    __tablename__ = "workshop_partner"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    organisation: Mapped[Organisation] = relationship()


class Document(Base):
    """A file beside a workshop; `audience` says who may read it. The bytes lie in the instance folder."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    audience: Mapped[str] = mapped_column(String(20))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    stored_name: Mapped[str] = mapped_column(String(64), unique=True)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
