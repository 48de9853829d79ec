"""The organizer's certificates: who is entitled and why, issuing, correcting, revoking."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from workshops.accounts.queries import current_actor
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import get_managed_workshop
from workshops.catalogue.rules import State
from workshops.certificates import queries
from workshops.certificates.actions import issue_all, override_entitlement
from workshops.certificates.actions import replace as replace_certificate
from workshops.certificates.actions import revoke as revoke_certificate
from workshops.certificates.forms import CorrectionForm, OverrideForm, RevocationForm
from workshops.certificates.models import Certificate
from workshops.certificates.queries import facts_of, get_certificate, specimen_facts
from workshops.certificates.rules import RevocationReason, is_over
from workshops.certificates.views.blueprint import certificates, file_of
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import DomainError
from workshops.foundation.forms import Form
from workshops.foundation.i18n import sentence
from workshops.foundation.web import keeps_typed, proved_lately, requires
from workshops.registrations.actions import correct_printed
from workshops.registrations.models import Registration
from workshops.registrations.queries import get_registration_of

PAGE = 50


@certificates.get("/manage/<slug>/certificates")
@requires("registrations.read")
def index(slug: str) -> ResponseReturnValue:
    """Who is entitled, who is not and why, who has a certificate."""
    return _list_page(get_managed_workshop(slug, current_actor(), "registrations.read"))


@certificates.post("/manage/<slug>/certificates")
@requires("certificates.issue")
@proved_lately
def issue(slug: str) -> ResponseReturnValue:
    """Issue to everybody who is entitled and has none."""
    actor = current_actor()
    workshop = get_managed_workshop(slug, actor, "certificates.issue")
    try:
        issued = issue_all(workshop, actor.person_id)
    except DomainError as error:
        return _list_page(workshop, refusal=sentence(error)), error.status
    flash(
        ngettext(
            "%(num)d certificate is issued. Its holder is told by mail.",
            "%(num)d certificates are issued. Their holders are told by mail.",
            len(issued),
        ),
        "ok",
    )
    return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)


def _list_page(workshop: Workshop, *, refusal: str = "") -> str:
    # First who needs a decision, then who waits, then who has a certificate; each by name.
    everybody = sorted(queries.entitlements(workshop), key=lambda one: (not one.needs_decision, not one.is_open))
    live = {one.certificate.id for one in everybody if one.certificate}
    pages = max(1, -(-len(everybody) // PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    ends_at = queries.last_session_ends_at(workshop)
    return render_template(
        "certificates/index.html",
        workshop=workshop,
        total=len(everybody),
        shown=everybody[(page - 1) * PAGE : page * PAGE],
        refused=sum(one.needs_decision for one in everybody),
        waiting=sum(one.is_open for one in everybody),
        issued=len(live),
        others=[certificate for certificate in queries.certificates_of(workshop) if certificate.id not in live],
        ends_at=ends_at,
        is_over=is_over(State(workshop.state), ends_at, clock.now()),
        may_issue=_may("certificates.issue", workshop),
        refusal=refusal,
        page=page,
        pages=pages,
    )


@certificates.get("/manage/<slug>/certificates/specimen.pdf")
@requires("registrations.read")
def specimen(slug: str) -> ResponseReturnValue:
    """How the certificates of this workshop will look, in nobody's name."""
    workshop = get_managed_workshop(slug, current_actor(), "registrations.read")
    return file_of(specimen_facts(workshop, "en"))


@certificates.route("/manage/<slug>/certificates/override/<int:registration_id>", methods=["GET", "POST"])
@requires("certificates.issue")
@keeps_typed
def override(slug: str, registration_id: int) -> ResponseReturnValue:
    """Decide in writing that a person gets the certificate although the rule says no."""
    actor = current_actor()
    workshop = get_managed_workshop(slug, actor, "certificates.issue")
    registration = get_registration_of(workshop, registration_id)
    form = OverrideForm()
    if not form.validate_on_submit():
        return _override_page(workshop, registration, form)
    try:
        override_entitlement(registration, form.reason.data or "", actor.person_id)
    except DomainError as error:
        return _override_page(workshop, registration, form, error)
    flash(_("%(name)s is entitled by your decision.", name=registration.name_latin), "ok")
    return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)


