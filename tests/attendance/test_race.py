"""Several desks at the same moment, each in a thread and a transaction of its own."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.at_once import at_once
from tests.support.factories import make_person, make_registration, make_session, make_workshop
from workshops.agenda.models import AgendaSession
from workshops.attendance.actions import check_in
from workshops.attendance.models import AttendanceMark
from workshops.audit.models import AuditEntry
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.registrations.models import Registration

pytestmark = pytest.mark.real_db


@pytest.mark.parametrize("rounds", [pytest.param(2, id="short"), pytest.param(50, id="long", marks=pytest.mark.soak)])
def test_one_person_at_eight_desks_is_one_mark_and_one_line_in_the_record(real_house: Flask, rounds: int) -> None:
    for _ in range(rounds):
        starts = (clock.now() - timedelta(minutes=5)).replace(tzinfo=None)
        workshop_id, desk = make_workshop(real_house, starts_local=starts, zone="UTC"), make_person(real_house)
        session_id, registration_id = make_session(real_house, workshop_id), make_registration(real_house, workshop_id)

        def mark(session_id: int = session_id, registration_id: int = registration_id, desk: int = desk) -> None:
            session = db.session.get_one(AgendaSession, session_id)
            check_in(session, db.session.get_one(Registration, registration_id), desk)

        assert at_once(real_house, [mark] * 8) == [None] * 8
        with real_house.app_context():
            marks = select(func.count()).where(AttendanceMark.registration_id == registration_id)
            lines = select(func.count()).where(AuditEntry.event == "CheckedIn", AuditEntry.object_id == registration_id)
            assert (db.session.scalar(marks), db.session.scalar(lines)) == (1, 1)
