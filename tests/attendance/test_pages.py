from collections.abc import Callable

import pytest
from flask import Flask

from tests.attendance.conftest import Running
from tests.support.browser import Browser, Page
from tests.support.factories import make_person, make_registration, make_session, make_workshop
from tests.support.hostile import HOSTILE
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.rules import Role
from workshops.agenda.models import AgendaSession
from workshops.attendance.actions import check_in
from workshops.catalogue.models import Workshop
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

Marks = Callable[[int], list[tuple[int, bool]]]


@pytest.fixture
def desk(app: Flask, client: Browser, running: Running) -> Browser:
    """The check-in desk of the running workshop."""
    sign_in(client, make_person(app, role=Role.DESK, scope_id=running.workshop_id))
    return client


@pytest.fixture
def organizer(app: Flask, client: Browser, running: Running) -> Browser:
    """The organizer of the running workshop."""
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=running.organisation_id))
    return client


def named(app: Flask, running: Running, *names: str, own: str = "") -> list[int]:
    return [make_registration(app, running.workshop_id, name_latin=name, name_own=own) for name in names]


def find(browser: Browser, running: Running, letters: str, *, number: int = 1) -> Page:
    page = browser.get(f"/desk/{running.slug}/{number}")
    return browser.submit(page, {"q": letters}, button="Find")


def mark(app: Flask, session_id: int, registration_id: int) -> None:
    with app.app_context(), unit_of_work():
        session = db.session.get_one(AgendaSession, session_id)
        check_in(session, db.session.get_one(Registration, registration_id), make_person(app))


def test_the_organizer_sees_who_is_missing_and_marks_her_with_one_button(
    app: Flask, organizer: Browser, running: Running, marks: Marks
) -> None:
    first, second = named(app, running, "Aigul Toktosunova", "Dewi Hartati")
    page = organizer.get(f"/desk/{running.slug}/1")
    assert "0 of 2 present" in page.words
    page = organizer.follow(organizer.submit(page, button="Present: Dewi Hartati"))
    assert marks(running.session_ids[0]) == [(second, True)]
    assert "1 of 2 present" in page.words
    page = organizer.follow(organizer.submit(page, button="Undo: Dewi Hartati"))
    assert marks(running.session_ids[0]) == [(second, False)]
    assert first != second


def test_the_desk_sees_nobody_before_three_letters(app: Flask, desk: Browser, running: Running) -> None:
    named(app, running, "Aigul Toktosunova", own="Айгүл Токтосунова")
    for letters in ("", "ai", "a i g"):
        page = find(desk, running, letters)
        assert "Toktosunova" not in page.body
        assert "Type at least 3 letters of a name" in page.words
    for letters in ("aig", "TOKTO", "айгүл", "tokto aigul"):
        page = find(desk, running, letters)
        assert "Айгүл Токтосунова" in page.words, letters


def test_the_desk_never_sees_more_than_ten_people_of_a_list(app: Flask, desk: Browser, running: Running) -> None:
    named(app, running, *(f"Ahmad Number {letter}" for letter in "ABCDEFGHIJKL"))
    page = find(desk, running, "ahmad")
    assert page.body.count('name="present"') == 10
    assert "Only the first 10 of each list are shown." in page.words


def test_after_a_mark_the_desk_is_where_it_was(app: Flask, desk: Browser, running: Running) -> None:
    named(app, running, "Dewi Hartati")
    answer = desk.submit(find(desk, running, "dewi"), button="Present: Dewi Hartati")
    assert answer.status == 200
    assert "Dewi Hartati is present." in answer.words
    assert "Undo: Dewi Hartati" in answer.words
    assert 'value="dewi"' in answer.body


def test_letters_of_a_name_are_in_no_address(app: Flask, desk: Browser, running: Running) -> None:
    named(app, running, "Dewi Hartati")
    page = find(desk, running, "dewi")
    assert [form.get("method") for form in page.forms()] == ["post"] * 3
    assert [link for link in page.links() if "dewi" in link] == []
    assert "Dewi Hartati" not in desk.get(f"/desk/{running.slug}/1", query_string={"q": "dewi"}).words


def test_a_name_is_looked_for_as_it_is_written(app: Flask, desk: Browser, running: Running) -> None:
    named(app, running, "Dewi Hartati")
    for letters in ("%%%", "___", "\\\\\\"):
        assert "Hartati" not in find(desk, running, letters).body


