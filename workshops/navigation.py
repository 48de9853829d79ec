"""Where the frame of a page leads: the main navigation of each reader, and the tabs of a workshop in hand."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, g, request, url_for
from flask_babel import gettext as _

from workshops.accounts.queries import current_actor
from workshops.accounts.rules import Actor
from workshops.catalogue.models import Workshop
from workshops.foundation.words import N_
from workshops.registrations.queries import count_undecided


@dataclass(frozen=True)
class Link:
    """A page of the main navigation, for those who hold the power; None is everybody."""

    label: str
    endpoint: str
    power: str | None = None


@dataclass(frozen=True)
class Tab:
    """A page about one workshop, for those who hold the power over it; `waiting` counts what waits there."""

    label: str
    endpoint: str
    power: str
    waiting: Callable[[int], int] | None = None


FOR_STAFF = (
    Link(N_("Today"), "home.today", "today"),
    Link(N_("Workshops"), "catalogue.managed", "workshops.manage"),
    Link(N_("People"), "accounts.people", "people.read"),
    Link(N_("Search"), "home.search"),
    Link(N_("Mail"), "notifications.outbox", "mail.read"),
    Link(N_("Audit record"), "audit.index", "audit.read"),
)
FOR_EVERYBODY = (
    Link(N_("Workshops"), "catalogue.index"),
    Link(N_("Search"), "home.search"),
    Link(N_("Verify a certificate"), "certificates.verify"),
)
FOR_PARTICIPANTS = (Link(N_("Your workshops"), "registrations.mine"), *FOR_EVERYBODY)
TABS = (
    Tab(N_("Overview"), "catalogue.manage", "workshops.manage"),
    Tab(N_("Text"), "catalogue.text", "workshops.edit"),
    Tab(N_("Settings"), "catalogue.settings", "workshops.edit"),
    Tab(N_("Agenda"), "agenda.index", "workshops.edit"),
    Tab(N_("Registrations"), "registrations.index", "registrations.read", waiting=count_undecided),
    Tab(N_("Attendance"), "attendance.overview", "registrations.read"),
    Tab(N_("Certificates"), "certificates.index", "registrations.read"),
    Tab(N_("Documents"), "catalogue.documents", "workshops.edit"),
    Tab(N_("People"), "catalogue.people", "roles.grant"),
)

# What a link is called, where it leads, whether the reader is there; a tab adds how much waits there.
MainLink = tuple[str, str, bool]
TabLink = tuple[str, str, bool, int]


def init_navigation(app: Flask) -> None:
    """Give the frame its links; call after the rooms are open."""
    linked = {link.endpoint for link in FOR_STAFF + FOR_PARTICIPANTS} | {tab.endpoint for tab in TABS}
    if unknown := linked - set(app.view_functions):
        raise LookupError(f"the navigation leads nowhere: {sorted(unknown)}")
    app.add_template_global(main_links)
    app.add_template_global(manage_tabs)


def main_links() -> list[MainLink]:
    """The main navigation of this reader."""
    actor: Actor | None = g.get("actor")
    links = FOR_EVERYBODY if actor is None else FOR_STAFF if actor.is_staff else FOR_PARTICIPANTS
    shown = (link for link in links if link.power is None or (actor and actor.may_anywhere(link.power)))
    return [(_(link.label), url := url_for(link.endpoint), _is_here(link, url)) for link in shown]


def manage_tabs(workshop: Workshop) -> list[TabLink]:
    """The pages about this workshop that the reader may open."""
    actor = current_actor()
    return [
        (
            _(tab.label),
            url_for(tab.endpoint, slug=workshop.slug),
            _is_open(tab, workshop),
            tab.waiting(workshop.id) if tab.waiting else 0,
        )
        for tab in TABS
        if actor.may(tab.power, **workshop.scope_ids)
    ]


def _is_here(link: Link, url: str) -> bool:
    """Whether this page, or one below it, is open; the front page shows the list of workshops."""
    if request.endpoint == "catalogue.front":
        return link.endpoint == "catalogue.index"
    return request.path.startswith(url)


def _is_open(tab: Tab, workshop: Workshop) -> bool:
    """Whether the tab's page, or one below it, is open; the overview stands above all."""
    url = url_for(tab.endpoint, slug=workshop.slug)
    return request.path == url or (tab is not TABS[0] and request.path.startswith(f"{url}/"))
