"""An organizer's decisions, about one person or many: asked first, then done, with what became of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.queries import current_actor
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import get_managed_workshop
from workshops.foundation.errors import DomainError, NotFound
from workshops.foundation.i18n import language, sentence
from workshops.foundation.web import LARGEST_ID, keeps_typed, requires
from workshops.foundation.words import N_
from workshops.registrations import actions, queries
from workshops.registrations.forms import DecisionForm, PlaceForm
from workshops.registrations.models import Registration
from workshops.registrations.rules import ReasonMissing, State, Step, WorkshopFull, may, reason_from
from workshops.registrations.views.room import registrations

MOST_CHOSEN = 200


@dataclass(frozen=True)
class Decision:
    """What can be decided about chosen people; one with a reason takes it before the actor."""

    label: str
    action: Callable[..., None]
    asks_reason: bool = False
    look: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a decision about one person; `refusal` is empty when it was done."""

    registration: Registration
    refusal: str = ""
    is_full: bool = False


# Each under the name of its step.
DECISIONS = {
    "approve": Decision(N_("Give a seat"), actions.approve),
    "waitlist": Decision(N_("Put on the waitlist"), actions.waitlist),
    "decline": Decision(N_("Decline"), actions.decline, asks_reason=True, look="btn-bad"),
    "cancel": Decision(N_("End the registration"), actions.cancel, asks_reason=True, look="btn-bad"),
}


@registrations.route("/manage/<slug>/registrations/decide", methods=["GET", "POST"])
@requires("registrations.decide")
@keeps_typed
def decide(slug: str) -> ResponseReturnValue:
    """Say whom a decision would touch; then make it, and say what became of each. Nobody is told before."""
    workshop = get_managed_workshop(slug, current_actor(), "registrations.decide")
    decision = DECISIONS.get(request.values.get("do", ""))
    chosen = queries.chosen(workshop.id, _ids(request.values.getlist("chosen")))
    if decision is None:
        raise NotFound
    if not chosen:
        flash(_("Tick the people you want to decide about first."), "warn")
        return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)
    form = DecisionForm()
    reason = reason_from(form.ready.data or "", form.words.data or "")
    if form.validate_on_submit():
        if reason or not decision.asks_reason:
            return _made(workshop, decision, chosen, reason)
        form.form_errors.append(sentence(ReasonMissing()))
    page = render_template(
        "registrations/decide.html",
        **_frame(workshop),
        form=form,
        name=request.values["do"],
        decision=decision,
        chosen=chosen,
        free=workshop.capacity - workshop.taken,
    )
    return page, form.answer_status


@registrations.post("/manage/<slug>/registrations/<int:registration_id>/place")
@requires("registrations.decide")
def place(slug: str, registration_id: int) -> ResponseReturnValue:
    """Move somebody to another place in the waitlist."""
    actor = current_actor()
    workshop = get_managed_workshop(slug, actor, "registrations.decide")
    registration = queries.get_registration_of(workshop, registration_id)
    form = PlaceForm()
    if not form.validate_on_submit():
        return registration_page(workshop, registration, form), form.answer_status
    actions.move_in_waitlist(registration.id, form.place.data or 1, actor_id=actor.person_id)
    flash(_("The waitlist has its new order."), "ok")
    return redirect(url_for(".registration", slug=slug, registration_id=registration_id), HTTPStatus.SEE_OTHER)


def registration_page(workshop: Workshop, registration: Registration, form: PlaceForm) -> str:
    """The page of one registration as its organizer sees it."""
    may_decide = current_actor().may("registrations.decide", **workshop.scope_ids)
    number = queries.place_in_line(registration)
    state = State(registration.state)
    return render_template(
        "registrations/registration.html",
        **_frame(workshop),
        registration=registration,
        number=number,
        form=form,
        decisions={name: each for name, each in DECISIONS.items() if may_decide and may(Step(name), state)},
        may_move=may_decide and number,
    )


def _made(workshop: Workshop, decision: Decision, chosen: Sequence[Registration], reason: str) -> ResponseReturnValue:
    actor_id = current_actor().person_id
    arguments = (reason,) if decision.asks_reason else ()
    outcomes = [_outcome(each, partial(decision.action, each.id, *arguments, actor_id=actor_id)) for each in chosen]
    done = sum(not outcome.refusal for outcome in outcomes)
    page = render_template(
        "registrations/decided.html",
        **_frame(workshop),
        decision=decision,
        outcomes=outcomes,
        done=done,
        without_seat=[outcome.registration for outcome in outcomes if outcome.is_full],
    )
    return page, HTTPStatus.OK if done else HTTPStatus.CONFLICT


def _outcome(registration: Registration, decide_: Callable[[], None]) -> Outcome:
    """Decide about one person; a refusal changes nothing and stops nobody else."""
    try:
        decide_()
    except DomainError as refusal:
        return Outcome(registration, sentence(refusal), isinstance(refusal, WorkshopFull))
    return Outcome(registration)


def _frame(workshop: Workshop) -> dict[str, object]:
    return {"workshop": workshop, "title": workshop.text_in(language()).title}


def _ids(typed: Sequence[str]) -> list[int]:
    """The ids among what was sent; nobody can choose more than a few pages of the list."""
    numbers = {int(each) for each in typed if each.isascii() and each.isdigit() and len(each) <= len(str(LARGEST_ID))}
    return sorted(number for number in numbers if number <= LARGEST_ID)[:MOST_CHOSEN]