def test_a_mark_in_a_session_of_tomorrow_is_refused_in_the_page(
    app: Flask, organizer: Browser, running: Running, marks: Marks
) -> None:
    named(app, running, "Dewi Hartati")
    page = find(organizer, running, "dewi", number=3)
    refused = organizer.submit(page, button="Present: Dewi Hartati")
    assert refused.status == 409
    assert "This session has not begun. Marking opens two hours before it." in refused.words
    assert "Present: Dewi Hartati" in refused.words
    assert 'value="dewi"' in refused.body
    assert marks(running.session_ids[2]) == []


def test_somebody_without_a_seat_is_not_listed_and_cannot_be_marked(
    app: Flask, organizer: Browser, running: Running, marks: Marks
) -> None:
    waiting = make_registration(app, running.workshop_id, state=State.WAITLISTED, name_latin="Dewi Hartati")
    assert "Hartati" not in organizer.get(f"/desk/{running.slug}/1").body
    answer = organizer.post(f"/desk/{running.slug}/1", {"present": waiting})
    assert answer.status == 409
    assert "Only people with a confirmed seat can be marked." in answer.words
    assert marks(running.session_ids[0]) == []


def test_a_registration_of_another_workshop_is_not_there(
    app: Flask, organizer: Browser, running: Running, marks: Marks
) -> None:
    foreign = make_registration(app, make_workshop(app))
    for field in ("present", "undo"):
        assert organizer.post(f"/desk/{running.slug}/1", {field: foreign}).status == 404
    assert organizer.post(f"/manage/{running.slug}/attendance/1", {"present": foreign}).status == 404
    assert marks(running.session_ids[0]) == []


def test_a_foreign_workshop_is_not_there(app: Flask, organizer: Browser) -> None:
    make_session(app, make_workshop(app, slug="foreign"))
    for path in ("/desk/foreign", "/desk/foreign/1", "/manage/foreign/attendance", "/manage/foreign/attendance/1"):
        assert organizer.get(path).status == 404
    assert organizer.post("/desk/foreign/1", {"present": 1}).status == 404
    assert organizer.post("/manage/foreign/attendance/1").status == 404


def test_a_pause_and_a_session_that_does_not_exist_have_no_list(app: Flask, desk: Browser, running: Running) -> None:
    make_session(app, running.workshop_id, is_pause=True)
    for number in (4, 99, 2**31):
        assert desk.get(f"/desk/{running.slug}/{number}").status == 404


def test_the_desk_chooses_among_the_sessions(app: Flask, desk: Browser, running: Running) -> None:
    make_session(app, running.workshop_id, title="Coffee", is_pause=True)
    page = desk.get(f"/desk/{running.slug}")
    assert [link for link in page.links() if link.startswith("/desk")] == [
        f"/desk/{running.slug}/{number}" for number in (1, 2, 3)
    ]
    assert "Coffee" not in page.words


def test_the_desk_opens_neither_the_overview_nor_a_sheet(app: Flask, desk: Browser, running: Running) -> None:
    assert desk.get(f"/manage/{running.slug}/attendance").status == 403
    assert desk.get(f"/manage/{running.slug}/attendance/1").status == 404
    assert desk.post(f"/manage/{running.slug}/attendance/1").status == 404


def test_a_host_reads_the_overview_but_marks_nobody(app: Flask, client: Browser, running: Running) -> None:
    sign_in(client, make_person(app, role=Role.HOST, scope_id=running.workshop_id))
    page = client.get(f"/manage/{running.slug}/attendance")
    assert page.status == 200
    assert not [link for link in page.links() if "/desk/" in link or "/attendance/" in link]
    assert client.post(f"/desk/{running.slug}/1", {"present": 1}).status == 403


def test_a_signed_sheet_is_saved_at_once_and_saving_it_again_changes_nothing(
    app: Flask, organizer: Browser, running: Running, marks: Marks
) -> None:
    one, two, three = named(app, running, "Aigul A", "Bermet B", "Chinara C")
    mark(app, running.session_ids[0], three)
    page = organizer.get(f"/manage/{running.slug}/attendance/1")
    for _ in range(2):
        answer = organizer.submit(page, {"present": [one, two]}, action=f"/manage/{running.slug}/attendance/1")
        assert answer.location == f"/manage/{running.slug}/attendance"
        assert marks(running.session_ids[0]) == [(one, True), (two, True), (three, False)]


