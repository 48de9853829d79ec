"""In an empty house every list says what would be there, why it is not, and what to do next."""

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.factories import make_organisation, make_person, make_registration, make_session, make_workshop
from tests.support.signing_in import sign_in
from workshops.accounts.rules import Role
from workshops.catalogue.models import Workshop
from workshops.foundation.database import db
from workshops.registrations.rules import State

OF_ANYBODY = ("/", "/workshops/", "/search?q=passport", "/me")
OF_THE_HOUSE = ("/today", "/manage/", "/manage/programmes", "/mail", "/audit")
OF_A_WORKSHOP = (
    "/manage/{slug}/agenda",
    "/manage/{slug}/registrations",
    "/manage/{slug}/registrations/figures",
    "/manage/{slug}/attendance",
    "/manage/{slug}/certificates",
    "/manage/{slug}/documents",
    "/manage/{slug}/people",
    "/desk/{slug}",
)
OF_A_SESSION = ("/desk/{slug}/1", "/manage/{slug}/attendance/1")
# Nothing is there because all is done: there is no next step.
ALL_IS_WELL = ("/today", "/mail", "/audit")


def ways_on(client: Browser, address: str) -> int:
    """The links of the empty places of a page and the forms beside them; fails when a place does not explain itself."""
    page = client.get(address)
    main = page.tree.find(".//main")
    places = [block for block in main.iter("div") if block.get("class") == "empty"]
    assert places, f"{address} shows nothing and says nothing"
    for place in places:
        what, why, *_ = ["".join(line.itertext()).strip() for line in place.iter("p")]
        assert "" not in (what, why), address
    forms = [form for form in main.iter("form") if form.get("method") == "post" and form.get("role") != "search"]
    return len(forms) + sum(len(list(place.iter("a"))) for place in places)


@pytest.mark.parametrize("address", OF_ANYBODY)
def test_a_list_of_everybody(client: Browser, address: str) -> None:
    sign_in(client, make_person(client.app), staff=False)
    assert ways_on(client, address) > 0


@pytest.mark.parametrize("address", OF_THE_HOUSE)
def test_a_list_of_staff(client: Browser, address: str) -> None:
    sign_in(client, make_person(client.app, role=Role.ADMINISTRATOR))
    assert (ways_on(client, address) > 0) is (address not in ALL_IS_WELL)


@pytest.mark.parametrize("address", OF_A_WORKSHOP)
def test_a_list_of_a_workshop(client: Browser, address: str) -> None:
    assert ways_on(client, address.format(slug=bare_workshop(client.app, client))) > 0


@pytest.mark.parametrize("address", OF_A_SESSION)
def test_a_list_of_a_session(client: Browser, address: str) -> None:
    slug = bare_workshop(client.app, client, with_session=True)
    assert ways_on(client, address.format(slug=slug)) > 0


def test_a_filter_that_nobody_matches(client: Browser) -> None:
    slug = bare_workshop(client.app, client)
    with client.app.app_context():
        workshop = db.session.query(Workshop).filter_by(slug=slug).one().id
    make_registration(client.app, workshop, state=State.SUBMITTED)
    assert ways_on(client, f"/manage/{slug}/registrations?state=declined") > 0


def bare_workshop(app: Flask, client: Browser, *, with_session: bool = False) -> str:
    """The address of a workshop that nobody has registered for, whose organizer is signed in."""
    owner = make_organisation(app)
    workshop = make_workshop(app, organisation_id=owner)
    if with_session:
        make_session(app, workshop)
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=owner))
    with app.app_context():
        return db.session.get_one(Workshop, workshop).slug