def _override_page(
    workshop: Workshop, registration: Registration, form: OverrideForm, error: DomainError | None = None
) -> ResponseReturnValue:
    status = _say(error, form)
    entitlement = queries.entitlement_of(registration)
    return render_template("certificates/override.html", workshop=workshop, one=entitlement, form=form), status


@certificates.get("/manage/<slug>/certificates/<int:certificate_id>")
@requires("registrations.read")
def show(slug: str, certificate_id: int) -> ResponseReturnValue:
    """One certificate: what it says, how it stands, what can be done."""
    workshop = get_managed_workshop(slug, current_actor(), "registrations.read")
    certificate = get_certificate(workshop, certificate_id)
    return render_template(
        "certificates/show.html",
        workshop=workshop,
        certificate=certificate,
        facts=facts_of(certificate),
        family=queries.family_of(certificate),
        may_issue=_may("certificates.issue", workshop),
        may_revoke=_may("certificates.revoke", workshop),
    )


@certificates.get("/manage/<slug>/certificates/<int:certificate_id>.pdf")
@requires("certificates.issue")
def preview(slug: str, certificate_id: int) -> ResponseReturnValue:
    """The file as its holder has it."""
    workshop = get_managed_workshop(slug, current_actor(), "certificates.issue")
    return file_of(facts_of(get_certificate(workshop, certificate_id)))


@certificates.route("/manage/<slug>/certificates/<int:certificate_id>/replace", methods=["GET", "POST"])
@requires("certificates.issue")
@proved_lately
@keeps_typed
def replace(slug: str, certificate_id: int) -> ResponseReturnValue:
    """Issue a corrected certificate in the place of this one."""
    actor = current_actor()
    workshop = get_managed_workshop(slug, actor, "certificates.issue")
    certificate = get_certificate(workshop, certificate_id)
    registration = get_registration_of(workshop, certificate.registration_id)
    form = CorrectionForm(obj=registration)
    if not form.validate_on_submit():
        return _grave_page("replace", workshop, certificate, form)
    try:
        correct_printed(registration.id, **form.data, actor_id=actor.person_id)
        new = replace_certificate(certificate, actor.person_id)
    except DomainError as error:
        return _grave_page("replace", workshop, certificate, form, error)
    flash(_("The corrected certificate is issued. Its holder is told by mail."), "ok")
    return redirect(url_for(".show", slug=slug, certificate_id=new.id), HTTPStatus.SEE_OTHER)


@certificates.route("/manage/<slug>/certificates/<int:certificate_id>/revoke", methods=["GET", "POST"])
@requires("certificates.revoke")
@proved_lately
@keeps_typed
def revoke(slug: str, certificate_id: int) -> ResponseReturnValue:
    """Declare that a certificate no longer counts."""
    actor = current_actor()
    workshop = get_managed_workshop(slug, actor, "certificates.revoke")
    certificate = get_certificate(workshop, certificate_id)
    form = RevocationForm()
    if not form.validate_on_submit():
        return _grave_page("revoke", workshop, certificate, form)
    try:
        revoke_certificate(certificate, RevocationReason(form.reason.data), actor.person_id)
    except DomainError as error:
        return _grave_page("revoke", workshop, certificate, form, error)
    flash(_("The certificate is revoked. Its holder is told by mail."), "ok")
    return redirect(url_for(".show", slug=slug, certificate_id=certificate.id), HTTPStatus.SEE_OTHER)


def _grave_page(
    name: str, workshop: Workshop, certificate: Certificate, form: Form, error: DomainError | None = None
) -> ResponseReturnValue:
    status = _say(error, form)
    facts = facts_of(certificate)
    template = f"certificates/{name}.html"
    return render_template(template, workshop=workshop, certificate=certificate, facts=facts, form=form), status


def _say(error: DomainError | None, form: Form) -> HTTPStatus:
    """Have the form say what was refused; the status of its page."""
    if error is None:
        return form.answer_status
    db.session.rollback()
    form.form_errors.append(sentence(error))
    return error.status


def _may(power: str, workshop: Workshop) -> bool:
    return current_actor().may(power, **workshop.scope_ids)
