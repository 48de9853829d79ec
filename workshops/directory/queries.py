"""Reading the directory: choices in the reader's language and order, memberships on a day, organisations by name."""

from datetime import date
from functools import lru_cache

from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from workshops.directory.models import Country, Grouping, GroupingMember, Instrument, Names, Organisation, Region, Theme
from workshops.directory.rules import collation_key, in_language
from workshops.foundation.database import db

Choices = list[tuple[str, str]]


@lru_cache
def countries(language: str) -> Choices:
    """Alpha-3 code and official short name of every State that can nominate, observers included.

    Read once a process: States change their names between two editions of the reference data, not under way.
    """
    return _choices(Country.iso3, Country.names, language)


def regions(language: str) -> Choices:
    """M49 code and name of every region, sub-region and intermediate region."""
    return _choices(Region.m49, Region.names, language)


def groupings(language: str) -> Choices:
    """Code and name of the groupings beside M49."""
    return _choices(Grouping.code, Grouping.names, language)


def themes(language: str) -> Choices:
    """Code and name of the themes."""
    return _choices(Theme.code, Theme.names, language)


def instruments(language: str) -> Choices:
    """Code and name of the reference instruments."""
    return _choices(Instrument.code, Instrument.names, language)


def _choices(code: InstrumentedAttribute[str], names: InstrumentedAttribute[Names], language: str) -> Choices:
    rows = [(key, in_language(value, language)) for key, value in db.session.execute(select(code, names))]
    return sorted(rows, key=lambda row: collation_key(row[1], language))


def grouping_members(grouping: str, on: date) -> frozenset[str]:
    """Alpha-3 codes of the States that belong to a grouping on a day."""
    lasting = or_(GroupingMember.until.is_(None), GroupingMember.until > on)
    members = select(GroupingMember.country_iso3).where(
        GroupingMember.grouping_code == grouping, GroupingMember.since <= on, lasting
    )
    return frozenset(db.session.scalars(members))


def organisations_named(typed: str, *, at_most: int = 20) -> list[Organisation]:
    """Organisations with the typed letters in their name or acronym, to complete a field with."""
    found = or_(
        Organisation.name.icontains(typed, autoescape=True), Organisation.acronym.icontains(typed, autoescape=True)
    )
    return list(
        db.session.scalars(select(Organisation).where(found).order_by(func.lower(Organisation.name)).limit(at_most))
    )


def find_organisation(name: str) -> Organisation | None:
    """The organisation with exactly this name or acronym, capitals aside; the oldest when there are several."""
    typed = name.lower()
    named = or_(func.lower(Organisation.name) == typed, func.lower(Organisation.acronym) == typed)
    return db.session.scalar(select(Organisation).where(named).order_by(Organisation.id).limit(1))


def organisations_of(country_iso3: str | None) -> list[tuple[int, str, str | None]]:
    """Id, name and acronym of the organisations of a State, then of those that belong to none."""
    query = select(Organisation.id, Organisation.name, Organisation.acronym).where(
        or_(Organisation.country_iso3 == country_iso3, Organisation.country_iso3.is_(None))
    )
    rows = db.session.execute(query.order_by(Organisation.country_iso3.is_(None), func.lower(Organisation.name)))
    return [(number, name, acronym) for number, name, acronym in rows]
