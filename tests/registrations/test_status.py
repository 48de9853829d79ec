"""The person's own page: how it stands, what comes next, and the ways on; signed in, or with the link of a mail."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.factories import make_person, make_registration, make_workshop
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.catalogue.models import Workshop
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.tokens import sign
from workshops.registrations.models import Registration
from workshops.registrations.rules import State


def slug_of(client: Browser, workshop: int) -> str:
    with client.app.app_context():
        return db.session.get_one(Workshop, workshop).slug


def standing(client: Browser, registration: int) -> tuple[str, bool]:
    with client.app.app_context():
        row = db.session.get_one(Registration, registration)
        return row.state, row.holds_seat


def link_to(client: Browser, registration: int) -> str:
    with client.app.app_context():
        return f"/r/{sign('registration-status', registration)}"


def make_own(client: Browser, state: State = State.CONFIRMED, **columns: Any) -> tuple[int, str]:
    """A registration of the person who is signed in, and the address of its page."""
    workshop, person = make_workshop(client.app), make_person(client.app)
    registration = make_registration(client.app, workshop, person, state=state, **columns)
    sign_in(client, person, staff=False)
    return registration, f"/me/{slug_of(client, workshop)}"


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        (State.SUBMITTED, "Your registration is sent"),
        (State.CONFIRMED, "You have a seat"),
        (State.WAITLISTED, "You are number 1 on the waitlist"),
        (State.OFFERED, "A seat is free for you"),
        (State.DECLINED, "The organizer could not give you a seat"),
        (State.CANCELLED, "The organizer ended your registration"),
    ],
)
def test_the_heading_says_how_it_stands(client: Browser, state: State, heading: str) -> None:
    _, path = make_own(client, state)
    assert client.get(path).heading == heading


def test_a_form_that_somebody_sent_with_her_address_waits_for_her_word(client: Browser) -> None:
    expires_at = clock.now() + timedelta(hours=1)
    registration, path = make_own(client, State.UNCONFIRMED, expires_at=expires_at, holds_seat=True)
    page = client.get(path)
    assert "Is this registration yours?It was sent with your e-mail address. " in page.words
    answer = client.submit(page, button="Yes, it is mine")
    assert (answer.status, answer.location) == (303, path)
    assert standing(client, registration) == ("confirmed", True)
    assert client.get(path).heading == "You have a seat"
    assert client.post(f"{path}/acknowledge").status == 409


def test_the_place_in_the_waitlist_counts_those_who_still_wait(client: Browser) -> None:
    workshop, person = make_workshop(client.app), make_person(client.app)
    for state in (State.WAITLISTED, State.WITHDRAWN, State.WAITLISTED):
        make_registration(client.app, workshop, state=state)
    make_registration(client.app, workshop, person, state=State.WAITLISTED, wait_rank=9)
    sign_in(client, person, staff=False)
    assert client.get(f"/me/{slug_of(client, workshop)}").heading == "You are number 3 on the waitlist"
    assert "You are number 3 on the waitlist" in client.get("/me").words


def test_the_page_tells_what_happened_and_what_comes_next(client: Browser) -> None:
    workshop = make_workshop(client.app, admission="approval", decision_due_at=clock.now() + timedelta(days=9))
    path = f"/workshops/{slug_of(client, workshop)}/register"
    person = make_person(client.app)
    sign_in(client, person, staff=False)
    typed = {"country": "TJK", "agency": "Customs Service", "motivation": "Night contacts.", "agree": "y"}
    page = client.follow(client.submit(client.get(path), typed))
    timeline = next(each for each in page.tree.iter("ol") if each.get("class") == "timeline")
    assert [(item.get("class"), item.find("strong").text) for item in timeline] == [
        ("done", "You registered"),
        ("done", "The organizer has your registration"),
        ("now", "The organizer decides"),
        (None, "The workshop begins"),
    ]


def test_who_was_declined_reads_the_reason(client: Browser) -> None:
    _, path = make_own(client, State.DECLINED, reason="Your agency asked us to.\n<b>Come in June</b>")
    words = client.get(path).words
    assert "Your agency asked us to." in words
    assert "<b>Come in June</b>" in words


def test_a_person_gives_her_place_back_after_being_asked(client: Browser) -> None:
    registration, path = make_own(client)
    asked = client.get(f"{path}/withdraw")
    assert asked.heading == "Give your place back?"
    assert "Your seat goes to the next person on the waitlist" in asked.words
    assert standing(client, registration) == ("confirmed", True)
    page = client.follow(client.submit(asked, button="Withdraw"))
    assert page.heading == "You withdrew your registration"
    assert standing(client, registration) == ("withdrawn", False)
    assert client.get(f"{path}/withdraw").status == 409
    assert client.post(f"{path}/withdraw").status == 409


def test_a_person_takes_the_seat_that_is_held(client: Browser) -> None:
    registration, path = make_own(client, State.OFFERED)
    page = client.follow(client.submit(client.get(path), button="Take the seat"))
    assert page.heading == "You have a seat"
    assert standing(client, registration) == ("confirmed", True)
    assert client.post(f"{path}/accept").status == 409


def test_an_offer_that_has_ended_is_refused_in_words(client: Browser) -> None:
    registration, path = make_own(client, State.OFFERED, expires_at=clock.now() - timedelta(seconds=1))
    answer = client.post(f"{path}/accept")
    assert answer.status == 409
    assert "The offer has ended, and the seat went to the next person." in answer.words
    assert standing(client, registration) == ("offered", True)


def test_a_person_corrects_her_answers(client: Browser) -> None:
    registration, path = make_own(client)
    form = client.get(f"{path}/correct")
    wrong = client.submit(form, {"name_latin": "Гулнора", "post": "Inspector"}, button="Save the corrections")
    assert wrong.status == 422
    assert "Inspector" in wrong.body
    preview = client.submit(wrong, {"name_own": "Гулнора Каримова"}, button="Show again")
    assert (preview.status, "Гулнора Каримова" in preview.body) == (200, True)
    right = client.submit(preview, {"name_latin": "Gulnora Karimova"}, button="Save the corrections")
    assert "Your details are corrected." in client.follow(right).words
    with client.app.app_context():
        row = db.session.get_one(Registration, registration)
        assert (row.name_latin, row.name_own, row.post) == ("Gulnora Karimova", "Гулнора Каримова", "Inspector")


def test_a_correction_changes_answers_and_nothing_else(client: Browser) -> None:
    registration, path = make_own(client, State.SUBMITTED)
    other = make_person(client.app)
    planted = {"state": "confirmed", "holds_seat": "1", "person_id": str(other), "is_live": "", "wait_rank": "1"}
    client.submit(client.get(f"{path}/correct"), planted, button="Save the corrections")
    with client.app.app_context():
        row = db.session.get_one(Registration, registration)
        assert (row.state, row.holds_seat, row.wait_rank, row.person_id != other) == ("submitted", False, None, True)


def test_nobody_sees_the_registration_of_somebody_else(client: Browser) -> None:
    _, path = make_own(client)
    sign_in(client, make_person(client.app), staff=False)
    for address in ("", "/withdraw", "/correct"):
        assert client.get(path + address).status == 404
    assert [client.post(f"{path}/{step}").status for step in ("withdraw", "accept", "correct")] == [404] * 3


def test_without_signing_in_the_page_asks_for_it(client: Browser) -> None:
    workshop = make_workshop(client.app)
    assert client.get(f"/me/{slug_of(client, workshop)}").location == f"/sign-in?next=/me/{slug_of(client, workshop)}"


def test_the_list_shows_each_workshop_with_what_comes_next(client: Browser) -> None:
    person = make_person(client.app)
    sign_in(client, person, staff=False)
    assert "You are registered for no workshop." in client.get("/me").words
    for state in (State.SUBMITTED, State.CONFIRMED, State.WITHDRAWN, State.WAITLISTED):
        make_registration(client.app, make_workshop(client.app), person, state=state)
    with counted_statements() as statements:
        page = client.get("/me")
    for words in ("Waiting for a decision", "The organizer decides", "Confirmed", "The workshop begins", "Withdrawn"):
        assert words in page.words
    assert len(statements) <= 6, statements


def test_the_first_page_of_a_participant_says_what_is_due_first(client: Browser) -> None:
    person, soon = make_person(client.app), clock.now().replace(tzinfo=None, hour=9, minute=0) + timedelta(days=9)
    past = soon - timedelta(weeks=9)
    workshops = [
        make_workshop(client.app, texts={"title": title}, starts_local=starts, zone="UTC")
        for title, starts in (("Past", past), ("Far", soon + timedelta(weeks=9)), ("Near", soon), ("Offered", soon))
    ]
    for workshop, state in zip(workshops, (State.CONFIRMED,) * 3 + (State.OFFERED,), strict=True):
        make_registration(client.app, workshop, person, state=state)
    make_registration(client.app, make_workshop(client.app, texts={"title": "Foreign"}), state=State.OFFERED)
    sign_in(client, person, staff=False)
    page = client.get("/me")
    assert page.heading.startswith("You have a seat to take until ")
    assert [task.find("a").get("href") for task in page.tree.findall(".//ol[@class='tasks']/li")] == [
        f"/me/{slug_of(client, workshops[3])}"
    ]
    rows = ["".join(row.itertext()) for row in page.tree.findall(".//tbody/tr/th/a")]
    assert rows == ["Offered", "Near", "Far", "Past"]


@pytest.mark.parametrize(
    ("state", "starts", "heading"),
    [
        (State.CONFIRMED, timedelta(days=9), "Your next workshop begins on "),
        (State.CONFIRMED, timedelta(hours=-1), "Your workshop is running"),
        (State.CONFIRMED, timedelta(weeks=-9), "You have no workshop ahead"),
        (State.UNCONFIRMED, timedelta(days=9), "One step is missing: prove your e-mail address"),
        (State.SUBMITTED, timedelta(days=9), "Your registration is sent"),
        (State.DECLINED, timedelta(days=9), "You have no workshop ahead"),
    ],
)
def test_the_heading_of_the_first_page_says_how_it_stands(
    client: Browser, state: State, starts: timedelta, heading: str
) -> None:
    person, begins = make_person(client.app), clock.now().replace(tzinfo=None) + starts
    workshop = make_workshop(client.app, starts_local=begins, zone="UTC")
    ends = {"expires_at": clock.now() + timedelta(hours=1)} if state is State.UNCONFIRMED else {}
    make_registration(client.app, workshop, person, state=state, **ends)
    sign_in(client, person, staff=False)
    assert client.get("/me").heading.startswith(heading)


def test_the_link_of_a_mail_opens_the_page_without_signing_in(client: Browser) -> None:
    registration = make_registration(client.app, make_workshop(client.app), state=State.OFFERED)
    link = link_to(client, registration)
    page = client.get(link)
    assert (page.status, page.heading) == (200, "A seat is free for you")
    headers = page.response.headers
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "strict-origin"
    assert headers["Cache-Control"] == "private, no-store"
    assert "Correct your details" not in page.words
    page = client.follow(client.submit(page, button="Take the seat"))
    assert page.heading == "You have a seat"
    page = client.follow(client.submit(client.get(f"{link}/withdraw"), button="Withdraw"))
    assert page.heading == "You withdrew your registration"
    assert standing(client, registration) == ("withdrawn", False)


def test_opening_a_link_changes_nothing(client: Browser) -> None:
    registration = make_registration(client.app, make_workshop(client.app), state=State.OFFERED)
    link = link_to(client, registration)
    client.get(link)
    client.get(f"{link}/withdraw")
    assert client.get(f"{link}/accept").status == 405
    assert client.http.post(f"{link}/withdraw").status_code == 400
    assert standing(client, registration) == ("offered", True)


def test_a_link_that_was_changed_made_for_something_else_or_is_too_old_opens_nothing(client: Browser) -> None:
    registration = make_registration(client.app, make_workshop(client.app))
    link = link_to(client, registration)
    with client.app.app_context():
        others = [
            sign("another purpose", registration),
            sign("registration-status", "1"),
            sign("registration-status", 0),
        ]
    bad = [link[:-1], link + "x", "/r/x", f"/r/{'a' * 199}", *(f"/r/{token}" for token in others)]
    assert {client.get(path).status for path in bad} == {404}
    words = client.get(link[:-1]).words
    assert "This link is incomplete or too old. Sign in with your e-mail address" in words


def test_what_is_ahead_is_said_on_her_own_clock_as_well(app: Flask, client: Browser) -> None:
    with clock.at(datetime(2027, 1, 10, 12, tzinfo=UTC)):
        workshop = make_workshop(app, slug="airlines", decision_due_at=datetime(2027, 1, 28, 20, 59, tzinfo=UTC))
        person = make_person(app)
        registration = make_registration(app, workshop, person, state=State.SUBMITTED, country_iso3="TJK")
        link = link_to(client, registration)
        there, here = "28 January 2027, 23:59 Qatar time (UTC+3)", "Friday 29 January 2027, 01:59 Dushanbe time (UTC+5)"
        assert f"The organizer decides{there}, which is {here}" in client.get(link).words
        assert "/zone" in client.get(link).links()
        client.http.set_cookie("zone", "Asia/Riyadh")
        assert f"The organizer decides{there} The workshop begins" in client.get(link).words
        sign_in(client, person, staff=False)
        client.http.set_cookie("zone", "UTC")
        with counted_statements() as statements:
            page = client.get("/me/airlines")
        assert f"{there}, which is 20:59 UTC" in page.words
        assert "/zone?next=/me/airlines" in page.links()
        client.http.delete_cookie("zone")
        with counted_statements() as others:
            client.get("/me/airlines")
        assert len(others) == len(statements)
