"""Two who have the same form open: the second is told what the first has saved, and loses nothing of her own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, NamedTuple

import pytest
from flask import Flask

from tests.support.browser import Browser, Page
from tests.support.factories import make_organisation, make_person, make_session, make_workshop
from tests.support.signing_in import sign_in
from workshops.accounts.rules import Role
from workshops.catalogue.rules import State

TOLD = "Somebody else has changed this meanwhile."


class Case(NamedTuple):
    """A form, the field that both change, what each writes, and how the page says what the first has written."""

    page: str
    field: str
    first: str | list[str]
    second: str | list[str]
    shown: str


FORMS = {
    "text": Case("text", "summary", "The first wrote this.", "The second wrote that.", "The first wrote this."),
    "settings": Case("settings", "contact_name", "First office", "Second office", "First office"),
    "list": Case("settings", "scope", "global", "national", "Global"),
    "boxes": Case("settings", "working_languages", ["fr", "ar"], ["ru"], "العربية; Français"),
    "place": Case("schedule", "venue_name", "Harbour hall", "Airport hall", "Harbour hall"),
    "session": Case("agenda/1", "starts_local", "2098-02-16 10:00", "2098-02-16 11:00", "2098-02-16 10:00"),
}


def office(app: Flask, slug: str = "air-cargo") -> tuple[Browser, Browser]:
    """A draft with one session, and two organizers of one office, each at her own browser."""
    office = make_organisation(app)
    begins, ends = datetime(2098, 2, 16, 9), datetime(2098, 2, 16, 17)  # noqa: DTZ001 - clocks of the place
    columns: dict[str, Any] = {"state": State.DRAFT, "published_at": None, "starts_local": begins, "ends_local": ends}
    make_session(app, make_workshop(app, slug=slug, organisation_id=office, **columns), ends_local=ends)
    browsers = Browser(app), Browser(app)
    for browser in browsers:
        sign_in(browser, make_person(app, role=Role.ORGANIZER, scope_id=office))
    return browsers


def saved(browser: Browser, path: str, name: str) -> list[str]:
    return values(browser.get(path), name)


def values(page: Page, name: str) -> list[str]:
    """What the form would send for a field."""
    (form,) = (form for form in page.forms() if form.get("method") == "post" and form.get("action") != "/sign-out")
    return page.values(form).get(name, [])


@pytest.mark.parametrize("case", FORMS.values(), ids=FORMS)
def test_the_second_is_told_what_the_first_has_saved_and_may_send_her_own_again(
    app: Flask, database: None, case: Case
) -> None:
    one, other = office(app)
    path = f"/manage/air-cargo/{case.page}"
    seen_by_one, seen_by_other = one.get(path), other.get(path)
    assert one.submit(seen_by_one, {case.field: case.first}, button="Save").status == 303
    refused = other.submit(seen_by_other, {case.field: case.second}, button="Save")
    assert (refused.status, TOLD in refused.words) == (422, True)
    assert [notice for notice in notices(refused) if notice.startswith("Saved now:")] == [f"Saved now: {case.shown}"]
    assert values(refused, case.field) == as_list(case.second)
    assert saved(one, path, case.field) == as_list(case.first)
    assert other.submit(refused, button="Save").status == 303
    assert saved(one, path, case.field) == as_list(case.second)


def notices(page: Page) -> list[str]:
    """The small paragraphs beside the fields."""
    return ["".join(part.itertext()) for part in page.tree.iter("p") if part.get("class") == "hint"]


def as_list(value: str | list[str]) -> list[str]:
    return sorted(value) if isinstance(value, list) else [value]


def test_only_what_somebody_else_has_changed_is_marked(app: Flask, database: None) -> None:
    one, other = office(app)
    seen_by_one, seen_by_other = (browser.get("/manage/air-cargo/settings") for browser in (one, other))
    one.submit(seen_by_one, {"contact_name": "First office", "interpretation": "y"}, button="Save")
    refused = other.submit(seen_by_other, {"scope": "national", "contact_name": "Second office"}, button="Save")
    marked = [part.get("id") for part in refused.tree.iter("p") if part.get("class") == "wrong"]
    assert marked == ["interpretation-error", "contact_name-error"]
    assert "Saved now: Yes" in refused.words


def test_the_same_change_made_twice_is_no_dispute(app: Flask, database: None) -> None:
    one, other = office(app)
    pages = [browser.get("/manage/air-cargo/text") for browser in (one, other)]
    answers = [
        browser.submit(page, {"summary": "Both write this."}, button="Save")
        for browser, page in zip((one, other), pages, strict=True)
    ]
    assert [answer.status for answer in answers] == [303, 303]


def test_a_wrong_answer_does_not_hide_what_somebody_else_has_saved(app: Flask, database: None) -> None:
    one, other = office(app)
    seen_by_one, seen_by_other = (browser.get("/manage/air-cargo/text") for browser in (one, other))
    one.submit(seen_by_one, {"summary": "The first wrote this."}, button="Save")
    wrong = other.submit(seen_by_other, {"title": "", "summary": "The second wrote that."}, button="Save")
    assert (wrong.status, TOLD in wrong.words) == (422, False)
    told = other.submit(wrong, {"title": "Air cargo"}, button="Save")
    assert (told.status, TOLD in told.words) == (422, True)


def test_a_form_of_ones_own_is_saved_again_and_again(app: Flask, database: None) -> None:
    one, _other = office(app)
    for words in ("Once.", "Twice.", "Three times."):
        page = one.get("/manage/air-cargo/text")
        assert one.submit(page, {"summary": words}, button="Save").status == 303


@pytest.mark.real_db
@pytest.mark.parametrize("where", ["text", "settings", "schedule", "agenda/1"])
def test_of_two_at_the_same_moment_one_is_told(real_house: Flask, where: str) -> None:
    slug = f"at-once-{where.partition('/')[0]}"
    (case,) = (case for name, case in FORMS.items() if case.page == where and name not in ("list", "boxes"))
    browsers = office(real_house, slug)
    pages = [browser.get(f"/manage/{slug}/{where}") for browser in browsers]

    def send(number: int) -> int:
        words = (case.first, case.second)[number]
        return browsers[number].submit(pages[number], {case.field: words}, button="Save").status

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, range(2))) == [303, 422]
