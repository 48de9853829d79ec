"""A person's own settings and sessions."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from workshops.accounts.actions import end_sessions, end_single_session, keep_language, keep_zone
from workshops.accounts.forms import SettingsForm, ZoneForm
from workshops.accounts.queries import current_actor, get_person, open_sessions
from workshops.accounts.views.door import accounts, own_path, redirect_to
from workshops.foundation import clock
from workshops.foundation.i18n import LANGUAGE_COOKIE, UNIVERSAL, ZONE_COOKIE, keep_on_browser, language, reader_zone
from workshops.foundation.web import public, signed_in


@accounts.route("/me/settings", methods=["GET", "POST"])
@signed_in
def settings() -> ResponseReturnValue:
    """The language of a person, and the ways to her sessions and her password."""
    actor = current_actor()
    form = SettingsForm(language=actor.language or language())
    if form.validate_on_submit():
        keep_language(actor, form.language.data)
        flash(_("Saved."), "ok")
        response = redirect_to(url_for(".settings"))
        # The cookie of this browser would win over what was just chosen.
        response.delete_cookie(LANGUAGE_COOKIE)
        return response
    page = render_template("accounts/settings.html", form=form, person=get_person(actor.person_id), now=clock.now())
    return page, form.answer_status


@accounts.route("/zone", methods=["GET", "POST"])
@public
def zone() -> ResponseReturnValue:
    """On which clock a reader sees deadlines: kept with the person who is signed in, else on the browser."""
    form = ZoneForm(zone=reader_zone() or UNIVERSAL)
    next_path = own_path(request.args.get("next"))
    if not form.validate_on_submit():
        return render_template("accounts/zone.html", form=form, next_path=next_path), form.answer_status
    response = redirect_to(next_path or url_for(".zone"))
    if g.actor:
        keep_zone(g.actor, form.zone.data)
        response.delete_cookie(ZONE_COOKIE)
    else:
        keep_on_browser(response, ZONE_COOKIE, form.zone.data)
    flash(_("Saved."), "ok")
    return response


@accounts.get("/me/sessions")
@signed_in
def sessions() -> ResponseReturnValue:
    """The browsers in which the person is signed in."""
    actor = current_actor()
    return render_template("accounts/sessions.html", sessions=open_sessions(actor.person_id), own_id=actor.session_id)


@accounts.post("/me/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign one of her browsers out."""
    end_single_session(current_actor(), session_id)
    flash(_("That browser is signed out."), "ok")
    return redirect_to(url_for(".sessions"))


@accounts.post("/me/sessions/end-others")
@signed_in
def end_other_sessions() -> ResponseReturnValue:
    """Sign all of her browsers out but the one she is at."""
    actor = current_actor()
    ended = end_sessions(actor.person_id, actor_id=actor.person_id, spared=actor.session_id)
    flash(ngettext("%(num)d browser is signed out.", "%(num)d browsers are signed out.", ended), "ok")
    return redirect_to(url_for(".sessions"))
