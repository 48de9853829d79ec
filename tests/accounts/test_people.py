"""Administrators invite staff, give and take roles, and close accounts."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.at_once import at_once
from tests.support.browser import Browser
from tests.support.factories import make_grant, make_organisation, make_person, make_workshop
from tests.support.signing_in import mailed_secret, password_hash, sign_in
from tests.support.statements import counted_statements
from workshops.accounts.actions import (
    Term,
    end_role,
    end_workshop_role,
    find_or_create_person,
    grant_role,
    grant_workshop_role,
)
from workshops.accounts.models import Person, RoleGrant
from workshops.accounts.queries import find_person_by_email, workshop_coded, workshop_titles
from workshops.accounts.rules import (
    Actor,
    Grant,
    OwnRole,
    PersonDetails,
    Purpose,
    Role,
    RoleAlreadyHeld,
    Scope,
)
from workshops.audit.models import AuditEntry
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import NotAllowed, NotFound
from workshops.foundation.folding import document
from workshops.foundation.transactions import unit_of_work
from workshops.permissions import POWERS

Live = tuple[str, str, int | None]


@pytest.fixture
def administrator(client: Browser) -> int:
    """An administrator, signed in just now."""
    person_id = make_person(client.app, name_latin="Ada Minister", role=Role.ADMINISTRATOR)
    sign_in(client, person_id)
    return person_id


def live_roles(app: Flask, person_id: int) -> list[Live]:
    query = select(RoleGrant.role, RoleGrant.scope, RoleGrant.scope_id).order_by(RoleGrant.id)
    with app.app_context():
        rows = db.session.execute(query.where(RoleGrant.person_id == person_id, RoleGrant.ended_at.is_(None)))
        return [(role, scope, scope_id) for role, scope, scope_id in rows]


def events(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.sequence)))


def actor(person_id: int, role: Role, scope_id: int | None = None) -> Actor:
    scope = Scope.SYSTEM if scope_id is None else Scope.ORGANISATION
    return Actor(
        person_id=person_id,
        display_name="",
        language=None,
        session_id=0,
        is_staff_session=True,
        proved_at=clock.now(),
        last_seen_at=clock.now(),
        grants=(Grant(role=role, scope=scope, scope_id=scope_id, powers=POWERS[role]),),
    )


def test_an_invitation_makes_a_member_of_staff_who_chooses_her_password(client: Browser, administrator: int) -> None:
    organisation_id = make_organisation(client.app, "Carthage Customs")
    page = client.submit(
        client.get("/people/new"),
        {
            "email": "Salma@Office.example",
            "name_latin": "Salma Idrissi",
            "role": "organizer",
            "organisation": str(organisation_id),
            "last_day": "2099-12-31",
        },
    )
    with client.app.app_context():
        person = find_person_by_email("salma@office.example")
        assert person
        person_id, name, hashed = person.id, person.name_latin, person.password_hash
        ends_at = db.session.scalar(select(RoleGrant.ends_at).where(RoleGrant.person_id == person_id))
    assert (page.status, page.location, name, hashed) == (303, f"/people/{person_id}", "Salma Idrissi", None)
    assert live_roles(client.app, person_id) == [("organizer", "organisation", organisation_id)]
    assert ends_at == datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert "Carthage Customs" in client.follow(page).words
    made = mailed_secret(client.app, person_id)
    assert made
    assert made.purpose is Purpose.INVITATION
    start = clock.now()
    with clock.at(start + timedelta(hours=72)):
        assert client.get(f"/password/{made.link_token}").status == 410
    with clock.at(start + timedelta(hours=71)):
        assert client.get(f"/password/{made.link_token}").status == 200


def test_inviting_somebody_known_changes_nothing_about_her(client: Browser, administrator: int) -> None:
    person_id = make_person(client.app, email="salma@office.example", name_latin="Salma Idrissi", active=True)
    typed = {"email": "salma@office.example", "name_latin": "Somebody Else", "role": "data_protection_officer"}
    page = client.submit(client.get("/people/new"), typed)
    assert page.location == f"/people/{person_id}"
    with client.app.app_context():
        assert db.session.get_one(Person, person_id).name_latin == "Salma Idrissi"
    assert live_roles(client.app, person_id) == [("data_protection_officer", "system", None)]


def test_who_has_a_password_is_mailed_no_link_to_choose_one(client: Browser, administrator: int) -> None:
    person_id = make_person(client.app, email="salma@office.example", password_hash=password_hash())
    typed = {"email": "salma@office.example", "name_latin": "Salma", "role": "data_protection_officer"}
    client.submit(client.get("/people/new"), typed)
    assert mailed_secret(client.app, person_id) is None


def test_an_invitation_is_sent_again(client: Browser, administrator: int) -> None:
    person_id = make_person(client.app, role=Role.DATA_PROTECTION_OFFICER)
    client.submit(client.get(f"/people/{person_id}"), button="Send the invitation again")
    made = mailed_secret(client.app, person_id)
    assert made
    assert made.purpose is Purpose.INVITATION


def test_a_role_is_given_and_taken(client: Browser, administrator: int) -> None:
    person_id = make_person(client.app)
    page = client.get(f"/people/{person_id}")
    assert "This person has no role." in page.words
    page = client.submit(client.get(f"/people/{person_id}/roles/new"), {"role": "data_protection_officer"})
    page = client.follow(page)
    assert live_roles(client.app, person_id) == [("data_protection_officer", "system", None)]
    page = client.submit(page, button="Take this role")
    assert "The role is taken." in client.follow(page).words
    assert live_roles(client.app, person_id) == []
    assert events(client.app) == ["RoleGranted", "RoleEnded"]


def test_the_same_role_is_not_given_twice(client: Browser, administrator: int) -> None:
    person_id = make_person(client.app, role=Role.DATA_PROTECTION_OFFICER)
    page = client.submit(client.get(f"/people/{person_id}/roles/new"), {"role": "data_protection_officer"})
    assert (page.status, "This person has this role already." in page.words) == (422, True)
    assert len(live_roles(client.app, person_id)) == 1


def test_a_role_for_a_workshop_is_given_by_its_code(
    client: Browser, administrator: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop_id = make_workshop(client.app, texts={"title": "Airlines and carriers"})
    monkeypatch.setattr(workshop_coded, "_answering", [{"WS-1": workshop_id}.get])
    monkeypatch.setattr(workshop_titles, "_answering", [lambda ids: dict.fromkeys(ids, "Airlines and carriers")])
    person_id = make_person(client.app)
    form = client.get(f"/people/{person_id}/roles/new")
    assert client.submit(form, {"role": "desk", "workshop": "WS-2"}).status == 422
    page = client.follow(client.submit(form, {"role": "desk", "workshop": "WS-1"}))
    assert live_roles(client.app, person_id) == [("desk", "workshop", workshop_id)]
    assert "Airlines and carriers" in page.words


def test_a_role_does_not_end_before_today(client: Browser, administrator: int) -> None:
    form = client.get(f"/people/{make_person(client.app)}/roles/new")
    yesterday = (clock.now() - timedelta(days=1)).date().isoformat()
    page = client.submit(form, {"role": "data_protection_officer", "last_day": yesterday})
    assert (page.status, "This day is over." in page.words) == (422, True)
    today = clock.now().date().isoformat()
    assert client.submit(form, {"role": "data_protection_officer", "last_day": today}).status == 303


def test_an_account_is_closed_after_a_question_and_opened_again(client: Browser, administrator: int) -> None:
    person_id = make_person(client.app)
    other = Browser(client.app)
    sign_in(other, person_id)
    page = client.get(f"/people/{person_id}/disable")
    assert "1 browser is signed out at once." in page.words
    assert other.get("/me/sessions").status == 200
    page = client.follow(client.submit(page, button="Close the account"))
    assert "The account is closed" in page.words
    assert other.get("/me/sessions").status == 302
    client.submit(page, button="Open the account again")
    with client.app.app_context():
        assert db.session.get_one(Person, person_id).active
    # The old session stays over.
    assert other.get("/me/sessions").status == 302
    assert events(client.app) == ["PersonDisabled", "SessionsEnded", "PersonEnabled"]


def test_an_administrator_ends_all_sessions_of_a_person(client: Browser, administrator: int) -> None:
    person_id = make_person(client.app)
    other = Browser(client.app)
    sign_in(other, person_id)
    page = client.submit(client.get(f"/people/{person_id}"), button="Sign out all browsers")
    assert "1 browser is signed out." in client.follow(page).words
    assert other.get("/me/sessions").status == 302
    assert client.get("/people").status == 200


def test_an_administrator_cannot_shut_herself_out(client: Browser, administrator: int) -> None:
    page = client.submit(client.get(f"/people/{administrator}"), button="Take this role")
    assert (page.status, "Ask another administrator." in page.words) == (409, True)
    assert client.post(f"/people/{administrator}/disable").status == 409
    assert client.get("/people").status == 200


def test_a_grant_is_ended_only_through_its_own_person(client: Browser, administrator: int) -> None:
    person_id = make_person(client.app)
    grant_id = make_grant(client.app, person_id, Role.DESK, 3)
    other_id = make_person(client.app)
    assert client.post(f"/people/{other_id}/roles/{grant_id}/end").status == 404
    assert client.post(f"/people/{person_id}/roles/{grant_id}/end").status == 303
    assert client.post(f"/people/{person_id}/roles/{grant_id}/end").status == 404


def test_the_data_protection_officer_reads_and_changes_nothing(client: Browser) -> None:
    sign_in(client, make_person(client.app, role=Role.DATA_PROTECTION_OFFICER))
    person_id = make_person(client.app, role=Role.DESK, scope_id=3)
    page = client.get(f"/people/{person_id}")
    forms = [form.get("action") for form in page.forms()]
    assert (page.status, forms) == (200, ["/sign-out"])
    assert client.post(f"/people/{person_id}/disable").status == 403
    assert client.get("/people/new").status == 403


def test_people_are_found_by_a_part_of_any_name_or_address(client: Browser, administrator: int) -> None:
    make_person(client.app, name_latin="Gulnora Rahimova", name_own="Гулнора Раҳимова", email="gr@customs.example")
    make_person(client.app, name_latin="Percent 100% Sure", email="per_cent@office.example")

    def found(words: str) -> list[str]:
        tree = client.post("/people", {"words": words}).tree
        return ["".join(cell.find("a").itertext()) for cell in tree.iter("th") if cell.find("a") is not None]

    rahimova = "Гулнора РаҳимоваGulnora Rahimova"
    assert [found(words) for words in ("rahim", "РАҲИМ", "рахим", "gulnora gr@", "100%", "per_c", "%%", "nobody")] == [
        [rahimova],
        [rahimova],
        [rahimova],
        [rahimova],
        ["Percent 100% Sure"],
        [],
        [],
        [],
    ]


def test_the_list_goes_on_after_fifty(client: Browser, administrator: int) -> None:
    for number in range(60):
        make_person(client.app, name_latin=f"Officer {number:02d}")
    page = client.get("/people")
    (older,) = (link for link in page.links() if "before=" in link)
    rest = client.get(older)
    assert ("Officer 10" in page.words, "Officer 09" in page.words) == (True, False)
    assert ("Officer 10" in rest.words, "Officer 09" in rest.words, "Ada Minister" in rest.words) == (False, True, True)
    assert not [link for link in rest.links() if "before=" in link]


def test_the_list_of_people_is_three_questions_however_long(client: Browser, administrator: int) -> None:
    for _ in range(10):
        make_person(client.app, role=Role.DESK, scope_id=3)
    with counted_statements() as statements:
        client.get("/people")
    assert len(statements) == 3


def test_the_page_of_a_person_is_five_questions(client: Browser, administrator: int) -> None:
    person_id = make_person(client.app)
    for _ in range(5):
        make_grant(client.app, person_id, Role.ORGANIZER, make_organisation(client.app))
    with counted_statements() as statements:
        client.get(f"/people/{person_id}")
    assert len(statements) == 5


def test_an_organizer_gives_and_takes_roles_for_her_workshop(house: Flask) -> None:
    organizer = actor(make_person(house), Role.ORGANIZER, scope_id=7)
    helper = make_person(house)
    with unit_of_work():
        grant_id = grant_workshop_role(organizer, helper, Role.HOST, workshop_id=3, organisation_id=7)
    assert live_roles(house, helper) == [("host", "workshop", 3)]
    with pytest.raises(NotAllowed):
        grant_workshop_role(organizer, helper, Role.HOST, workshop_id=4, organisation_id=8)
    with pytest.raises(NotAllowed):
        grant_workshop_role(organizer, helper, Role.ORGANIZER, workshop_id=3, organisation_id=7)
    with pytest.raises(NotFound):
        end_workshop_role(organizer, grant_id, workshop_id=4, organisation_id=8)
    with pytest.raises(NotAllowed):
        end_workshop_role(organizer, grant_id, workshop_id=3, organisation_id=8)
    with unit_of_work():
        end_workshop_role(organizer, grant_id, workshop_id=3, organisation_id=7)
    assert live_roles(house, helper) == []


def test_a_role_that_ran_out_may_be_given_again(house: Flask) -> None:
    person_id = make_person(house)
    now = clock.now()
    with unit_of_work():
        grant_role(person_id, Role.DESK, 3, term=Term(ends_at=now + timedelta(hours=1)))
    with unit_of_work(), pytest.raises(RoleAlreadyHeld):
        grant_role(person_id, Role.DESK, 3)
    with clock.at(now + timedelta(hours=1)), unit_of_work():
        grant_role(person_id, Role.DESK, 3)
    ends = db.session.execute(select(RoleGrant.ends_at, RoleGrant.ended_at).order_by(RoleGrant.id)).all()
    assert [tuple(row) for row in ends] == [(now + timedelta(hours=1), now + timedelta(hours=1)), (None, None)]


def test_the_last_word_about_an_own_role_is_somebody_elses(house: Flask) -> None:
    person_id = make_person(house)
    grant_id = make_grant(house, person_id, Role.ADMINISTRATOR)
    with pytest.raises(OwnRole):
        end_role(actor(person_id, Role.ADMINISTRATOR), person_id, grant_id)
    with unit_of_work():
        end_role(actor(make_person(house), Role.ADMINISTRATOR), person_id, grant_id)
    assert live_roles(house, person_id) == []


@pytest.mark.real_db
def test_people_made_by_several_at_once_are_made_once(real_house: Flask) -> None:
    names = ["Salma Idrissi", "Somebody Else"] * 4

    def make(name: str) -> tuple[int, str]:
        person = find_or_create_person("salma@office.example", PersonDetails(name_latin=name))
        return person.id, person.name_latin

    made = at_once(real_house, [partial(make, name) for name in names])
    assert len(set(made)) == 1
    assert events(real_house) == ["PersonCreated"]


def test_who_is_made_is_found_by_her_names_and_her_address(house: Flask) -> None:
    details = PersonDetails(name_latin="Gulnora Rahimova", name_own="Гулнора Раҳимова")
    with unit_of_work():
        find_or_create_person("gulnora@customs.example", details)
    (found_by,) = db.session.scalars(select(Person.found_by))
    assert found_by == document("Gulnora Rahimova", "Гулнора Раҳимова", "gulnora@customs.example")
