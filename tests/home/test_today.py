"""The dashboard says what needs doing, and only within the reader's workshops."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.factories import make_organisation, make_person, make_registration, make_session, make_workshop
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.rules import Role
from workshops.catalogue.rules import State as WorkshopState
from workshops.foundation import clock
from workshops.home.rules import Errand, Task, Urgency, in_order
from workshops.registrations.rules import State

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def task(due: datetime | None) -> Task:
    return Task(Errand.DECIDE, due)


@pytest.mark.parametrize(
    ("due", "urgency"),
    [
        (NOW - timedelta(minutes=1), Urgency.LATE),
        (NOW, Urgency.SOON),
        (NOW + timedelta(hours=23), Urgency.SOON),
        (NOW + timedelta(days=1), Urgency.LATER),
        (None, Urgency.SOON),
    ],
)
def test_a_task_is_late_soon_or_later(due: datetime | None, urgency: Urgency) -> None:
    assert task(due).urgency(NOW) is urgency


def test_tasks_are_in_order_of_urgency_and_date() -> None:
    tasks = [task(NOW + timedelta(days=9)), task(NOW + timedelta(hours=1)), task(NOW - timedelta(days=3)), task(None)]
    assert in_order(tasks, NOW) == [tasks[2], tasks[3], tasks[1], tasks[0]]


def past(weeks: int) -> datetime:
    return clock.now().replace(tzinfo=None, hour=9, minute=0, second=0) - timedelta(weeks=weeks)


def test_the_organizer_sees_what_to_decide_close_issue_and_publish(app: Flask, client: Browser) -> None:
    owner = make_organisation(app)
    deciding = make_workshop(app, organisation_id=owner, texts={"title": "API for land and rail"})
    make_registration(app, deciding, state=State.SUBMITTED)
    make_registration(app, deciding, state=State.SUBMITTED)
    over = make_workshop(app, organisation_id=owner, texts={"title": "Targeting"}, starts_local=past(2))
    make_registration(app, over)
    make_workshop(
        app, organisation_id=owner, texts={"title": "Review <i>meeting</i> & more"}, state=WorkshopState.DRAFT
    )
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=owner), staff=True)
    page = client.get("/today")
    tasks = ["".join(task.itertext()) for task in page.tree.find(".//ol[@class='tasks']")]
    assert page.heading == "What needs doing today"
    assert [next(what for what in EXPECTED if what in words) for words in tasks] == EXPECTED


EXPECTED = [
    "Close “Targeting”",
    "Issue the certificates of “Targeting”",
    "Decide on 2 registrations for “API for land and rail”",
    "Publish “Review <i>meeting</i> & more”",
]


def test_a_running_workshop_leads_to_its_check_in(app: Flask, client: Browser) -> None:
    owner = make_organisation(app)
    started = clock.now().replace(tzinfo=None) - timedelta(hours=1)
    workshop = make_workshop(app, organisation_id=owner, texts={"title": "Pilot"}, starts_local=started, zone="UTC")
    make_session(app, workshop)
    make_registration(app, workshop)
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=owner), staff=True)
    page = client.get("/today")
    assert "“Pilot” is running1 participant is expected. Check in" in page.words


@pytest.mark.parametrize("role", [Role.DESK, Role.DATA_PROTECTION_OFFICER], ids=str)
def test_those_who_manage_nothing_have_a_first_page_too(app: Flask, client: Browser, role: Role) -> None:
    started = clock.now().replace(tzinfo=None) - timedelta(hours=1)
    workshop = make_workshop(app, texts={"title": "Pilot"}, starts_local=started, zone="UTC")
    make_registration(app, workshop, state=State.SUBMITTED)
    scope = workshop if role is Role.DESK else None
    sign_in(client, make_person(app, role=role, scope_id=scope), staff=True)
    page = client.get("/today")
    assert page.status == 200
    assert ("“Pilot” is running" in page.words) is (role is Role.DESK)
    assert "Decide" not in page.words


def test_the_workshops_of_another_organisation_are_not_there(app: Flask, client: Browser) -> None:
    make_registration(app, make_workshop(app, texts={"title": "A foreign workshop"}), state=State.SUBMITTED)
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=make_organisation(app)), staff=True)
    page = client.get("/today")
    assert page.heading == "Nothing needs doing today"
    assert "foreign" not in page.words


def test_the_number_of_statements_does_not_grow_with_workshops(app: Flask, client: Browser) -> None:
    owner = make_organisation(app)
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=owner), staff=True)
    make_workshop(app, organisation_id=owner)
    with counted_statements() as few:
        client.get("/today")
    for _ in range(10):
        make_registration(app, make_workshop(app, organisation_id=owner), state=State.SUBMITTED)
    with counted_statements() as many:
        client.get("/today")
    assert len(many) == len(few) <= 6


def test_what_comes_next_stands_above_what_was_last(app: Flask, client: Browser) -> None:
    owner = make_organisation(app)
    for title, weeks in (("First", 9), ("Last", 1), ("Later", -8), ("Next", -2)):
        make_workshop(app, organisation_id=owner, texts={"title": title}, starts_local=past(weeks))
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=owner), staff=True)
    rows = client.get("/today").tree.findall(".//table//tbody/tr/th/a")
    assert ["".join(link.itertext()) for link in rows] == ["Next", "Later", "Last", "First"]


def at(hours: float) -> datetime:
    """The wall clock of UTC so many hours from now."""
    return clock.now().replace(tzinfo=None) + timedelta(hours=hours)


def test_the_desk_lands_on_the_sessions_it_can_check_in(app: Flask, client: Browser) -> None:
    columns = {"starts_local": at(-30), "ends_local": at(60), "zone": "UTC"}
    workshop = make_workshop(app, texts={"title": "Pilot"}, **columns)
    foreign = make_workshop(app, texts={"title": "Foreign"}, **columns)
    for title, begins in (("Yesterday", -26), ("Running", -0.5), ("Soon", 1), ("Later", 5), ("Tomorrow", 20)):
        make_session(app, workshop, title=title, starts_local=at(begins), ends_local=at(begins + 1))
    make_session(app, workshop, title="Break", starts_local=at(1), ends_local=at(2), is_pause=True)
    make_session(app, workshop, title="Off", starts_local=at(1), ends_local=at(2), is_cancelled=True)
    make_session(app, foreign, title="Not hers", starts_local=at(0), ends_local=at(1))
    sign_in(client, make_person(app, role=Role.DESK, scope_id=workshop))
    with counted_statements() as statements:
        page = client.get("/today")
    entries = page.tree.findall(".//ul[@class='roll']/li")
    assert page.heading == "3 sessions to check in today"
    assert [entry.find("div/p").find("bdi").text for entry in entries] == ["Running", "Soon", "Later"]
    assert [entry.find("a") is not None for entry in entries] == [True, True, False]
    assert [link.get("class") for link in page.tree.find(".//main").iter("a") if "btn" in link.get("class", "")] == [
        "btn",
        "btn btn-2",
    ]
    assert "Foreign" not in page.words
    assert len(statements) <= 8, statements


def test_a_desk_without_a_session_near_reads_when_there_will_be_one(app: Flask, client: Browser) -> None:
    sign_in(client, make_person(app, role=Role.DESK, scope_id=make_workshop(app)))
    page = client.get("/today")
    assert page.heading == "Nothing needs doing today"
    assert "No session is near." in page.words


def test_who_only_reads_the_record_is_led_to_it(app: Flask, client: Browser) -> None:
    sign_in(client, make_person(app, role=Role.DATA_PROTECTION_OFFICER))
    page = client.get("/today")
    assert "Nothing waits for you." in page.words
    assert "/audit" in [link.get("href") for link in page.tree.find(".//main").iter("a")]


def test_a_host_sees_her_workshop_and_nothing_to_decide(app: Flask, client: Browser) -> None:
    workshop = make_workshop(app, texts={"title": "Pilot"})
    make_registration(app, workshop, state=State.SUBMITTED)
    make_registration(app, make_workshop(app, texts={"title": "Foreign"}), state=State.SUBMITTED)
    sign_in(client, make_person(app, role=Role.HOST, scope_id=workshop))
    page = client.get("/today")
    assert page.heading == "Nothing needs doing today"
    assert ["".join(link.itertext()) for link in page.tree.findall(".//table//tbody/tr/th/a")] == ["Pilot"]


def test_the_administrator_sees_the_tasks_of_every_organisation(app: Flask, client: Browser) -> None:
    for title in ("One", "Two"):
        make_registration(app, make_workshop(app, texts={"title": title}), state=State.SUBMITTED)
    sign_in(client, make_person(app, role=Role.ADMINISTRATOR))
    words = client.get("/today").words
    assert ("for “One”" in words, "for “Two”" in words) == (True, True)
