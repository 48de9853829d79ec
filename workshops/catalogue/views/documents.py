"""Files beside a workshop."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.queries import current_actor
from workshops.catalogue import actions, queries
from workshops.catalogue.forms import DocumentForm
from workshops.catalogue.rules import AUDIENCE_NAMES, State, ensure_may_edit
from workshops.catalogue.views.room import catalogue
from workshops.foundation import uploads
from workshops.foundation.transactions import afterwards, begin_writing, works_before_writing
from workshops.foundation.uploads import accepts_upload
from workshops.foundation.web import requires

LARGEST_UPLOAD = 20 * 2**20


@catalogue.route("/manage/<slug>/documents", methods=["GET", "POST"])
@requires("workshops.edit")
@accepts_upload(LARGEST_UPLOAD)
@works_before_writing
def documents(slug: str) -> ResponseReturnValue:
    """The documents of a workshop, and adding one."""
    actor = current_actor()
    workshop = queries.get_managed_workshop(slug, actor, "workshops.edit")
    ensure_may_edit(State(workshop.state))
    form = DocumentForm(language=workshop.first_language)
    if form.validate_on_submit():
        stored_name, size = uploads.store(form.file.data.stream)
        new = actions.NewDocument(stored_name=stored_name, size=size, **form.about)
        afterwards(actions.delete_unless_used, stored_name)
        begin_writing()
        workshop = queries.get_managed_workshop(slug, actor, "workshops.edit")
        actions.add_document(workshop, new, actor_id=actor.person_id)
        flash(_("The document is added."), "ok")
        return redirect(url_for(".documents", slug=slug), 303)
    page = render_template(
        "catalogue/documents.html",
        form=form,
        workshop=workshop,
        documents=queries.documents_of(workshop.id),
        audience_names=AUDIENCE_NAMES,
    )
    return page, form.answer_status


@catalogue.route("/manage/<slug>/documents/<int:document_id>/remove", methods=["GET", "POST"])
@requires("workshops.edit")
def remove_document(slug: str, document_id: int) -> ResponseReturnValue:
    """Ask before a document is taken away, then do it."""
    actor = current_actor()
    workshop = queries.get_managed_workshop(slug, actor, "workshops.edit")
    found = queries.get_document(workshop.id, document_id)
    ensure_may_edit(State(workshop.state))
    if request.method == "POST":
        actions.remove_document(workshop, found, actor_id=actor.person_id)
        flash(_("The document is removed."), "ok")
        return redirect(url_for(".documents", slug=slug), 303)
    return render_template("catalogue/remove_document.html", workshop=workshop, document=found)
