"""How many registered for a workshop, from where and when: counted in the database, one statement for each chart."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from workshops.directory.models import Country, Names, Organisation, Region
from workshops.foundation.database import db, utc_day
from workshops.registrations.models import Registration
from workshops.registrations.rules import STATES_OF_STEP

# A number for each step of `STATES_OF_STEP`.
Counts = tuple[int, ...]


def counts_by_region(workshop_id: int) -> list[tuple[Names | None, Counts]]:
    """The regions that people represent, by name; None is no State."""
    region = Country.region_m49.label("of")
    query = _counted(workshop_id, region).outerjoin(Country, Country.iso3 == Registration.country_iso3)
    return _named(query, Region, Region.m49)


def counts_by_state(workshop_id: int) -> list[tuple[Names | None, Counts]]:
    """The States that people represent, by name; None is no State."""
    return _named(_counted(workshop_id, Registration.country_iso3.label("of")), Country, Country.iso3)


def counts_by_agency(workshop_id: int) -> list[tuple[str | None, str | None, Counts]]:
    """Kind of organisation and type of agency; two None are agencies that the directory does not list."""
    query = _counted(workshop_id, Organisation.kind, Organisation.agency_type)
    rows = db.session.execute(query.outerjoin(Organisation, Organisation.id == Registration.organisation_id))
    return [(kind, agency_type, tuple(counts)) for kind, agency_type, *counts in rows]


def counts_by_sex(workshop_id: int) -> list[tuple[str | None, Counts]]:
    """Women, men, and those who did not say."""
    return [(sex, tuple(counts)) for sex, *counts in db.session.execute(_counted(workshop_id, Registration.sex))]


def counts_by_day(workshop_id: int) -> dict[date, int]:
    """How many forms came on each day, in UTC; days without one are not there."""
    day = utc_day(Registration.submitted_at)
    query = select(day, func.count()).where(Registration.workshop_id == workshop_id).group_by(day)
    return dict(db.session.execute(query).all())


def _counted(workshop_id: int, *columns: ColumnElement[Any] | Any) -> Select[Any]:
    steps = [func.count(case((Registration.state.in_(states), 1))) for states in STATES_OF_STEP.values()]
    return select(*columns, *steps).where(Registration.workshop_id == workshop_id).group_by(*columns)


def _named(query: Select[Any], table: Any, key: Any) -> list[tuple[Names | None, Counts]]:
    """The rows of a count with the names of what was counted: JSON cannot be grouped by, so it is joined after."""
    counted = query.subquery()
    rows = db.session.execute(
        select(table.names, *list(counted.c)[1:]).select_from(counted).outerjoin(table, and_(key == counted.c.of))
    )
    return [(names, tuple(counts)) for names, *counts in rows]
