"""A session lives in the database: found by the hash of its cookie, and truly over when it ends."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.browser import Browser
from tests.support.factories import committed, make_grant, make_person
from tests.support.signing_in import PASSWORD, mailed_secret, password_hash, sign_in
from tests.support.statements import counted_statements
from workshops.accounts.handlers import sweep
from workshops.accounts.models import Person, RoleGrant, WebSession
from workshops.accounts.queries import find_actor
from workshops.accounts.rules import Role, Scope
from workshops.accounts.views.door import keep_session
from workshops.app import create_app
from workshops.audit.models import AuditEntry
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.settings import Settings
from workshops.foundation.tokens import digest

NEW = "nine slow barges leave the quay"


def cookie(client: Browser) -> str:
    kept = client.http.get_cookie("sid")
    return kept.value if kept else ""


def sign_in_with_password(client: Browser, email: str, password: str = PASSWORD) -> int:
    page = client.get("/sign-in/staff")
    return client.submit(page, {"email": email, "password": password}).status


def session_rows(app: Flask, person_id: int) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(select(WebSession.id).where(WebSession.person_id == person_id)))


def change(app: Flask, model: type, row_id: int, **values: object) -> None:
    with committed(app):
        db.session.execute(update(model).where(model.id == row_id).values(**values))  # type: ignore[attr-defined]


def test_a_reader_without_a_cookie_costs_no_question_to_the_database(client: Browser) -> None:
    with counted_statements() as statements:
        client.get("/sign-in")
    assert statements == []


def test_a_signed_in_reader_costs_one_question(client: Browser) -> None:
    sign_in(client, make_person(client.app, role=Role.ADMINISTRATOR))
    with counted_statements() as statements:
        client.get("/confirm-it-is-you")
    assert len(statements) == 1


def test_a_cookie_of_nobody_is_nobody(client: Browser) -> None:
    for token in ("", "x", "x" * 5000, "\x00", "ü", "\udcff", '"', '"\\000"', "a; sid=b"):
        page = client.get("/me/sessions", headers={"Cookie": f"sid={token}"})
        assert (page.status, page.location) == (302, "/sign-in?next=/me/sessions")


def test_the_roles_in_force_now_make_the_actor(house: Flask) -> None:
    person_id = make_person(house, name_own="Гулнора Раҳимова")
    now, hour = clock.now(), timedelta(hours=1)
    make_grant(house, person_id, Role.ORGANIZER, 7)
    for role, dates in {
        Role.ADMINISTRATOR: {"ends_at": now},
        Role.DESK: {"starts_at": now + hour},
        Role.HOST: {"ended_at": now},
        Role.CO_ORGANIZER: {"starts_at": now, "ends_at": now + hour},
    }.items():
        change(house, RoleGrant, make_grant(house, person_id, role, 3), **dates)
    with committed(house):
        db.session.add(
            WebSession(
                token_digest=digest("secret"),
                person_id=person_id,
                is_staff=True,
                created_at=now,
                last_seen_at=now,
                proved_at=now,
            )
        )
    actor = find_actor("secret")
    assert actor
    assert actor.display_name == "Гулнора Раҳимова"
    assert [(grant.role, grant.scope, grant.scope_id) for grant in actor.grants] == [
        (Role.ORGANIZER, Scope.ORGANISATION, 7),
        (Role.CO_ORGANIZER, Scope.WORKSHOP, 3),
    ]
    assert find_actor("Secret") is None


def test_a_role_that_is_taken_is_gone_at_the_next_request(client: Browser) -> None:
    person_id = make_person(client.app)
    grant_id = make_grant(client.app, person_id, Role.ADMINISTRATOR)
    sign_in(client, person_id)
    assert client.get("/people").status == 200
    change(client.app, RoleGrant, grant_id, ended_at=clock.now())
    assert client.get("/people").status == 403


@pytest.mark.parametrize(("staff", "minutes"), [(True, 30), (False, 15)])
def test_an_idle_session_is_over(client: Browser, *, staff: bool, minutes: int) -> None:
    sign_in(client, make_person(client.app), staff=staff)
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        assert client.get("/me/sessions").status == 302


def test_a_session_in_use_goes_on_for_twelve_hours_and_is_written_to_once_a_minute(client: Browser) -> None:
    sign_in(client, make_person(client.app), staff=False)
    start = clock.now()
    written = []
    for seconds in (0, 59, 60, 90, 125):
        with clock.at(start + timedelta(seconds=seconds)), counted_statements() as statements:
            assert client.get("/me/sessions").status == 200
        written.append(sum(statement.startswith("UPDATE web_session") for statement in statements))
    assert written == [0, 0, 1, 0, 1]
    for minutes in range(10, 12 * 60, 10):
        with clock.at(start + timedelta(minutes=minutes)):
            assert client.get("/me/sessions").status == 200
    with clock.at(start + timedelta(hours=12)):
        assert client.get("/me/sessions").status == 302


def test_the_cookie_is_for_this_site_only_and_not_for_scripts(client: Browser) -> None:
    email = "salma@office.example"
    make_person(client.app, email=email, password_hash=password_hash(), role=Role.ORGANIZER, scope_id=1)
    page = client.submit(client.get("/sign-in/staff"), {"email": email, "password": PASSWORD})
    lines = [line for line in page.response.headers.getlist("Set-Cookie") if line.startswith("sid=")]
    assert [line.partition("; ")[2] for line in lines] == ["HttpOnly; Path=/; SameSite=Lax"]


def test_over_tls_the_cookie_carries_the_host_prefix(settings: Settings) -> None:
    secure = create_app(replace(settings, base_url="https://workshops.example"))
    with secure.test_request_context():
        response = secure.make_response("")
        keep_session(response, "token")
    assert response.headers["Set-Cookie"] == "__Host-sid=token; Secure; HttpOnly; Path=/; SameSite=Lax"


def test_the_database_holds_no_token(client: Browser) -> None:
    person_id = make_person(client.app, email="salma@office.example", password_hash=password_hash())
    assert sign_in_with_password(client, "salma@office.example") == 303
    with client.app.app_context():
        row = db.session.scalars(select(WebSession).where(WebSession.person_id == person_id)).one()
        stored = [str(value) for value in vars(row).values()]
    token = cookie(client)
    assert (len(token), [value for value in stored if token in value]) == (43, [])


def test_a_planted_cookie_is_dead_after_signing_in(client: Browser) -> None:
    # T16: the attacker's own session, and her form cookie, are planted in the browser of somebody else.
    attacker = make_person(client.app)
    make_person(client.app, email="salma@office.example", password_hash=password_hash())
    sign_in(client, attacker, staff=False)
    client.get("/me/settings")
    planted, form_cookie = cookie(client), client.http.get_cookie("form")
    assert sign_in_with_password(client, "salma@office.example") == 303
    assert cookie(client) != planted
    assert session_rows(client.app, attacker) == []
    assert client.http.get_cookie("form") != form_cookie
    client.http.set_cookie("sid", planted)
    assert client.get("/me/sessions").status == 302


def test_a_copied_cookie_opens_nothing_after_signing_out(client: Browser) -> None:
    # T17
    person_id = make_person(client.app)
    sign_in(client, person_id)
    copied = cookie(client)
    page = client.submit(client.get("/me/settings"), action="/sign-out", nth=0)
    assert (page.status, page.location, cookie(client)) == (303, "/", "")
    assert page.response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert session_rows(client.app, person_id) == []
    client.http.set_cookie("sid", copied)
    assert client.get("/me/sessions").status == 302


@pytest.mark.parametrize("end", ["disabled", "deleted"])
def test_a_person_who_is_disabled_or_deleted_is_out_at_once(client: Browser, end: str) -> None:
    person_id = make_person(client.app)
    sign_in(client, person_id)
    assert client.get("/me/sessions").status == 200
    if end == "disabled":
        change(client.app, Person, person_id, active=False)
    else:
        with committed(client.app):
            db.session.delete(db.session.get_one(Person, person_id))
    assert client.get("/me/sessions").status == 302


def test_a_new_password_ends_every_other_session_and_renews_this_one(client: Browser) -> None:
    person_id = make_person(client.app, email="salma@office.example", password_hash=password_hash())
    sign_in(client, person_id)
    elsewhere = cookie(client)
    sign_in(client, person_id)
    before = cookie(client)
    page = client.submit(client.get("/me/password"), {"password": PASSWORD, "new": NEW, "again": NEW})
    assert (page.status, page.location, len(session_rows(client.app, person_id))) == (303, "/me/settings", 1)
    assert cookie(client) != before
    assert client.get("/me/sessions").status == 200
    for dead in (before, elsewhere):
        client.http.set_cookie("sid", dead)
        assert client.get("/me/sessions").status == 302


def test_signing_out_needs_a_form_of_ours(client: Browser) -> None:
    # T19
    sign_in(client, make_person(client.app))
    assert client.get("/sign-out").status == 405
    assert client.http.post("/sign-out").status_code == 400
    cross_site = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/sign-out", headers=cross_site).status == 400
    assert client.get("/me/sessions").status == 200


def test_signing_out_asks_first_where_marks_of_the_desk_would_be_lost(client: Browser) -> None:
    person_id = make_person(client.app)
    sign_in(client, person_id)
    client.http.set_cookie("kept", "2")
    page = client.submit(client.get("/me/settings"), action="/sign-out", nth=0)
    assert (page.status, page.heading, len(session_rows(client.app, person_id))) == (200, "2 marks are not sent yet", 1)
    assert client.submit(page, button="Sign out all the same").status == 303
    assert session_rows(client.app, person_id) == []


@pytest.mark.parametrize("broken", ["", "0", "-3", "many"])
def test_a_strange_word_about_kept_marks_keeps_nobody_in(client: Browser, broken: str) -> None:
    sign_in(client, make_person(client.app))
    client.http.set_cookie("kept", broken)
    assert client.post("/sign-out").status == 303


def test_signing_out_twice_is_no_mistake(client: Browser) -> None:
    assert (client.post("/sign-out").status, client.post("/sign-out").status) == (303, 303)


def test_a_person_sees_her_browsers_and_ends_one(client: Browser) -> None:
    person_id = make_person(client.app)
    other_id = sign_in(client, person_id)
    change(client.app, WebSession, other_id, browser="Firefox, Windows")
    own_id = sign_in(client, person_id, staff=False)
    page = client.get("/me/sessions")
    assert page.words.count("Firefox, Windows") == 1
    assert "This browser" in page.words
    page = client.submit(page, button="Sign it out")
    assert (page.status, session_rows(client.app, person_id)) == (303, [own_id])


def test_a_person_ends_all_her_other_sessions(client: Browser) -> None:
    person_id = make_person(client.app)
    sign_in(client, person_id)
    sign_in(client, person_id)
    own_id = sign_in(client, person_id)
    page = client.follow(client.submit(client.get("/me/sessions"), button="Sign out all others"))
    assert "2 browsers are signed out." in page.words
    assert session_rows(client.app, person_id) == [own_id]


def test_nobody_ends_the_session_of_somebody_else(client: Browser) -> None:
    other = make_person(client.app)
    foreign_id = sign_in(client, other)
    sign_in(client, make_person(client.app))
    assert client.post(f"/me/sessions/{foreign_id}/end").status == 404
    assert client.post("/me/sessions/2147483647/end").status == 404
    assert session_rows(client.app, other) == [foreign_id]


def test_the_list_of_sessions_is_two_questions_however_long(client: Browser) -> None:
    person_id = make_person(client.app)
    for _ in range(5):
        sign_in(client, person_id)
    with counted_statements() as statements:
        client.get("/me/sessions")
    assert len(statements) == 2


def test_a_forgotten_session_of_yesterday_leaves_the_table(client: Browser) -> None:
    person_id = make_person(client.app)
    for hours in (13, 11):
        with clock.at(clock.now() - timedelta(hours=hours)):
            sign_in(client, person_id)
    _yesterday, today = session_rows(client.app, person_id)
    with client.app.app_context():
        sweep()
    assert session_rows(client.app, person_id) == [today]


def test_looking_for_what_nobody_can_use_any_more_asks_little_and_writes_nothing(house: Flask) -> None:
    make_person(house)
    with counted_statements() as statements:
        sweep()
    assert [statement.split()[0] for statement in statements] == ["SELECT", "SELECT"]


def test_pages_of_the_signed_in_are_kept_by_nobody(client: Browser) -> None:
    # T14
    sign_in(client, make_person(client.app))
    headers = client.get("/me/settings").response.headers
    assert headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in headers


def test_another_host_is_not_answered(client: Browser) -> None:
    # T12
    for host in ("evil.example", "localhost.evil.example", "localhost@evil.example"):
        assert client.http.get("/sign-in", headers={"Host": host}).status_code == 400
    page = client.get("/sign-in", headers={"X-Forwarded-Host": "evil.example"})
    assert (page.status, "evil.example" in page.body) == (200, False)


def test_signing_in_and_out_is_in_the_record(client: Browser) -> None:
    person_id = make_person(client.app, email="salma@office.example", password_hash=password_hash())
    sign_in_with_password(client, "salma@office.example", "wrong")
    sign_in_with_password(client, "nobody@office.example", "wrong")
    sign_in_with_password(client, "salma@office.example")
    client.submit(client.get("/me/settings"), action="/sign-out")
    with client.app.app_context():
        rows = db.session.execute(
            select(AuditEntry.event, AuditEntry.object_id, AuditEntry.details).order_by(AuditEntry.sequence)
        ).all()
    assert [tuple(row) for row in rows] == [
        ("SignInFailed", person_id, {}),
        ("SignInFailed", 0, {}),
        ("SignedIn", person_id, {"means": "password"}),
        ("SignedOut", person_id, {}),
    ]


def test_the_language_chosen_by_a_person_is_kept(client: Browser) -> None:
    person_id = make_person(client.app)
    sign_in(client, person_id, staff=False)
    page = client.submit(client.get("/me/settings"), {"language": "en"})
    assert (page.status, client.submit(client.get("/me/settings"), {"language": "xx"}).status) == (303, 422)
    with client.app.app_context():
        assert db.session.get_one(Person, person_id).language == "en"


def test_a_language_in_the_address_stays_with_the_browser(client: Browser) -> None:
    page = client.get("/sign-in?lang=en")
    assert page.response.headers["Cache-Control"] == "private, no-store"
    kept = client.http.get_cookie("language")
    assert kept
    assert (kept.value, kept.max_age, kept.http_only) == ("en", 31536000, True)
    client.http.delete_cookie("language")
    for other in ("xx", "", "en%00", "../en"):
        client.get(f"/sign-in?lang={other}")
    assert client.http.get_cookie("language") is None


def test_a_participant_has_no_password_to_change_or_confirm(client: Browser) -> None:
    person_id = make_person(client.app)
    sign_in(client, person_id, staff=False)
    assert mailed_secret(client.app, person_id) is None
    assert [client.get(path).status for path in ("/me/password", "/confirm-it-is-you")] == [403, 403]
