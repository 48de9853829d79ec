"""Forms that were saved for later."""

from datetime import datetime

from sqlalchemy import select

from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.tokens import digest
from workshops.registrations.models import Draft


def find_draft(workshop_id: int, token: str) -> Draft | None:
    """The draft that a mailed link opens, unless its time is over."""
    query = select(Draft).where(Draft.link_digest == digest(token), Draft.workshop_id == workshop_id)
    return db.session.scalar(query.where(Draft.kept_until > clock.now()))


def find_draft_of_form(workshop_id: int, once: str) -> Draft | None:
    """What the form with this key was saved as before; read under the workshop's lock."""
    return db.session.scalar(select(Draft).where(Draft.workshop_id == workshop_id, Draft.once == once))


def is_draft_outlived(now: datetime) -> bool:
    """Whether the time of any draft is over: one look into an index."""
    return db.session.scalar(select(Draft.id).where(Draft.kept_until <= now).limit(1)) is not None
