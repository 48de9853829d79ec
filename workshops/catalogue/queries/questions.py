"""What only the rooms above can say of a workshop, by its id; `wiring.py` names those who answer."""

from dataclasses import dataclass
from datetime import date, datetime

from workshops.catalogue.rules import Missing
from workshops.foundation.questions import Question


@dataclass(frozen=True)
class AgendaLine:
    """A session as the public page shows it; times are wall-clock times in the workshop's zone."""

    number: int
    starts_local: datetime
    ends_local: datetime
    title: str
    room: str
    is_pause: bool
    is_required: bool
    is_cancelled: bool
    speakers: tuple[str, ...]

    @property
    def day(self) -> date:
        """The day it begins on."""
        return self.starts_local.date()


@dataclass(frozen=True)
class Issued:
    """How many certificates of a workshop count, and when the first of them was issued."""

    certificates: int
    first_at: datetime | None


also_missing: Question[[int], list[Missing]] = Question()
agenda_lines: Question[[int], list[AgendaLine]] = Question()
people_told: Question[[int], int] = Question()
people_undecided: Question[[int], int] = Question()
certificates_issued: Question[[int], Issued] = Question()
is_registrant: Question[[int, int], bool] = Question()
is_participant: Question[[int, int], bool] = Question()


def count_sessions(workshop_id: int) -> int:
    """How many sessions are to take place, pauses aside."""
    lines = (line for answer in agenda_lines(workshop_id) for line in answer)
    return sum(not (line.is_pause or line.is_cancelled) for line in lines)
