"""The dashboard of staff, and the style guide of those who build."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from workshops.accounts.queries import current_actor
from workshops.foundation import clock
from workshops.foundation.errors import NotFound
from workshops.foundation.web import public, requires
from workshops.home import queries
from workshops.home.forms import specimen_form

home = Blueprint("home", __name__)


@home.get("/today")
@requires("today")
def today() -> ResponseReturnValue:
    """What needs doing today, what is coming, and the workshops in hand."""
    actor = current_actor()
    rows = queries.workshops_in_hand(actor)
    may_manage = actor.may_anywhere("workshops.manage")
    return render_template(
        "home/today.html",
        now=clock.now(),
        tasks=queries.tasks(actor, rows),
        coming=queries.coming(rows),
        rows=rows[: queries.SHOWN_WORKSHOPS] if may_manage else [],
        may_manage=may_manage,
        may_create=actor.may_anywhere("workshops.create"),
    )


@home.get("/help")
@public
def questions() -> ResponseReturnValue:
    """The ten questions that officials ask."""
    return render_template("home/questions.html", mail_from=current_app.config["SETTINGS"].mail_from)


@home.get("/style-guide")
@public
def style_guide() -> ResponseReturnValue:
    """Every component in every state; not in production."""
    if current_app.config["SETTINGS"].environment == "production":
        raise NotFound
    return render_template("home/style_guide.html", form=specimen_form())
