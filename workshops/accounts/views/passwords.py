"""Forgotten, chosen, changed and asked-again passwords."""

from http import HTTPStatus

from flask import Response, flash, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.actions import (
    accept_proof,
    ask_for_forgotten_password,
    check_password,
    choose_password,
    ensure_password_fits,
    renew_session,
)
from workshops.accounts.actions import change_password as store_new_password
from workshops.accounts.forms import AddressForm, ChangePasswordForm, ConfirmForm, NewPasswordForm
from workshops.accounts.queries import current_actor, find_password_link
from workshops.accounts.rules import Actor, WeakPassword
from workshops.accounts.views.door import STAFF_HOME, accounts, keep_session, own_path, redirect_to, unlinked
from workshops.accounts.views.limits import failures_limited, mails_limited
from workshops.foundation.errors import NotAllowed
from workshops.foundation.forms import normal_address
from workshops.foundation.i18n import sentence
from workshops.foundation.passwords import hash_password
from workshops.foundation.transactions import begin_writing, works_before_writing
from workshops.foundation.web import public, signed_in


@accounts.route("/password/forgotten", methods=["GET", "POST"])
@public
@mails_limited
def forgotten_password() -> ResponseReturnValue:
    """Mail a link to choose a new password; whether the address is known, the answer does not tell."""
    form = AddressForm()
    if form.validate_on_submit():
        ask_for_forgotten_password(normal_address(form.email.data or ""))
        flash(_("If this address belongs to a member of staff, a message with a link is on its way to it."), "info")
        return redirect_to(url_for(".sign_in_staff"))
    return render_template("accounts/forgotten_password.html", form=form), form.answer_status


@accounts.route("/password/<token>", methods=["GET", "POST"])
@public
@works_before_writing
def set_password(token: str) -> ResponseReturnValue:
    """Choose a password behind a mailed link; only the sent form uses the link up."""
    link = find_password_link(token)
    if link is None:
        return _link_is_over()
    form = NewPasswordForm()
    password_hash = _new_hash(form, link.person_id)
    if password_hash:
        begin_writing()
        if choose_password(token, password_hash) is None:
            return _link_is_over()
        session.clear()
        flash(_("Your password is set. Sign in with it."), "ok")
        return redirect_to(url_for(".sign_in_staff"))
    return unlinked(
        make_response(render_template("accounts/set_password.html", form=form, token=token), form.answer_status)
    )


def _link_is_over() -> ResponseReturnValue:
    return render_template("accounts/link_over.html", url=url_for(".forgotten_password")), HTTPStatus.GONE


def _new_hash(form: NewPasswordForm, person_id: int) -> str | None:
    """The hash of the new password of a sent form, or None with the reason written beside its field."""
    if not form.validate_on_submit():
        return None
    try:
        return hash_password(ensure_password_fits(form.new.data or "", person_id))
    except WeakPassword as error:
        form.new.errors = [sentence(error)]
        return None


@accounts.route("/me/password", methods=["GET", "POST"])
@signed_in
@failures_limited
@works_before_writing
def change_password() -> ResponseReturnValue:
    """Take a new password from a member of staff who knows the one in use."""
    actor = _staff_session()
    form = ChangePasswordForm()
    if form.validate_on_submit():
        token = _try_change(form, actor)
        if token:
            flash(_("Your password is changed. Every other browser is signed out."), "ok")
            response = redirect_to(url_for(".settings"))
            keep_session(response, token)
            return response
    return render_template("accounts/change_password.html", form=form), form.answer_status


def _try_change(form: ChangePasswordForm, actor: Actor) -> str | None:
    proof = check_password(form.password.data or "", person_id=actor.person_id)
    if proof is None:
        form.password.errors = [_wrong_password()]
        return None
    password_hash = _new_hash(form, actor.person_id)
    if password_hash is None:
        return None
    begin_writing()
    return store_new_password(actor, proof, password_hash)


@accounts.route("/confirm-it-is-you", methods=["GET", "POST"])
@signed_in
@failures_limited
@works_before_writing
def confirm() -> ResponseReturnValue:
    """Ask the password again before a page of grave changes."""
    actor = _staff_session()
    form = ConfirmForm()
    next_path = own_path(request.args.get("next"))
    if form.validate_on_submit():
        response = _try_confirming(form, actor, next_path)
        if response:
            return response
        form.password.errors = [_wrong_password()]
    return render_template("accounts/confirm.html", form=form, next_path=next_path), form.answer_status


def _try_confirming(form: ConfirmForm, actor: Actor, next_path: str | None) -> Response | None:
    proof = check_password(form.password.data or "", person_id=actor.person_id)
    if proof is None:
        return None
    begin_writing()
    if not accept_proof(proof):
        return None
    response = redirect_to(next_path or STAFF_HOME)
    keep_session(response, renew_session(actor))
    return response


def _staff_session() -> Actor:
    """The reader, who signed in with a password. Raises NotAllowed for one who came with a mailed code."""
    actor = current_actor()
    if not actor.is_staff_session:
        raise NotAllowed
    return actor


def _wrong_password() -> str:
    return _("This is not your password. Write it again.")
