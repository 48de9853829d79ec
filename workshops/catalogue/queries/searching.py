"""Finding workshops by words, whenever they are."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, or_, select

from workshops.accounts.rules import Reach
from workshops.catalogue.models import WORKSHOP_SEARCH, Workshop
from workshops.catalogue.queries.lists import Card, cards_in, is_public
from workshops.catalogue.queries.managed import within
from workshops.catalogue.rules import Standing
from workshops.foundation.database import db
from workshops.foundation.searching import wanted

# A word that stands in every workshop must not cost the ranking of them all.
MOST_RANKED = 500


def workshops_found(typed: str, language: str, reach: Reach, *, at_most: int) -> list[Card]:
    """The workshops with all these words, best first: public ones, and any within reach.

    Of more than five hundred only the newest are ranked. Each line tells its `code` and `organisation_id` as well.
    """
    given = {"wanted": wanted(typed), "language": language}
    rows = db.session.connection().execute(_best_within(reach, at_most), given)
    return [Card(row, Standing.of(row)) for row in rows]


@lru_cache
def _best_within(reach: Reach, at_most: int) -> Select[*tuple[Any, ...]]:
    """The statement, made once for each reach: making it costs as much as asking it."""
    found = WORKSHOP_SEARCH.found(bindparam("wanted", type_=String)).subquery()
    newest = (
        select(found)
        .join(Workshop, Workshop.id == found.c.id)
        .where(or_(and_(*is_public()), within(reach)))
        .order_by(found.c.id.desc())
        .limit(MOST_RANKED)
        .subquery()
    )
    # The few that are shown are chosen before anything else is read of them.
    best = select(newest).order_by(newest.c.rank, newest.c.id.desc()).limit(at_most).subquery()
    return (
        cards_in(bindparam("language", type_=String))
        .add_columns(Workshop.code, Workshop.kind, Workshop.organisation_id)
        .join(best, best.c.id == Workshop.id)
        .order_by(best.c.rank, Workshop.id.desc())
    )
