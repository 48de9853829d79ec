"""Finding rows by words, with what each database has for it: FTS5 on SQLite, a tsvector on PostgreSQL.

A room keeps the words of a row, folded, in plain columns; the database keeps its index beside them by itself, however
the row is written. Both databases find the same, because both are given the same folded words.
"""

from typing import Any

from sqlalchemy import (
    DDL,
    BindParameter,
    ColumnElement,
    Float,
    Integer,
    Select,
    column,
    event,
    func,
    inspect,
    literal_column,
    select,
    table,
)

from workshops.foundation.database import Base, db
from workshops.foundation.folding import Term, terms

# The databases' own furniture has this in its name, and no model knows it.
_MARK = "search_index"

# What is not ASCII is part of a word, since the words are folded already. The text itself is kept in our table alone.
_FTS5 = (
    "CREATE VIRTUAL TABLE %(index)s USING fts5 (%(columns)s, %(options)s)",
    "INSERT INTO %(index)s (%(index)s, rank) VALUES ('rank', 'bm25(%(weights)s)')",
    "CREATE TRIGGER %(index)s_enter AFTER INSERT ON %(table)s BEGIN %(enter)s; END",
    "CREATE TRIGGER %(index)s_leave AFTER DELETE ON %(table)s BEGIN %(leave)s; END",
    "CREATE TRIGGER %(index)s_change AFTER UPDATE OF %(columns)s ON %(table)s BEGIN %(leave)s; %(enter)s; END",
)
_OPTIONS = "content='%(table)s', content_rowid='%(key)s', tokenize='ascii', prefix='2 3'"
_ENTER = "INSERT INTO %(index)s (rowid, %(columns)s) VALUES (%(new)s)"
_LEAVE = "INSERT INTO %(index)s (%(index)s, rowid, %(columns)s) VALUES ('delete', %(old)s)"
_TSVECTOR = (
    "ALTER TABLE %(table)s ADD COLUMN search_index tsvector GENERATED ALWAYS AS (%(vector)s) STORED",
    "CREATE INDEX ix_%(index)s ON %(table)s USING gin (search_index)",
)
# A word of the first column weighs as much as ten of the second; PostgreSQL's A and D mean the same.
_WEIGHTS = (("10.0", "A"), ("1.0", "D"))

# A phrase without words, which nothing has; without a phrase FTS5 complains.
_NOTHING = '""'
# Of two texts with the same words the shorter is the better match, as in FTS5: a flag of ts_rank.
_SHORT_ONES_FIRST = 1


class SearchIndex:
    """The index over one or two folded columns of a table, the weightier first."""

    def __init__(self, model: type[Base], *columns: str) -> None:
        """Have the index made whenever the table is."""
        self._name = model.__tablename__
        self._key = inspect(model).primary_key[0]
        self._index = f"{self._name}_{_MARK}"
        context = self._context(columns)
        for dialect, statements in (("sqlite", _FTS5), ("postgresql", _TSVECTOR)):
            for statement in statements:
                make = DDL(statement, context=context)  # type: ignore[no-untyped-call]
                event.listen(model.__table__, "after_create", make.execute_if(dialect=dialect))

    def _context(self, columns: tuple[str, ...]) -> dict[str, str]:
        weights = _WEIGHTS[: len(columns)]
        names = {"table": self._name, "index": self._index, "key": self._key.name, "columns": ", ".join(columns)}
        for row in ("old", "new"):
            names[row] = ", ".join(f"{row}.{name}" for name in (self._key.name, *columns))
        vectors = (
            f"setweight(to_tsvector('simple', {name}), '{letter}')"
            for name, (_, letter) in zip(columns, weights, strict=True)
        )
        return names | {
            "options": _OPTIONS % names,
            "enter": _ENTER % names,
            "leave": _LEAVE % names,
            "weights": ", ".join(number for number, _ in weights),
            "vector": " || ".join(vectors),
        }

    def found(self, typed: str | BindParameter[str]) -> Select[int, float]:
        """`id` and `rank` of the rows that have all the words that were typed; the best have the least rank.

        A statement that is made once has a parameter here, and is given what `wanted` says.
        """
        words = wanted(typed) if isinstance(typed, str) else typed
        if _is_postgresql():
            query = func.to_tsquery(literal_column("'simple'"), words)
            vector: ColumnElement[Any] = literal_column(f"{self._name}.{_MARK}")
            rank = -func.ts_rank(vector, query, _SHORT_ONES_FIRST, type_=Float)
            return select(self._key.label("id"), rank.label("rank")).where(vector.op("@@")(query))
        index = table(self._index, column("rowid", Integer), column("rank", Float))
        match = literal_column(self._index).op("MATCH")(words)
        return select(index.c.rowid.label("id"), index.c.rank).where(match)


def wanted(typed: str) -> str:
    """What was typed, as the database is asked for it, never as syntax. Without letters and digits it finds nothing."""
    if _is_postgresql():
        return " & ".join(map(_in_tsquery, terms(typed)))
    return " ".join(map(_in_fts5, terms(typed))) or _NOTHING


def is_of_models(name: str | None, *_: object) -> bool:
    """Whether a table, column or index is one that models describe; for comparing them with a database."""
    return _MARK not in (name or "")


def _is_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"


def _in_fts5(term: Term) -> str:
    return f'"{term.word}"*' if term.is_beginning else f'"{term.word}"'


def _in_tsquery(term: Term) -> str:
    return f"'{term.word}':*" if term.is_beginning else f"'{term.word}'"
