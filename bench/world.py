"""A house of its own for a measurement, and the data that fill it."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import insert, inspect, select

from tests.support.factories import make_session, make_workshop
from tests.support.live import LiveHouse, live_house, prepared_house
from workshops.catalogue.models import Workshop, WorkshopSlug, WorkshopText, WorkshopWords, workshop_theme
from workshops.foundation.database import Base, db
from workshops.foundation.folding import document
from workshops.foundation.transactions import unit_of_work

TOPICS = (
    "risk profiles",
    "passenger data",
    "air cargo",
    "document fraud",
    "joint patrols",
    "sea containers",
    "advance notice",
)
DAYS = 3 * 365
SESSIONS = (
    ("Opening", 0, 9),
    ("Who calls whom", 0, 11),
    ("A case in hand", 1, 9),
    ("Mixed tables", 1, 14),
    ("What we agreed", 2, 10),
)


@contextmanager
def house(**settings: str) -> Iterator[LiveHouse]:
    """A prepared house without workshops; its application in this process writes its log, to nowhere."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", filename=os.devnull)
    with TemporaryDirectory() as folder:
        for name in ("prepared", "live"):
            (Path(folder) / name).mkdir()
        with (
            prepared_house(Path(folder) / "prepared") as prepared,
            live_house(prepared, Path(folder) / "live", **settings) as live,
        ):
            yield live


def add_workshop(app: Flask, slug: str = "air-cargo", *, capacity: int = 20) -> int:
    """A published workshop of three days with five sessions and a speaker in each."""
    workshop_id = make_workshop(app, slug=slug, capacity=capacity)
    with app.app_context():
        begins = db.session.get_one(Workshop, workshop_id).starts_local.replace(hour=0)
    for title, day, hour in SESSIONS:
        starts = begins + timedelta(days=day, hours=hour)
        speaker = ("Nargis Qodirova", "Head of the cargo unit")
        make_session(app, workshop_id, title=title, starts_local=starts, speakers=(speaker,))
    return workshop_id


def multiply(app: Flask, workshop_id: int, number: int) -> None:
    """Have this many workshops in all, copies of one, spread over the coming three years under seven topics."""
    with app.app_context(), unit_of_work():
        connection = db.session.connection()
        workshop = _columns(db.session.get_one(Workshop, workshop_id))
        text = _columns(db.session.scalars(select(WorkshopText).filter_by(workshop_id=workshop_id)).one())
        connection.execute(insert(Workshop), [_copy(workshop, nth) for nth in range(1, number)])
        copies = connection.execute(select(Workshop.id, Workshop.slug).where(Workshop.slug.like("copy-%"))).all()
        connection.execute(insert(WorkshopSlug), [{"workshop_id": row.id, "slug": row.slug} for row in copies])
        connection.execute(insert(workshop_theme), [{"workshop_id": row.id, "theme_code": "pnr"} for row in copies])
        titles = cycle(f"Workshop on {topic} for border officers" for topic in TOPICS)
        texts = [text | {"workshop_id": row.id, "title": title} for row, title in zip(copies, titles, strict=False)]
        connection.execute(insert(WorkshopText), texts)
        connection.execute(insert(WorkshopWords), [_words(text) for text in texts])
        if connection.dialect.name == "postgresql":
            # A server that has run for a minute has counted its rows by itself.
            connection.exec_driver_sql("ANALYZE")


def _words(text: dict[str, Any]) -> dict[str, Any]:
    body = document("Doha", text["summary"], text["description"])
    return {"workshop_id": text["workshop_id"], "title": document(text["title"]), "body": body}


def _columns(row: Base) -> dict[str, Any]:
    names = (column.key for column in inspect(type(row)).column_attrs)
    return {name: getattr(row, name) for name in names if name not in {"id", "workshop_id"}}


def _copy(workshop: dict[str, Any], nth: int) -> dict[str, Any]:
    later = timedelta(days=nth % DAYS)
    moved = ("starts_local", "ends_local", "starts_at", "ends_at", "closes_at")
    names = {"code": f"WS-1999-{nth}", "slug": f"copy-{nth}"}
    return workshop | names | {name: workshop[name] + later for name in moved}
