"""The registrations of a workshop in figures, for those who may read its list."""

from collections.abc import Iterable

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from workshops.accounts.queries import current_actor
from workshops.catalogue.queries import get_managed_workshop
from workshops.directory.models import Names
from workshops.directory.rules import AGENCY_TYPES, ORGANISATION_KINDS, AgencyType, OrganisationKind, in_language
from workshops.foundation import clock
from workshops.foundation.charts import Bar, Breakdown, Days, largest, over_days
from workshops.foundation.i18n import language
from workshops.foundation.web import requires
from workshops.registrations import queries
from workshops.registrations.queries import Counts
from workshops.registrations.rules import SEX_NAMES, STATES_OF_STEP, Sex
from workshops.registrations.views.room import registrations

MOST_STATES = 15


@registrations.get("/manage/<slug>/registrations/figures")
@requires("registrations.read")
def figures(slug: str) -> ResponseReturnValue:
    """Who registered, from where and when. It tells no more than the list does, which its readers may filter alike."""
    workshop = get_managed_workshop(slug, current_actor(), "registrations.read")
    days = queries.counts_by_day(workshop.id)
    last = min(workshop.closes_at or clock.now(), clock.now()).date()
    return render_template(
        "registrations/figures.html",
        workshop=workshop,
        days=over_days(days, last) if days else Days([]),
        steps=[_(name) for name in STATES_OF_STEP],
        charts=_charts(workshop.id) if days else [],
    )


def _charts(workshop_id: int) -> list[tuple[str, str, Breakdown]]:
    """Title, head of the first column, and bars of each chart."""
    return [
        (_("By region"), _("Region"), _by_size(_of_names(queries.counts_by_region(workshop_id)))),
        (_("By State"), _("State"), _states(workshop_id)),
        (_("By agency"), _("Agency"), _by_size(_agencies(workshop_id))),
        (_("By sex"), _("Sex"), _by_size(_sexes(workshop_id))),
    ]


def _by_size(bars: Iterable[Bar]) -> Breakdown:
    return Breakdown(sorted(bars, key=lambda bar: (-bar.total, bar.label)))


def _of_names(rows: Iterable[tuple[Names | None, Counts]]) -> list[Bar]:
    return [Bar(in_language(names, language()) if names else _("No State"), counts) for names, counts in rows]


def _states(workshop_id: int) -> Breakdown:
    """The States with most registrations, and all others as one bar."""
    first, others = largest(_of_names(queries.counts_by_state(workshop_id)), MOST_STATES)
    if others:
        label = ngettext("%(num)d other State", "%(num)d other States", len(others))
        first.append(Bar(label, Breakdown(others).steps))
    return Breakdown(first)


def _agencies(workshop_id: int) -> Iterable[Bar]:
    for kind, agency_type, counts in queries.counts_by_agency(workshop_id):
        if agency_type:
            yield Bar(_(AGENCY_TYPES[AgencyType(agency_type)]), counts)
        else:
            yield Bar(_(ORGANISATION_KINDS[OrganisationKind(kind)]) if kind else _("Not in the directory"), counts)


def _sexes(workshop_id: int) -> Iterable[Bar]:
    for sex, counts in queries.counts_by_sex(workshop_id):
        yield Bar(_(SEX_NAMES[Sex(sex)]) if sex else _("Not said"), counts)
