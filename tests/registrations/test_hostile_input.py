"""Whatever is sent to a form of registrations, the answer is a sentence, never a fault; on both databases."""

import io
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.factories import make_organisation, make_person, make_registration, make_workshop
from tests.support.hostile import HOSTILE
from tests.support.signing_in import sign_in
from workshops.accounts.rules import Role
from workshops.catalogue.models import Workshop
from workshops.foundation.database import db
from workshops.foundation.limits import limiter
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

GOOD: dict[str, Any] = {
    "name_own": "Гулнора Раҳимова",
    "name_latin": "Gulnora Rahimova",
    "email": "gulnora@customs.example",
    "sex": "woman",
    "country": "TJK",
    "agency": "Customs Service",
    "post": "Inspector",
    "motivation": "Night contacts with two carriers.",
    "needs": "visa_letter",
    "agree": "y",
    "once": "0123456789",
}
VALUES: dict[str, Any] = {**HOSTILE, "missing": None, "a file": b"not text", "twice": ["first", "second"]}


def slug_of(client: Browser, workshop: int) -> str:
    with client.app.app_context():
        return db.session.get_one(Workshop, workshop).slug


def send_each(client: Browser, path: str, good: dict[str, Any], value: Any) -> list[int]:
    """Each field of a form alone with the value, then all of them."""
    answers = []
    for changed in (*((field,) for field in good), tuple(good)):
        data = {**good, **dict.fromkeys(changed, value)}
        if isinstance(value, bytes):
            data |= {field: (io.BytesIO(value), "name.txt") for field in changed}
        limiter.reset()
        answers.append(client.post(path, {field: typed for field, typed in data.items() if typed is not None}).status)
    return answers


@pytest.mark.parametrize("kind", VALUES)
def test_the_public_form_takes_anything(client: Browser, kind: str) -> None:
    workshop = make_workshop(client.app, admission="approval")
    answers = send_each(client, f"/workshops/{slug_of(client, workshop)}/register", GOOD, VALUES[kind])
    assert set(answers) <= {303, 413, 422}
    assert answers[-1] in (413, 422)
    with client.app.app_context():
        for row in db.session.scalars(select(Registration)):
            assert "\x00" not in row.name_own + row.agency + row.post + row.motivation + row.person.email
            assert (row.country_iso3, row.sex) in [("TJK", "woman"), ("TJK", None)]
            assert set(row.needs) <= {"visa_letter"}


@pytest.mark.parametrize("kind", VALUES)
def test_a_correction_takes_anything(client: Browser, kind: str) -> None:
    workshop, person = make_workshop(client.app, admission="approval"), make_person(client.app)
    registration = make_registration(client.app, workshop, person)
    sign_in(client, person, staff=False)
    good = {name: value for name, value in GOOD.items() if name not in ("email", "agree", "once")}
    answers = send_each(client, f"/me/{slug_of(client, workshop)}/correct", good, VALUES[kind])
    assert set(answers) <= {303, 422}
    with client.app.app_context():
        row = db.session.get_one(Registration, registration)
        assert (row.state, row.person_id, row.holds_seat) == ("confirmed", person, True)


@pytest.mark.parametrize("kind", VALUES)
def test_the_forms_of_organizers_take_anything(client: Browser, kind: str) -> None:
    organisation = make_organisation(client.app)
    sign_in(client, make_person(client.app, role=Role.ORGANIZER, scope_id=organisation))
    workshop = make_workshop(client.app, organisation_id=organisation)
    waiting = make_registration(client.app, workshop, state=State.WAITLISTED)
    path = f"/manage/{slug_of(client, workshop)}/registrations"
    filters = {"name": "", "state": "", "country": "", "agency": "", "sex": ""}
    decision = {"do": "decline", "chosen": str(waiting), "ready": "", "words": ""}
    assert set(send_each(client, path, filters, VALUES[kind])) <= {200, 303}
    assert set(send_each(client, f"{path}/decide", decision, VALUES[kind])) <= {200, 303, 404, 409, 422}
    assert set(send_each(client, f"{path}/{waiting}/place", {"place": "1"}, VALUES[kind])) <= {303, 409, 422}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_query_of_the_organizers_pages_is_a_fault(client: Browser, kind: str) -> None:
    organisation = make_organisation(client.app)
    sign_in(client, make_person(client.app, role=Role.ORGANIZER, scope_id=organisation))
    workshop = make_workshop(client.app, organisation_id=organisation)
    make_registration(client.app, workshop)
    path = f"/manage/{slug_of(client, workshop)}/registrations"
    value = HOSTILE[kind][:2000]
    query = dict.fromkeys(("name", "state", "country", "agency", "sex", "after", "do", "chosen"), value)
    for address, statuses in {path: {200}, f"{path}/decide": {303, 404}, f"{path}.csv": {200}}.items():
        limiter.reset()
        assert client.get(address, query_string=query).status in statuses
