"""One commit point, the lock first, and what must outlive a refusal."""

import threading
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import func, select

from workshops.directory.models import Organisation
from workshops.foundation.database import db
from workshops.foundation.errors import NotAllowed
from workshops.foundation.transactions import afterwards, begin_writing, unit_of_work


def add(name: str) -> None:
    db.session.add(Organisation(name=name, kind="other"))


def named(name: str) -> int:
    return db.session.scalar(select(func.count()).where(Organisation.name == name)) or 0


def refuse() -> None:
    with unit_of_work():
        add("Refused Office")
        db.session.flush()
        raise NotAllowed


def test_a_unit_of_work_commits_at_its_end(house: Flask) -> None:
    with unit_of_work():
        add("Kept Office")
    assert named("Kept Office") == 1


def test_a_unit_of_work_that_raises_leaves_nothing(house: Flask) -> None:
    with pytest.raises(NotAllowed):
        refuse()
    assert named("Refused Office") == 0


def test_what_is_left_for_afterwards_outlives_a_refusal(house: Flask) -> None:
    def refuse_and_remember() -> None:
        with unit_of_work():
            afterwards(add, "Remembered Office")
            raise NotAllowed

    with pytest.raises(NotAllowed):
        refuse_and_remember()
    with unit_of_work():
        add("Next Office")
    assert (named("Remembered Office"), named("Next Office")) == (1, 1)


def test_writing_begins_before_the_first_change(house: Flask) -> None:
    add("Early Office")
    with pytest.raises(RuntimeError, match="before the first change"):
        begin_writing()
    db.session.rollback()


@pytest.mark.real_db
def test_the_lock_is_free_again_after_each_end(app: Flask) -> None:
    ended: list[str] = []

    def write(name: str, *, fail: bool) -> None:
        with app.app_context():
            with suppress(NotAllowed), unit_of_work():
                if fail:
                    raise NotAllowed
            ended.append(name)

    threads = [threading.Thread(target=write, args=(str(n),), kwargs={"fail": n % 2 == 0}) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert sorted(ended) == [str(n) for n in range(8)]
