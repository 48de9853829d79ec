"""The empty form is kept in memory for all readers; what is secret in it is each reader's own."""

from tests.support.browser import Browser, Page
from tests.support.factories import make_registration, make_workshop
from tests.support.statements import counted_statements
from workshops.catalogue.actions import touch
from workshops.catalogue.models import Workshop
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.rules import State


def form_of(browser: Browser) -> Page:
    return browser.get("/workshops/kept/register")


def secrets_of(page: Page) -> tuple[str, str]:
    values = page.values(next(form for form in page.forms() if form.get("action", "").endswith("/register")))
    return values["csrf_token"][0], values["once"][0]


def test_each_reader_gets_secrets_of_her_own_and_the_rest_is_the_same(client: Browser) -> None:
    make_workshop(client.app, slug="kept")
    first, second = form_of(client), form_of(Browser(client.app))
    assert not set(secrets_of(first)) & set(secrets_of(second))
    bodies = []
    for page in (first, second):
        body = page.body
        for secret in secrets_of(page):
            body = body.replace(secret, "")
        bodies.append(body)
    assert bodies[0] == bodies[1]


def test_a_kept_form_asks_the_database_for_the_workshop_alone(client: Browser) -> None:
    make_workshop(client.app, slug="kept")
    form_of(client)
    with counted_statements() as statements:
        form_of(client)
    assert len(statements) == 1


def test_a_kept_form_follows_the_workshop_and_its_waitlist(client: Browser) -> None:
    workshop = make_workshop(client.app, slug="kept", capacity=1)
    assert form_of(client).heading == "Register"
    make_registration(client.app, workshop)
    make_registration(client.app, workshop, state=State.WAITLISTED)
    assert "You will be number 2 on the waitlist" in form_of(client).words
    with client.app.app_context(), unit_of_work():
        row = db.session.get_one(Workshop, workshop)
        row.texts[0].title = "Air cargo, again"
        touch(row)
    assert "Air cargo, again" in form_of(client).words


def test_what_was_sent_from_a_kept_form_is_two_registrations_of_two_people(client: Browser) -> None:
    make_workshop(client.app, slug="kept")
    typed = {"name_latin": "Gulnora Rahimova", "country": "TJK", "agency": "Customs Service", "agree": "y"}
    other = Browser(client.app)
    for browser, address in ((client, "one@customs.example"), (other, "two@customs.example")):
        answer = browser.submit(form_of(browser), typed | {"email": address})
        assert (answer.status, answer.location) == (303, "/sign-in/code")
