"""The holder's own certificate."""

from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.queries import current_actor
from workshops.certificates.actions import switch_full_name
from workshops.certificates.queries import facts_of, get_live_certificate, get_own_certificate
from workshops.certificates.views.blueprint import certificates, file_of
from workshops.foundation.web import public, signed_in
from workshops.registrations.queries import get_linked_registration


@certificates.get("/me/<slug>/certificate.pdf")
@signed_in
def download(slug: str) -> ResponseReturnValue:
    """The file, as often as the holder likes."""
    return file_of(facts_of(get_own_certificate(slug, current_actor().person_id)))


@certificates.get("/r/<token>/certificate.pdf")
@public
def download_by_link(token: str) -> ResponseReturnValue:
    """The file for whoever holds the link of the holder's mails, as the page behind that link is."""
    return file_of(facts_of(get_live_certificate(get_linked_registration(token))))


@certificates.post("/me/<slug>/certificate/name")
@signed_in
def switch_name(slug: str) -> ResponseReturnValue:
    """Show the whole name on the public page, or its first letters only."""
    shown = request.form.get("shown") == "yes"
    switch_full_name(get_own_certificate(slug, current_actor().person_id), shown=shown)
    flash(
        _("Whoever checks the code now reads your whole name.")
        if shown
        else _("Whoever checks the code now reads only the first letters of your name."),
        "ok",
    )
    return redirect(url_for("registrations.status", slug=slug), HTTPStatus.SEE_OTHER)
