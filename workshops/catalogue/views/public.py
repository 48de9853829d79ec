"""The list and the page of a workshop, for everybody.

What an anonymous reader gets is the same for all who read one language on one clock, so finished pages are kept; a
single short statement says which edition is the present one.
"""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from flask import Response, g, redirect, render_template, request, send_file, session, url_for
from flask.typing import ResponseReturnValue

from workshops.accounts.rules import Actor
from workshops.catalogue.forms import LONGEST_WORDS, FilterForm
from workshops.catalogue.queries import (
    Edition,
    WorkshopPage,
    catalogue_version,
    count_matches,
    find_edition,
    get_document,
    is_participant,
    is_registrant,
    public_list,
    read_page,
)
from workshops.catalogue.rules import Audience, Filters
from workshops.catalogue.views.keys import read_key, write_key
from workshops.catalogue.views.prose import prose
from workshops.catalogue.views.room import catalogue
from workshops.foundation import clock
from workshops.foundation.errors import NotFound
from workshops.foundation.headers import shared_copy
from workshops.foundation.i18n import language, reader_zone
from workshops.foundation.lowdata import is_low_data
from workshops.foundation.pagecache import KeptPage, pages
from workshops.foundation.text import clean_line
from workshops.foundation.uploads import path_of
from workshops.foundation.web import public

LONGEST_KEPT = timedelta(hours=1)
SEATS_KEPT = timedelta(seconds=10)
LONGEST_CODE = 40
_PAGE_ARGUMENTS = frozenset({"lang"})
_LIST_ARGUMENTS = _PAGE_ARGUMENTS | frozenset({"q", "theme", "language", "region", "when", "mode", "open", "after"})


@catalogue.get("/")
@public
def front() -> ResponseReturnValue:
    """The front page: what this is, a certificate's code to check, and the workshops ahead."""
    return _list(is_front=True)


@catalogue.get("/workshops/")
@public
def index() -> ResponseReturnValue:
    """The public workshops, narrowed by filters, a page at a time."""
    return _list(is_front=False)


@catalogue.get("/workshops/<slug>")
@public
def workshop(slug: str) -> ResponseReturnValue:
    """All that a reader may know about one workshop."""
    edition = find_edition(slug)
    if edition is None or not _may_read(edition):
        raise NotFound
    if edition.slug != slug:
        return redirect(url_for("catalogue.workshop", slug=edition.slug), 301)
    if not _is_shared(_PAGE_ARGUMENTS):
        return _workshop_page(edition, read_page(edition.id, language()))
    now = clock.now()
    key = (edition, language(), reader_zone(), is_low_data())
    kept = pages.find(key, now)
    if kept is None:
        page = read_page(edition.id, language())
        until = min(page.standing.next_change(now) or now + LONGEST_KEPT, now + LONGEST_KEPT)
        kept = pages.keep(key, _workshop_page(edition, page), until)
    return _answer(kept)


@catalogue.get("/workshops/<slug>/documents/<int:document_id>")
@public
def document(slug: str, document_id: int) -> ResponseReturnValue:
    """One document, to keep; what is meant for participants is not found by others."""
    edition = find_edition(slug)
    if edition is None or not _may_read(edition):
        raise NotFound
    found = get_document(edition.id, document_id)
    if found.audience != Audience.PUBLIC and not _reads_all_documents(edition):
        raise NotFound
    ending = found.media_type.rpartition("/")[2]
    response = send_file(
        path_of(found.stored_name),
        mimetype=found.media_type,
        as_attachment=True,
        download_name=f"{found.title}.{ending}",
        etag=False,
        conditional=False,
    )
    # Whatever the file holds, a browser that shows it all the same runs none of it.
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _is_manager(edition: Edition) -> bool:
    actor: Actor | None = g.get("actor")
    return actor is not None and actor.may(
        "workshops.manage", workshop_id=edition.id, organisation_id=edition.organisation_id
    )


