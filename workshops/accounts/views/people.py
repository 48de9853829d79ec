"""The people of the house, for administrators: find, invite, give and take roles, close accounts."""

from datetime import UTC, datetime, time

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from workshops.accounts import actions, queries
from workshops.accounts.actions import Term
from workshops.accounts.forms import GrantForm, InvitationForm
from workshops.accounts.models import Person
from workshops.accounts.queries import current_actor
from workshops.accounts.rules import ROLE_NAMES, Actor, Role, RoleAlreadyHeld
from workshops.accounts.views.door import accounts, redirect_to
from workshops.foundation.forms import normal_address
from workshops.foundation.i18n import sentence
from workshops.foundation.text import clean_line
from workshops.foundation.transactions import works_before_writing
from workshops.foundation.web import LARGEST_ID, proved_lately, requires

LONGEST_SEARCH = 100


@accounts.route("/people", methods=["GET", "POST"])
@requires("people.read")
@works_before_writing
def people() -> ResponseReturnValue:
    """A page of people, the newest first, or the newest of those who have the words in their name or address.

    A name never stands in an address: it is sent.
    """
    words = clean_line(request.form.get("words", "")[:LONGEST_SEARCH])
    before = request.args.get("before", type=int)
    found = queries.people_before(before and max(0, min(before, LARGEST_ID)), words)
    return render_template(
        "accounts/people.html",
        people=found,
        words=words,
        older=found[-1].id if len(found) == queries.PAGE else None,
        roles_of=_roles_of,
    )


def _roles_of(person: Person) -> str:
    return ", ".join(dict.fromkeys(_(ROLE_NAMES[Role(grant.role)]) for grant in queries.live_grants(person)))


@accounts.get("/people/<int:person_id>")
@requires("people.read")
def person(person_id: int) -> ResponseReturnValue:
    """One person: who she is, her roles, whether she can sign in."""
    found = queries.get_person(person_id)
    grants = queries.live_grants(found)
    return render_template(
        "accounts/person.html",
        person=found,
        grants=grants,
        names=queries.scope_names(grants),
        role_names=ROLE_NAMES,
        browsers=len(queries.open_sessions(person_id)),
    )


@accounts.route("/people/new", methods=["GET", "POST"])
@requires("people.manage")
@proved_lately
def invite() -> ResponseReturnValue:
    """Invite a member of staff: a first role, and a mail with a link to choose a password."""
    form = InvitationForm()
    if form.validate_on_submit():
        invited = actions.invite(current_actor(), normal_address(form.email.data or ""), form.name_latin.data or "")
        if _give_role(form, current_actor(), invited.id):
            flash(_("The invitation is on its way. Its link is good for 72 hours."), "ok")
            return redirect_to(url_for(".person", person_id=invited.id))
    return render_template("accounts/invite.html", form=form), form.answer_status


@accounts.route("/people/<int:person_id>/roles/new", methods=["GET", "POST"])
@requires("people.manage")
@proved_lately
def grant(person_id: int) -> ResponseReturnValue:
    """Give a person a role."""
    found = queries.get_person(person_id)
    form = GrantForm()
    if form.validate_on_submit() and _give_role(form, current_actor(), person_id):
        flash(_("The role is given."), "ok")
        return redirect_to(url_for(".person", person_id=person_id))
    return render_template("accounts/grant.html", form=form, person=found), form.answer_status


def _give_role(form: GrantForm, actor: Actor, person_id: int) -> bool:
    day = form.last_day.data
    term = Term(ends_at=datetime.combine(day, time(23, 59, 59), UTC) if day else None)
    try:
        actions.grant_role(person_id, Role(form.role.data), form.scope_id, term=term, actor_id=actor.person_id)
    except RoleAlreadyHeld as error:
        form.form_errors.append(sentence(error))
        return False
    return True


@accounts.post("/people/<int:person_id>/roles/<int:grant_id>/end")
@requires("people.manage")
def end_grant(person_id: int, grant_id: int) -> ResponseReturnValue:
    """Take a role from a person."""
    actions.end_role(current_actor(), person_id, grant_id)
    return _done(person_id, _("The role is taken."))


@accounts.post("/people/<int:person_id>/invite")
@requires("people.manage")
def invite_again(person_id: int) -> ResponseReturnValue:
    """Mail a new invitation to somebody who has no password yet."""
    found: Person = queries.get_person(person_id)
    actions.invite_again(current_actor(), found)
    return _done(person_id, _("The invitation is on its way. Its link is good for 72 hours."))


@accounts.post("/people/<int:person_id>/end-sessions")
@requires("people.manage")
def end_sessions_of(person_id: int) -> ResponseReturnValue:
    """Sign all browsers of a person out."""
    queries.get_person(person_id)
    ended = actions.end_sessions(person_id, actor_id=current_actor().person_id)
    return _done(person_id, ngettext("%(num)d browser is signed out.", "%(num)d browsers are signed out.", ended))


@accounts.get("/people/<int:person_id>/disable")
@requires("people.manage")
def disable(person_id: int) -> ResponseReturnValue:
    """Ask before an account is closed."""
    found = queries.get_person(person_id)
    return render_template("accounts/disable.html", person=found, browsers=len(queries.open_sessions(person_id)))


@accounts.post("/people/<int:person_id>/disable")
@requires("people.manage")
def disable_now(person_id: int) -> ResponseReturnValue:
    """Close an account and sign all its browsers out."""
    actions.disable_person(current_actor(), person_id)
    return _done(person_id, _("The account is closed, and every browser is signed out."))


@accounts.post("/people/<int:person_id>/enable")
@requires("people.manage")
def enable(person_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    actions.enable_person(current_actor(), person_id)
    return _done(person_id, _("The account is open again."))


def _done(person_id: int, words: str) -> ResponseReturnValue:
    flash(words, "ok")
    return redirect_to(url_for(".person", person_id=person_id))
