"""Programmes and their phases, for administrators."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.queries import current_actor
from workshops.catalogue import actions, queries
from workshops.catalogue.forms import ProgrammeForm, choices
from workshops.catalogue.views.refusals import refused
from workshops.catalogue.views.room import catalogue
from workshops.directory.rules import in_language
from workshops.foundation.errors import DomainError
from workshops.foundation.i18n import language
from workshops.foundation.web import requires


@catalogue.route("/manage/programmes", methods=["GET", "POST"])
@requires("programmes.manage")
def programmes() -> ResponseReturnValue:
    """All programmes, and adding one."""
    form = ProgrammeForm()
    known = queries.programmes()
    names = {programme.id: in_language(programme.names, language()) for programme in known}
    form.parent.choices = choices(names.items(), none=_("None"))
    if form.validate_on_submit():
        parent_id = int(form.parent.data) if form.parent.data else None
        actor_id = current_actor().person_id
        try:
            actions.create_programme(form.code.data or "", form.names, parent_id=parent_id, actor_id=actor_id)
        except DomainError as error:
            refused(form, error, form.code)
        else:
            flash(_("The programme is added."), "ok")
            return redirect(url_for(".programmes"), 303)
    return render_template("catalogue/programmes.html", form=form, programmes=known, names=names), form.answer_status
