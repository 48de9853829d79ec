"""Programmes and their phases."""

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError

from workshops.catalogue.events import ProgrammeCreated
from workshops.catalogue.models import Programme
from workshops.catalogue.rules import ProgrammeCodeTaken
from workshops.foundation.database import db
from workshops.foundation.events import publish


def create_programme(
    code: str, names: Mapping[str, str], *, parent_id: int | None = None, actor_id: int | None
) -> Programme:
    """A programme, or a phase of the parent; names by language, English among them. Raises ProgrammeCodeTaken."""
    programme = Programme(code=code, names=dict(names), parent_id=parent_id)
    try:
        with db.session.begin_nested():
            db.session.add(programme)
    except IntegrityError as error:
        raise ProgrammeCodeTaken from error
    publish(ProgrammeCreated(programme_id=programme.id, actor_id=actor_id))
    return programme
