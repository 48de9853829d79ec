"""The registrations of a workshop in figures: counted in the database, drawn beside their numbers."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.support.browser import Browser, Page
from tests.support.factories import make_organisation, make_person, make_registration, make_workshop
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.rules import Role
from workshops.catalogue.models import Workshop
from workshops.foundation.database import db
from workshops.registrations.rules import State


@pytest.fixture
def organizer(client: Browser) -> int:
    """An organizer who is signed in; gives back the id of the organisation she works for."""
    organisation = make_organisation(client.app)
    sign_in(client, make_person(client.app, role=Role.ORGANIZER, scope_id=organisation))
    return organisation


def figures_of(client: Browser, workshop: int) -> str:
    with client.app.app_context():
        return f"/manage/{db.session.get_one(Workshop, workshop).slug}/registrations/figures"


def table(page: Page, caption: str) -> list[list[str]]:
    """The rows of the table with this caption, as a reader sees them."""
    found = next(one for one in page.tree.iter("table") if "".join(one.find("caption").itertext()) == caption)
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in found.find("tbody")]


def registered(app: Flask, workshop: int, state: State, **columns: object) -> int:
    return make_registration(app, workshop, state=state, **columns)  # type: ignore[arg-type]


def test_each_chart_counts_those_with_a_seat_those_who_wait_and_the_others(client: Browser, organizer: int) -> None:
    app = client.app
    workshop = make_workshop(app, organisation_id=organizer)
    customs = make_organisation(app, kind="member_state_agency", agency_type="customs")
    league = make_organisation(app, kind="regional_organisation")
    registered(app, workshop, State.CONFIRMED, country_iso3="TJK", sex="woman", organisation_id=customs)
    registered(app, workshop, State.WAITLISTED, country_iso3="KAZ", sex="woman", organisation_id=customs)
    registered(app, workshop, State.DECLINED, country_iso3="KWT", sex="man")
    registered(app, workshop, State.SUBMITTED, country_iso3=None, organisation_id=league)
    registered(app, make_workshop(app), State.CONFIRMED, country_iso3="TJK", sex="woman", organisation_id=customs)
    page = client.get(figures_of(client, workshop))
    assert table(page, "By region") == [
        ["Central Asia", "1", "1", "0", "2 of 4, 50 %"],
        ["No State", "0", "1", "0", "1 of 4, 25 %"],
        ["Western Asia", "0", "0", "1", "1 of 4, 25 %"],
    ]
    assert table(page, "By State") == [
        ["Kazakhstan", "0", "1", "0", "1 of 4, 25 %"],
        ["Kuwait", "0", "0", "1", "1 of 4, 25 %"],
        ["No State", "0", "1", "0", "1 of 4, 25 %"],
        ["Tajikistan", "1", "0", "0", "1 of 4, 25 %"],
    ]
    assert table(page, "By agency") == [
        ["Customs", "1", "1", "0", "2 of 4, 50 %"],
        ["Not in the directory", "0", "0", "1", "1 of 4, 25 %"],
        ["Regional organisation", "0", "1", "0", "1 of 4, 25 %"],
    ]
    assert table(page, "By sex") == [
        ["Woman", "1", "1", "0", "2 of 4, 50 %"],
        ["Man", "0", "0", "1", "1 of 4, 25 %"],
        ["Not said", "0", "1", "0", "1 of 4, 25 %"],
    ]


def test_registrations_are_counted_by_their_day_in_utc(client: Browser, organizer: int) -> None:
    closes = datetime(2026, 3, 5, 12, tzinfo=UTC)
    workshop = make_workshop(client.app, organisation_id=organizer, closes_at=closes)
    for hour, minute in ((0, 0), (23, 59)):
        sent = datetime(2026, 3, 3, hour, minute, tzinfo=UTC)
        registered(client.app, workshop, State.SUBMITTED, submitted_at=sent)
    registered(client.app, workshop, State.SUBMITTED, submitted_at=datetime(2026, 3, 4, tzinfo=UTC))
    assert table(client.get(figures_of(client, workshop)), "Registrations over time") == [
        ["3 March 2026", "2", "2"],
        ["4 March 2026", "1", "3"],
        ["5 March 2026", "0", "3"],
    ]


def test_the_smallest_states_of_many_are_one_bar(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app, organisation_id=organizer, capacity=40)
    states = [
        "AFG",
        "AGO",
        "ALB",
        "AND",
        "ARE",
        "ARG",
        "ARM",
        "AUS",
        "AUT",
        "AZE",
        "BDI",
        "BEL",
        "BEN",
        "BFA",
        "BGD",
        "BGR",
    ]
    for iso3 in [*states, *states[:15], "BHR"]:
        registered(client.app, workshop, State.CONFIRMED, country_iso3=iso3)
    rows = table(client.get(figures_of(client, workshop)), "By State")
    assert (len(rows), rows[-1]) == (16, ["2 other States", "2", "0", "0", "2 of 32, 6 %"])


def test_figures_of_nobody_say_what_would_be_here(client: Browser, organizer: int) -> None:
    page = client.get(figures_of(client, make_workshop(client.app, organisation_id=organizer)))
    assert "Nobody has registered yet." in page.words


def test_the_figures_of_another_organisation_are_not_there(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app)
    registered(client.app, workshop, State.CONFIRMED)
    assert client.get(figures_of(client, workshop)).status == 404


def test_each_chart_is_one_statement_however_many_registered(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app, organisation_id=organizer)
    url = figures_of(client, workshop)
    with counted_statements() as empty:
        client.get(url)
    for iso3 in ("TJK", "KAZ", "KWT"):
        registered(client.app, workshop, State.CONFIRMED, country_iso3=iso3)
    with counted_statements() as full:
        client.get(url)
    assert len(full) - len(empty) == 4
    assert len(full) <= 10
