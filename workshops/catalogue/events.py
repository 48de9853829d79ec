"""What the catalogue announces."""

from dataclasses import dataclass

from workshops.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class WorkshopEvent(Event):
    """Something that happened to a workshop."""

    about = "workshop"
    workshop_id: int


@dataclass(frozen=True, kw_only=True)
class WorkshopCreated(WorkshopEvent):
    """A draft exists; `cloned_from_id` names the workshop it was copied from."""

    cloned_from_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class WorkshopEdited(WorkshopEvent):
    """Texts or settings changed; `changed` names the fields."""

    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WorkshopPublished(WorkshopEvent):
    """The page is public and registration may open."""


@dataclass(frozen=True, kw_only=True)
class WorkshopRescheduled(WorkshopEvent):
    """Time, zone, venue or join link changed: what calendars show.

    `shift_seconds` is how far the start moved on the wall clock; `revived` says that a postponed workshop has its
    new date.
    """

    changed: tuple[str, ...]
    shift_seconds: int
    revived: bool = False


@dataclass(frozen=True, kw_only=True)
class WorkshopPostponed(WorkshopEvent):
    """The dates no longer hold and no new ones are known."""


@dataclass(frozen=True, kw_only=True)
class WorkshopCancelled(WorkshopEvent):
    """The workshop will not take place."""


@dataclass(frozen=True, kw_only=True)
class WorkshopHeld(WorkshopEvent):
    """The last session has ended and the organizer closed the workshop."""


@dataclass(frozen=True, kw_only=True)
class WorkshopArchived(WorkshopEvent):
    """The workshop is kept for the record and no longer worked on."""


@dataclass(frozen=True, kw_only=True)
class CapacityChanged(WorkshopEvent):
    """The number of seats was changed."""

    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class DocumentAdded(WorkshopEvent):
    """A document was put beside the workshop."""

    document_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentRemoved(WorkshopEvent):
    """A document was taken away."""

    document_id: int


@dataclass(frozen=True, kw_only=True)
class ProgrammeCreated(Event):
    """A programme or a phase of one exists."""

    about = "programme"
    programme_id: int
