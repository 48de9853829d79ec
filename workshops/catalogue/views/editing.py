"""What a workshop says, how it is set, and when and where it takes place."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.queries import current_actor
from workshops.catalogue import actions, queries
from workshops.catalogue.forms import ScheduleForm, SettingsForm, TextForm
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import (
    LANGUAGES,
    AttendanceRuleFrozen,
    CapacityBelowTaken,
    DatesOver,
    EndBeforeStart,
    Mode,
    PlaceIncomplete,
    SlugTaken,
    State,
    TimeAndPlace,
    TooLong,
    UnusableSlug,
    WindowReversed,
    WindowTooLate,
    ensure_may_edit,
    ensure_may_reschedule,
)
from workshops.catalogue.views.refusals import refused
from workshops.catalogue.views.room import catalogue
from workshops.foundation.database import db
from workshops.foundation.errors import DomainError, NotFound
from workshops.foundation.forms import shown
from workshops.foundation.web import keeps_typed, requires


class Change(NamedTuple):
    """One line of a preview."""

    label: str
    before: str
    after: str


@catalogue.route("/manage/<slug>/text", methods=["GET", "POST"])
@requires("workshops.edit")
@keeps_typed
def text(slug: str) -> ResponseReturnValue:
    """The texts of one language; each further language begins empty."""
    actor = current_actor()
    workshop = queries.get_managed_workshop(slug, actor, "workshops.edit", locked=request.method == "POST")
    ensure_may_edit(State(workshop.state))
    written = {row.language: row for row in workshop.texts}
    chosen = request.args.get("language", workshop.first_language)
    if chosen not in LANGUAGES:
        raise NotFound
    form = TextForm(obj=written.get(chosen))
    if form.validate_on_submit():
        actions.write_text(workshop, chosen, actor_id=actor.person_id, **form.texts)
        flash(_("The texts are saved."), "ok")
        return redirect(url_for(".text", slug=slug, language=chosen), 303)
    page = render_template(
        "catalogue/text.html",
        form=form,
        workshop=workshop,
        chosen=chosen,
        written=[code for code in LANGUAGES if code in written],
        unwritten=[code for code in LANGUAGES if code not in written],
    )
    return page, form.answer_status


@catalogue.route("/manage/<slug>/settings", methods=["GET", "POST"])
@requires("workshops.edit")
@keeps_typed
def settings(slug: str) -> ResponseReturnValue:
    """Everything beside texts, time and place."""
    actor = current_actor()
    workshop = queries.get_managed_workshop(slug, actor, "workshops.edit", locked=request.method == "POST")
    ensure_may_edit(State(workshop.state))
    form = SettingsForm(workshop)
    if form.validate_on_submit() and _save_settings(form, workshop, actor.person_id):
        flash(_("The settings are saved."), "ok")
        return redirect(url_for(".settings", slug=workshop.slug), 303)
    return render_template("catalogue/settings.html", form=form, workshop=workshop), form.answer_status


def _save_settings(form: SettingsForm, workshop: Workshop, actor_id: int) -> bool:
    fields = {
        AttendanceRuleFrozen: form.attendance_percent,
        CapacityBelowTaken: form.capacity,
        SlugTaken: form.slug,
        UnusableSlug: form.slug,
        WindowReversed: form.closes_at,
        WindowTooLate: form.closes_at,
    }
    try:
        actions.edit_workshop(workshop, actor_id=actor_id, **form.changes)
        actions.change_capacity(workshop, form.capacity.data or 0, actor_id=actor_id)
        actions.change_slug(workshop, form.slug.data or "", actor_id=actor_id)
    except DomainError as error:
        refused(form, error, fields.get(type(error)))
        return False
    return True


@catalogue.route("/manage/<slug>/schedule", methods=["GET", "POST"])
@requires("workshops.edit")
@keeps_typed
def schedule(slug: str) -> ResponseReturnValue:
    """When and where. What is public shows first what would change, and for how many."""
    actor = current_actor()
    workshop = queries.get_managed_workshop(slug, actor, "workshops.edit", locked=request.method == "POST")
    ensure_may_reschedule(State(workshop.state))
    form = ScheduleForm(obj=workshop.time_and_place)
    preview: list[Change] | None = None
    if form.validate_on_submit():
        preview = list(_changes(form, workshop.time_and_place))
        if _reschedule(form, workshop, actor.person_id) and request.form.get("do") == "change":
            flash(_("Date and place are saved."), "ok")
            return redirect(url_for(".manage", slug=slug), 303)
        # A preview is the change itself, taken back: it refuses whatever the change would refuse.
        db.session.rollback()
    page = render_template(
        "catalogue/schedule.html",
        form=form,
        workshop=workshop,
        preview=None if form.errors else preview,
        people=sum(queries.people_told(workshop.id)),
        sessions=queries.count_sessions(workshop.id),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _reschedule(form: ScheduleForm, workshop: Workshop, actor_id: int) -> bool:
    try:
        actions.reschedule_workshop(workshop, form.time_and_place, actor_id=actor_id)
    except PlaceIncomplete as error:
        refused(form, error, form.join_url if form.mode.data == Mode.ONLINE else form.venue_name)
    except DomainError as error:
        refused(
            form,
            error,
            form.ends_local if isinstance(error, DatesOver | EndBeforeStart | TooLong) else form.starts_local,
        )
    else:
        return True
    return False


def _changes(form: ScheduleForm, before: TimeAndPlace) -> Iterator[Change]:
    """Each field that changes: what it is called, what it says now, what it would say."""
    after = form.time_and_place
    for name in before.differences(after):
        field = form[name]
        yield Change(field.label.text, shown(field, getattr(before, name)), shown(field, getattr(after, name)))
