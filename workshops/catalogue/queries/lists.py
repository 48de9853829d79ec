"""The public list of workshops: filtered, in order of time, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Row,
    Select,
    String,
    and_,
    cast,
    exists,
    false,
    func,
    or_,
    select,
    tuple_,
    union,
)
from sqlalchemy.orm import aliased

from workshops.catalogue.models import (
    WORKSHOP_SEARCH,
    CatalogueVersion,
    Workshop,
    WorkshopText,
    workshop_grouping,
    workshop_theme,
)
from workshops.catalogue.rules import LONGEST, PAST, PUBLIC_STATES, Filters, Standing, State, Visibility, month_span
from workshops.directory.models import Country, GroupingMember, Region
from workshops.foundation.database import db

PAGE = 25
MOST_COUNTED = 1000
# No place is further from UTC than this.
DAY = timedelta(days=1)

_VERSION = select(CatalogueVersion.version)
_own, _first = aliased(WorkshopText), aliased(WorkshopText)


@dataclass(frozen=True)
class Card:
    """A workshop as a line of the list."""

    row: Row[*tuple[Any, ...]]
    standing: Standing


@dataclass(frozen=True)
class Listing:
    """A page of the list: how many match in all (counted up to 1,000), and the key of the next page."""

    cards: Sequence[Card]
    total: int
    next_key: tuple[datetime, int] | None

    @property
    def months(self) -> list[tuple[date, list[Card]]]:
        """The lines under the first day of the month in which their workshops begin."""
        by_month = groupby(self.cards, lambda card: card.row.starts_local.date().replace(day=1))
        return [(first, list(cards)) for first, cards in by_month]


def catalogue_version() -> int:
    """Which edition of the list the database holds."""
    return db.session.connection().execute(_VERSION).scalar() or 0


def public_list(filters: Filters, language: str, now: datetime, after: tuple[datetime, int] | None) -> Listing:
    """A page of what everybody finds; `after` is the key of the last line of the page before."""
    conditions = [*is_public(), *_conditions(filters, now)]
    key, is_latest_first = tuple_(Workshop.starts_at, Workshop.id), filters.when == PAST
    query = cards_in(language).where(*conditions)
    if after is not None:
        query = query.where(key < tuple_(*after) if is_latest_first else key > tuple_(*after))
    order = (Workshop.starts_at, Workshop.id)
    ordered = query.order_by(*(column.desc() if is_latest_first else column for column in order)).limit(PAGE + 1)
    connection = db.session.connection()
    rows = connection.execute(ordered).all()
    cards = [Card(row, Standing.of(row)) for row in rows[:PAGE]]
    next_key = (cards[-1].row.starts_at, cards[-1].row.id) if len(rows) > PAGE else None
    return Listing(cards, _count(conditions), next_key)


def count_matches(filters: Filters, now: datetime) -> int:
    """How many everybody finds with these filters, counted up to 1,000."""
    return _count([*is_public(), *_conditions(filters, now)])


def is_public() -> tuple[ColumnElement[bool], ...]:
    """The conditions under which everybody finds a workshop."""
    return (Workshop.state.in_(sorted(PUBLIC_STATES)), Workshop.visibility == Visibility.PUBLIC)


def _count(conditions: Sequence[ColumnElement[bool]]) -> int:
    some = select(Workshop.id).where(*conditions).limit(MOST_COUNTED).subquery()
    return db.session.connection().execute(select(func.count()).select_from(some)).scalar_one()


def cards_in(language: str | BindParameter[str]) -> Select[*tuple[Any, ...]]:
    """What a line shows of a workshop, its words in the reader's language or in the workshop's first."""
    return (
        select(
            Workshop.id,
            Workshop.slug,
            Workshop.state,
            Workshop.mode,
            Workshop.city,
            Workshop.working_languages,
            Workshop.starts_local,
            Workshop.ends_local,
            Workshop.starts_at,
            Workshop.ends_at,
            Workshop.opens_at,
            Workshop.closes_at,
            Workshop.capacity,
            Workshop.taken,
            func.coalesce(_own.language, _first.language).label("text_language"),
            func.coalesce(_own.title, _first.title).label("title"),
            func.coalesce(_own.summary, _first.summary).label("summary"),
        )
        .join(_first, and_(_first.workshop_id == Workshop.id, _first.language == Workshop.first_language))
        .outerjoin(_own, and_(_own.workshop_id == Workshop.id, _own.language == language))
    )


def _conditions(filters: Filters, now: datetime) -> list[ColumnElement[bool]]:
    conditions = _time_conditions(filters.when, now)
    if filters.theme:
        conditions.append(_has(workshop_theme.c.theme_code, filters.theme))
    if filters.language:
        # A JSON list of two-letter codes, as both databases write it.
        conditions.append(cast(Workshop.working_languages, String).contains(f'"{filters.language}"', autoescape=True))
    if filters.region:
        conditions.append(_in_region(filters.region, now))
    if filters.mode:
        conditions.append(Workshop.mode == filters.mode)
    if filters.is_open:
        conditions += [Workshop.state == State.PUBLISHED, Workshop.opens_at <= now, Workshop.closes_at > now]
    if filters.words:
        conditions.append(Workshop.id.in_(select(WORKSHOP_SEARCH.found(filters.words).subquery().c.id)))
    return conditions


def _time_conditions(when: str, now: datetime) -> list[ColumnElement[bool]]:
    """Each bounds `starts_at`, so that the index ends the search."""
    if not when:
        return [Workshop.starts_at > now - LONGEST, Workshop.ends_at > now]
    if when == PAST:
        return [Workshop.starts_at < now, Workshop.ends_at <= now]
    span = month_span(when)
    if span is None:
        return [false()]
    first, following = span
    earliest, latest = (moment.replace(tzinfo=UTC) for moment in (first - DAY, following + DAY))
    return [
        Workshop.starts_at.between(earliest, latest),
        Workshop.starts_local >= first,
        Workshop.starts_local < following,
    ]


def _in_region(code: str, now: datetime) -> ColumnElement[bool]:
    """In a country of this M49 region or of this grouping, or meant for this grouping."""
    region = select(Region.m49).where(Region.m49 == code).cte(recursive=True)
    region = region.union_all(select(Region.m49).join(region, Region.parent_m49 == region.c.m49))
    member = GroupingMember
    countries = union(
        select(Country.iso3).where(Country.region_m49.in_(select(region.c.m49))),
        select(member.country_iso3).where(
            member.grouping_code == code,
            member.since <= now.date(),
            or_(member.until.is_(None), member.until > now.date()),
        ),
    )
    return or_(Workshop.country_iso3.in_(countries), _has(workshop_grouping.c.grouping_code, code))


def _has(column: Column[Any], code: str) -> ColumnElement[bool]:
    return exists().where(column.table.c.workshop_id == Workshop.id, column == code)
