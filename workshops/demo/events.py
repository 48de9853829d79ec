"""What the demonstration announces."""

from dataclasses import dataclass
from typing import ClassVar

from workshops.foundation.events import Event
from workshops.foundation.words import N_


@dataclass(frozen=True, kw_only=True)
class DemonstrationLoaded(Event):
    """All that is on record before this line was invented; dates are counted from `anchor`."""

    about: ClassVar[str] = "programme"
    sentence = N_("Demonstration data were loaded.")
    programme_id: int
    anchor: str
