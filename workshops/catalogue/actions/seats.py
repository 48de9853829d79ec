"""Seats and the waitlist's counter, each moved by one statement on the workshop's row.

The row is the lock (law 7): whoever changes it first decides, the others wait and then see what is left. None of these
raises `revision`: pages read the figures anew, calendars do not show them. The public list hears only when a workshop
turns full or free again, so that its one row is not written by each registration.
A `Workshop` loaded before keeps the old figures until it is refreshed.
"""

from sqlalchemy import bindparam, update

from workshops.catalogue.actions.revisions import raise_catalogue_version, touch
from workshops.catalogue.events import CapacityChanged
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import CapacityBelowTaken, State, ensure_may_edit
from workshops.foundation.database import db
from workshops.foundation.events import publish

_THIS = Workshop.id == bindparam("workshop")
_TAKE = (
    update(Workshop)
    .where(_THIS, Workshop.taken < Workshop.capacity)
    .values(taken=Workshop.taken + 1)
    .returning(Workshop.capacity - Workshop.taken)
)
_RELEASE = (
    update(Workshop)
    .where(_THIS, Workshop.taken > 0)
    .values(taken=Workshop.taken - 1)
    .returning(Workshop.capacity - Workshop.taken)
)
_NEXT_IN_LINE = update(Workshop).where(_THIS).values(wait_next=Workshop.wait_next + 1).returning(Workshop.wait_next)
_CHANGE_CAPACITY = (
    update(Workshop).where(_THIS, Workshop.taken <= bindparam("seats")).values(capacity=bindparam("seats"))
)


def take_seat(workshop_id: int) -> bool:
    """Take a seat if one is left, and say whether it was."""
    left = db.session.connection().execute(_TAKE, {"workshop": workshop_id}).scalar()
    if left == 0:
        raise_catalogue_version()
    return left is not None


def release_seat(workshop_id: int) -> None:
    """Give one seat back."""
    left = db.session.connection().execute(_RELEASE, {"workshop": workshop_id}).scalar()
    if left == 1:
        raise_catalogue_version()


def next_in_line(workshop_id: int) -> int:
    """The next place in the waitlist, counted from 1; no place is given twice."""
    return int(db.session.connection().execute(_NEXT_IN_LINE, {"workshop": workshop_id}).scalar_one())


def change_capacity(workshop: Workshop, capacity: int, *, actor_id: int | None) -> None:
    """Change the number of seats. Raises CapacityBelowTaken when more are taken than would be there."""
    ensure_may_edit(State(workshop.state))
    before = workshop.capacity
    if capacity == before:
        return
    changed = db.session.connection().execute(_CHANGE_CAPACITY, {"workshop": workshop.id, "seats": capacity})
    db.session.refresh(workshop, ["capacity", "taken"])
    if not changed.rowcount:
        raise CapacityBelowTaken(taken=workshop.taken)
    touch(workshop)
    publish(CapacityChanged(workshop_id=workshop.id, before=before, after=capacity, actor_id=actor_id))
