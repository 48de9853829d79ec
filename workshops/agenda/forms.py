"""What a session is."""

from typing import Any

from wtforms import Field
from wtforms.validators import Optional

from workshops.agenda.models import AgendaSession
from workshops.agenda.rules import PLAIN_FIELDS, SessionPlan
from workshops.catalogue.forms.fields import People, ensure_moment
from workshops.foundation.forms import Line, LocalTime, SharedForm, Text, Tick, _l, filled

WRITE_TIME = _l("Write day and time like 2027-02-16 09:00.")


class SessionForm(SharedForm):
    """A session in the words of the agenda; times are those of the workshop's place."""

    title = Line(_l("Title"), [filled(_l("Write a title."))])
    starts_local = LocalTime(_l("Begins"), [filled(WRITE_TIME)])
    ends_local = LocalTime(_l("Ends"), [filled(WRITE_TIME)])
    room = Line(_l("Room"), [Optional()], longest=120)
    speakers = People(_l("Speakers"), [Optional()], description=_l("One person a line: name, function."))
    description = Text(_l("Description"), [Optional()])
    is_pause = Tick(_l("This is a pause"))
    is_required = Tick(_l("Counts for attendance"), default=True)

    def __init__(self, zone: str, session: AgendaSession | None = None) -> None:
        super().__init__(data=_present(session) if session else None)
        self.zone = zone

    def validate_starts_local(self, field: Field) -> None:
        """The clocks must show it exactly once."""
        ensure_moment(field, self.zone)

    def validate_ends_local(self, field: Field) -> None:
        """The clocks must show it exactly once."""
        ensure_moment(field, self.zone)

    @property
    def plan(self) -> SessionPlan:
        """What was asked for, as the action takes it."""
        when: dict[str, Any] = {"starts_local": self.starts_local.data, "ends_local": self.ends_local.data}
        return SessionPlan(
            **when,
            title=self.title.data or "",
            description=self.description.data or "",
            room=self.room.data or "",
            is_pause=bool(self.is_pause.data),
            is_required=bool(self.is_required.data),
            speakers=tuple(self.speakers.pairs),
        )


def _present(session: AgendaSession) -> dict[str, Any]:
    """The session as it is, as the fields show it."""
    speakers = People.text((speaker.name, speaker.function) for speaker in session.speakers)
    return {name: getattr(session, name) for name in PLAIN_FIELDS} | {"speakers": speakers}
