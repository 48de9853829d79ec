"""A workshop with three sessions that began an hour ago, and whoever is marked in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.factories import make_registration, make_session, make_workshop
from workshops.attendance.models import AttendanceMark
from workshops.catalogue.models import Workshop
from workshops.foundation import clock
from workshops.foundation.database import db


@dataclass(frozen=True)
class Running:
    """The ids of a running workshop and its sessions."""

    workshop_id: int
    slug: str
    organisation_id: int
    session_ids: tuple[int, ...]


@pytest.fixture
def running(app: Flask, database: None) -> Running:
    """A workshop whose first session is under way; the second begins in half an hour, the third tomorrow."""
    starts = (clock.now() - timedelta(minutes=30)).replace(tzinfo=None)
    workshop_id = make_workshop(app, starts_local=starts, zone="UTC", capacity=100)
    sessions = (
        make_session(app, workshop_id),
        make_session(app, workshop_id),
        make_session(app, workshop_id, starts_local=starts + timedelta(days=1)),
    )
    with app.app_context():
        workshop = db.session.get_one(Workshop, workshop_id)
        return Running(workshop_id, workshop.slug, workshop.organisation_id, sessions)


@pytest.fixture
def participant(app: Flask, running: Running) -> int:
    """The registration of somebody with a seat."""
    return make_registration(app, running.workshop_id)


@pytest.fixture
def marks(app: Flask, database: None) -> Callable[[int], list[tuple[int, bool]]]:
    """The marks of a session as (registration, present)."""

    def read(session_id: int) -> list[tuple[int, bool]]:
        with app.app_context():
            query = select(AttendanceMark.registration_id, AttendanceMark.present)
            rows = db.session.execute(query.where(AttendanceMark.session_id == session_id))
            return sorted((registration_id, present) for registration_id, present in rows)

    return read
