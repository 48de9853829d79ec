"""The audit record is complete, in order, and shows when somebody touched it."""

import pytest
from flask import Flask
from sqlalchemy import delete, update

from workshops.audit.models import AuditEntry, AuditHead
from workshops.audit.queries import first_fault, lines
from workshops.catalogue.events import WorkshopEdited, WorkshopPublished
from workshops.foundation.database import db
from workshops.foundation.events import publish
from workshops.foundation.transactions import unit_of_work


def write_three_lines() -> None:
    with unit_of_work():
        publish(WorkshopEdited(workshop_id=7, actor_id=3, changed=("title", "summary")))
    with unit_of_work():
        publish(WorkshopPublished(workshop_id=7, actor_id=3))
        publish(WorkshopPublished(workshop_id=8))


def test_each_event_is_one_line_with_actor_object_and_change(house: Flask) -> None:
    write_three_lines()
    assert [(e.sequence, e.event, e.actor_id, e.object_type, e.object_id, e.details) for e in reversed(lines())] == [
        (1, "WorkshopEdited", 3, "workshop", 7, {"changed": ["title", "summary"]}),
        (2, "WorkshopPublished", 3, "workshop", 7, {}),
        (3, "WorkshopPublished", None, "workshop", 8, {}),
    ]
    assert first_fault() is None


def test_a_change_that_is_rolled_back_leaves_no_line(house: Flask) -> None:
    def publish_and_fail() -> None:
        with unit_of_work():
            publish(WorkshopPublished(workshop_id=7))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()
    with unit_of_work():
        publish(WorkshopPublished(workshop_id=9))
    assert [entry.object_id for entry in lines()] == [9]


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (update(AuditEntry).where(AuditEntry.sequence == 2).values(actor_id=99), 2),
        (delete(AuditEntry).where(AuditEntry.sequence == 2), 2),
        (update(AuditEntry).where(AuditEntry.sequence == 3).values(sequence=30), 3),
        (delete(AuditEntry).where(AuditEntry.sequence == 3), 3),
        (update(AuditHead).values(sequence=2), 4),
    ],
    ids=["edited", "deleted", "moved", "cut off", "head turned back"],
)
def test_a_touched_record_shows_where(house: Flask, tamper: object, fault: int) -> None:
    write_three_lines()
    with unit_of_work():
        db.session.execute(tamper)  # type: ignore[call-overload]
    assert first_fault() == fault


def test_the_command_says_whether_the_record_holds(house: Flask) -> None:
    write_three_lines()
    run = house.test_cli_runner().invoke
    assert (run(args=["audit", "verify"]).exit_code, run(args=["audit", "verify"]).output) == (
        0,
        "The audit record is complete and unaltered.\n",
    )
