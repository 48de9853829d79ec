"""The page of one registration: for the person who is signed in, and for whoever holds the link of her mails."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from workshops.accounts.queries import current_actor
from workshops.catalogue.queries import documents_of
from workshops.catalogue.rules import State as WorkshopState
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import DomainError
from workshops.foundation.i18n import day, language, moment, sentence, suppose_zone
from workshops.foundation.web import keeps_typed, public, signed_in
from workshops.foundation.zones import only_zone_of
from workshops.registrations import actions, queries
from workshops.registrations.forms import AnswersForm
from workshops.registrations.messages import Milestone, StatusFacts, StepFacts, heading, milestones, next_step
from workshops.registrations.models import Registration, RegistrationStep
from workshops.registrations.rules import State, Step, ensure_may, may
from workshops.registrations.views.room import private, registrations


@registrations.get("/me")
@signed_in
def mine() -> ResponseReturnValue:
    """How her workshops stand, and what waits for her; then all of them, what is due first."""
    person_id = current_actor().person_id
    registrations_ = queries.own_registrations(person_id)
    places = queries.places_in_line(registrations_)
    (certified,) = queries.certified_registrations(person_id)
    lines = [OwnLine(each, _facts(each, places.get(each.id, 0)), each.id in certified) for each in registrations_]
    lines.sort(key=lambda line: line.facts.order)
    return render_template(
        "registrations/mine.html",
        lines=lines,
        heading=_overall(lines),
        turns=[line for line in lines if line.facts.is_her_turn],
        coming=next((line for line in lines if line.has_seat), None),
    )


@dataclass(frozen=True)
class OwnLine:
    """A registration in the list of its person."""

    registration: Registration
    facts: StatusFacts
    is_certified: bool

    @property
    def heading(self) -> str:
        """How it stands."""
        return _("Your certificate is ready") if self.is_certified else heading(self.facts)

    @property
    def next(self) -> Milestone | None:
        """What comes next."""
        return next_step(self.facts)

    @property
    def has_seat(self) -> bool:
        """Whether she takes part in a workshop that is not over."""
        return self.facts.state is State.CONFIRMED and self.facts.leads_on


def _overall(lines: Sequence[OwnLine]) -> str:
    """How it stands with all of them: what waits for her, else what she takes part in next, else what is ready."""
    first = next(iter(lines), None)
    if first and first.facts.is_her_turn:
        return _until(first)
    if seat := next((line for line in lines if line.has_seat and not line.facts.is_postponed), None):
        if not seat.facts.is_ahead:
            return _("Your workshop is running")
        return _("Your next workshop begins on %(day)s", day=day(seat.registration.workshop.starts_local))
    if first and first.facts.leads_on:
        return first.heading
    if ready := sum(line.is_certified for line in lines):
        return ngettext("%(num)d certificate is ready for you", "%(num)d certificates are ready for you", ready)
    return _("You have no workshop ahead")


def _until(line: OwnLine) -> str:
    if line.facts.state is State.UNCONFIRMED or not line.facts.expires_at:
        return line.heading
    return _(
        "You have a seat to take until %(moment)s",
        moment=moment(line.facts.expires_at, line.registration.workshop.zone),
    )


@registrations.get("/me/<slug>")
@signed_in
def status(slug: str) -> ResponseReturnValue:
    """Where the person's registration stands, what happened and what comes next."""
    return _own_page(slug)


@registrations.route("/me/<slug>/withdraw", methods=["GET", "POST"])
@signed_in
def withdraw(slug: str) -> ResponseReturnValue:
    """Ask before the place is given back, then give it back."""
    return _withdraw(_own(slug), url_for(".status", slug=slug), partial(_own_page, slug))


@registrations.post("/me/<slug>/accept")
@signed_in
def accept(slug: str) -> ResponseReturnValue:
    """Take the seat that is held."""
    return _accept(_own(slug), url_for(".status", slug=slug), partial(_own_page, slug))


@registrations.post("/me/<slug>/acknowledge")
@signed_in
def acknowledge(slug: str) -> ResponseReturnValue:
    """Say that the form sent with one's address was one's own."""
    try:
        actions.acknowledge(_own(slug).id)
    except DomainError as refusal:
        return _as_it_stands(refusal, partial(_own_page, slug))
    return redirect(url_for(".status", slug=slug), HTTPStatus.SEE_OTHER)


@registrations.route("/me/<slug>/correct", methods=["GET", "POST"])
@signed_in
@keeps_typed
def correct(slug: str) -> ResponseReturnValue:
    """Let the person correct her own answers."""
    actor, registration = current_actor(), _own(slug)
    filled = AnswersForm.filled_with(registration.answers)
    form = AnswersForm(registration.workshop, asks_address=False, data=filled)
    status = form.answer_status
    if request.form.get("do") == "preview":
        status = HTTPStatus.OK
    elif form.validate_on_submit():
        try:
            actions.correct(registration.id, form.answers(registration.answers), actor_id=actor.person_id)
        except DomainError as refusal:
            form.form_errors.append(sentence(refusal))
            status = refusal.status
        else:
            flash(_("Your details are corrected."), "ok")
            return redirect(url_for(".status", slug=slug), HTTPStatus.SEE_OTHER)
    return render_template("registrations/correct.html", registration=registration, form=form), status


