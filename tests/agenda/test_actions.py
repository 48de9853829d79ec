"""Sessions on the agenda, on real rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.factories import make_session, make_workshop
from workshops.agenda import actions
from workshops.agenda.models import AgendaSession
from workshops.agenda.queries import agenda_lines, sessions_of
from workshops.agenda.rules import SessionPlan
from workshops.audit.models import AuditEntry
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import State
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import DomainError
from workshops.foundation.transactions import unit_of_work

local = datetime.fromisoformat
LATER = datetime(2027, 1, 20, tzinfo=UTC)
PLAN = SessionPlan(
    title="Opening",
    starts_local=local("2027-02-16 09:00"),
    ends_local=local("2027-02-16 10:00"),
    room="Hall",
    speakers=(("Ilkka Rautavaara", "Expert"),),
)


@pytest.fixture
def workshop_id(house: Flask) -> int:
    """A workshop from 16 to 18 February 2027, nine to five, in Doha."""
    return make_workshop(house, starts_local=local("2027-02-16 09:00"))


def add(workshop_id: int, plan: SessionPlan = PLAN) -> int:
    with unit_of_work():
        return actions.add_session(db.session.get_one(Workshop, workshop_id), plan, actor_id=None).id


def edit(session_id: int, plan: SessionPlan) -> None:
    with clock.at(LATER), unit_of_work():
        actions.edit_session(db.session.get_one(AgendaSession, session_id), plan, actor_id=None)


def cancel(session_id: int) -> None:
    with unit_of_work():
        actions.cancel_session(db.session.get_one(AgendaSession, session_id), actor_id=None)


def session(session_id: int) -> AgendaSession:
    return db.session.get_one(AgendaSession, session_id)


def news() -> list[str]:
    lines = select(AuditEntry.event).where(AuditEntry.object_type == "session").order_by(AuditEntry.sequence)
    return list(db.session.scalars(lines))


def test_a_session_gets_the_next_number_and_a_uid_for_life(house: Flask, workshop_id: int) -> None:
    first, second = add(workshop_id), add(workshop_id, replace(PLAN, room="", speakers=()))
    assert [(session(one).number, session(one).sequence) for one in (first, second)] == [(1, 0), (2, 0)]
    assert session(first).uid != session(second).uid
    assert session(first).starts_at == datetime(2027, 2, 16, 6, tzinfo=UTC)
    assert [(speaker.name, speaker.function) for speaker in session(first).speakers] == [("Ilkka Rautavaara", "Expert")]
    assert db.session.get_one(Workshop, workshop_id).revision == 3
    assert news() == ["SessionAdded", "SessionAdded"]


@pytest.mark.parametrize(
    ("change", "sequence", "event"),
    [
        ({"title": "Welcome"}, 0, "SessionEdited"),
        ({"description": "Words"}, 0, "SessionEdited"),
        ({"speakers": ()}, 0, "SessionEdited"),
        ({"is_required": False}, 0, "SessionEdited"),
        ({"room": "Room 2"}, 1, "SessionRescheduled"),
        ({"starts_local": local("2027-02-16 09:30")}, 1, "SessionRescheduled"),
        ({"ends_local": local("2027-02-16 10:30"), "title": "Welcome"}, 1, "SessionRescheduled"),
    ],
)
def test_the_sequence_rises_only_when_time_or_room_changes(
    house: Flask, workshop_id: int, change: dict[str, object], sequence: int, event: str
) -> None:
    session_id = add(workshop_id)
    uid = session(session_id).uid
    edit(session_id, replace(PLAN, **change))  # type: ignore[arg-type]
    row = session(session_id)
    assert (row.sequence, row.uid, row.number, row.changed_at) == (sequence, uid, 1, LATER)
    assert news() == ["SessionAdded", event]
    assert db.session.get_one(Workshop, workshop_id).revision == 3


def test_what_is_equal_is_no_change_and_no_news(house: Flask, workshop_id: int) -> None:
    session_id = add(workshop_id)
    edit(session_id, PLAN)
    assert session(session_id).changed_at != LATER
    assert (news(), db.session.get_one(Workshop, workshop_id).revision) == (["SessionAdded"], 2)


def test_nobody_is_present_at_a_pause(house: Flask, workshop_id: int) -> None:
    assert session(add(workshop_id, replace(PLAN, is_pause=True, is_required=True))).is_required is False


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"starts_local": local("2027-02-16 08:59")}, "Session 2 would not lie between 2027-02-16 09:00 and"),
        (
            {"starts_local": local("2027-02-18 16:00"), "ends_local": local("2027-02-18 17:01")},
            "and 2027-02-18 17:00. Change the session, or the dates of the workshop.",
        ),
        ({"ends_local": local("2027-02-16 09:00")}, "The session ends before it begins."),
        ({"starts_local": local("2027-02-16 09:30")}, "Hall is taken at this time by session 1."),
        ({"room": "Room 2"}, "Ilkka Rautavaara speaks at this time in session 1."),
    ],
)
def test_a_session_that_cannot_be_is_refused(
    house: Flask, workshop_id: int, change: dict[str, object], sentence: str
) -> None:
    add(workshop_id)
    with pytest.raises(DomainError, match=sentence):
        add(workshop_id, replace(PLAN, **change))  # type: ignore[arg-type]
    assert len(sessions_of(workshop_id)) == 1


def test_a_cancelled_session_leaves_its_room_and_stays_on_record(house: Flask, workshop_id: int) -> None:
    session_id = add(workshop_id)
    cancel(session_id)
    add(workshop_id)
    assert [(line.number, line.is_cancelled) for line in agenda_lines(workshop_id)] == [(1, True), (2, False)]
    assert session(session_id).sequence == 1
    changes: tuple[Callable[[], None], ...] = (lambda: cancel(session_id), lambda: edit(session_id, PLAN))
    for change in changes:
        with pytest.raises(DomainError, match="This session is cancelled and stays as it is"):
            change()


def test_only_a_draft_loses_sessions(house: Flask, workshop_id: int) -> None:
    session_id = add(workshop_id)
    with pytest.raises(DomainError, match="Cancel it instead"), unit_of_work():
        actions.remove_session(session(session_id), actor_id=None)
    draft_id = make_workshop(house, starts_local=local("2027-02-16 09:00"), state=State.DRAFT, published_at=None)
    session_id = add(draft_id)
    with unit_of_work():
        actions.remove_session(session(session_id), actor_id=None)
    assert sessions_of(draft_id) == []


@pytest.mark.parametrize("state", [State.CANCELLED, State.HELD, State.ARCHIVED])
def test_the_agenda_of_what_is_over_is_history(house: Flask, workshop_id: int, state: State) -> None:
    session_id = add(workshop_id)
    with unit_of_work():
        db.session.get_one(Workshop, workshop_id).state = state
    for change in (lambda: add(workshop_id), lambda: edit(session_id, replace(PLAN, title="x"))):
        with pytest.raises(DomainError, match="can no longer change"):
            change()


def test_lines_come_in_order_of_time_with_their_speakers(house: Flask, workshop_id: int) -> None:
    make_session(house, workshop_id, number=2, title="First", speakers=(("A", "Head"), ("B", "")))
    make_session(
        house, workshop_id, number=1, title="Second", starts_local=local("2027-02-16 09:00") + timedelta(days=1)
    )
    lines = [(line.title, line.speakers, line.day.isoformat()) for line in agenda_lines(workshop_id)]
    assert lines == [("First", ("A, Head", "B"), "2027-02-16"), ("Second", (), "2027-02-17")]
