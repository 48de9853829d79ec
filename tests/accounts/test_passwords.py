"""Members of staff sign in with a password that only they could have chosen."""

import threading
import unicodedata
from datetime import timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from flask import Flask

from tests.support.browser import Browser, Page
from tests.support.factories import committed, make_organisation, make_person
from tests.support.signing_in import PASSWORD, mailed_secret, password_hash, sign_in
from workshops.accounts.actions import accept_proof, check_password, choose_password, ensure_password_fits
from workshops.accounts.models import Person
from workshops.accounts.queries import COMMON_PASSWORDS, common_passwords
from workshops.accounts.rules import PasswordTooCommon, Purpose, Role
from workshops.foundation import clock, passwords
from workshops.foundation.database import db
from workshops.foundation.errors import Busy
from workshops.foundation.transactions import unit_of_work

EMAIL = "salma@office.example"
NEW = "nine slow barges leave the quay"


def try_password(client: Browser, email: str = EMAIL, password: str = PASSWORD) -> Page:
    return client.submit(client.get("/sign-in/staff"), {"email": email, "password": password})


def ask_for_link(client: Browser, email: str = EMAIL) -> Page:
    return client.submit(client.get("/password/forgotten"), {"email": email})


def link_path(client: Browser, person_id: int) -> str:
    made = mailed_secret(client.app, person_id)
    assert made
    return f"/password/{made.link_token}"


def choose(client: Browser, path: str, new: str = NEW, again: str | None = None) -> Page:
    return client.submit(client.get(path), {"new": new, "again": new if again is None else again})


def stored(app: Flask, person_id: int) -> Person:
    with app.app_context():
        return db.session.get_one(Person, person_id)


def test_the_right_password_opens_the_pages_of_staff(client: Browser) -> None:
    make_person(client.app, email=EMAIL, password_hash=password_hash(), role=Role.ADMINISTRATOR)
    page = try_password(client, " SALMA@office.example ")
    assert (page.status, page.location) == (303, "/today")
    assert client.get("/people").status == 200


def test_a_reader_is_sent_on_to_the_page_she_asked_for(client: Browser) -> None:
    make_person(client.app, email=EMAIL, password_hash=password_hash(), role=Role.ADMINISTRATOR)
    page = client.get(client.get("/people").location)
    (staff_link,) = (link for link in page.links() if link.startswith("/sign-in/staff"))
    page = client.submit(client.get(staff_link), {"email": EMAIL, "password": PASSWORD})
    assert page.location == "/people"


def test_what_was_wrong_no_answer_tells(client: Browser) -> None:
    # T18: by equality; both answers cost one hash.
    make_person(client.app, email=EMAIL, password_hash=password_hash())
    make_person(client.app, email="guest@office.example")
    make_person(client.app, email="close@office.example", password_hash=password_hash(), active=False)
    pages = [
        try_password(Browser(client.app), email, password)
        for email, password in [
            (EMAIL, "wrong password"),
            ("guest@office.example", PASSWORD),
            ("close@office.example", PASSWORD),
            ("nobod@office.example", PASSWORD),
        ]
    ]
    answers = {(page.status, len(page.body), page.words) for page in pages}
    assert len(answers) == 1
    status, _length, words = answers.pop()
    assert (status, "Address and password do not belong together." in words) == (422, True)


