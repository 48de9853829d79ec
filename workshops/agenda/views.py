"""The agenda of a workshop in hand."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.queries import current_actor
from workshops.agenda import actions, queries
from workshops.agenda.forms import SessionForm
from workshops.agenda.models import AgendaSession
from workshops.agenda.rules import RoomTaken, SessionCancelledAlready, SpeakerTaken, ensure_may_change_agenda
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import get_managed_workshop, people_told
from workshops.catalogue.rules import State
from workshops.catalogue.views.refusals import refused
from workshops.foundation.errors import DomainError
from workshops.foundation.web import keeps_typed, requires

agenda = Blueprint("agenda", __name__)


@agenda.get("/manage/<slug>/agenda")
@requires("workshops.edit")
def index(slug: str) -> ResponseReturnValue:
    """The sessions in order of time, cancelled ones too."""
    workshop = get_managed_workshop(slug, current_actor(), "workshops.edit")
    sessions = queries.sessions_of(workshop.id)
    return _page("agenda/index.html", workshop, sessions=sessions)


@agenda.route("/manage/<slug>/agenda/new", methods=["GET", "POST"])
@requires("workshops.edit")
@keeps_typed
def add(slug: str) -> ResponseReturnValue:
    """Put a session on the agenda."""
    workshop = get_managed_workshop(slug, current_actor(), "workshops.edit")
    ensure_may_change_agenda(State(workshop.state))
    form = SessionForm(workshop.zone)
    if form.validate_on_submit() and _save(form, workshop, None):
        flash(_("The session is on the agenda."), "ok")
        return redirect(url_for(".index", slug=slug), 303)
    return _page("agenda/session.html", workshop, form=form, session=None), form.answer_status


@agenda.route("/manage/<slug>/agenda/<int:number>", methods=["GET", "POST"])
@requires("workshops.edit")
@keeps_typed
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Change a session."""
    workshop = get_managed_workshop(slug, current_actor(), "workshops.edit", locked=request.method == "POST")
    session = _changeable_session(workshop, number)
    form = SessionForm(workshop.zone, session)
    if form.validate_on_submit() and _save(form, workshop, session):
        flash(_("The session is saved."), "ok")
        return redirect(url_for(".index", slug=slug), 303)
    return _page("agenda/session.html", workshop, form=form, session=session), form.answer_status


@agenda.route("/manage/<slug>/agenda/<int:number>/cancel", methods=["GET", "POST"])
@requires("workshops.edit")
def cancel(slug: str, number: int) -> ResponseReturnValue:
    """Ask before a session is cancelled (in a draft: removed), then do it."""
    actor = current_actor()
    workshop = get_managed_workshop(slug, actor, "workshops.edit")
    session = _changeable_session(workshop, number)
    if request.method == "GET":
        return _page("agenda/cancel.html", workshop, session=session, people=sum(people_told(workshop.id)))
    if workshop.state == State.DRAFT:
        actions.remove_session(session, actor_id=actor.person_id)
        flash(_("The session is removed."), "ok")
    else:
        actions.cancel_session(session, actor_id=actor.person_id)
        flash(_("The session is cancelled."), "ok")
    return redirect(url_for(".index", slug=slug), 303)


def _changeable_session(workshop: Workshop, number: int) -> AgendaSession:
    ensure_may_change_agenda(State(workshop.state))
    session = queries.get_session(workshop, number)
    if session.is_cancelled:
        raise SessionCancelledAlready
    return session


def _save(form: SessionForm, workshop: Workshop, session: AgendaSession | None) -> bool:
    actor_id = current_actor().person_id
    try:
        if session is None:
            actions.add_session(workshop, form.plan, actor_id=actor_id)
        else:
            actions.edit_session(session, form.plan, actor_id=actor_id)
    except RoomTaken as error:
        refused(form, error, form.room)
    except SpeakerTaken as error:
        refused(form, error, form.speakers)
    except DomainError as error:
        refused(form, error, form.ends_local)
    else:
        return True
    return False


def _page(template: str, workshop: Workshop, **values: object) -> str:
    return render_template(template, workshop=workshop, **values)
