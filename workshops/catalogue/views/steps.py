"""The steps of a workshop's life: what cannot be taken back is asked on a page of its own that states its effect."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.queries import current_actor
from workshops.catalogue import actions, queries
from workshops.catalogue.forms import ReasonForm
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import (
    Standing,
    ensure_may_archive,
    ensure_may_cancel,
    ensure_may_hold,
    ensure_may_postpone,
    ensure_may_publish,
    ensure_may_restore,
)
from workshops.catalogue.views.refusals import refused
from workshops.catalogue.views.room import catalogue
from workshops.foundation import clock
from workshops.foundation.errors import DomainError
from workshops.foundation.forms import Form
from workshops.foundation.web import keeps_typed, requires
from workshops.foundation.words import N_


@dataclass(frozen=True)
class Step:
    """What a button does, when it may, and what is said when it is done."""

    label: str
    done: str
    ensure: Callable[[Standing, datetime], None]
    act: Callable[..., None]
    asks: bool = True
    asks_reason: bool = False
    look: str = "btn-2"


STEPS: Mapping[str, Step] = {
    "publish": Step(
        N_("Publish"), N_("The workshop is published."), ensure_may_publish, actions.publish_workshop, look=""
    ),
    "hold": Step(
        N_("Close as held"), N_("The workshop is closed as held."), ensure_may_hold, actions.hold_workshop, look=""
    ),
    "postpone": Step(
        N_("Postpone"),
        N_("The workshop is postponed."),
        ensure_may_postpone,
        actions.postpone_workshop,
        asks_reason=True,
    ),
    "cancel": Step(
        N_("Cancel workshop"),
        N_("The workshop is cancelled."),
        ensure_may_cancel,
        actions.cancel_workshop,
        asks_reason=True,
        look="btn-bad",
    ),
    "archive": Step(
        N_("Archive"), N_("The workshop is archived."), ensure_may_archive, actions.archive_workshop, asks=False
    ),
    "restore": Step(
        N_("Bring back"), N_("The workshop is back."), ensure_may_restore, actions.restore_workshop, asks=False
    ),
}


def possible_steps(workshop: Workshop) -> dict[str, Step]:
    """The steps that the workshop may take now, by the last part of their address."""
    return {name: step for name, step in STEPS.items() if _is_possible(step, workshop)}


def _is_possible(step: Step, workshop: Workshop) -> bool:
    try:
        step.ensure(workshop.standing, clock.now())
    except DomainError:
        return False
    return True


@catalogue.route(f"/manage/<slug>/<any({', '.join(STEPS)}):name>", methods=["GET", "POST"])
@requires("workshops.publish")
@keeps_typed
def step(slug: str, name: str) -> ResponseReturnValue:
    """Ask before a step that cannot be taken back, then take it; the others have a way back."""
    actor = current_actor()
    workshop = queries.get_managed_workshop(slug, actor, "workshops.publish")
    chosen = STEPS[name]
    chosen.ensure(workshop.standing, clock.now())
    if request.method == "GET" and not chosen.asks:
        return redirect(url_for("catalogue.manage", slug=slug))
    form = ReasonForm() if chosen.asks_reason else Form()
    if form.validate_on_submit():
        reason = {"reason": form.reason.data} if isinstance(form, ReasonForm) else {}
        try:
            chosen.act(workshop, actor_id=actor.person_id, **reason)
        except DomainError as error:
            refused(form, error)
        else:
            flash(_(chosen.done), "ok")
            return redirect(url_for("catalogue.manage", slug=slug), 303)
    page = render_template(
        "catalogue/step.html",
        form=form,
        name=name,
        step=chosen,
        workshop=workshop,
        missing=queries.missing_before_publication(workshop) if name == "publish" else [],
        people=sum(queries.people_told(workshop.id)),
        sessions=queries.count_sessions(workshop.id),
    )
    return page, form.answer_status
