"""Everybody who registered for a workshop, as its organizers list, count and take them along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVarTuple

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select, tuple_

from workshops.accounts.models import Person
from workshops.directory.models import Country, Names, Organisation
from workshops.foundation.database import db
from workshops.registrations.models import REGISTRATION_SEARCH, Registration
from workshops.registrations.rules import State

PAGE = 50
NOT_LISTED = "not_listed"
WITHHELD = "withheld"
_EXPORTED_AT_ONCE = 500
Columns = TypeVarTuple("Columns")


@dataclass(frozen=True)
class Filters:
    """Which people are wanted; what is empty narrows nothing. `words` are parts of a name."""

    state: str = ""
    country: str = ""
    agency: str = ""
    sex: str = ""
    words: str = ""

    @property
    def is_waitlist(self) -> bool:
        """Whether the list is the waitlist, which is ordered by rank."""
        return self.state == State.WAITLISTED


class Line(NamedTuple):
    """A person as a line of the list."""

    id: int
    name_own: str
    name_latin: str
    country: Names | None
    agency: str
    agency_type: str | None
    state: str
    holds_seat: bool
    submitted_at: datetime


@dataclass(frozen=True)
class Figures:
    """How many people stand where, and how many of them match the filters."""

    by_state: dict[State, int]
    matching: int

    @property
    def total(self) -> int:
        """All who ever registered."""
        return sum(self.by_state.values())


def lines(workshop_id: int, filters: Filters, after: int | None = None) -> list[Line]:
    """A page of 50 people by Latin name, or the waitlist by rank, after the last registration of the page before."""
    key = _key(filters)
    columns = (
        Registration.id,
        Registration.name_own,
        Registration.name_latin,
        Country.names,
        Registration.agency,
        Organisation.agency_type,
        Registration.state,
        Registration.holds_seat,
        Registration.submitted_at,
    )
    query = _joined(select(*columns)).where(*_conditions(workshop_id, filters)).order_by(*key).limit(PAGE)
    if after is not None:
        last = select(*key).where(Registration.id == after, Registration.workshop_id == workshop_id)
        query = query.where(tuple_(*key) > last.scalar_subquery())
    return [Line(*row) for row in db.session.execute(query)]


def figures(workshop_id: int, filters: Filters) -> Figures:
    """How many stand where, and how many match: one statement."""
    matches = func.sum(case((and_(*_conditions(workshop_id, filters)), 1), else_=0))
    query = select(Registration.state, func.count(), matches).where(Registration.workshop_id == workshop_id)
    rows = db.session.execute(
        query.outerjoin(Organisation, Organisation.id == Registration.organisation_id).group_by(Registration.state)
    ).all()
    counted = {State(state): count for state, count, _ in rows}
    return Figures({state: counted.get(state, 0) for state in State}, sum(row[2] for row in rows))


def chosen(workshop_id: int, ids: Sequence[int]) -> list[Registration]:
    """Those of these registrations that are for this workshop: the waitlist by rank, then the others by name."""
    query = select(Registration).where(Registration.workshop_id == workshop_id, Registration.id.in_(ids))
    in_order = (Registration.wait_rank.is_(None), Registration.wait_rank, Registration.name_latin, Registration.id)
    return list(db.session.scalars(query.order_by(*in_order)))


def countries_present(workshop_id: int) -> list[tuple[str, Names]]:
    """Code and names of the States that the people of a workshop come from."""
    present = select(Registration.country_iso3).where(Registration.workshop_id == workshop_id)
    query = select(Country.iso3, Country.names).where(Country.iso3.in_(present))
    return [(iso3, names) for iso3, names in db.session.execute(query)]


def exported(workshop_id: int, filters: Filters) -> Iterator[Row[Any]]:
    """All who match, for a file, read a few hundred at a time."""
    columns = (
        Registration.state,
        Registration.name_own,
        Registration.name_latin,
        Country.names,
        Registration.agency,
        Organisation.agency_type,
        Registration.post,
        Person.email,
        Registration.language,
        Registration.certificate_language,
        Registration.motivation,
        Registration.needs,
        Registration.submitted_at,
        Registration.decided_at,
        Registration.wait_rank,
        Registration.reason,
    )
    query = _joined(select(*columns)).join(Person, Person.id == Registration.person_id)
    ordered = query.where(*_conditions(workshop_id, filters)).order_by(*_key(filters))
    return iter(db.session.execute(ordered.execution_options(yield_per=_EXPORTED_AT_ONCE)))


def _joined(query: Select[*Columns]) -> Select[*Columns]:
    return query.outerjoin(Country, Country.iso3 == Registration.country_iso3).outerjoin(
        Organisation, Organisation.id == Registration.organisation_id
    )


def _key(filters: Filters) -> tuple[Any, ...]:
    return (Registration.wait_rank if filters.is_waitlist else Registration.name_latin, Registration.id)


def _conditions(workshop_id: int, filters: Filters) -> list[ColumnElement[bool]]:
    conditions = [Registration.workshop_id == workshop_id]
    if filters.state:
        conditions.append(Registration.state == filters.state)
    if filters.country:
        conditions.append(Registration.country_iso3 == filters.country)
    if filters.agency:
        conditions.append(_is_of_kind(filters.agency))
    if filters.sex:
        conditions.append(Registration.sex.is_(None) if filters.sex == WITHHELD else Registration.sex == filters.sex)
    if filters.words:
        conditions.append(Registration.id.in_(select(REGISTRATION_SEARCH.found(filters.words).subquery().c.id)))
    return conditions


def _is_of_kind(kind: str) -> ColumnElement[bool]:
    """A type of a State's agency, a kind of organisation, or none that the directory lists."""
    if kind == NOT_LISTED:
        return Registration.organisation_id.is_(None)
    return or_(Organisation.agency_type == kind, Organisation.kind == kind)
