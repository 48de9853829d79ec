"""The workshops in hand: their list, a new one, the overview of each, and a copy."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.queries import current_actor
from workshops.accounts.rules import ROLE_NAMES
from workshops.catalogue import actions, queries
from workshops.catalogue.forms import CloneForm, NewWorkshopForm, choices
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import Kind, Life, Outline, State, before_archive, timeline
from workshops.catalogue.views.keys import read_key, write_key
from workshops.catalogue.views.refusals import refused
from workshops.catalogue.views.room import catalogue
from workshops.catalogue.views.steps import possible_steps
from workshops.foundation import clock
from workshops.foundation.errors import DomainError
from workshops.foundation.i18n import language
from workshops.foundation.web import keeps_typed, requires


@catalogue.get("/manage/")
@requires("workshops.manage")
def managed() -> ResponseReturnValue:
    """The workshops within the reader's reach, latest first."""
    actor = current_actor()
    before = read_key(request.args.get("before", ""))
    workshops = queries.managed_workshops(actor.scopes_of("workshops.manage"), before)
    last = workshops[-1] if len(workshops) == queries.MANAGED_PAGE else None
    return render_template(
        "catalogue/managed.html",
        workshops=workshops,
        now=clock.now(),
        older=url_for(".managed", before=write_key((last.starts_at, last.id))) if last else "",
        newer=url_for(".managed") if before else "",
        may_create=actor.may_anywhere("workshops.create"),
    )


@catalogue.route("/workshops/new", methods=["GET", "POST"])
@requires("workshops.create")
@keeps_typed
def new() -> ResponseReturnValue:
    """Begin a draft."""
    actor = current_actor()
    form = NewWorkshopForm(language=language())
    form.organisation.choices = choices(queries.owning_organisations(actor.scopes_of("workshops.create")))
    if form.validate_on_submit():
        outline = Outline(
            title=form.title.data or "",
            language=form.language.data,
            organisation_id=int(form.organisation.data),
            kind=Kind(form.kind.data),
            capacity=form.capacity.data or 1,
        )
        try:
            workshop = actions.create_workshop(outline, form.time_and_place, actor_id=actor.person_id)
        except DomainError as error:
            refused(form, error, form.ends_local)
        else:
            flash(_("The draft is made. Nobody sees it before it is published."), "ok")
            return redirect(url_for(".manage", slug=workshop.slug), 303)
    return render_template("catalogue/new.html", form=form), form.answer_status


@catalogue.get("/manage/<slug>")
@requires("workshops.manage")
def manage(slug: str) -> ResponseReturnValue:
    """How a workshop stands, what it lacks, and what can be done with it."""
    actor = current_actor()
    workshop = queries.get_managed_workshop(slug, actor, "workshops.manage")
    may_publish = actor.may("workshops.publish", **workshop.scope_ids)
    is_draft = workshop.state == State.DRAFT
    undecided = sum(queries.people_undecided(workshop.id))
    (issued,) = queries.certificates_issued(workshop.id)
    return render_template(
        "catalogue/manage.html",
        workshop=workshop,
        now=clock.now(),
        milestones=timeline(_life(workshop, undecided, issued), clock.now()),
        undecided=undecided,
        issued=issued,
        missing=queries.missing_before_publication(workshop) if is_draft else [],
        sessions=queries.count_sessions(workshop.id),
        staff=queries.staff_of(workshop.id),
        role_names=ROLE_NAMES,
        steps=possible_steps(workshop) if may_publish else {},
        may_edit=actor.may("workshops.edit", **workshop.scope_ids),
        may_create=actor.may("workshops.create", **workshop.scope_ids),
        may_decide=actor.may("registrations.decide", **workshop.scope_ids),
        may_mark=actor.may("attendance.mark", **workshop.scope_ids),
        may_issue=actor.may("certificates.issue", **workshop.scope_ids),
    )


def _life(workshop: Workshop, undecided: int, issued: queries.Issued) -> Life:
    state = State(workshop.state)
    was_published, has_reason = workshop.published_at is not None, bool(workshop.state_reason)
    earlier = before_archive(was_published=was_published, has_reason=has_reason) if state is State.ARCHIVED else state
    return Life(
        state=state,
        since=workshop.state_since,
        is_called_off=earlier is State.CANCELLED,
        published_at=workshop.published_at,
        opens_at=workshop.opens_at,
        closes_at=workshop.closes_at,
        decision_due_at=workshop.decision_due_at,
        starts_at=workshop.starts_at,
        ends_at=workshop.ends_at,
        undecided=undecided,
        certified_at=issued.first_at,
    )


@catalogue.route("/manage/<slug>/clone", methods=["GET", "POST"])
@requires("workshops.create")
@keeps_typed
def clone(slug: str) -> ResponseReturnValue:
    """Make a draft with everything of this workshop but its people."""
    actor = current_actor()
    workshop = queries.get_managed_workshop(slug, actor, "workshops.create")
    form = CloneForm(workshop.zone)
    if form.validate_on_submit() and form.starts_local.data:
        try:
            copy = actions.clone_workshop(workshop, starts_local=form.starts_local.data, actor_id=actor.person_id)
        except DomainError as error:
            refused(form, error, form.starts_local)
        else:
            flash(_("This is the copy, a draft. Nobody sees it before it is published."), "ok")
            return redirect(url_for(".manage", slug=copy.slug), 303)
    return render_template("catalogue/clone.html", form=form, workshop=workshop), form.answer_status