def _may_read(edition: Edition) -> bool:
    """Everybody reads what is public; the rest is for its staff and, once published, for those who are registered."""
    if edition.is_public or _is_manager(edition):
        return True
    actor: Actor | None = g.get("actor")
    return actor is not None and edition.is_out and any(is_registrant(edition.id, actor.person_id))


def _reads_all_documents(edition: Edition) -> bool:
    actor: Actor | None = g.get("actor")
    return actor is not None and (_is_manager(edition) or any(is_participant(edition.id, actor.person_id)))


def _is_shared(arguments: frozenset[str]) -> bool:
    """Whether the answer is the same for every anonymous reader: no more arguments than these, no notice waiting."""
    return g.get("actor") is None and arguments.issuperset(request.args) and "_flashes" not in session


def _answer(kept: KeptPage) -> Response:
    return shared_copy(Response(kept.body, mimetype="text/html"), kept.etag)


def _workshop_page(edition: Edition, page: WorkshopPage) -> str:
    reads_all = _reads_all_documents(edition)
    text = page.text
    long_texts = (
        text.description,
        text.aims,
        text.learning_outcomes,
        text.target_audience,
        text.admission_criteria,
    )
    sessions = tuple(line.title for line in page.agenda)
    return render_template(
        "catalogue/workshop.html",
        page=page,
        prose=prose(text.language, language(), text.title, text.summary, long_texts, sessions),
        stage=page.standing.stage(clock.now()),
        documents=[row for row in page.documents if reads_all or row.audience == Audience.PUBLIC],
        is_manager=_is_manager(edition),
    )


def _list(*, is_front: bool) -> ResponseReturnValue:
    filters, after = _filters(), read_key(request.args.get("after", ""))
    if not _is_shared(_LIST_ARGUMENTS) or filters.words:
        return _list_page(filters, after, is_front=is_front)[0]
    now = clock.now()
    key = (catalogue_version(), language(), is_low_data(), is_front, filters, after)
    kept = pages.find(key, now)
    if kept is None:
        text, has_matches = _list_page(filters, after, is_front=is_front)
        # What matches nothing has no end of spellings: it is not worth the room.
        kept = pages.keep(key, text, now + SEATS_KEPT) if has_matches else KeptPage.of(text, now)
    return _answer(kept)


def _list_page(filters: Filters, after: tuple[datetime, int] | None, *, is_front: bool) -> tuple[str, bool]:
    now = clock.now()
    listing = public_list(filters, language(), now, after)
    text = render_template(
        "catalogue/index.html",
        form=FilterForm.in_language(language(), now, request.args),
        filters=filters,
        listing=listing,
        now=now,
        is_front=is_front,
        next_page=_address(filters, listing.next_key) if listing.next_key else "",
        first_page=_address(filters) if after else "",
        wider=None if listing.cards else _wider(filters, now),
    )
    return text, bool(listing.cards)


def _filters() -> Filters:
    """What the address asks for, cleaned and cut to a bounded length; what is unknown matches nothing."""

    def given(name: str, longest: int = LONGEST_CODE) -> str:
        return clean_line(request.args.get(name, "")[: 2 * longest])[:longest]

    return Filters(
        words=given("q", LONGEST_WORDS),
        theme=given("theme"),
        language=given("language"),
        region=given("region"),
        when=given("when"),
        mode=given("mode"),
        is_open=given("open") == "1",
    )


def _address(filters: Filters, after: tuple[datetime, int] | None = None) -> str:
    arguments = {
        "q": filters.words,
        "theme": filters.theme,
        "language": filters.language,
        "region": filters.region,
        "when": filters.when,
        "mode": filters.mode,
        "open": "1" if filters.is_open else "",
        "after": write_key(after) if after else "",
    }
    given: dict[str, Any] = {name: value for name, value in arguments.items() if value}
    return url_for("catalogue.index", **given)


def _wider(filters: Filters, now: datetime) -> tuple[str, int] | None:
    """The first address with one filter less that matches something, and how many it matches."""
    for field in fields(filters):
        if getattr(filters, field.name):
            wider = replace(filters, **{field.name: type(getattr(filters, field.name))()})
            if count := count_matches(wider, now):
                return _address(wider), count
    return None
