"""Calendar files to download."""

from collections.abc import Sequence

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from workshops.agenda.models import AgendaSession
from workshops.calendars import queries
from workshops.calendars.facts import Audience
from workshops.calendars.ics import published_calendar, session_component
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import find_public_workshop, public_revision
from workshops.foundation.errors import NotFound
from workshops.foundation.headers import shared_copy
from workshops.foundation.i18n import language
from workshops.foundation.pagecache import PageCache
from workshops.foundation.web import public

calendars = Blueprint("calendars", __name__)
_files = PageCache(entries=512)


@calendars.get("/workshops/<slug>.ics")
@public
def workshop(slug: str) -> ResponseReturnValue:
    """The whole workshop as one calendar file, a VEVENT for each session."""
    return _file(slug, None)


@calendars.get("/workshops/<slug>/sessions/<int:number>.ics")
@public
def session(slug: str, number: int) -> ResponseReturnValue:
    """One session: Outlook opens a file with several as a calendar of its own."""
    return _file(slug, number)
