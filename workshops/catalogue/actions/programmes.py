"""Programmes and their phases."""

from workshops.catalogue.events import ProgrammeCreated
from workshops.catalogue.models import Programme
from workshops.foundation.database import db
from workshops.foundation.events import publish


def create_programme(
    code: str, names: dict[str, str], *, parent_id: int | None = None, actor_id: int | None
) -> Programme:
    """A programme, or a phase of the parent; names are keyed by language and hold at least English."""
    programme = Programme(code=code, names=names, parent_id=parent_id)
    db.session.add(programme)
    db.session.flush()
    publish(ProgrammeCreated(programme_id=programme.id, actor_id=actor_id))
    return programme
