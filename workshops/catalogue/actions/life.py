"""The steps of a workshop's life, from publication to the archive: each taken once, under the lock of its row."""

from workshops.catalogue.actions.editing import place
from workshops.catalogue.actions.revisions import touch
from workshops.catalogue.actions.words import write_words
from workshops.catalogue.events import (
    WorkshopArchived,
    WorkshopCancelled,
    WorkshopHeld,
    WorkshopPostponed,
    WorkshopPublished,
    WorkshopRescheduled,
    WorkshopRestored,
)
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import get_locked_workshop, missing_before_publication, publication_facts
from workshops.catalogue.rules import (
    DatesOver,
    NotReadyToPublish,
    PlaceIncomplete,
    State,
    TimeAndPlace,
    before_archive,
    ensure_may_archive,
    ensure_may_cancel,
    ensure_may_hold,
    ensure_may_postpone,
    ensure_may_publish,
    ensure_may_reschedule,
    ensure_may_restore,
    ensure_window,
    is_place_complete,
)
from workshops.foundation import clock
from workshops.foundation.events import publish


def publish_workshop(workshop: Workshop, *, actor_id: int | None) -> None:
    """Open the page to its readers. Raises OnlyDraftsArePublished, and NotReadyToPublish with all that is missing."""
    workshop = get_locked_workshop(workshop.id)
    ensure_may_publish(workshop.standing, clock.now())
    if missing := missing_before_publication(workshop):
        raise NotReadyToPublish(tuple(missing))
    _stand(workshop, State.PUBLISHED)
    workshop.published_at = workshop.state_since
    touch(workshop)
    publish(WorkshopPublished(workshop_id=workshop.id, actor_id=actor_id))


def reschedule_workshop(workshop: Workshop, time_and_place: TimeAndPlace, *, actor_id: int | None) -> None:
    """Change when and where: sessions move with the beginning, by the wall clock. A postponed workshop is on again.

    Raises NoLongerMovable, UnusableTime, EndBeforeStart, TooLong, WindowTooLate; for what is public also DatesOver and
    PlaceIncomplete.
    """
    workshop = get_locked_workshop(workshop.id)
    state, before = State(workshop.state), workshop.time_and_place
    ensure_may_reschedule(state)
    changed = before.differences(time_and_place)
    if not changed and state is not State.POSTPONED:
        return
    place(workshop, time_and_place)
    ensure_window(workshop.opens_at, workshop.closes_at, starts_at=workshop.starts_at)
    if state is not State.DRAFT:
        _ensure_reachable(workshop)
        if state is State.POSTPONED:
            _stand(workshop, State.PUBLISHED)
    touch(workshop)
    write_words(workshop)
    publish(
        WorkshopRescheduled(
            workshop_id=workshop.id,
            changed=changed,
            shift_seconds=int((time_and_place.starts_local - before.starts_local).total_seconds()),
            revived=state is State.POSTPONED,
            actor_id=actor_id,
        )
    )


def _ensure_reachable(workshop: Workshop) -> None:
    if workshop.ends_at <= clock.now():
        raise DatesOver
    if not is_place_complete(publication_facts(workshop)):
        raise PlaceIncomplete


def postpone_workshop(workshop: Workshop, *, reason: str, actor_id: int | None) -> None:
    """Say that the dates no longer hold, and why; readers see the reason. Raises OnlyPublishedArePostponed."""
    workshop = get_locked_workshop(workshop.id)
    ensure_may_postpone(workshop.standing, clock.now())
    _stand(workshop, State.POSTPONED, reason)
    touch(workshop)
    publish(WorkshopPostponed(workshop_id=workshop.id, actor_id=actor_id))


def cancel_workshop(workshop: Workshop, *, reason: str, actor_id: int | None) -> None:
    """Call the workshop off for good, and say why; readers see the reason. Raises NothingToCancel."""
    workshop = get_locked_workshop(workshop.id)
    ensure_may_cancel(workshop.standing, clock.now())
    _stand(workshop, State.CANCELLED, reason)
    touch(workshop)
    publish(WorkshopCancelled(workshop_id=workshop.id, actor_id=actor_id))


def hold_workshop(workshop: Workshop, *, actor_id: int | None) -> None:
    """Close the workshop as held. Raises NotOverYet."""
    workshop = get_locked_workshop(workshop.id)
    ensure_may_hold(workshop.standing, clock.now())
    _stand(workshop, State.HELD)
    touch(workshop)
    publish(WorkshopHeld(workshop_id=workshop.id, actor_id=actor_id))


def archive_workshop(workshop: Workshop, *, actor_id: int | None) -> None:
    """Keep the workshop for the record only. Raises StillWorkedOn."""
    workshop = get_locked_workshop(workshop.id)
    ensure_may_archive(workshop.standing, clock.now())
    workshop.state, workshop.state_since = State.ARCHIVED, clock.now()
    touch(workshop)
    publish(WorkshopArchived(workshop_id=workshop.id, actor_id=actor_id))


def restore_workshop(workshop: Workshop, *, actor_id: int | None) -> None:
    """Bring the workshop back from the archive to where it stood. Raises NotArchived."""
    workshop = get_locked_workshop(workshop.id)
    ensure_may_restore(workshop.standing, clock.now())
    workshop.state = before_archive(
        was_published=workshop.published_at is not None, has_reason=bool(workshop.state_reason)
    )
    workshop.state_since = None
    touch(workshop)
    publish(WorkshopRestored(workshop_id=workshop.id, actor_id=actor_id))


def _stand(workshop: Workshop, state: State, reason: str = "") -> None:
    workshop.state, workshop.state_since, workshop.state_reason = state, clock.now(), reason
