"""Signing in with a mailed code or link, or with a password; signing out."""

from http import HTTPStatus

from flask import Response, flash, g, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.actions import (
    accept_proof,
    ask_again,
    ask_for_code,
    check_password,
    this_device,
    use_code,
    use_link,
)
from workshops.accounts.actions import sign_out as end_own_session
from workshops.accounts.forms import AddressForm, CodeForm, StaffSignInForm
from workshops.accounts.queries import find_address_link, find_person_by_email
from workshops.accounts.rules import Purpose, masked_address
from workshops.accounts.views.door import (
    MAILED_TO,
    accounts,
    ask_for_typed_code,
    forget_session,
    let_in,
    own_path,
    redirect_to,
    unlinked,
)
from workshops.accounts.views.limits import failures_limited, mails_limited
from workshops.foundation.forms import normal_address
from workshops.foundation.transactions import begin_writing, works_before_writing
from workshops.foundation.web import public

# How many marks the check-in desk keeps in this browser for want of a line; its script sets it.
KEPT_COOKIE = "kept"


@accounts.route("/sign-in", methods=["GET", "POST"])
@public
@mails_limited
def sign_in() -> ResponseReturnValue:
    """Ask for the address of a participant and mail her a code; whether she is known, the answer does not tell."""
    form = AddressForm()
    next_path = own_path(request.args.get("next"))
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form, next_path=next_path), form.answer_status
    address = normal_address(form.email.data or "")
    person = find_person_by_email(address)
    ask_for_code(person.id if person else None, Purpose.SIGN_IN, this_device(), next_path)
    return ask_for_typed_code(address, is_known=False)


@accounts.route("/sign-in/code", methods=["GET", "POST"])
@public
@failures_limited
def enter_code() -> ResponseReturnValue:
    """Take the code of the newest message, on the browser that asked for it."""
    form = CodeForm()
    if form.validate_on_submit():
        proved = use_code(this_device(), form.code.data or "")
        if proved:
            return let_in(proved.person_id, is_staff=False, next_path=proved.next_path)
        form.code.errors = [
            _("This is not the code of the newest message, or it is too old. Look again, or send a new one.")
        ]
    mailed_to, is_known = session.get(MAILED_TO, ("", False))
    page = render_template("accounts/enter_code.html", form=form, mailed_to=mailed_to, is_known=is_known)
    return page, form.answer_status


@accounts.post("/sign-in/code/again")
@public
@mails_limited
def send_again() -> ResponseReturnValue:
    """Mail a new code to whom this browser asked one for."""
    ask_again(this_device())
    flash(_("A new message is on its way. Only its code is good now."), "info")
    return redirect_to(url_for(".enter_code"))


@accounts.route("/sign-in/link/<token>", methods=["GET", "POST"])
@public
def open_link(token: str) -> ResponseReturnValue:
    """Show a button behind a mailed link, since programs that read mail open links too; the button signs in."""
    if request.method == "POST" and (proved := use_link(token)):
        return let_in(proved.person_id, is_staff=False, next_path=proved.next_path)
    if request.method == "POST" or not (link := find_address_link(token)):
        return _link_is_over()
    page = render_template("accounts/open_link.html", address=masked_address(link.person.email), token=token)
    return unlinked(make_response(page))


def _link_is_over() -> ResponseReturnValue:
    return render_template("accounts/link_over.html", url=url_for(".sign_in")), HTTPStatus.GONE


@accounts.route("/sign-in/staff", methods=["GET", "POST"])
@public
@failures_limited
@works_before_writing
def sign_in_staff() -> ResponseReturnValue:
    """Check address and password of a member of staff; what was wrong of the two, the answer does not tell."""
    form = StaffSignInForm()
    next_path = own_path(request.args.get("next"))
    if form.validate_on_submit():
        response = _try_password(form, next_path)
        if response:
            return response
        form.form_errors.append(
            _("Address and password do not belong together. After many wrong tries only a new password helps.")
        )
    return render_template("accounts/sign_in_staff.html", form=form, next_path=next_path), form.answer_status


def _try_password(form: StaffSignInForm, next_path: str | None) -> Response | None:
    proof = check_password(form.password.data or "", email=normal_address(form.email.data or ""))
    if proof is None:
        return None
    begin_writing()
    return let_in(proof.person_id, is_staff=True, next_path=next_path) if accept_proof(proof) else None


@accounts.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End the session and empty the browser of it; nothing to end is no mistake.

    Marks that the desk keeps in this browser would be lost, so that is asked first.
    """
    kept = request.cookies.get(KEPT_COOKIE, 0, type=int)
    if g.actor and kept > 0 and "lose" not in request.form:
        return render_template("accounts/sign_out.html", kept=kept)
    if g.actor:
        end_own_session(g.actor)
    session.clear()
    response = redirect_to("/")
    forget_session(response)
    return response
