"""What the catalogue announces."""

from dataclasses import dataclass

from workshops.foundation.events import Event
from workshops.foundation.words import N_


@dataclass(frozen=True, kw_only=True)
class WorkshopEvent(Event):
    """Something that happened to a workshop."""

    about = "workshop"
    workshop_id: int


@dataclass(frozen=True, kw_only=True)
class WorkshopCreated(WorkshopEvent):
    """A draft exists; `cloned_from_id` names the workshop it was copied from."""

    sentence = N_("A draft was made.")
    cloned_from_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class WorkshopEdited(WorkshopEvent):
    """Texts or settings changed; `changed` names the fields."""

    sentence = N_("Texts or settings of the workshop were changed.")
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WorkshopPublished(WorkshopEvent):
    """The page is public and registration may open."""

    sentence = N_("The workshop was published.")


@dataclass(frozen=True, kw_only=True)
class WorkshopRescheduled(WorkshopEvent):
    """Time, zone, venue or join link changed: what calendars show.

    `shift_seconds` is how far the start moved on the wall clock; `revived` says that a postponed workshop has its
    new date.
    """

    sentence = N_("Date or place of the workshop was changed.")
    changed: tuple[str, ...]
    shift_seconds: int
    revived: bool = False


@dataclass(frozen=True, kw_only=True)
class WorkshopPostponed(WorkshopEvent):
    """The dates no longer hold and no new ones are known."""

    sentence = N_("The workshop was postponed.")


@dataclass(frozen=True, kw_only=True)
class WorkshopCancelled(WorkshopEvent):
    """The workshop will not take place."""

    sentence = N_("The workshop was cancelled.")


@dataclass(frozen=True, kw_only=True)
class WorkshopHeld(WorkshopEvent):
    """The last session has ended and the organizer closed the workshop."""

    sentence = N_("The workshop was closed as held.")


@dataclass(frozen=True, kw_only=True)
class WorkshopArchived(WorkshopEvent):
    """The workshop is kept for the record and no longer worked on."""

    sentence = N_("The workshop was archived.")


@dataclass(frozen=True, kw_only=True)
class WorkshopRestored(WorkshopEvent):
    """The workshop came back from the archive to where it stood."""

    sentence = N_("The workshop was brought back from the archive.")


@dataclass(frozen=True, kw_only=True)
class CapacityChanged(WorkshopEvent):
    """The number of seats was changed."""

    sentence = N_("The number of seats was changed.")
    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class DocumentAdded(WorkshopEvent):
    """A document was put beside the workshop."""

    sentence = N_("A document was added.")
    document_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentRemoved(WorkshopEvent):
    """A document was taken away."""

    sentence = N_("A document was removed.")
    document_id: int


@dataclass(frozen=True, kw_only=True)
class ProgrammeCreated(Event):
    """A programme or a phase of one exists."""

    about = "programme"
    sentence = N_("A programme or a phase was made.")
    programme_id: int
