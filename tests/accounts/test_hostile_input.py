"""Whatever is sent to a form of accounts, the answer is a page with a sentence: never a fault, on either database."""

import io
from typing import Any

import pytest

from tests.support.browser import Browser
from tests.support.factories import make_person
from tests.support.signing_in import mailed_secret, password_hash, sign_in
from workshops.accounts.rules import ROLE_SCOPES, Role, Scope
from workshops.foundation.limits import limiter

EMAIL = "salma@office.example"
HOSTILE: dict[str, Any] = {
    "missing": None,
    "empty": "",
    "spaces": "   ",
    "huge": "x" * 100_000,
    "huge address": "x" * 64 + "@" + "y." * 5000 + "example",
    "wide address": "x@" + ".".join(["ü" * 30] * 6) + ".example",
    "NUL": "a\x00b@office.example\x00",
    "override": "\u202egnp.exe\u202c",
    "emoji": "🦩🪶" * 20,
    "digits": "9" * 400,
    "negative": "-1",
    "markup": "<script>alert(1)</script>\"'&",
    "sql": "' OR 1=1; --",
    "pattern": "%_\\%",
    "template": "{{ config }}{0.__class__}%(x)s",
    "header": "a@office.example\r\nBcc: evil@evil.example",
    "two addresses": "a@office.example, b@office.example",
    "date": "9999-99-99",
    "last of days": "9999-12-31",
    "first of days": "0001-01-01",
    "file": (io.BytesIO(b"not text"), "name.txt"),
    "twice": ["first", "second"],
}
PUBLIC = {
    "/sign-in": ("email",),
    "/sign-in/code": ("code",),
    "/sign-in/staff": ("email", "password"),
    "/password/forgotten": ("email",),
}
OWN = {
    "/me/settings": ("language",),
    "/me/password": ("password", "new", "again"),
    "/confirm-it-is-you": ("password",),
    "/people/new": ("email", "name_latin", "role", "organisation", "workshop", "last_day"),
}


def send_each(client: Browser, path: str, fields: tuple[str, ...], value: Any) -> list[int]:
    """Each field of a form alone with the hostile value, then all of them."""
    good: dict[str, Any] = {
        "email": EMAIL,
        "name_latin": "Salma Idrissi",
        "role": "administrator",
        "new": "nine slow barges leave the quay",
        "again": "nine slow barges leave the quay",
    }
    answers = []
    for changed in (*((field,) for field in fields), fields):
        data = {field: good.get(field, "") for field in fields}
        data.update(dict.fromkeys(changed, value))
        if isinstance(value, tuple):
            data |= {field: (io.BytesIO(b"not text"), "name.txt") for field in changed}
        sent = {field: typed for field, typed in data.items() if typed is not None}
        limiter.reset()
        answers.append(client.post(path, sent).status)
    return answers


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_form_takes_anything(client: Browser, path: str, kind: str) -> None:
    make_person(client.app, email=EMAIL, password_hash=password_hash())
    assert set(send_each(client, path, PUBLIC[path], HOSTILE[kind])) <= {303, 400, 422}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("path", OWN)
def test_a_form_of_the_signed_in_takes_anything(client: Browser, path: str, kind: str) -> None:
    sign_in(client, make_person(client.app, role=Role.ADMINISTRATOR))
    assert set(send_each(client, path, OWN[path], HOSTILE[kind])) <= {303, 400, 422}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_takes_only_a_scope_that_is_its_own(client: Browser, role: Role, kind: str) -> None:
    sign_in(client, make_person(client.app, role=Role.ADMINISTRATOR))
    person_id = make_person(client.app)
    value = HOSTILE[kind]
    data = {"role": role.value, "organisation": value, "workshop": value, "last_day": "2099-12-31"}
    if isinstance(value, tuple):
        data |= {field: (io.BytesIO(b"not text"), "name.txt") for field in ("organisation", "workshop")}
    page = client.post(
        f"/people/{person_id}/roles/new", {key: typed for key, typed in data.items() if typed is not None}
    )
    assert page.status == 422 or (ROLE_SCOPES[role] is Scope.SYSTEM and page.status == 303)


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_new_password_may_be_anything_or_is_refused(client: Browser, kind: str) -> None:
    person_id = make_person(client.app, email=EMAIL, password_hash=password_hash())
    client.post("/password/forgotten", {"email": EMAIL})
    made = mailed_secret(client.app, person_id)
    assert made
    assert set(send_each(client, f"/password/{made.link_token}", ("new", "again"), HOSTILE[kind])) <= {303, 410, 422}


@pytest.mark.parametrize("path", PUBLIC)
def test_octets_that_are_no_text_are_taken_too(client: Browser, path: str) -> None:
    for octets in ("%ED%A0%80", "%FF%FE", "%C0%80", "%F4%90%80%80"):
        body = "&".join(f"{field}={octets}@office.example" for field in PUBLIC[path])
        form = f"csrf_token={client.token()}&{body}".encode()
        answer = client.http.post(path, data=form, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (303, 422)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=list(HOSTILE))
def test_a_search_for_people_takes_anything(client: Browser, words: str) -> None:
    sign_in(client, make_person(client.app, role=Role.ADMINISTRATOR))
    assert client.post("/people", {"words": words}).status == 200


@pytest.mark.parametrize("before", ["9" * 400, "-1", "2147483648", "x", "%D9%A1", "%00"])
def test_a_page_that_is_none_is_the_first_or_empty(client: Browser, before: str) -> None:
    sign_in(client, make_person(client.app, role=Role.ADMINISTRATOR))
    assert client.get(f"/people?before={before}").status == 200


@pytest.mark.parametrize("path", ["/people/0", "/people/2147483648", "/people/" + "9" * 400, "/people/-1", "/people/x"])
def test_a_person_of_nobody_is_not_found(client: Browser, path: str) -> None:
    sign_in(client, make_person(client.app, role=Role.ADMINISTRATOR))
    tails = ("/disable", "/enable", "/end-sessions", "/invite", "/roles/1/end", "/roles/new")
    assert client.get(path).status == 404
    assert {client.post(path + tail).status for tail in tails} <= {404, 405}


def test_what_was_typed_is_kept_and_shown_as_text(client: Browser) -> None:
    sign_in(client, make_person(client.app, role=Role.ADMINISTRATOR))
    typed = {"email": "no address", "name_latin": "<b>Salma</b>", "role": "host", "organisation": ""}
    page = client.post("/people/new", typed)
    kept = {field.get("name"): field.get("value") for field in page.tree.iter("input")}
    assert (page.status, kept["email"], kept["name_latin"]) == (422, "no address", "<b>Salma</b>")
    chosen = [option for option in page.tree.iter("option") if option.get("selected") is not None]
    assert [option.get("value") for option in chosen] == ["host", ""]
    assert "2 answers need your attention" in page.words


def test_a_person_cannot_make_herself_more_than_she_is(client: Browser) -> None:
    # T10
    person_id = make_person(client.app)
    sign_in(client, person_id, staff=False)
    more = {"role": "administrator", "is_staff": "1", "person_id": "1", "active": "0", "email": "new@office.example"}
    assert client.post("/me/settings", {"language": "en", **more}).status == 303
    assert client.get("/people").status == 403
