"""From the form through the mailed code to a seat, as a person without an account goes."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.factories import make_person, make_workshop
from workshops.accounts.actions import make_code
from workshops.accounts.models import OneTimeCode, Person
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.notifications.models import OutboxMessage

TYPED = {
    "name_own": "Гулнора Раҳимова",
    "name_latin": "Gulnora Rahimova",
    "email": "gulnora@customs.example",
    "country": "TJK",
    "agency": "Customs Service",
    "agree": "y",
}


def mailed_code(client: Browser) -> str:
    """The code of the newest mail, as the worker makes it."""
    with client.app.app_context(), unit_of_work():
        newest = db.session.scalars(select(OneTimeCode).order_by(OneTimeCode.id.desc())).first()
        assert newest is not None
        made = make_code(newest.id)
        assert made is not None
        return made.code or ""


def mails(client: Browser) -> list[str]:
    with client.app.app_context():
        return list(db.session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


def test_a_stranger_is_registered_with_one_form_and_one_code(client: Browser) -> None:
    make_workshop(client.app, slug="airlines")
    asked = client.follow(client.submit(client.get("/workshops/airlines/register"), TYPED))
    page = client.follow(client.submit(asked, {"code": mailed_code(client)}, button="Sign in"))
    assert page.heading == "You have a seat"
    assert "Your e-mail address was proved" in page.words
    assert mails(client) == ["address_proof", "registration_confirmed"]
    with client.app.app_context():
        person = db.session.scalars(select(Person).where(Person.email == TYPED["email"])).one()
        assert (person.name_own, person.country_iso3) == ("Гулнора Раҳимова", "TJK")
    assert client.get("/me").status == 200


def test_a_registration_made_in_somebody_elses_name_leaves_her_profile_alone(client: Browser) -> None:
    make_workshop(client.app, slug="airlines")
    make_person(client.app, email=TYPED["email"], name_latin="Gulnora Karimova", post="Head of unit")
    client.submit(client.get("/workshops/airlines/register"), {**TYPED, "name_latin": "Evil", "post": "Clerk"})
    asked = client.get("/sign-in/code")
    client.submit(asked, {"code": mailed_code(client)}, button="Sign in")
    with client.app.app_context():
        person = db.session.scalars(select(Person).where(Person.email == TYPED["email"])).one()
        assert (person.name_latin, person.post) == ("Gulnora Karimova", "Head of unit")
