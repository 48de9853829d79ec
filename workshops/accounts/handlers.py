"""Hears what time has ended."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from workshops.accounts.models import OneTimeCode, WebSession
from workshops.accounts.rules import INVITATION_LASTS, LONGEST_SESSION
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work


def sweep() -> None:
    """Forget sessions and mailed secrets that nobody can use any more; the worker calls this every second.

    One look into an index each when there is none.
    """
    now = clock.now()
    for table, outlived in _outlived(now):
        if db.session.scalar(select(table.id).where(outlived).limit(1)):
            with unit_of_work():
                db.session.execute(delete(table).where(outlived))


def _outlived(now: datetime) -> tuple[tuple[type[WebSession | OneTimeCode], ColumnElement[bool]], ...]:
    # A secret is made as its mail is sent, which may be some days after it was asked for.
    return (
        (WebSession, WebSession.created_at <= now - LONGEST_SESSION),
        (OneTimeCode, OneTimeCode.asked_at <= now - 2 * INVITATION_LASTS),
    )
