"""The list of a session on a phone, and the organizer's overview."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.queries import current_actor
from workshops.attendance import queries
from workshops.attendance.actions import check_in as mark_present
from workshops.attendance.actions import undo_check_in
from workshops.catalogue.queries import get_managed_workshop
from workshops.foundation.errors import NotFound
from workshops.foundation.text import clean_line
from workshops.foundation.web import LARGEST_ID, requires

attendance = Blueprint("attendance", __name__)
LONGEST_SEARCH = 60


@attendance.get("/manage/<slug>/attendance")
@requires("registrations.read")
def overview(slug: str) -> ResponseReturnValue:
    """Each session with its count, each person with her share and whether the rule is reached."""
    workshop = get_managed_workshop(slug, current_actor(), "registrations.read")
    shares = queries.shares(workshop)
    return render_template(
        "attendance/overview.html",
        workshop=workshop,
        counts=queries.session_counts(workshop),
        participants=len(shares),
        reached=sum(share.is_reached for share in shares.values()),
    )


@attendance.get("/desk/<slug>")
@requires("attendance.mark")
def sessions(slug: str) -> ResponseReturnValue:
    """Where the desk begins: the sessions of the workshop, those of now first in sight."""
    workshop = get_managed_workshop(slug, current_actor(), "attendance.mark")
    return render_template("attendance/sessions.html", workshop=workshop, counts=queries.session_counts(workshop))


@attendance.get("/desk/<slug>/<int:number>")
@requires("attendance.mark")
def check_in(slug: str, number: int) -> ResponseReturnValue:
    """The list of one session: who is not here yet, who is. A desk finds people by three letters of a name."""
    actor = current_actor()
    workshop = get_managed_workshop(slug, actor, "attendance.mark")
    session = queries.get_session(workshop, number)
    letters = clean_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    sees_all = actor.may("registrations.read", workshop_id=workshop.id, organisation_id=workshop.organisation_id)
    may_list = sees_all or len(letters) >= queries.DESK_LETTERS
    limit = queries.PAGE if sees_all else queries.DESK_ROWS
    absent = queries.roll(session, workshop, present=False, letters=letters, limit=limit) if may_list else []
    present = queries.roll(session, workshop, present=True, letters=letters, limit=limit) if may_list else []
    counts = {count.session.id: count.present for count in queries.session_counts(workshop)}
    return render_template(
        "attendance/check_in.html",
        workshop=workshop,
        session=session,
        letters=letters,
        may_list=may_list,
        absent=absent,
        present=present,
        limit=limit,
        present_count=counts[session.id],
        participants=queries.participant_count(workshop),
        letters_needed=queries.DESK_LETTERS,
    )


@attendance.post("/desk/<slug>/<int:number>")
@requires("attendance.mark")
def mark(slug: str, number: int) -> ResponseReturnValue:
    """Mark one person present, or take the mark back, and show the list again where it was."""
    actor = current_actor()
    workshop = get_managed_workshop(slug, actor, "attendance.mark")
    session = queries.get_session(workshop, number)
    field = "present" if "present" in request.form else "undo"
    registration = queries.find_participant(workshop, _id(request.form.get(field, "")))
    if registration is None:
        raise NotFound
    change = mark_present if field == "present" else undo_check_in
    change(session, registration, actor.person_id)
    flash(_("Marked present.") if field == "present" else _("The mark was taken back."), "ok")
    letters = clean_line(request.form.get("q", ""))[:LONGEST_SEARCH]
    return redirect(url_for("attendance.check_in", slug=slug, number=number, q=letters or None), 303)


def _id(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= len(str(LARGEST_ID)) and int(typed) <= LARGEST_ID):
        raise NotFound
    return int(typed)
