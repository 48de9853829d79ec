"""Who registered, for those who run the workshop: the list, one person, and the list as a file."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Response, redirect, render_template, request, send_file, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Row
from werkzeug.datastructures import MultiDict

from workshops.accounts.queries import current_actor
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import get_managed_workshop
from workshops.directory.rules import AGENCY_TYPES, AgencyType, in_language
from workshops.foundation.events import publish
from workshops.foundation.i18n import NATIVE_NAMES, language
from workshops.foundation.limits import limiter
from workshops.foundation.sheets import csv_lines, xlsx_file
from workshops.foundation.transactions import afterwards, works_before_writing
from workshops.foundation.web import LARGEST_ID, requires
from workshops.foundation.zones import utc_to_local
from workshops.registrations import queries
from workshops.registrations.events import RegistrationsExported
from workshops.registrations.forms import FilterForm, PlaceForm
from workshops.registrations.messages import reason_lines
from workshops.registrations.queries import Filters
from workshops.registrations.rules import NEED_NAMES, STATE_NAMES, Need, State, Step, may
from workshops.registrations.views.deciding import DECISIONS, registration_page
from workshops.registrations.views.room import registrations

EXPORTS = "30 per hour"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@registrations.route("/manage/<slug>/registrations", methods=["GET", "POST"])
@requires("registrations.read")
@works_before_writing
def index(slug: str) -> ResponseReturnValue:
    """The people of a workshop, narrowed by filters, 50 a page.

    Filters stand in the address, so that a list can be kept and shared. A name never does: it is sent, and the answer
    is the first page of those who have it.
    """
    workshop = _managed(slug, "registrations.read")
    is_sent = request.method == "POST"
    form = FilterForm(workshop, formdata=request.form if is_sent else _without_name(request.args))
    filters = form.filters
    if is_sent and not filters.words:
        return redirect(url_for(".index", slug=slug, **_arguments(filters)), HTTPStatus.SEE_OTHER)
    after = _after(request.args.get("after", ""))
    lines = queries.lines(workshop.id, filters, after)
    is_last = len(lines) < queries.PAGE or bool(filters.words)
    arguments: dict[str, Any] = {"slug": slug, **_arguments(filters)}
    return render_template(
        "registrations/index.html",
        workshop=workshop,
        form=form,
        filters=filters,
        arguments=arguments,
        lines=lines,
        figures=queries.figures(workshop.id, filters),
        first=url_for(".index", **arguments) if after else "",
        next=url_for(".index", **arguments, after=lines[-1].id) if lines and not is_last else "",
        decisions=DECISIONS,
        may_decide=current_actor().may("registrations.decide", **workshop.scope_ids),
        may_export=current_actor().may("registrations.export", **workshop.scope_ids),
        takes_a_seat=[line.id for line in lines if may(Step.APPROVE, State(line.state)) and not line.holds_seat],
        agency_types=AGENCY_TYPES,
    )


@registrations.get("/manage/<slug>/registrations/<int:registration_id>")
@requires("registrations.read")
def registration(slug: str, registration_id: int) -> ResponseReturnValue:
    """One registration: the answers, the history, and what can be decided."""
    workshop = _managed(slug, "registrations.read")
    found = queries.get_registration_of(workshop, registration_id)
    return registration_page(workshop, found, PlaceForm(formdata=None, place=queries.place_in_line(found) or 1))


@registrations.get("/manage/<slug>/registrations.<any(csv, xlsx):form>")
@limiter.limit(EXPORTS)
@requires("registrations.export")
def export(slug: str, form: str) -> ResponseReturnValue:
    """Everybody who matches the filters, as a file. That it left the house is written down."""
    actor = current_actor()
    workshop = _managed(slug, "registrations.export")
    filters = FilterForm(workshop, formdata=_without_name(request.args)).filters
    rows = queries.figures(workshop.id, filters).matching
    afterwards(publish, RegistrationsExported(workshop_id=workshop.id, rows=rows, form=form, actor_id=actor.person_id))
    cells = _rows(workshop.id, workshop.zone, filters)
    name = f"{workshop.slug}-registrations.{form}"
    if form == "xlsx":
        return send_file(xlsx_file(_heads(), cells), XLSX, as_attachment=True, download_name=name)
    lines = stream_with_context(csv_lines(_heads(), cells))
    return Response(lines, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _managed(slug: str, power: str) -> Workshop:
    return get_managed_workshop(slug, current_actor(), power)


def _without_name(arguments: MultiDict[str, str]) -> MultiDict[str, str]:
    return MultiDict((name, value) for name, value in arguments.items(multi=True) if name != "name")


def _arguments(filters: Filters) -> dict[str, Any]:
    return {name: value for name, value in vars(filters).items() if value and name != "words"}


def _after(typed: str) -> int | None:
    fits = typed.isascii() and typed.isdigit() and len(typed) <= len(str(LARGEST_ID))
    return int(typed) if fits and int(typed) <= LARGEST_ID else None


def _heads() -> Sequence[str]:
    return [
        _("Where it stands"),
        _("Name in own script"),
        _("Name in Latin letters"),
        _("State"),
        _("Agency"),
        _("Kind of agency"),
        _("Post or rank"),
        _("E-mail address"),
        _("Language"),
        _("Language of the certificate"),
        _("Motivation"),
        _("To prepare"),
        _("Sent"),
        _("Decided"),
        _("Rank in the waitlist"),
        _("Reason"),
    ]


def _rows(workshop_id: int, zone: str, filters: Filters) -> Iterator[Sequence[str]]:
    """The rows, asked for when the first is wanted: a file in lines is read after the request's own transaction."""
    for row in queries.exported(workshop_id, filters):
        yield _cells(row, zone)


def _cells(row: Row[Any], zone: str) -> Sequence[str]:
    return [
        _(STATE_NAMES[State(row.state)]),
        row.name_own,
        row.name_latin,
        in_language(row.names, language()) if row.names else "",
        row.agency,
        _(AGENCY_TYPES[AgencyType(row.agency_type)]) if row.agency_type else "",
        row.post,
        row.email,
        NATIVE_NAMES[row.language],
        NATIVE_NAMES[row.certificate_language],
        row.motivation,
        ", ".join(_(NEED_NAMES[Need(need)]) for need in row.needs),
        _local(row.submitted_at, zone),
        _local(row.decided_at, zone),
        str(row.wait_rank or ""),
        "\n".join(reason_lines(row.reason)),
    ]


def _local(moment: datetime | None, zone: str) -> str:
    return utc_to_local(moment, zone).isoformat(" ", "minutes") if moment else ""