def test_nobody_costs_a_hash_too(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    verify = PasswordHasher.verify

    def remember(hasher: PasswordHasher, stored: str, password: str) -> bool:
        hashed.append(stored)
        return verify(hasher, stored, password)

    monkeypatch.setattr(PasswordHasher, "verify", remember)
    make_person(house, email=EMAIL, password_hash=password_hash())
    for email in (EMAIL, "nobody@office.example"):
        assert check_password("wrong", email=email) is None
    assert hashed[0] == password_hash()
    assert {str(extract_parameters(stored)) for stored in hashed} == {str(extract_parameters(password_hash()))}


def test_argon2id_takes_46_mebibytes_and_one_pass() -> None:
    assert password_hash().startswith("$argon2id$v=19$m=47104,t=1,p=1$")


def test_a_hash_of_older_parameters_is_made_anew_at_sign_in(client: Browser) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    person_id = make_person(client.app, email=EMAIL, password_hash=old)
    assert try_password(client).status == 303
    renewed = stored(client.app, person_id).password_hash
    assert renewed
    assert (renewed.startswith("$argon2id$v=19$m=47104,t=1,p=1$"), passwords.is_password(PASSWORD, renewed)) == (
        True,
        True,
    )


def test_more_hashes_than_cores_wait_and_then_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_cores", threading.BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0.01)
    with passwords._core(), pytest.raises(Busy):
        passwords.hash_password(PASSWORD)
    assert passwords.is_password(PASSWORD, passwords.hash_password(PASSWORD))


def test_a_password_that_changed_while_it_was_checked_opens_nothing(house: Flask) -> None:
    person_id = make_person(house, email=EMAIL, password_hash=password_hash())
    proof = check_password(PASSWORD, email=EMAIL)
    assert proof
    with committed(house):
        db.session.get_one(Person, person_id).password_hash = passwords.hash_password(NEW)
    with unit_of_work():
        assert not accept_proof(proof)


def test_both_spellings_of_an_accent_are_the_same_password(client: Browser) -> None:
    composed, split = (unicodedata.normalize(form, "Ñandú à l'étang d'été") for form in ("NFC", "NFD"))
    make_person(client.app, email=EMAIL, password_hash=passwords.hash_password(composed))
    assert try_password(client, password=split).status == 303


@pytest.mark.parametrize("place", [72, 199])
def test_no_password_is_cut_off(client: Browser, place: int) -> None:
    long = ("seven grey herons at the ford and one more, " * 5)[:210]
    other = long[:place] + "#" + long[place + 1 :]
    make_person(client.app, email=EMAIL, password_hash=passwords.hash_password(long))
    assert [try_password(client, password=password).status for password in (other, long)] == [422, 303]


def test_spaces_at_the_ends_belong_to_a_password(client: Browser) -> None:
    make_person(client.app, email=EMAIL, password_hash=passwords.hash_password(f" {PASSWORD} "))
    assert [try_password(client, password=password).status for password in (PASSWORD, f" {PASSWORD} ")] == [422, 303]


def test_the_password_is_never_written_back(client: Browser) -> None:
    make_person(client.app, email=EMAIL)
    page = try_password(client, password="a wrong one 0815")
    assert ("0815" in page.body, EMAIL in page.body) == (False, True)


def test_a_hundred_failures_in_a_row_ask_for_a_new_password(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL, password_hash=password_hash(), failed_tries=99, role=Role.DESK)
    assert try_password(client).status == 303
    assert stored(client.app, person_id).failed_tries == 0
    with committed(client.app):
        db.session.get_one(Person, person_id).failed_tries = 99
    assert [try_password(client, password="wrong").status, try_password(client).status] == [422, 422]
    ask_for_link(client)
    choose(client, link_path(client, person_id))
    assert try_password(client, password=NEW).status == 303


def test_a_forgotten_password_is_chosen_anew_by_a_link(client: Browser) -> None:
    # T20
    person_id = make_person(client.app, email=EMAIL, password_hash=password_hash(), email_proved_at=None)
    page = ask_for_link(client)
    assert (page.status, page.location) == (303, "/sign-in/staff")
    assert "a message with a link is on its way" in client.follow(page).words
    path = link_path(client, person_id)
    page = choose(client, path)
    assert (page.status, page.location) == (303, "/sign-in/staff")
    assert "Your password is set." in client.follow(page).words
    assert stored(client.app, person_id).email_proved_at
    assert client.get(path).status == 410
    assert client.post(path, {"new": PASSWORD, "again": PASSWORD}).status == 410
    assert [try_password(client, password=password).status for password in (PASSWORD, NEW)] == [422, 303]


def test_asking_for_a_link_tells_nobody_who_is_known(client: Browser) -> None:
    make_person(client.app, email=EMAIL, password_hash=password_hash())
    guest_id = make_person(client.app, email="guest@office.example")
    pages = []
    for email in (EMAIL, "guest@office.example", "nobod@office.example"):
        browser = Browser(client.app)
        asked = ask_for_link(browser, email)
        pages.append((asked.status, asked.location, asked.body, browser.follow(asked).words))
    assert pages[0] == pages[1] == pages[2]
    # A participant needs no password: a code signs her in.
    assert mailed_secret(client.app, guest_id) is None


def test_a_link_to_a_password_lasts_an_hour_and_an_invitation_three_days(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL, role=Role.DESK, scope_id=1)
    ask_for_link(client)
    path, start = link_path(client, person_id), clock.now()
    with clock.at(start + timedelta(minutes=59)):
        assert client.get(path).status == 200
    with clock.at(start + timedelta(minutes=60)):
        assert [client.get(path).status, client.post(path, {"new": NEW, "again": NEW}).status] == [410, 410]


def test_a_new_password_kills_every_other_link(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL, password_hash=password_hash())
    ask_for_link(client)
    first = link_path(client, person_id)
    ask_for_link(client)
    second = link_path(client, person_id)
    assert choose(client, second).status == 303
    assert client.get(first).status == 410


def test_reading_the_page_of_a_link_does_not_use_it_up(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL, password_hash=password_hash())
    ask_for_link(client)
    path = link_path(client, person_id)
    assert [client.get(path).status, client.http.head(path).status_code, client.get(path).status] == [200, 200, 200]
    page = client.get(path)
    assert page.response.headers["Referrer-Policy"] == "strict-origin"


def test_a_link_for_one_purpose_opens_no_other_door(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL, password_hash=password_hash())
    ask_for_link(client)
    made = mailed_secret(client.app, person_id)
    assert made
    assert (made.purpose, made.code, client.get(f"/sign-in/link/{made.link_token}").status) == (
        Purpose.PASSWORD,
        None,
        410,
    )
    client.submit(client.get("/sign-in"), {"email": EMAIL})
    made = mailed_secret(client.app, person_id)
    assert made
    assert client.get(f"/password/{made.link_token}").status == 410
    with client.app.app_context(), unit_of_work():
        assert choose_password(made.link_token, password_hash()) is None


def test_setting_a_password_signs_nobody_in(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL, password_hash=password_hash())
    sign_in(client, person_id)
    ask_for_link(client)
    choose(client, link_path(client, person_id))
    assert client.get("/me/sessions").status == 302


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("fourteen-chars", "Use at least 15 characters"),
        ("苍鹭" * 50, "Use a shorter password"),
        ("password12345678", "This is easy to guess."),
        ("correct horse battery staple", "This is easy to guess."),
        ("Workshops workshops 1", "This is easy to guess."),
        ("Salma Idrissi 2027", "This is easy to guess."),
        ("salma@office.example", "This is easy to guess."),
        ("Carthage Customs 12", "This is easy to guess."),
        ("abcdefabcdefabcdef", "This is easy to guess."),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client: Browser, new: str, sentence: str) -> None:
    person_id = make_person(
        client.app,
        email=EMAIL,
        name_latin="Salma Idrissi",
        password_hash=password_hash(),
        organisation_id=make_organisation(client.app, "Carthage Customs"),
    )
    ask_for_link(client)
    path = link_path(client, person_id)
    page = choose(client, path, new)
    assert (page.status, sentence in page.words) == (422, True)
    assert choose(client, path).status == 303