def test_a_mark_made_at_the_desk_while_a_sheet_is_typed_in_is_not_lost(
    app: Flask, organizer: Browser, running: Running, marks: Marks
) -> None:
    one, two = named(app, running, "Aigul A", "Bermet B")
    page = organizer.get(f"/manage/{running.slug}/attendance/1")
    mark(app, running.session_ids[0], two)
    organizer.submit(page, {"present": [one]}, action=f"/manage/{running.slug}/attendance/1")
    assert marks(running.session_ids[0]) == [(one, True), (two, True)]


def test_a_sheet_of_tomorrow_is_refused_with_every_tick_kept(app: Flask, organizer: Browser, running: Running) -> None:
    one, _two = named(app, running, "Aigul A", "Bermet B")
    path = f"/manage/{running.slug}/attendance/3"
    page = organizer.submit(organizer.get(path), {"present": [one]}, action=path)
    assert page.status == 409
    assert "This session has not begun." in page.words
    form = next(form for form in page.forms() if form.get("action") == path)
    assert page.values(form)["present"] == [str(one)]


def test_the_overview_says_the_rule_and_who_reaches_it(app: Flask, organizer: Browser, running: Running) -> None:
    make_session(app, running.workshop_id, is_required=False)
    one, _two = named(app, running, "Aigul A", "Bermet B")
    with app.app_context(), unit_of_work():
        db.session.get_one(Workshop, running.workshop_id).attendance_percent = 60
    mark(app, running.session_ids[0], one)
    mark(app, running.session_ids[1], one)
    page = organizer.get(f"/manage/{running.slug}/attendance")
    assert "At least 60 % of the scheduled required sessions. 3 sessions count." in page.words
    assert "1 of 2 participants reach it" in page.words
    assert "2 of 3, 66 %" in page.words
    assert "0 of 3, 0 %" in page.words
    assert "Does not count" in page.words


def test_somebody_who_left_after_she_was_marked_counts_nowhere(
    app: Flask, organizer: Browser, running: Running
) -> None:
    one, two = named(app, running, "Aigul A", "Bermet B")
    for registration_id in (one, two):
        mark(app, running.session_ids[0], registration_id)
    with app.app_context(), unit_of_work():
        left = db.session.get_one(Registration, two)
        left.state, left.is_live, left.holds_seat = State.WITHDRAWN, False, False
    assert "1 of 1 present" in organizer.get(f"/desk/{running.slug}/1").words
    assert "Bermet" not in organizer.get(f"/manage/{running.slug}/attendance").body


def test_many_people_are_listed_by_fifty_with_the_statements_of_one(
    app: Flask, organizer: Browser, running: Running
) -> None:
    path = f"/manage/{running.slug}/attendance"
    named(app, running, "Person 000")
    with counted_statements() as for_one:
        organizer.get(path)
    named(app, running, *(f"Person {number:03}" for number in range(1, 60)))
    with counted_statements() as for_sixty:
        page = organizer.get(path)
    assert len(for_sixty) == len(for_one)
    assert "Person 049" in page.words
    assert "Person 050" not in page.words
    last = organizer.get(path, query_string={"page": 2})
    assert "Person 050" in last.words
    assert "Page 2 of 2" in last.words
    for beyond in ("3", "0", "-1", "x", "9" * 400):
        assert organizer.get(path, query_string={"page": beyond}).status == 200


def test_the_list_of_a_session_takes_as_many_statements_for_many_as_for_one(
    app: Flask, organizer: Browser, running: Running
) -> None:
    for path in (f"/desk/{running.slug}/1", f"/manage/{running.slug}/attendance/1"):
        named(app, running, "Aigul A")
        with counted_statements() as for_one:
            organizer.get(path)
        named(app, running, *("Bermet B",) * 10)
        with counted_statements() as for_many:
            organizer.get(path)
        assert len(for_many) == len(for_one)


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_is_refused_in_words(
    app: Flask, organizer: Browser, running: Running, marks: Marks, typed: str
) -> None:
    named(app, running, "Aigul A")
    list_path, sheet_path = f"/desk/{running.slug}/1", f"/manage/{running.slug}/attendance/1"
    assert find(organizer, running, typed).status == 200
    for field in ("present", "undo"):
        assert organizer.post(list_path, {field: typed, "q": typed}).status == 404
    for field in ("present", "before"):
        assert organizer.post(sheet_path, {field: typed}).status in (303, 404)
    assert marks(running.session_ids[0]) == []
