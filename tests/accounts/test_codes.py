"""A participant signs in with what only a reader of her mail can know."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.accounts.test_rules import STRANGE_PATHS
from tests.support.browser import Browser, Page
from tests.support.factories import committed, make_person
from tests.support.signing_in import mailed_secret, sign_in
from tests.support.statements import counted_statements
from workshops.accounts.actions import (
    MadeCode,
    ask_for_code,
    find_or_create_person,
    make_code,
    use_code,
    use_link,
)
from workshops.accounts.handlers import sweep
from workshops.accounts.models import OneTimeCode, Person, WebSession
from workshops.accounts.rules import PersonDetails, Purpose
from workshops.audit.models import AuditEntry
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work

EMAIL = "gulnora@customs.example"
OWN_TABLES = r"(FROM|INTO|UPDATE) (person|one_time_code|web_session)\b"


def ask(client: Browser, email: str = EMAIL, path: str = "/sign-in") -> Page:
    return client.submit(client.get(path), {"email": email})


def secret(client: Browser, person_id: int) -> MadeCode:
    made = mailed_secret(client.app, person_id)
    assert made
    return made


def enter(client: Browser, code: str | None) -> Page:
    return client.submit(client.get("/sign-in/code"), {"code": code or ""}, button="Sign in")


def cookie(client: Browser) -> str | None:
    kept = client.http.get_cookie("sid")
    return kept.value if kept else None


def test_the_code_of_the_mail_signs_in_on_the_browser_that_asked(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL, email_proved_at=None)
    page = ask(client, " Gulnora@CUSTOMS.example ")
    assert (page.status, page.location) == (303, "/sign-in/code")
    assert "g•••@customs.example" in client.follow(page).words
    made = secret(client, person_id)
    assert (len(made.code or ""), len(made.link_token), made.purpose) == (8, 43, Purpose.SIGN_IN)
    page = enter(client, made.code)
    assert (page.status, page.location) == (303, "/me")
    with client.app.app_context():
        session = db.session.scalars(select(WebSession)).one()
        person = db.session.get_one(Person, person_id)
        assert (session.person_id, session.is_staff, person.email_proved_at) == (person_id, False, clock.now())


def test_a_proof_is_announced_each_time(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    for _ in range(2):
        ask(client)
        enter(client, secret(client, person_id).code)
    with client.app.app_context():
        events = db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.sequence)).all()
    assert events == ["AddressProofRequested", "AddressProved", "SignedIn"] * 2


def test_the_database_and_the_record_hold_neither_code_nor_link(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    ask(client)
    made = secret(client, person_id)
    with client.app.app_context():
        rows = [db.session.scalars(select(OneTimeCode)).one(), *db.session.scalars(select(AuditEntry))]
        kept = " ".join(str(value) for row in rows for value in vars(row).values())
    assert [word for word in (made.code or "", made.link_token, EMAIL) if word in kept] == []


def test_a_code_works_once(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    ask(client)
    device = client.http.get_cookie("form")
    made = secret(client, person_id)
    assert enter(client, made.code).status == 303
    assert device
    client.http.set_cookie("form", device.value)
    assert enter(client, made.code).status == 422


def test_a_code_does_not_work_on_another_browser(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    ask(client)
    made = secret(client, person_id)
    assert enter(Browser(client.app), made.code).status == 422
    other = Browser(client.app)
    make_person(client.app, email="other@customs.example")
    ask(other, "other@customs.example")
    assert enter(other, made.code).status == 422


def test_a_code_lasts_ten_minutes(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    ask(client)
    made = secret(client, person_id)
    start = clock.now()
    with clock.at(start + timedelta(minutes=10)):
        assert enter(client, made.code).status == 422
    with clock.at(start + timedelta(minutes=10, seconds=-1)):
        assert enter(client, made.code).status == 303


def test_after_five_wrong_tries_the_right_code_is_wrong_too(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    ask(client)
    made = secret(client, person_id)
    wrong = "00000000" if made.code != "00000000" else "00000001"
    pages = [enter(client, wrong) for _ in range(5)] + [enter(client, made.code)]
    assert {page.status for page in pages} == {422}
    assert len({page.words for page in pages}) == 1


def test_a_new_code_takes_the_place_of_the_old(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    ask(client)
    old = secret(client, person_id)
    page = client.submit(client.get("/sign-in/code"), button="Send a new code")
    assert (page.status, page.location) == (303, "/sign-in/code")
    assert "A new message is on its way." in client.follow(page).words
    new = secret(client, person_id)
    assert enter(client, old.code).status == 422
    assert enter(client, new.code).status == 303


def test_a_mail_made_again_kills_what_an_earlier_try_carried(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    ask(client)
    first, second = secret(client, person_id), secret(client, person_id)
    assert client.get(f"/sign-in/link/{first.link_token}").status == 410
    assert client.get(f"/sign-in/link/{second.link_token}").status == 200


def test_the_link_opens_on_any_device_by_its_button(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL, email_proved_at=None)
    ask(client)
    path = f"/sign-in/link/{secret(client, person_id).link_token}"
    phone = Browser(client.app)
    page = phone.get(path)
    assert phone.get(path).heading == "Sign in on this device"
    assert cookie(phone) is None
    with client.app.app_context():
        assert db.session.get_one(Person, person_id).email_proved_at is None
    page = phone.submit(page, button="Sign in")
    assert (page.status, page.location) == (303, "/me")
    assert phone.get("/me/sessions").status == 200
    assert [phone.get(path).status, phone.post(path).status] == [410, 410]


def test_a_link_lasts_an_hour(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    ask(client)
    path = f"/sign-in/link/{secret(client, person_id).link_token}"
    start = clock.now()
    with clock.at(start + timedelta(minutes=59, seconds=59)):
        assert client.get(path).status == 200
    with clock.at(start + timedelta(minutes=60)):
        assert [client.get(path).status, client.post(path).status] == [410, 410]


def test_the_address_of_the_link_goes_into_no_referer(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    ask(client)
    page = client.get(f"/sign-in/link/{secret(client, person_id).link_token}")
    assert page.response.headers["Referrer-Policy"] == "strict-origin"
    assert page.response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("token", ["x", "X" * 43, "%00", "%ff", "a" * 200, "' OR 1=1 --", "%E2%80%AEevil"])
def test_a_link_of_nobody_is_over(client: Browser, token: str) -> None:
    assert client.get(f"/sign-in/link/{token}").status in (404, 410)
    assert client.post(f"/sign-in/link/{token}").status in (404, 410)


def test_a_link_in_other_letters_is_another_link(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    ask(client)
    token = secret(client, person_id).link_token
    assert client.get(f"/sign-in/link/{token.swapcase()}").status == 410


def test_whether_an_address_is_known_no_answer_tells(client: Browser) -> None:
    # T18
    make_person(client.app, email=EMAIL)
    seen = []
    for address in (EMAIL, "guznora@customs.example"):
        browser = Browser(client.app)
        asked = ask(browser, address)
        waiting = browser.follow(asked)
        wrong = enter(browser, "12345678")
        again = browser.submit(browser.get("/sign-in/code"), button="Send a new code")
        pages = (asked, waiting, wrong, again)
        seen.append(
            [(page.status, len(page.body), page.words, page.response.headers.get("Location")) for page in pages]
        )
    assert seen[0] == seen[1]


def test_an_unknown_address_is_sent_nothing(client: Browser) -> None:
    ask(client, "nobody@customs.example")
    client.submit(client.get("/sign-in/code"), button="Send a new code")
    with client.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(OneTimeCode)) == 0


def test_a_closed_account_is_sent_nothing_and_let_in_nowhere(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    ask(client)
    made = secret(client, person_id)
    with committed(client.app):
        db.session.get_one(Person, person_id).active = False
    assert enter(client, made.code).status == 422
    assert client.get(f"/sign-in/link/{made.link_token}").status == 410
    assert mailed_secret(client.app, person_id) is None


def test_after_signing_in_a_person_is_where_she_was_going(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    page = client.get("/me/sessions")
    assert page.location == "/sign-in?next=/me/sessions"
    ask(client, path=page.location)
    assert enter(client, secret(client, person_id).code).location == "/me/sessions"


@pytest.mark.parametrize("path", [*STRANGE_PATHS, "/no/such/page", "/sign-out", "/me/sessions?x=1", "/a" * 200])
def test_nobody_is_sent_to_another_place(client: Browser, path: str) -> None:
    # T13: asked for with the address, and stored with the code.
    person_id = make_person(client.app, email=EMAIL)
    page = client.get("/sign-in", query_string={"next": path})
    client.post("/sign-in", {"email": EMAIL}, query_string={"next": path})
    assert not [link for link in page.links() if "evil" in link]
    with committed(client.app):
        code = db.session.scalars(select(OneTimeCode)).one()
        assert code.next_path is None
        code.next_path = path[:300].replace("\x00", "")
    assert enter(client, secret(client, person_id).code).location == "/me"


def test_a_registration_asks_for_a_proof_in_the_same_way(house: Flask) -> None:
    with unit_of_work():
        person = find_or_create_person("new@customs.example", PersonDetails(name_latin="New Person"))
        ask_for_code(person.id, Purpose.REGISTRATION, "d" * 64, "/me/some-workshop")
        person_id = person.id
    made = mailed_secret(house, person_id)
    assert made
    with unit_of_work():
        proved = use_code("d" * 64, made.code or "")
    assert proved
    assert (made.purpose, proved.person_id, proved.next_path) == (
        Purpose.REGISTRATION,
        person_id,
        "/me/some-workshop",
    )


def test_nobody_asks_for_a_code_of_nobody(house: Flask) -> None:
    with unit_of_work(), counted_statements() as statements:
        ask_for_code(None, Purpose.SIGN_IN, "d" * 64)
    assert statements == []


def test_a_known_person_is_never_overwritten(house: Flask) -> None:
    person_id = make_person(house, email=EMAIL, name_latin="Gulnora Rahimova", post="Inspector")
    with unit_of_work():
        found = find_or_create_person(EMAIL, PersonDetails(name_latin="Somebody Else", post="Minister"))
        assert found.id == person_id
    person = db.session.get_one(Person, person_id)
    assert (person.name_latin, person.post) == ("Gulnora Rahimova", "Inspector")


def test_a_used_request_makes_no_second_mail(house: Flask) -> None:
    person_id = make_person(house)
    with unit_of_work():
        ask_for_code(person_id, Purpose.SIGN_IN, "d" * 64)
    made = mailed_secret(house, person_id)
    assert made
    with unit_of_work():
        assert use_link(made.link_token)
    assert mailed_secret(house, person_id) is None
    assert make_code(2147483647) is None


def test_requests_nobody_can_use_any_more_are_forgotten(house: Flask) -> None:
    person_id = make_person(house)
    with clock.at(clock.now() - timedelta(days=7)), unit_of_work():
        ask_for_code(person_id, Purpose.SIGN_IN, "d" * 64)
    with clock.at(clock.now() - timedelta(days=5)), unit_of_work():
        ask_for_code(person_id, Purpose.SIGN_IN, "e" * 64)
    sweep()
    assert db.session.scalars(select(OneTimeCode.device_digest)).all() == ["e" * 64]


def own(statements: list[str]) -> list[str]:
    """The statements of accounts; rooms that hear the news add theirs, and the record its chain."""
    return [statement.split()[0] for statement in statements if re.search(OWN_TABLES, statement)]


def test_the_steps_of_signing_in_ask_the_database_little(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    page = client.get("/sign-in")
    with counted_statements() as asking:
        client.submit(page, {"email": EMAIL})
    made = secret(client, person_id)
    page = client.get("/sign-in/code")
    with counted_statements() as entering:
        client.submit(page, {"code": made.code}, button="Sign in")
    assert own(asking) == ["SELECT", "INSERT"]
    assert own(entering) == ["SELECT", "UPDATE", "UPDATE", "INSERT"]


def test_signing_in_again_replaces_the_session_of_the_browser(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    sign_in(client, person_id, staff=False)
    before = cookie(client)
    ask(client)
    enter(client, secret(client, person_id).code)
    with client.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(WebSession)) == 1
    assert cookie(client) != before
