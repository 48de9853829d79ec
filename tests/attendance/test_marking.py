from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.attendance.conftest import Running
from tests.support.factories import make_person, make_registration, make_session, make_workshop
from workshops.agenda.models import AgendaSession
from workshops.attendance.actions import check_in, enter_sheet, undo_check_in
from workshops.attendance.rules import NotAParticipant, SessionIsCancelled, SessionNotOpen
from workshops.audit.models import AuditEntry
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

Marks = Callable[[int], list[tuple[int, bool]]]


def mark(session_id: int, registration_id: int, actor_id: int) -> None:
    with unit_of_work():
        check_in(db.session.get_one(AgendaSession, session_id), _registration(registration_id), actor_id)


def undo(session_id: int, registration_id: int, actor_id: int) -> None:
    with unit_of_work():
        undo_check_in(db.session.get_one(AgendaSession, session_id), _registration(registration_id), actor_id)


def type_in(session_id: int, *, signed: set[int], struck: set[int], actor_id: int) -> None:
    with unit_of_work():
        enter_sheet(db.session.get_one(AgendaSession, session_id), signed=signed, struck=struck, actor_id=actor_id)


def _registration(registration_id: int) -> Registration:
    return db.session.get_one(Registration, registration_id)


def news() -> list[tuple[str, int, int | None]]:
    lines = select(AuditEntry.event, AuditEntry.object_id, AuditEntry.actor_id).order_by(AuditEntry.sequence)
    return [(line.event, line.object_id, line.actor_id) for line in db.session.execute(lines)]


def test_the_same_mark_twice_is_one_mark_and_one_line_in_the_record(
    house: Flask, running: Running, participant: int, marks: Marks
) -> None:
    actor_id, session_id = make_person(house), running.session_ids[0]
    mark(session_id, participant, actor_id)
    mark(session_id, participant, actor_id)
    assert marks(session_id) == [(participant, True)]
    assert news() == [("CheckedIn", participant, actor_id)]


def test_a_mark_can_be_undone_and_set_again(house: Flask, running: Running, participant: int, marks: Marks) -> None:
    actor_id, session_id = make_person(house), running.session_ids[0]
    mark(session_id, participant, actor_id)
    undo(session_id, participant, actor_id)
    undo(session_id, participant, actor_id)
    assert marks(session_id) == [(participant, False)]
    mark(session_id, participant, actor_id)
    assert marks(session_id) == [(participant, True)]
    assert [event for event, *_ in news()] == ["CheckedIn", "CheckInUndone", "CheckedIn"]


def test_undoing_what_was_never_marked_changes_nothing(
    house: Flask, running: Running, participant: int, marks: Marks
) -> None:
    undo(running.session_ids[0], participant, make_person(house))
    assert (marks(running.session_ids[0]), news()) == ([], [])


def test_a_session_of_tomorrow_takes_no_mark(house: Flask, running: Running, participant: int, marks: Marks) -> None:
    with pytest.raises(SessionNotOpen):
        mark(running.session_ids[2], participant, make_person(house))
    assert marks(running.session_ids[2]) == []


def test_a_cancelled_session_takes_no_mark(house: Flask, running: Running, participant: int) -> None:
    session_id = make_session(house, running.workshop_id, is_cancelled=True)
    with pytest.raises(SessionIsCancelled):
        mark(session_id, participant, make_person(house))


@pytest.mark.parametrize("state", sorted(set(State) - {State.CONFIRMED}))
def test_nobody_attends_without_a_confirmed_seat(house: Flask, running: Running, state: State, marks: Marks) -> None:
    registration_id = make_registration(house, running.workshop_id, state=state)
    with pytest.raises(NotAParticipant):
        mark(running.session_ids[0], registration_id, make_person(house))
    assert marks(running.session_ids[0]) == []


def test_a_sheet_changes_only_what_was_ticked_or_struck_on_it(house: Flask, running: Running, marks: Marks) -> None:
    actor_id, session_id = make_person(house), running.session_ids[0]
    one, two, three = (make_registration(house, running.workshop_id) for _ in range(3))
    mark(session_id, two, actor_id)
    mark(session_id, three, actor_id)
    type_in(session_id, signed={one}, struck={two}, actor_id=actor_id)
    expected = [(one, True), (two, False), (three, True)]
    assert marks(session_id) == expected
    type_in(session_id, signed={one}, struck={two}, actor_id=actor_id)
    assert marks(session_id) == expected
    assert news()[2:] == [("CheckedIn", one, actor_id), ("CheckInUndone", two, actor_id)]


def test_a_sheet_on_which_marks_are_only_struck_takes_them_back(
    house: Flask, running: Running, participant: int, marks: Marks
) -> None:
    actor_id, session_id = make_person(house), running.session_ids[0]
    mark(session_id, participant, actor_id)
    type_in(session_id, signed=set(), struck={participant}, actor_id=actor_id)
    assert marks(session_id) == [(participant, False)]


def test_a_sheet_with_somebody_without_a_seat_is_refused_as_a_whole(
    house: Flask, running: Running, participant: int, marks: Marks
) -> None:
    waiting = make_registration(house, running.workshop_id, state=State.WAITLISTED)
    with pytest.raises(NotAParticipant):
        type_in(running.session_ids[0], signed={participant, waiting}, struck=set(), actor_id=make_person(house))
    assert marks(running.session_ids[0]) == []


def test_a_sheet_cannot_name_a_registration_of_another_workshop(
    house: Flask, running: Running, participant: int, marks: Marks
) -> None:
    foreign = make_registration(house, make_workshop(house))
    with pytest.raises(NotFound):
        type_in(running.session_ids[0], signed={participant, foreign}, struck=set(), actor_id=make_person(house))
    assert marks(running.session_ids[0]) == []
