"""The list of a session on a phone, the signed sheet typed in later, and the organizer's overview."""

from collections.abc import Collection
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.queries import current_actor
from workshops.agenda.models import AgendaSession
from workshops.attendance import queries
from workshops.attendance.actions import check_in as mark_present
from workshops.attendance.actions import enter_sheet, undo_check_in
from workshops.attendance.rules import DESK_LETTERS, DESK_ROWS, names_enough
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import get_managed_workshop
from workshops.foundation import clock
from workshops.foundation.errors import DomainError, NotFound
from workshops.foundation.i18n import sentence
from workshops.foundation.text import clean_line
from workshops.foundation.transactions import begin_writing, works_before_writing
from workshops.foundation.web import LARGEST_ID, requires
from workshops.registrations.queries import get_registration_of

attendance = Blueprint("attendance", __name__)
LONGEST_SEARCH = 60


@attendance.get("/manage/<slug>/attendance")
@requires("registrations.read")
def overview(slug: str) -> ResponseReturnValue:
    """Each session with its count, each person with her share and whether the rule is reached."""
    workshop = get_managed_workshop(slug, current_actor(), "registrations.read")
    shares = queries.shares(workshop)
    pages = max(1, -(-len(shares) // queries.PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "attendance/overview.html",
        workshop=workshop,
        counts=queries.session_counts(workshop),
        counted=queries.counted_sessions(workshop.id),
        participants=queries.participants(workshop, page=page),
        shares=shares,
        reached=sum(share.is_reached for share in shares.values()),
        may_mark=_may("attendance.mark", workshop),
        page=page,
        pages=pages,
    )


@attendance.get("/manage/<slug>/attendance/<int:number>")
@requires("attendance.mark")
def sheet(slug: str, number: int) -> ResponseReturnValue:
    """A signed sheet to be typed in: everybody with a seat, ticked who is marked."""
    workshop, session = _managed_session(slug, number)
    return _sheet_page(workshop, session)


@attendance.post("/manage/<slug>/attendance/<int:number>")
@requires("attendance.mark")
def save_sheet(slug: str, number: int) -> ResponseReturnValue:
    """Save the whole sheet. Only what was ticked or struck here changes, so a desk at work loses no mark."""
    workshop, session = _managed_session(slug, number)
    ticked, before = (set(map(_id, request.form.getlist(field))) for field in ("present", "before"))
    try:
        enter_sheet(session, signed=ticked - before, struck=before - ticked, actor_id=current_actor().person_id)
    except NotFound:
        raise
    except DomainError as error:
        return _sheet_page(workshop, session, ticked, refusal=sentence(error)), error.status
    flash(_("The sheet is saved."), "ok")
    return redirect(url_for("attendance.overview", slug=slug), HTTPStatus.SEE_OTHER)


@attendance.get("/desk/<slug>")
@requires("attendance.mark")
def sessions(slug: str) -> ResponseReturnValue:
    """Where the desk begins: the sessions of the workshop."""
    workshop = get_managed_workshop(slug, current_actor(), "attendance.mark")
    counts = queries.session_counts(workshop)
    return render_template("attendance/sessions.html", workshop=workshop, counts=counts, now=clock.now())


@attendance.get("/desk/<slug>/<int:number>")
@requires("attendance.mark")
def check_in(slug: str, number: int) -> ResponseReturnValue:
    """The list of one session: who is not here yet, who is."""
    return _found(slug, number, "")


@attendance.post("/desk/<slug>/<int:number>")
@requires("attendance.mark")
@works_before_writing
def mark(slug: str, number: int) -> ResponseReturnValue:
    """Look for letters of a name, mark one person present, or take the mark back, and show the list where it was.

    Letters are sent, never put into an address, where a phone would remember them: the answer is the page itself.
    """
    actor, letters = current_actor(), _letters(request.form.get("q", ""))
    if "find" in request.form:
        return _found(slug, number, letters)
    begin_writing()
    workshop = get_managed_workshop(slug, actor, "attendance.mark")
    session = queries.get_session(workshop, number)
    is_present = "present" in request.form
    registration = get_registration_of(workshop, _id(request.form.get("present" if is_present else "undo", "")))
    change = mark_present if is_present else undo_check_in
    try:
        change(session, registration, actor.person_id)
    except DomainError as error:
        return _list_page(workshop, session, letters, refusal=sentence(error)), error.status
    name = registration.name_latin
    flash(_("%(name)s is present.", name=name) if is_present else _("The mark of %(name)s is undone.", name=name), "ok")
    if letters:
        return _list_page(workshop, session, letters)
    return redirect(url_for("attendance.check_in", slug=slug, number=number), HTTPStatus.SEE_OTHER)


def _found(slug: str, number: int, letters: str) -> str:
    workshop = get_managed_workshop(slug, current_actor(), "attendance.mark")
    return _list_page(workshop, queries.get_session(workshop, number), letters)


def _list_page(workshop: Workshop, session: AgendaSession, letters: str, *, refusal: str = "") -> str:
    sees_all = _may("registrations.read", workshop)
    limit = queries.PAGE if sees_all else DESK_ROWS
    may_list = sees_all or names_enough(letters)
    absent, present = (
        queries.roll(session, present=is_present, letters=letters, limit=limit) if may_list else []
        for is_present in (False, True)
    )
    return render_template(
        "attendance/check_in.html",
        workshop=workshop,
        session=session,
        letters=letters,
        letters_needed=DESK_LETTERS,
        may_list=may_list,
        absent=absent,
        present=present,
        limit=limit,
        turnout=queries.turnout(session),
        refusal=refusal,
        person_id=current_actor().person_id,
    )


def _sheet_page(
    workshop: Workshop, session: AgendaSession, ticked: Collection[int] | None = None, *, refusal: str = ""
) -> str:
    rows = queries.sheet(session)
    marked = {participant.registration_id for participant, is_marked in rows if is_marked}
    return render_template(
        "attendance/sheet.html",
        workshop=workshop,
        session=session,
        participants=[participant for participant, _is_marked in rows],
        marked=marked,
        ticked=marked if ticked is None else ticked,
        refusal=refusal,
    )


def _managed_session(slug: str, number: int) -> tuple[Workshop, AgendaSession]:
    """The session, for somebody who may mark and may see everybody's name. Raises NotFound."""
    workshop = get_managed_workshop(slug, current_actor(), "attendance.mark")
    if not _may("registrations.read", workshop):
        raise NotFound
    return workshop, queries.get_session(workshop, number)


def _may(power: str, workshop: Workshop) -> bool:
    return current_actor().may(power, **workshop.scope_ids)


def _letters(typed: str) -> str:
    return clean_line(typed)[:LONGEST_SEARCH]


def _id(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= len(str(LARGEST_ID)) and int(typed) <= LARGEST_ID):
        raise NotFound
    return int(typed)
