"""What organizers see of those who registered, decide about them, and take along as a file."""

import csv
import time
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser, Page
from tests.support.factories import make_organisation, make_person, make_registration, make_workshop
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.rules import Role
from workshops.audit.models import AuditEntry
from workshops.catalogue.models import Workshop
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

REASON = "There were more candidates than seats."


@pytest.fixture
def organizer(client: Browser) -> int:
    """An organizer who is signed in; gives back the id of the organisation she works for."""
    organisation = make_organisation(client.app)
    sign_in(client, make_person(client.app, role=Role.ORGANIZER, scope_id=organisation))
    return organisation


def list_of(client: Browser, workshop: int) -> str:
    with client.app.app_context():
        return f"/manage/{db.session.get_one(Workshop, workshop).slug}/registrations"


def names(page: Page) -> list[str]:
    """The names of the rows of the page's table, in order."""
    return ["".join(head.itertext()).strip() for head in page.tree.iter("th") if head.get("scope") == "row"]


def states(app: Flask, *registrations: int) -> list[str]:
    with app.app_context():
        return [db.session.get_one(Registration, each).state for each in registrations]


def table(page: Page) -> list[list[str]]:
    rows = [row for row in page.tree.iter("tr") if row.find("th") is not None and row.find("th").get("scope") == "row"]
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]


def test_five_hundred_people_are_listed_in_less_than_a_second(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app, organisation_id=organizer, capacity=600)
    person = make_person(client.app)
    with client.app.app_context(), unit_of_work():
        made = {"workshop_id": workshop, "state": "withdrawn", "is_live": False, "notice_version": "1"}
        db.session.add_all(
            Registration(
                **made,
                person_id=person,
                once=str(number),
                submitted_at=db.func.current_timestamp(),
                name_latin=f"Person {number:03}",
                country_iso3="TJK",
            )
            for number in range(503)
        )
    path = list_of(client, workshop)
    client.get(path)
    begun = time.perf_counter()
    with counted_statements() as statements:
        page = client.get(path)
    assert time.perf_counter() - begun < 1
    assert len([each for each in statements if "registration" in each]) <= 4, statements
    assert "503 registrations" in page.words
    assert "50 of 503 shown" in page.words
    seen = []
    while True:
        seen += names(page)
        following = [link for link in page.links() if "after=" in link and "lang=" not in link]
        if not following:
            break
        page = client.get(following[0])
    assert seen == [f"Person {number:03}" for number in range(503)]


def test_the_list_is_narrowed_by_filters(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app, organisation_id=organizer)
    customs = make_organisation(client.app, kind="member_state_agency", agency_type="customs", country_iso3="UZB")
    regional = make_organisation(client.app, kind="regional_organisation")
    people: list[dict[str, Any]] = [
        {"name_latin": "Ana", "name_own": "Айгүл", "state": State.SUBMITTED, "sex": "woman"},
        {"name_latin": "Ben", "country_iso3": "UZB", "organisation_id": customs, "sex": "man"},
        {"name_latin": "Cyn", "country_iso3": None, "organisation_id": regional, "state": State.WAITLISTED},
    ]
    for columns in people:
        make_registration(client.app, workshop, **columns)
    path = list_of(client, workshop)
    expected = {
        "": ["АйгүлAna", "Ben", "Cyn"],
        "state=submitted": ["АйгүлAna"],
        "country=UZB": ["Ben"],
        "agency=customs": ["Ben"],
        "agency=regional_organisation": ["Cyn"],
        "agency=not_listed": ["АйгүлAna"],
        "sex=woman": ["АйгүлAna"],
        "sex=withheld": ["Cyn"],
        "country=TJK&sex=woman": ["АйгүлAna"],
        "country=UZB&sex=woman": [],
        "state=nonsense&country=%00&sex=%27&agency=" + "9" * 400: ["АйгүлAna", "Ben", "Cyn"],
        "after=99999999999&after=x": ["АйгүлAna", "Ben", "Cyn"],
    }
    assert {query: names(client.get(f"{path}?{query}")) for query in expected} == expected