@registrations.get("/r/<token>")
@public
def by_link(token: str) -> ResponseReturnValue:
    """The same page for the holder of the link, who is not signed in by it."""
    return private(_linked_page(token))


@registrations.route("/r/<token>/withdraw", methods=["GET", "POST"])
@public
def withdraw_by_link(token: str) -> ResponseReturnValue:
    """Ask before the place is given back, then give it back."""
    registration = queries.get_linked_registration(token)
    return private(_withdraw(registration, url_for(".by_link", token=token), partial(_linked_page, token)))


@registrations.post("/r/<token>/accept")
@public
def accept_by_link(token: str) -> ResponseReturnValue:
    """Take the seat that is held."""
    registration = queries.get_linked_registration(token)
    return private(_accept(registration, url_for(".by_link", token=token), partial(_linked_page, token)))


def _own(slug: str) -> Registration:
    return queries.get_own_registration(slug, current_actor().person_id)


def _own_page(slug: str, refusal: str = "") -> str:
    steps = ("withdraw", "accept", "acknowledge", "correct")
    return _status_page(_own(slug), {step: url_for(f".{step}", slug=slug) for step in steps}, refusal)


def _linked_page(token: str, refusal: str = "") -> str:
    urls = {step: url_for(f".{step}_by_link", token=token) for step in ("withdraw", "accept")}
    return _status_page(queries.get_linked_registration(token), urls, refusal)


def _status_page(registration: Registration, urls: dict[str, str], refusal: str) -> str:
    suppose_zone(only_zone_of(registration.country_iso3))
    facts = _facts(registration, queries.places_in_line([registration]).get(registration.id, 0))
    panels = [panel for panel in queries.status_panels(registration) if panel]
    headings = [heading(facts), *(panel.heading for panel in panels if panel.heading)]
    has_seat = registration.state == State.CONFIRMED
    return render_template(
        "registrations/status.html",
        registration=registration,
        workshop=registration.workshop,
        text=registration.workshop.text_in(language()),
        heading=headings[-1],
        milestones=milestones(facts) + sorted((each for panel in panels for each in panel.milestones), key=_moment),
        facts=facts,
        panels=panels,
        urls=urls,
        refusal=refusal,
        is_own="correct" in urls,
        may=_steps_open(registration, facts),
        documents=documents_of(registration.workshop_id) if has_seat else [],
    )


def _steps_open(registration: Registration, facts: StatusFacts) -> dict[str, bool]:
    """Which steps lead on: nobody withdraws from what is over, or corrects what a certificate was drawn from."""
    steps_open = {step.value: may(step, facts.state) for step in Step}
    if facts.is_over:
        steps_open[Step.WITHDRAW] = False
        steps_open[Step.CORRECT] &= not any(queries.certificate_stands(registration.id))
    return steps_open


def _moment(milestone: Milestone) -> datetime:
    return milestone.at or clock.now()


def _facts(registration: Registration, place: int) -> StatusFacts:
    workshop, person_id = registration.workshop, registration.person_id
    return StatusFacts(
        state=State(registration.state),
        steps=[_step(step, person_id) for step in registration.steps],
        place=place,
        expires_at=registration.expires_at,
        decision_due_at=workshop.decision_due_at,
        starts_at=workshop.starts_at,
        ends_at=workshop.ends_at,
        is_postponed=workshop.state == WorkshopState.POSTPONED,
        is_workshop_cancelled=workshop.state == WorkshopState.CANCELLED,
        now=clock.now(),
    )


def _step(step: RegistrationStep, person_id: int) -> StepFacts:
    before = State(step.before) if step.before else None
    return StepFacts(before, State(step.after), step.at, is_own=step.actor_id == person_id)


def _withdraw(registration: Registration, back: str, page: Callable[[str], str]) -> ResponseReturnValue:
    try:
        if request.method == "GET":
            ensure_may(Step.WITHDRAW, State(registration.state))
            return render_template("registrations/withdraw.html", registration=registration, back=back)
        actions.withdraw(registration.id, actor_id=registration.person_id)
    except DomainError as refusal:
        return _as_it_stands(refusal, page)
    flash(_("You withdrew. Thank you for giving the place to somebody else."), "ok")
    return redirect(back, HTTPStatus.SEE_OTHER)


def _accept(registration: Registration, back: str, page: Callable[[str], str]) -> ResponseReturnValue:
    try:
        actions.accept_offer(registration.id, actor_id=registration.person_id)
    except DomainError as refusal:
        return _as_it_stands(refusal, page)
    flash(_("The seat is yours."), "ok")
    return redirect(back, HTTPStatus.SEE_OTHER)


def _as_it_stands(refusal: DomainError, page: Callable[[str], str]) -> ResponseReturnValue:
    """Why a button of an old page leads no further, above how things stand now."""
    db.session.rollback()
    return page(sentence(refusal)), refusal.status
