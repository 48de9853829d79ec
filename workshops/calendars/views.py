"""Calendar files to download."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from workshops.accounts.queries import current_actor
from workshops.agenda.models import AgendaSession
from workshops.calendars import queries
from workshops.calendars.facts import Audience
from workshops.calendars.ics import published_calendar, session_component
from workshops.catalogue.models import Workshop
from workshops.foundation import clock
from workshops.foundation.errors import NotFound
from workshops.foundation.headers import shared_copy
from workshops.foundation.i18n import language
from workshops.foundation.pagecache import pages
from workshops.foundation.web import public, signed_in

calendars = Blueprint("calendars", __name__)
# Nothing in a file changes by itself: only a new revision of the workshop makes another.
NEVER = datetime.max.replace(tzinfo=UTC)


@calendars.get("/workshops/<slug>.ics")
@public
def workshop(slug: str) -> ResponseReturnValue:
    """The whole workshop as one calendar file, a VEVENT for each session."""
    return _public_file(slug, None)


@calendars.get("/workshops/<slug>/sessions/<int:number>.ics")
@public
def session(slug: str, number: int) -> ResponseReturnValue:
    """One session: Outlook opens a file with several as a calendar of its own."""
    return _public_file(slug, number)


@calendars.get("/me/<slug>/calendar.ics")
@signed_in
def mine(slug: str) -> ResponseReturnValue:
    """The same entries for somebody with a seat: with the link to join online."""
    found = queries.find_workshop_of_holder(slug, current_actor().person_id)
    if found is None:
        raise NotFound
    return _calendar(_draw(found, queries.entries(found), Audience.REGISTRANT), slug)


def _public_file(slug: str, number: int | None) -> Response:
    edition = queries.find_public_edition(slug)
    if edition is None:
        raise NotFound
    key = ("ics", edition.id, edition.revision, number, language())
    kept = pages.find(key, clock.now())
    if kept is None:
        found = queries.get_workshop(edition.id)
        sessions = [entry for entry in queries.entries(found) if number is None or entry.number == number]
        kept = pages.keep(key, _draw(found, sessions, Audience.PUBLIC), NEVER)
    return shared_copy(_calendar(kept.body, slug if number is None else f"{slug}-{number}"), kept.etag)


def _draw(found: Workshop, sessions: Sequence[AgendaSession], audience: Audience) -> str:
    facts = [queries.session_facts(entry, found, audience) for entry in sessions]
    if not facts:
        raise NotFound
    return published_calendar(map(session_component, facts), (one.span for one in facts)).decode()


def _calendar(body: bytes | str, name: str) -> Response:
    response = Response(body, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
