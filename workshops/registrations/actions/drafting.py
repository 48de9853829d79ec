"""A form that is finished another day: kept, opened by a mailed link, erased."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from workshops.catalogue.queries import get_locked_workshop
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.events import publish
from workshops.foundation.tokens import digest, new_token
from workshops.registrations.events import DraftSaved
from workshops.registrations.models import Draft
from workshops.registrations.queries import find_draft_of_form
from workshops.registrations.rules import draft_ends, ensure_open


def save_for_later(
    workshop_id: int, email: str, answers: Mapping[str, Any], *, once: str, language: str, actor_id: int | None
) -> datetime:
    """Keep what stands in a form, have a link to it mailed, and tell until when it is kept.

    Saving the form again is the same draft behind the same link. With another address it begins anew: the link that
    went to the former one opens nothing any more. Raises NotOpenYet and RegistrationClosed.
    """
    workshop = get_locked_workshop(workshop_id)
    now = clock.now()
    ensure_open(workshop.standing.stage(now))
    kept_until = draft_ends(now, workshop.closes_at)
    draft = find_draft_of_form(workshop_id, once)
    if draft and draft.email == email and draft.kept_until > now:
        draft.answers, draft.kept_until = dict(answers), kept_until
        db.session.flush()
        return kept_until
    forget_draft(workshop_id, once)
    draft = Draft(
        workshop_id=workshop_id,
        once=once,
        email=email,
        language=language,
        answers=dict(answers),
        kept_until=kept_until,
    )
    db.session.add(draft)
    db.session.flush()
    publish(DraftSaved(workshop_id=workshop_id, draft_id=draft.id, actor_id=actor_id))
    return kept_until


def make_draft_link(draft_id: int) -> str | None:
    """Make the token of a mail that is about to be sent; only its digest is kept. None when the draft is gone.

    Made again, the former is dead.
    """
    draft = db.session.get(Draft, draft_id, with_for_update=True)
    if draft is None or draft.kept_until <= clock.now():
        return None
    token = new_token()
    draft.link_digest = digest(token)
    db.session.flush()
    return token


def forget_draft(workshop_id: int, once: str) -> None:
    """Erase what the form with this key was saved as; its link opens nothing any more."""
    db.session.execute(delete(Draft).where(Draft.workshop_id == workshop_id, Draft.once == once))


def forget_outlived_drafts(now: datetime) -> None:
    """Erase the drafts whose time is over."""
    db.session.execute(delete(Draft).where(Draft.kept_until <= now))
