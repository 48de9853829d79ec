"""Tables of the directory; names of reference rows are given in six languages, keyed by language code."""

from datetime import date

from sqlalchemy import JSON, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshops.foundation.database import Base

Names = dict[str, str]


class ReferenceLoad(Base):
    """Which edition of a reference file is in the tables, so that an unchanged file is not read again."""

    __tablename__ = "reference_load"

    file: Mapped[str] = mapped_column(String(80), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))


class Region(Base):
    """A region of the UN M49 tree: world, region, sub-region or intermediate region."""

    __tablename__ = "region"

    m49: Mapped[str] = mapped_column(String(3), primary_key=True)
    parent_m49: Mapped[str | None] = mapped_column(ForeignKey("region.m49"))
    names: Mapped[Names] = mapped_column(JSON)


class Country(Base):
    """A country or area of M49; `is_member_state` marks the 193, `is_observer` the two observer States."""

    __tablename__ = "country"

    iso3: Mapped[str] = mapped_column(String(3), primary_key=True)
    iso2: Mapped[str] = mapped_column(String(2), unique=True)
    m49: Mapped[str] = mapped_column(String(3), unique=True)
    region_m49: Mapped[str | None] = mapped_column(ForeignKey("region.m49"))
    names: Mapped[Names] = mapped_column(JSON)
    is_member_state: Mapped[bool] = mapped_column(default=False)
    is_observer: Mapped[bool] = mapped_column(default=False)
    is_ldc: Mapped[bool] = mapped_column(default=False)
    is_lldc: Mapped[bool] = mapped_column(default=False)
    is_sids: Mapped[bool] = mapped_column(default=False)


class Grouping(Base):
    """A named group of States beside M49: LAS, AU, ASEAN, Central Asia."""

    __tablename__ = "grouping"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    names: Mapped[Names] = mapped_column(JSON)


class GroupingMember(Base):
    """A membership with its dates; no end means that it still holds."""

    __tablename__ = "grouping_member"

    grouping_code: Mapped[str] = mapped_column(ForeignKey("grouping.code"), primary_key=True)
    country_iso3: Mapped[str] = mapped_column(ForeignKey("country.iso3"), primary_key=True)
    since: Mapped[date] = mapped_column(Date, primary_key=True)
    until: Mapped[date | None] = mapped_column(Date)


class Organisation(Base):
    """A body that nominates, hosts or is represented; `kind` and `agency_type` come from `rules.py`."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("name", "country_iso3"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    acronym: Mapped[str | None] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(30))
    agency_type: Mapped[str | None] = mapped_column(String(30))
    country_iso3: Mapped[str | None] = mapped_column(ForeignKey("country.iso3"))


class Theme(Base):
    """A subject of workshops, such as passenger name records."""

    __tablename__ = "theme"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    names: Mapped[Names] = mapped_column(JSON)


class Instrument(Base):
    """A reference instrument: a resolution, a declaration, a convention."""

    __tablename__ = "instrument"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    names: Mapped[Names] = mapped_column(JSON)