def test_a_name_is_found_in_any_script_and_never_stands_in_an_address(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app, organisation_id=organizer)
    make_registration(client.app, workshop, name_latin="Aigul Toktosunova", name_own="Айгүл Токтосунова")
    make_registration(client.app, workshop, name_latin="Ben_Okri")
    page = client.get(list_of(client, workshop))
    for typed in ("aigul", "ТОКТО", "toktosunova aigul"):
        found = client.submit(page, {"name": typed}, button="Show")
        assert (found.status, len(names(found))) == (200, 1)
        assert not any("name=" in link for link in found.links())
    assert names(client.submit(page, {"name": "ben_ok"}, button="Show")) == ["Ben_Okri"]
    assert names(client.submit(page, {"name": "%"}, button="Show")) == []
    sent = client.submit(page, {"state": "confirmed"}, button="Show")
    assert sent.location.endswith("?state=confirmed")
    assert len(names(client.get(f"{list_of(client, workshop)}?name=aigul"))) == 2


def test_the_waitlist_is_listed_by_rank(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app, organisation_id=organizer)
    for name in ("Zoe", "Ana"):
        make_registration(client.app, workshop, name_latin=name, state=State.WAITLISTED)
    assert names(client.get(f"{list_of(client, workshop)}?state=waitlisted")) == ["Zoe", "Ana"]


def test_seats_are_given_until_they_run_out_and_each_outcome_is_told(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app, organisation_id=organizer, admission="approval", capacity=2)
    people = [
        make_registration(client.app, workshop, state=State.SUBMITTED, name_latin=name)
        for name in ("Ana", "Ben", "Cyn")
    ]
    confirmed = make_registration(client.app, workshop, name_latin="Dan")
    chosen = "&".join(f"chosen={each}" for each in [*people, confirmed])
    asked = client.get(f"{list_of(client, workshop)}/decide?do=approve&{chosen}")
    assert "Give a seat to 4 people? 1 seat is free." in asked.words
    done = client.submit(asked, button="Give a seat")
    assert "Give a seat: done for 1 of 4" in done.words
    full = "All seats are given. Put this person on the waitlist, or raise the number of seats first."
    assert table(done) == [
        ["Ana", "Confirmed", "Done"],
        ["Ben", "Waiting for a decision", full],
        ["Cyn", "Waiting for a decision", full],
        ["Dan", "Confirmed", "This person has a seat already."],
    ]
    assert states(client.app, *people) == ["confirmed", "submitted", "submitted"]
    assert "The seats ran out: 2 people have none" in done.words
    again = client.get(f"{list_of(client, workshop)}/decide?do=waitlist&chosen={people[1]}&chosen={people[2]}")
    assert "done for 2 of 2" in client.submit(again, button="Put on the waitlist").words
    assert states(client.app, *people) == ["confirmed", "waitlisted", "waitlisted"]


def test_declining_needs_a_reason_and_keeps_what_was_typed(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app, organisation_id=organizer, admission="approval")
    person = make_registration(client.app, workshop, state=State.SUBMITTED)
    asked = client.get(f"{list_of(client, workshop)}/decide?do=decline&chosen={person}")
    refused = client.submit(asked, button="Decline")
    assert (refused.status, "Choose a reason or write one: the candidate reads it." in refused.words) == (422, True)
    long = client.submit(refused, {"ready": "agency", "words": "x" * 501}, button="Decline")
    assert (long.status, "x" * 501 in long.body) == (422, True)
    assert states(client.app, person) == ["submitted"]
    done = client.submit(long, {"words": "Come in June."}, button="Decline")
    assert (done.status, states(client.app, person)) == (200, ["declined"])
    with client.app.app_context():
        assert db.session.get_one(Registration, person).reason == "Your agency asked us to.\nCome in June."


def test_a_decision_that_touches_nobody_is_refused(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app, organisation_id=organizer)
    person = make_registration(client.app, workshop)
    path = f"{list_of(client, workshop)}/decide"
    assert client.post(path, {"do": "approve", "chosen": person}).status == 409
    assert "Tick the people" in client.follow(client.get(f"{path}?do=approve")).words
    assert [client.get(f"{path}?do={do}&chosen={person}").status for do in ("promote", "", "%00")] == [404] * 3


