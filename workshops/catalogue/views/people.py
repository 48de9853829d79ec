"""Who works on a workshop beside its organizer."""

from datetime import UTC, datetime, time

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.actions import Term, end_workshop_role, grant_workshop_role, invite, restore_workshop_role
from workshops.accounts.queries import current_actor, find_person_by_email, roles_taken_lately
from workshops.accounts.rules import ROLE_NAMES, Actor, Role
from workshops.catalogue import queries
from workshops.catalogue.forms import StaffForm
from workshops.catalogue.models import Workshop
from workshops.catalogue.views.refusals import refused
from workshops.catalogue.views.room import catalogue
from workshops.foundation.errors import DomainError
from workshops.foundation.forms import normal_address
from workshops.foundation.web import proved_lately, requires

LAST_SECOND = time(23, 59, 59)


@catalogue.route("/manage/<slug>/people", methods=["GET", "POST"])
@requires("roles.grant")
@proved_lately
def people(slug: str) -> ResponseReturnValue:
    """Those who have a role in this workshop, and giving one."""
    actor = current_actor()
    workshop = queries.get_managed_workshop(slug, actor, "roles.grant")
    form = StaffForm()
    if form.validate_on_submit() and _give_role(form, actor, workshop):
        flash(_("The role is given."), "ok")
        return redirect(url_for(".people", slug=slug), 303)
    page = render_template(
        "catalogue/people.html",
        form=form,
        workshop=workshop,
        staff=queries.staff_of(workshop.id),
        taken=roles_taken_lately(workshop.id),
        role_names=ROLE_NAMES,
    )
    return page, form.answer_status


def _give_role(form: StaffForm, actor: Actor, workshop: Workshop) -> bool:
    email, name = normal_address(form.email.data or ""), form.name_latin.data or ""
    if not name and find_person_by_email(email) is None:
        form.name_latin.errors = [_("Nobody here has this address yet. Write the name, and an invitation is sent.")]
        return False
    day = form.last_day.data
    term = Term(ends_at=datetime.combine(day, LAST_SECOND, UTC) if day else None)
    try:
        person = invite(actor, email, name)
        grant_workshop_role(actor, person.id, Role(form.role.data), term=term, **workshop.scope_ids)
    except DomainError as error:
        refused(form, error)
        return False
    return True


@catalogue.post("/manage/<slug>/people/<int:grant_id>/end")
@requires("roles.grant")
def end_role(slug: str, grant_id: int) -> ResponseReturnValue:
    """Take a role in this workshop from somebody."""
    actor = current_actor()
    workshop = queries.get_managed_workshop(slug, actor, "roles.grant")
    end_workshop_role(actor, grant_id, **workshop.scope_ids)
    flash(_("The role is taken."), "ok")
    return redirect(url_for(".people", slug=slug), 303)


@catalogue.post("/manage/<slug>/people/<int:grant_id>/restore")
@requires("roles.grant")
def restore_role(slug: str, grant_id: int) -> ResponseReturnValue:
    """Give back a role that was taken lately."""
    actor = current_actor()
    workshop = queries.get_managed_workshop(slug, actor, "roles.grant")
    restore_workshop_role(actor, grant_id, **workshop.scope_ids)
    flash(_("The role is given back."), "ok")
    return redirect(url_for(".people", slug=slug), 303)
