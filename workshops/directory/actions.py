"""Bringing the reference files of this edition into the tables."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from workshops.directory.models import (
    Country,
    Grouping,
    GroupingMember,
    Instrument,
    Organisation,
    ReferenceLoad,
    Region,
    Theme,
)
from workshops.directory.queries import countries
from workshops.foundation.database import Base, db

DATA = Path(__file__).parent / "data"

Row = dict[str, Any]


@dataclass(frozen=True)
class ReferenceFile:
    """A file of the folder `data`, the table it fills and the columns that tell its rows apart."""

    name: str
    model: type[Base]
    key: tuple[str, ...]


REFERENCE_FILES = (
    ReferenceFile("regions.csv", Region, ("m49",)),
    ReferenceFile("countries.csv", Country, ("iso3",)),
    ReferenceFile("groupings.csv", Grouping, ("code",)),
    ReferenceFile("grouping_members.csv", GroupingMember, ("grouping_code", "country_iso3", "since")),
    ReferenceFile("themes.csv", Theme, ("code",)),
    ReferenceFile("instruments.csv", Instrument, ("code",)),
    ReferenceFile("organisations.csv", Organisation, ("name", "country_iso3")),
)


def load_reference_data(folder: Path = DATA) -> list[str]:
    """Bring the tables up to the reference files; the names of those that had changed since the last load."""
    loaded = {load.file: load.sha256 for load in db.session.scalars(select(ReferenceLoad))}
    changed = []
    for file in REFERENCE_FILES:
        content = (folder / file.name).read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        if loaded.get(file.name) == sha256:
            continue
        _store(file, [_row(line) for line in csv.DictReader(io.StringIO(content.decode(), newline=""))])
        db.session.merge(ReferenceLoad(file=file.name, sha256=sha256))
        db.session.flush()
        changed.append(file.name)
    countries.cache_clear()
    return changed


def _store(file: ReferenceFile, rows: Iterable[Row]) -> None:
    # Only memberships ever leave the tables: other rooms refer to all the rest.
    known = {
        tuple(getattr(record, column) for column in file.key): record
        for record in db.session.scalars(select(file.model))
    }
    stale = set(known) if file.model is GroupingMember else set()
    for row in rows:
        key = tuple(row.get(column) for column in file.key)
        stale.discard(key)
        record = known.get(key)
        if record is None:
            db.session.add(file.model(**row))
            continue
        for column, value in row.items():
            setattr(record, column, value)
    for key in stale:
        db.session.delete(known[key])


def _row(line: Mapping[str, str]) -> Row:
    """A row as its model takes it: the `name_xx` columns gathered in `names`, flags and days read, blanks as None."""
    row: Row = {column: _value(column, text) for column, text in line.items() if not column.startswith("name_")}
    names = {column.removeprefix("name_"): text for column, text in line.items() if column.startswith("name_")}
    return row | {"names": names} if names else row


def _value(column: str, text: str) -> str | bool | date | None:
    if column.startswith("is_"):
        return text == "1"
    if column in ("since", "until"):
        return date.fromisoformat(text) if text else None
    return text or None