def test_the_two_new_passwords_must_be_the_same(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL, password_hash=password_hash())
    ask_for_link(client)
    page = choose(client, link_path(client, person_id), NEW, f"{NEW}.")
    assert (page.status, "The two are not the same." in page.words) == (422, True)


def test_a_change_asks_for_the_password_in_use(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL, password_hash=password_hash())
    sign_in(client, person_id)
    page = client.submit(client.get("/me/password"), {"password": "wrong", "new": NEW, "again": NEW})
    assert (page.status, "This is not your password." in page.words) == (422, True)
    assert stored(client.app, person_id).failed_tries == 1
    page = client.submit(client.get("/me/password"), {"password": PASSWORD, "new": "short", "again": "short"})
    assert page.status == 422
    page = client.submit(client.get("/me/password"), {"password": PASSWORD, "new": NEW, "again": NEW})
    assert page.status == 303
    assert passwords.is_password(NEW, stored(client.app, person_id).password_hash)


def test_a_grave_page_asks_for_the_password_again_after_five_minutes(client: Browser) -> None:
    make_person(client.app, email=EMAIL, password_hash=password_hash(), role=Role.ADMINISTRATOR)
    start = clock.now()
    try_password(client)
    assert client.get("/people/new").status == 200
    with clock.at(start + timedelta(minutes=5, seconds=1)):
        page = client.get("/people/new")
        assert (page.status, page.location) == (302, "/confirm-it-is-you?next=/people/new")
        assert client.post("/people/new", {"email": "x@office.example"}).location == page.location
        before = client.http.get_cookie("sid")
        page = client.get(page.location)
        assert client.submit(page, {"password": "wrong"}).status == 422
        page = client.submit(page, {"password": PASSWORD})
        assert (page.status, page.location) == (303, "/people/new")
        # T16: the new rank comes with a new token.
        assert client.http.get_cookie("sid") != before
        assert client.get("/people/new").status == 200


def test_more_than_three_thousand_common_passwords_are_shipped() -> None:
    lines = COMMON_PASSWORDS.read_text("utf-8").splitlines()
    assert len(set(lines)) == len(lines)
    assert min(len(line) for line in lines) >= 8
    assert len(lines) >= 3000
    assert sum(len(line) >= 15 for line in lines) >= 3000


def test_every_common_password_that_is_long_enough_is_refused(house: Flask) -> None:
    person_id = make_person(house)
    taken = []
    for common in [password for password in common_passwords() if len(password) >= 15][::25]:
        with pytest.raises(PasswordTooCommon):
            taken.append(ensure_password_fits(common, person_id))
    assert taken == []