def test_one_page_shows_the_answers_the_history_and_the_decisions(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app, organisation_id=organizer)
    columns: dict[str, Any] = {"motivation": "Night contacts.\n<script>", "needs": ["visa_letter"], "post": "Inspector"}
    first = make_registration(client.app, workshop, state=State.WAITLISTED, **columns)
    second = make_registration(client.app, workshop, state=State.WAITLISTED)
    page = client.get(f"{list_of(client, workshop)}/{second}")
    assert "Number 2 on the waitlist" in page.words
    moved = client.follow(client.submit(page, {"place": "1"}, button="Move"))
    assert "Number 1 on the waitlist" in moved.words
    wrong = client.submit(moved, {"place": "first"}, button="Move")
    assert (wrong.status, 'value="first"' in wrong.body) == (422, True)
    words = client.get(f"{list_of(client, workshop)}/{first}").words
    for expected in ("Night contacts.", "<script>", "A letter for my visa", "Inspector", "Tajikistan"):
        assert expected in words


@pytest.mark.usefixtures("organizer")
def test_the_registrations_of_another_workshop_are_not_there(client: Browser, organizer: int) -> None:
    mine, foreign = make_workshop(client.app, organisation_id=organizer), make_workshop(client.app)
    theirs = make_registration(client.app, foreign, state=State.SUBMITTED, name_latin="Foreign")
    own = make_registration(client.app, mine, state=State.SUBMITTED, name_latin="Own")
    path = list_of(client, mine)
    assert names(client.get(path)) == ["Own"]
    assert client.get(f"{path}/{theirs}").status == 404
    assert client.post(f"{path}/{theirs}/place", {"place": 1}).status == 404
    decided = client.post(f"{path}/decide", {"do": "approve", "chosen": [theirs, own]})
    assert [row[0] for row in table(decided)] == ["Own"]
    assert states(client.app, theirs) == ["submitted"]
    addresses = ["", f"/{theirs}", f"/decide?do=approve&chosen={theirs}", ".csv", ".xlsx"]
    assert {client.get(list_of(client, foreign) + address).status for address in addresses} == {404}


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (Role.HOST, {"": 200, ".csv": 403, "/decide?do=approve": 403}),
        (Role.CO_ORGANIZER, {"": 200, ".csv": 200, "/decide?do=approve": 403}),
        (Role.DESK, {"": 403, ".csv": 403, "/decide?do=approve": 403}),
    ],
)
def test_a_role_sees_what_it_needs(client: Browser, role: Role, opens: dict[str, int]) -> None:
    workshop = make_workshop(client.app)
    sign_in(client, make_person(client.app, role=role, scope_id=workshop))
    assert {address: client.get(list_of(client, workshop) + address).status for address in opens} == opens


HOSTILE = ["=cmd|' /C calc'!A0", "+1", "@SUM(1)", "-1", "＝1", "'quoted"]


def test_the_list_leaves_as_csv_in_which_nothing_is_worked_out(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app, organisation_id=organizer)
    for number, name in enumerate(HOSTILE):
        make_registration(client.app, workshop, name_latin=f"{number}", name_own=name, reason=name)
    make_registration(client.app, workshop, name_latin="Z", state=State.WITHDRAWN)
    answer = client.get(f"{list_of(client, workshop)}.csv?state=confirmed")
    assert answer.response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.response.headers["Content-Disposition"].startswith("attachment; filename=")
    rows = list(csv.DictReader(StringIO(answer.body.removeprefix("\ufeff"))))
    assert [row["Name in own script"] for row in rows] == ["'" + name for name in HOSTILE]
    assert [row["Reason"].removeprefix("'") for row in rows] == HOSTILE
    assert {row["State"] for row in rows} == {"Tajikistan"}
    assert "Sex" not in rows[0]
    with client.app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "RegistrationsExported")).one()
        assert (entry.object_id, entry.details) == (workshop, {"rows": len(HOSTILE), "form": "csv"})
        assert entry.actor_id is not None


def test_the_list_leaves_as_xlsx_with_texts_alone(client: Browser, organizer: int) -> None:
    workshop = make_workshop(client.app, organisation_id=organizer)
    for number, name in enumerate(HOSTILE):
        make_registration(client.app, workshop, name_latin=f"{number}", name_own=name)
    with client.http.get(f"{list_of(client, workshop)}.xlsx") as response:
        sheet = openpyxl.load_workbook(BytesIO(response.data)).active
    assert sheet is not None
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", name) for name in HOSTILE]
