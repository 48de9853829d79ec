"""What everybody reads: the list, the page of a workshop, its documents."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.support.browser import Browser, Page
from tests.support.factories import (
    make_organisation,
    make_person,
    make_registration,
    make_session,
    make_workshop,
    stored,
)
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.rules import Role
from workshops.catalogue.actions import release_seat, take_seat, write_text
from workshops.catalogue.models import Document, Workshop, WorkshopSlug, WorkshopText, workshop_grouping, workshop_theme
from workshops.catalogue.rules import Admission, Mode, State, Visibility
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.foundation.uploads import path_of

local = datetime.fromisoformat
NOW = datetime(2027, 1, 10, 12, tzinfo=UTC)


def titles(page: Page) -> list[str]:
    return ["".join(heading.itertext()) for heading in page.tree.findall(".//ol[@class='events']/li/div/h3")]


def make_titled(app: Flask, title: str, **columns: Any) -> int:
    return make_workshop(app, texts={"title": title}, **columns)


# The list


def test_the_front_page_lists_what_is_ahead_under_its_months(app: Flask, client: Browser) -> None:
    with clock.at(NOW):
        make_titled(app, "March", starts_local=local("2027-03-02 09:00"))
        make_titled(app, "Late February", starts_local=local("2027-02-26 09:00"))
        make_titled(app, "Early February", starts_local=local("2027-02-01 09:00"))
        make_titled(app, "Running", starts_local=local("2027-01-09 09:00"))
        make_titled(app, "Over", starts_local=local("2027-01-04 09:00"))
        page = client.get("/")
    assert titles(page) == ["Running", "Early February", "Late February", "March"]
    months = [element.text for element in page.tree.iter("h3") if element.get("class") == "month"]
    assert months == ["January 2027", "February 2027", "March 2027"]
    assert "4 workshops from 10 January 2027" in page.words
    assert page.heading == "Workshops and technical exchanges on border security"


def test_the_front_page_checks_a_code_with_a_plain_form(client: Browser) -> None:
    form = next(form for form in client.get("/").forms() if form.get("action") == "/v/")
    assert form.get("method") == "get"
    assert [field.get("name") for field in form.iter("input")] == ["code"]


def test_only_what_everybody_may_know_is_listed(app: Flask, client: Browser) -> None:
    for state in State:
        make_titled(app, f"Public {state}", state=state, visibility=Visibility.PUBLIC)
        make_titled(app, f"Restricted {state}", state=state, visibility=Visibility.RESTRICTED)
    sign_in(client, make_person(app, role=Role.ADMINISTRATOR))
    assert sorted(titles(client.get("/workshops/"))) == [
        "Public cancelled",
        "Public held",
        "Public postponed",
        "Public published",
    ]


def test_each_filter_narrows_the_list(app: Flask, client: Browser) -> None:
    with clock.at(NOW):
        doha = make_titled(app, "Doha", starts_local=local("2027-02-16 09:00"), working_languages=["fr"])
        make_titled(
            app,
            "Online",
            starts_local=local("2027-03-31 23:30"),
            zone="America/New_York",
            mode=Mode.ONLINE,
            country_iso3=None,
            closes_at=NOW,
        )
        make_titled(app, "Dakar", starts_local=local("2027-02-28 09:00"), country_iso3="SEN", city="Dakar")
        with app.app_context(), unit_of_work():
            db.session.execute(workshop_theme.insert().values(workshop_id=doha, theme_code="biometrics"))
            db.session.execute(workshop_grouping.insert().values(workshop_id=doha, grouping_code="ASEAN"))
            workshop = db.session.get_one(Workshop, doha)
            write_text(workshop, "fr", actor_id=None, title="Coopération avec les transporteurs")
        expected = {
            "theme=biometrics": ["Doha"],
            "language=fr": ["Doha"],
            "region=011": ["Dakar"],
            "region=002": ["Dakar"],
            "region=LAS": ["Doha"],
            "region=ASEAN": ["Doha"],
            "when=2027-02": ["Doha", "Dakar"],
            "when=2027-03": ["Online"],
            "mode=online": ["Online"],
            "open=1": ["Doha", "Dakar"],
            "q=transporteurs": ["Doha"],
            "q=cooperation": ["Doha"],
            "q=dAKAR": ["Dakar"],
            "q=WS-2026-": [],
            "when=2027-02&mode=on_site&language=fr": ["Doha"],
            "when=past": [],
        }
        found = {query: titles(client.get(f"/workshops/?{query}")) for query in expected}
    assert found == expected


def test_what_is_over_comes_latest_first(app: Flask, client: Browser) -> None:
    with clock.at(NOW):
        make_titled(app, "December", starts_local=local("2026-12-01 09:00"))
        make_titled(app, "November", starts_local=local("2026-11-03 09:00"), state=State.HELD)
        make_titled(app, "Ahead", starts_local=local("2027-02-01 09:00"))
        page = client.get("/workshops/?when=past")
        month = client.get("/workshops/?when=2026-12")
    assert titles(page) == ["December", "November"]
    assert page.heading == "Workshops that are over"
    assert (titles(month), month.heading) == (["December"], "Workshops in December 2026")


@pytest.mark.parametrize(
    "query",
    [
        "theme=nothing",
        "language=xx",
        "language=%25",
        "region=999999999999999999999",
        "when=2027-13",
        "when=never",
        "mode=on%20site",
        "q=" + "w" * 400,
        "q=%25%5F",
        "q=%E2%80%AE%F0%9F%98%80",
        "q=%FF%FE",
    ],
)
def test_a_filter_that_nobody_knows_matches_nothing(app: Flask, client: Browser, query: str) -> None:
    make_titled(app, "Doha")
    page = client.get(f"/workshops/?{query}")
    assert page.status == 200
    assert titles(page) == []
    assert "No workshop matches." in page.words


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "after=20270230T000000.1",
        "after=20270210T000000.99999999999",
        "after=%00",
        "open=yes",
        "q=%00",
        "x=1",
    ],
)
def test_an_argument_that_means_nothing_changes_nothing(app: Flask, client: Browser, query: str) -> None:
    make_titled(app, "Doha")
    assert titles(client.get(f"/workshops/?{query}")) == ["Doha"]


def test_a_list_without_a_match_leads_to_a_wider_one(app: Flask, client: Browser) -> None:
    make_titled(app, "Doha")
    page = client.get("/workshops/?theme=pnr&mode=online")
    assert "1 matches with one filter less." in page.words
    assert "/workshops/?theme=pnr" in page.links()


def test_pages_follow_each_other_by_key(app: Flask, client: Browser) -> None:
    for number in range(60):
        make_titled(app, f"W{number:02d}", starts_local=local("2027-02-16 09:00") + timedelta(days=number // 2))
    with clock.at(NOW):
        first = client.get("/workshops/?mode=on_site")
        seen = titles(first)
        make_titled(app, "Before", starts_local=local("2027-02-15 09:00"))
        second = client.get(next(link for link in first.links() if "after=" in link))
        third = client.get(next(link for link in second.links() if "after=" in link))
    assert seen + titles(second) + titles(third) == [f"W{number:02d}" for number in range(60)]
    assert "/workshops/?mode=on_site" in second.links()
    assert not any("after=" in link for link in third.links())


def test_a_list_of_500_takes_as_many_statements_as_one_of_three(app: Flask, client: Browser) -> None:
    def statements() -> int:
        with counted_statements() as seen:
            client.get("/workshops/?x=1")
        return len(seen)

    for number in range(3):
        make_titled(app, f"W{number}")
    few = statements()
    with app.app_context(), unit_of_work():
        organisation_id = make_organisation(app)
        for number in range(497):
            make_titled(app, f"V{number}", organisation_id=organisation_id)
    assert statements() == few == 5


def test_a_card_shows_where_the_workshop_stands(app: Flask, client: Browser) -> None:
    make_titled(app, "Open", capacity=35, taken=21)
    assert "Registration open 14 of 35 seats left" in client.get("/workshops/").words


# The page of a workshop


def test_the_page_says_all_that_a_reader_may_know(app: Flask, client: Browser) -> None:
    with clock.at(NOW):
        workshop_id = make_workshop(
            app,
            slug="airlines",
            starts_local=local("2027-02-16 09:30"),
            closes_at=datetime(2027, 1, 28, 20, 59, tzinfo=UTC),
            join_url="https://meet.example/secret",
            interpretation=True,
            texts={"title": "Cooperation with airlines", "description": "One **bold** word <b>raw</b>"},
        )
        make_session(app, workshop_id, title="Opening", room="Hall 2", speakers=(("Ilkka Rautavaara", "Expert"),))
        make_session(app, workshop_id, title="Coffee", is_pause=True, is_required=False)
        make_session(app, workshop_id, title="Closing", is_cancelled=True)
        page = client.get("/workshops/airlines")
    assert page.heading == "Cooperation with airlines"
    for words in (
        "16–18 February 2027",
        "Tuesday to Thursday",
        "Doha, Qatar",
        "Arabic and English",
        "With interpretation",
        "20 of 20 seats left",
        "Thursday 28 January 2027, 23:59Qatar time (UTC+3)",
        "20:59 UTC Change zone",
        "09:30–10:30Opening",
        "Ilkka Rautavaara, Expert · Hall 2",
        "10:30–11:30Coffee",
        "Closing (cancelled)",
        "at least 80 % of the scheduled sessions: 1 of 1",
        "One bold word <b>raw</b>",
    ):
        assert words in page.words, words
    assert "secret" not in page.body
    assert "/workshops/airlines.ics" in page.links()
    assert "/workshops/airlines/sessions/1.ics" in page.links()
    assert "/workshops/airlines/register" in page.links()


def test_the_hours_of_the_agenda_are_read_by_programs_too(app: Flask, client: Browser) -> None:
    workshop_id = make_workshop(app, slug="air-cargo", starts_local=local("2027-02-16 09:00"))
    make_session(app, workshop_id)
    make_session(app, workshop_id, is_pause=True)
    times = client.get("/workshops/air-cargo").tree.findall(".//ol[@class='agenda']//time")
    assert [(time.get("datetime"), time.text) for time in times] == [
        ("2027-02-16T09:00", "09:00–10:00"),
        ("2027-02-16T10:00", "10:00–11:00"),
    ]


def test_a_reader_gets_her_own_language_else_the_first(app: Flask, client: Browser) -> None:
    workshop_id = make_workshop(app, slug="madrid", first_language="es", texts={"title": "Seguridad fronteriza"})
    page = client.get("/workshops/madrid")
    heading = next(page.tree.iter("h1"))
    assert page.heading == "Seguridad fronteriza"
    assert heading.find("bdi").get("lang") == "es"
    assert page.tree.get("lang") == "en"
    stored_text = WorkshopText(workshop_id=workshop_id, language="en", title="Border security")
    with app.app_context(), unit_of_work():
        db.session.add(stored_text)
    # The page is kept under its revision; an edit by the action raises it.
    client.get("/workshops/madrid?fresh")
    assert client.get("/workshops/madrid?fresh").heading == "Border security"


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"taken": 20}, ("Full, waitlist open", "Join the waitlist")),
        ({"opens_at": NOW + timedelta(days=1)}, ("Opens later", "Registration opens")),
        ({"closes_at": NOW}, ("Registration closed",)),
        ({"starts_local": local("2027-01-10 09:00")}, ("Running",)),
        ({"starts_local": local("2027-01-04 09:00")}, ("Over", "has taken place")),
        ({"state": State.HELD}, ("Held", "has taken place")),
        ({"state": State.POSTPONED, "state_reason": "The hall is flooded."}, ("Postponed", "The hall is flooded.")),
        ({"state": State.CANCELLED, "state_reason": "No funds."}, ("Cancelled", "No funds.")),
        (
            {"admission": Admission.APPROVAL, "decision_due_at": datetime(2027, 2, 1, 21, tzinfo=UTC)},
            ("The organizer decides by 2 February 2027.",),
        ),
    ],
)
def test_the_panel_says_what_one_can_do_now(
    app: Flask, client: Browser, columns: dict[str, Any], words: tuple[str, ...]
) -> None:
    with clock.at(NOW):
        make_workshop(app, slug="airlines", **{"starts_local": local("2027-02-16 09:00")} | columns)
        page = client.get("/workshops/airlines")
    assert [word for word in words if word not in page.words] == []
    can_register = words[0].startswith(("Full", "The organizer"))
    assert ("/workshops/airlines/register" in page.links()) is can_register


def test_the_page_changes_at_the_moment_its_stage_changes(app: Flask, client: Browser) -> None:
    with clock.at(NOW):
        make_workshop(app, slug="airlines", closes_at=NOW + timedelta(minutes=10))
        assert "Registration open" in client.get("/workshops/airlines").words
    with clock.at(NOW + timedelta(minutes=10)):
        assert "Registration closed" in client.get("/workshops/airlines").words


def test_an_anonymous_reader_gets_the_kept_page_until_something_changes(app: Flask, client: Browser) -> None:
    workshop_id = make_workshop(app, slug="airlines", capacity=3)
    first = client.get("/workshops/airlines")
    with counted_statements() as statements:
        again = client.get("/workshops/airlines")
    assert len(statements) == 1
    assert again.response.headers["ETag"] == first.response.headers["ETag"]
    assert again.response.headers["Cache-Control"] == "public, no-cache"
    assert set(again.response.headers["Vary"].split(", ")) == {"Cookie", "Accept-Language", "Save-Data"}
    assert "Set-Cookie" not in again.response.headers
    unchanged = client.get("/workshops/airlines", headers={"If-None-Match": first.response.headers["ETag"]})
    assert (unchanged.status, unchanged.response.data) == (304, b"")
    with app.app_context(), unit_of_work():
        take_seat(workshop_id)
    changed = client.get("/workshops/airlines", headers={"If-None-Match": first.response.headers["ETag"]})
    assert changed.status == 200
    assert "2 of 3 seats left" in changed.words


def test_the_list_hears_when_a_workshop_turns_full_or_free(app: Flask, client: Browser) -> None:
    workshop_id = make_workshop(app, capacity=2)

    def list_after(change: Callable[[int], object]) -> str:
        with app.app_context(), unit_of_work():
            change(workshop_id)
        return client.get("/workshops/").words

    with clock.at(clock.now()):
        assert "2 of 2 seats left" in client.get("/workshops/").words
        # One seat more or less waits for the next ten seconds: registrations do not write the list's row.
        assert "2 of 2 seats left" in list_after(take_seat)
        assert "Full, waitlist open" in list_after(take_seat)
        assert "1 of 2 seats left" in list_after(release_seat)
        assert "1 of 2 seats left" in list_after(release_seat)
    with clock.at(clock.now() + timedelta(seconds=10)):
        assert "2 of 2 seats left" in client.get("/workshops/").words


def test_a_kept_list_takes_one_statement(app: Flask, client: Browser) -> None:
    make_workshop(app)
    with clock.at(NOW - timedelta(days=90)):
        first = client.get("/")
        with counted_statements() as statements:
            again = client.get("/")
        assert len(statements) == 1
        assert again.response.data == first.response.data
        unchanged = client.get("/", headers={"If-None-Match": first.response.headers["ETag"]})
    assert unchanged.status == 304


def test_a_signed_in_reader_never_gets_nor_makes_a_shared_page(app: Flask, client: Browser) -> None:
    make_workshop(app, slug="airlines")
    sign_in(client, make_person(app, name_latin="Salma Idrissi"), staff=False)
    page = client.get("/workshops/airlines")
    assert "Salma Idrissi" in page.words
    assert page.response.headers["Cache-Control"] == "private, no-store"
    assert "Salma Idrissi" not in Browser(app).get("/workshops/airlines").words


def test_an_old_address_leads_to_the_present_one(app: Flask, client: Browser) -> None:
    workshop_id = make_workshop(app, slug="airlines")
    hidden_id = make_workshop(app, slug="hidden", state=State.DRAFT, published_at=None)
    with app.app_context(), unit_of_work():
        db.session.add(WorkshopSlug(slug="carriers", workshop_id=workshop_id))
        db.session.add(WorkshopSlug(slug="secret", workshop_id=hidden_id))
    page = client.get("/workshops/carriers")
    assert (page.status, page.location) == (301, "/workshops/airlines")
    assert client.get("/workshops/secret").status == 404


# Who may read what


@pytest.mark.parametrize(
    "columns",
    [
        {"state": State.DRAFT, "published_at": None},
        {"state": State.ARCHIVED},
        {"visibility": Visibility.RESTRICTED},
        {"visibility": Visibility.RESTRICTED, "state": State.CANCELLED},
    ],
)
def test_what_is_not_public_is_not_found_but_by_its_staff(app: Flask, client: Browser, columns: dict[str, Any]) -> None:
    own, other = make_organisation(app), make_organisation(app)
    make_workshop(app, slug="quiet", organisation_id=own, texts={"title": "Quiet meeting"}, **columns)
    strangers = [
        None,
        make_person(app),
        make_person(app, role=Role.ORGANIZER, scope_id=other),
        make_person(app, role=Role.HOST, scope_id=make_workshop(app)),
    ]
    for stranger in strangers:
        browser = Browser(app)
        if stranger:
            sign_in(browser, stranger)
        page = browser.get("/workshops/quiet")
        assert page.status == 404
        assert "Quiet" not in page.body
        assert page.words == browser.get("/workshops/nothing").words
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=own))
    assert client.get("/workshops/quiet").heading == "Quiet meeting"


def test_who_is_registered_reads_a_restricted_page(app: Flask, client: Browser) -> None:
    workshop_id = make_workshop(app, slug="quiet", visibility=Visibility.RESTRICTED)
    person_id = make_person(app)
    make_registration(app, workshop_id, person_id)
    sign_in(client, person_id, staff=False)
    assert client.get("/workshops/quiet").status == 200


def make_document(app: Flask, workshop_id: int, *, audience: str, content: bytes = b"%PDF-1.7") -> int:
    name = f"{workshop_id}-{audience}"
    with app.app_context():
        path: Path = path_of(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    document = Document(
        workshop_id=workshop_id,
        title="Visa <note> ١",
        language="ar",
        audience=audience,
        media_type="application/pdf",
        size=len(content),
        stored_name=name,
        added_at=clock.now(),
    )
    return stored(app, document)


def test_a_document_is_kept_and_never_shown_in_the_page(app: Flask, client: Browser) -> None:
    workshop_id = make_workshop(app, slug="airlines")
    document_id = make_document(app, workshop_id, audience="public")
    assert "Visa <note> ١" in client.get("/workshops/airlines").words
    response = client.get(f"/workshops/airlines/documents/{document_id}", buffered=True).response
    assert response.data == b"%PDF-1.7"
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_document_for_participants_is_not_found_by_others(app: Flask, client: Browser) -> None:
    workshop_id = make_workshop(app, slug="airlines")
    document_id = make_document(app, workshop_id, audience="participants")
    participant, outsider = make_person(app), make_person(app)
    make_registration(app, workshop_id, participant)
    make_registration(app, make_workshop(app), outsider)
    address = f"/workshops/airlines/documents/{document_id}"
    assert client.get(address).status == 404
    assert "Visa" not in client.get("/workshops/airlines").words
    sign_in(client, outsider, staff=False)
    assert client.get(address).status == 404
    assert "Visa" not in client.get("/workshops/airlines").words
    sign_in(client, participant, staff=False)
    assert client.get(address, buffered=True).status == 200
    assert "For participants" in client.get("/workshops/airlines").words


def test_a_document_is_found_only_beside_its_own_workshop(app: Flask, client: Browser) -> None:
    document_id = make_document(app, make_workshop(app, slug="airlines"), audience="public")
    make_workshop(app, slug="other")
    make_workshop(app, slug="quiet", state=State.DRAFT, published_at=None)
    assert client.get(f"/workshops/other/documents/{document_id}").status == 404
    assert client.get(f"/workshops/quiet/documents/{document_id}").status == 404
    assert client.get("/workshops/airlines/documents/2147483648").status == 404


@pytest.mark.parametrize("slug", ["%00", "a" * 400, "%F0%9F%98%80", "..%2F..%2Fetc", "'--", "%25"])
def test_an_address_that_cannot_be_is_not_found(client: Browser, slug: str) -> None:
    assert client.get(f"/workshops/{slug}").status == 404
