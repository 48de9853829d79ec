"""The dashboard of staff, the search of everybody, and the style guide of those who build."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from flask import Blueprint, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from workshops.accounts.queries import current_actor
from workshops.accounts.rules import Actor
from workshops.attendance.rules import OPENS_BEFORE
from workshops.directory import facts
from workshops.directory.rules import collation_key
from workshops.foundation import clock, colours
from workshops.foundation.assets import STATIC
from workshops.foundation.charts import Bar, Breakdown, over_days
from workshops.foundation.i18n import NATIVE_NAMES, language
from workshops.foundation.limits import limiter
from workshops.foundation.text import clean_line
from workshops.foundation.transactions import works_before_writing
from workshops.foundation.web import public, requires
from workshops.home import queries
from workshops.home.forms import specimen_form

LONGEST_WORDS = 100
SEARCHES = "60 per minute"
_SPECIMEN_MOMENT = datetime(2027, 1, 28, 20, 59, tzinfo=UTC)
_SPECIMEN_BARS = Breakdown([Bar("Border guard", (13, 4, 2)), Bar("Customs", (8, 3, 0)), Bar("Rail police", (4, 0, 1))])
_SPECIMEN_COLUMNS = over_days(
    {date(2027, 1, day): count for day, count in ((18, 4), (19, 9), (20, 2), (22, 6), (24, 1))}, last=date(2027, 1, 25)
)

home = Blueprint("home", __name__)


@home.get("/today")
@requires("today")
def today() -> ResponseReturnValue:
    """What needs doing today, what is coming, and the workshops in hand; for a desk, the sessions to check in."""
    actor = current_actor()
    rows = queries.workshops_in_hand(actor)
    may_manage = actor.may_anywhere("workshops.manage")
    is_desk = actor.may_anywhere("attendance.mark") and not may_manage
    return render_template(
        "home/today.html",
        now=clock.now(),
        tasks=queries.tasks(actor, rows),
        sessions=queries.sessions_to_mark(actor) if is_desk else [],
        opens_before=OPENS_BEFORE,
        coming=queries.coming(rows),
        rows=rows[: queries.SHOWN_WORKSHOPS] if may_manage else [],
        may_manage=may_manage,
        is_desk=is_desk,
        may_create=actor.may_anywhere("workshops.create"),
    )


@home.route("/search", methods=["GET", "POST"])
@limiter.limit(SEARCHES, methods=["POST"])
@public
@works_before_writing
def search() -> ResponseReturnValue:
    """Workshops for everybody, and for staff the people too.

    What staff look for may be a name, which never stands in an address: they send it.
    """
    actor: Actor | None = g.get("actor")
    is_sent = request.method == "POST"
    words = clean_line((request.form if is_sent else request.args).get("q", "")[: 2 * LONGEST_WORDS])[:LONGEST_WORDS]
    return render_template(
        "home/search.html",
        words=words,
        found=queries.everything_for(words, actor) if is_sent and actor else queries.workshops_for(words, actor),
        now=clock.now(),
        most_workshops=queries.MOST_WORKSHOPS,
        most_people=queries.MOST_PEOPLE,
        finds_people=actor is not None and any(map(actor.may_anywhere, ("registrations.read", "people.read"))),
        address=partial(_address, actor),
    )


def _address(actor: Actor | None, row: Row[Any]) -> str:
    """Where a workshop that was found is read, or worked on by those who do."""
    whose = {"workshop_id": row.id, "organisation_id": row.organisation_id}
    if actor and actor.may("workshops.manage", **whose):
        return url_for("catalogue.manage", slug=row.slug)
    if actor and actor.may("attendance.mark", **whose):
        return url_for("attendance.sessions", slug=row.slug)
    return url_for("catalogue.workshop", slug=row.slug)


@home.get("/help")
@public
def questions() -> ResponseReturnValue:
    """The ten questions that officials ask."""
    return render_template("home/questions.html", mail_from=current_app.config["SETTINGS"].mail_from)


@home.get("/glossary")
@public
def glossary() -> ResponseReturnValue:
    """The acronyms of the field in the reader's language, and what they are in the others."""
    others = [(code, facts.glossary(code)) for code in NATIVE_NAMES if code != language()]
    entries = sorted(facts.glossary(language()).values(), key=lambda entry: collation_key(entry.form, language()))
    return render_template("home/glossary.html", entries=entries, others=others)


@home.get("/styleguide")
@requires("today")
def style_guide() -> ResponseReturnValue:
    """How pages look and why: every component in every state, with the figures of the tokens."""
    tokens = (STATIC / "css" / "tokens.css").read_text("utf-8")
    return render_template(
        "home/style_guide.html",
        measures=colours.measures(tokens),
        contrasts=colours.measured(tokens),
        moment=_SPECIMEN_MOMENT,
        bars=_SPECIMEN_BARS,
        columns=_SPECIMEN_COLUMNS,
    )


@home.get("/styleguide/forms")
@requires("today")
def style_guide_forms() -> ResponseReturnValue:
    """A field of each kind, some with an error."""
    return render_template("home/style_guide_forms.html", form=specimen_form())
