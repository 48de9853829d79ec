"""A form saved for later: kept without an account, opened by the mailed link alone, and erased in time."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.support.browser import Browser, Page
from tests.support.factories import make_person, make_registration, make_workshop
from tests.support.hostile import HOSTILE
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.models import Person
from workshops.audit.models import AuditEntry
from workshops.catalogue.models import Workshop
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.notifications.models import OutboxMessage
from workshops.registrations.actions import make_draft_link
from workshops.registrations.handlers import sweep
from workshops.registrations.models import Draft, Registration

FORM = "/workshops/cargo/register"
EMAIL = "gulnora@customs.example"
ANSWERS = {
    "name_own": "Гулнора Раҳимова",
    "name_latin": "Gulnora Rahimova",
    "sex": "woman",
    "country": "TJK",
    "agency": "Customs Service",
    "post": "Inspector",
    "certificate_language": "ru",
    "motivation": "Night contacts\nwith two carriers 🛂",
    "needs": ["step_free"],
}
TYPED = {**ANSWERS, "email": EMAIL}
ALL_OF_IT = {**TYPED, "agree": "y"}


@pytest.fixture
def workshop(client: Browser) -> int:
    """A workshop that asks for everything."""
    return make_workshop(client.app, slug="cargo", admission="approval")


def save(client: Browser, page: Page | None = None, **changed: Any) -> Page:
    return client.submit(page or client.get(FORM), {**TYPED, **changed}, button="Save for later")


def drafts(client: Browser) -> list[dict[str, Any]]:
    with client.app.app_context():
        rows = db.session.scalars(select(Draft).order_by(Draft.id)).all()
        return [{name: getattr(row, name) for name in ("workshop_id", "email", "language", "answers")} for row in rows]


def kept_until(client: Browser) -> Any:
    with client.app.app_context():
        return db.session.scalars(select(Draft.kept_until)).one()


def count(client: Browser, table: type[Any]) -> int:
    with client.app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def mailed_link(client: Browser) -> str:
    """The link of the newest mail, as the worker makes it."""
    with client.app.app_context(), unit_of_work():
        token = make_draft_link(db.session.scalars(select(func.max(Draft.id))).one())
    return f"{FORM}/{token}"


def typed_in(page: Page) -> dict[str, Any]:
    """What stands in the form of a page."""
    values = page.values(next(form for form in page.forms() if form.get("action") == FORM))
    return {name: values.get(name, [""]) for name in (*ANSWERS, "email", "agree") if name in values}


def as_lists(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, list) else [value] for name, value in answers.items()}


def test_a_form_is_saved_without_an_account_and_the_page_says_what_comes_next(client: Browser, workshop: int) -> None:
    answer = save(client, name_latin="", country="")
    assert answer.status == 303
    assert answer.location.startswith(f"{FORM}/saved/")
    page = client.follow(answer)
    assert page.heading == "Your answers are saved"
    for words in ("They are kept until", "The link that we mailed to you opens them again", "no seat is held for you"):
        assert words in page.words
    assert page.response.headers["Cache-Control"] == "private, no-store"
    assert drafts(client) == [
        {
            "workshop_id": workshop,
            "email": EMAIL,
            "language": "en",
            "answers": {**ANSWERS, "name_latin": "", "country": ""},
        }
    ]
    assert kept_until(client) == clock.now() + timedelta(days=14)
    assert [count(client, table) for table in (Person, Registration, OutboxMessage)] == [0, 0, 1]


def test_the_record_says_that_something_was_saved_and_not_by_whom(client: Browser, workshop: int) -> None:
    save(client)
    with client.app.app_context():
        (line,) = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "DraftSaved"))
        draft = db.session.scalars(select(Draft.id)).one()
        assert (line.actor_id, line.object_type, line.object_id, line.details) == (
            None,
            "workshop",
            workshop,
            {"draft_id": draft},
        )


@pytest.mark.parametrize("email", ["", "gulnora@customs", "gulnora", "a@b.c d@e.f"])
def test_saving_asks_for_a_whole_address_and_for_nothing_else(client: Browser, workshop: int, email: str) -> None:
    page = save(client, email=email, country="")
    assert page.status == 422
    summary = next(note for note in page.tree.iter("div") if note.get("role") == "alert")
    assert [link.text for link in summary.iter("a")] == [
        "Write the whole e-mail address, for example name@customs.example"
    ]
    assert typed_in(page) == as_lists({**TYPED, "email": email, "country": ""})
    assert (drafts(client), count(client, OutboxMessage)) == ([], 0)


def test_who_is_signed_in_writes_no_address(client: Browser, workshop: int) -> None:
    person = make_person(client.app, email="own@customs.example")
    sign_in(client, person, staff=False)
    assert client.submit(client.get(FORM), ANSWERS, button="Save for later").status == 303
    assert [(row["email"], row["answers"]) for row in drafts(client)] == [("own@customs.example", ANSWERS)]
    page = client.get(mailed_link(client))
    assert typed_in(page) == as_lists(ANSWERS)
    client.submit(page, {"agree": "y"})
    assert (drafts(client), count(client, Registration)) == ([], 1)


def test_nothing_is_kept_longer_than_it_can_be_sent(client: Browser) -> None:
    closes = clock.now() + timedelta(days=3)
    make_workshop(client.app, slug="cargo", closes_at=closes)
    save(client)
    assert kept_until(client) == closes
    with clock.at(closes):
        sweep_in(client)
    assert drafts(client) == []


def test_the_link_opens_all_that_was_typed_as_often_as_it_is_followed(client: Browser, workshop: int) -> None:
    save(client, agree="y")
    link = mailed_link(client)
    for reader in (client, Browser(client.app), Browser(client.app)):
        page = reader.get(link)
        assert typed_in(page) == as_lists(TYPED)
        assert "These are the answers you saved. They are kept until" in page.words
        assert page.response.headers["Cache-Control"] == "private, no-store"
        assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert page.response.headers["Referrer-Policy"] == "strict-origin"
        assert link not in page.body
        plate = next(each for each in page.tree.iter("div") if each.get("class") == "cert")
        assert [name.text for name in plate.iter("bdi")] == ["Гулнора Раҳимова", "Gulnora Rahimova"]
    assert len(drafts(client)) == 1


def test_nothing_of_it_stays_in_a_cookie(client: Browser, workshop: int) -> None:
    client.follow(save(client))
    client.get(mailed_link(client))
    with client.http.session_transaction() as stored:
        assert set(stored) == {"csrf_token", "device"}


def test_the_empty_form_stays_empty_for_all_others(client: Browser, workshop: int) -> None:
    save(client)
    client.get(mailed_link(client))
    page = client.get(FORM)
    assert typed_in(page)["name_latin"] == [""]
    assert "These are the answers you saved" not in page.words


def test_the_name_is_shown_from_there_and_nothing_is_lost(client: Browser, workshop: int) -> None:
    save(client)
    page = client.submit(client.get(mailed_link(client)), {"name_own": "Зайнаб"}, button="Show again")
    assert (page.status, typed_in(page)) == (200, as_lists({**TYPED, "name_own": "Зайнаб"}))
    assert save(client, page).status == 303
    assert len(drafts(client)) == 1


def test_sending_from_there_ends_the_draft(client: Browser, workshop: int) -> None:
    save(client)
    link = mailed_link(client)
    answer = client.submit(client.get(link), {"agree": "y"})
    assert (answer.status, answer.location) == (303, "/sign-in/code")
    assert drafts(client) == []
    with client.app.app_context():
        row = db.session.scalars(select(Registration)).one()
        assert (row.state, row.name_own, row.motivation) == ("unconfirmed", ANSWERS["name_own"], ANSWERS["motivation"])
    assert client.get(link).status == 404


def test_sending_the_saved_form_itself_ends_the_draft_too(client: Browser, workshop: int) -> None:
    page = client.get(FORM)
    save(client, page)
    client.submit(page, ALL_OF_IT)
    assert (drafts(client), count(client, Registration)) == ([], 1)


def test_what_is_refused_leaves_the_draft_as_it_is(client: Browser, workshop: int) -> None:
    save(client)
    assert client.submit(client.get(mailed_link(client)), {"name_latin": ""}).status == 422
    assert [row["answers"] for row in drafts(client)] == [ANSWERS]


def test_saving_again_keeps_the_newest_answers_behind_the_same_link(client: Browser, workshop: int) -> None:
    save(client)
    link = mailed_link(client)
    with clock.at(clock.now() + timedelta(days=5)):
        answer = save(client, client.get(link), post="Head of unit")
        assert client.follow(answer).heading == "Your answers are saved"
        assert kept_until(client) == clock.now() + timedelta(days=14)
        assert typed_in(client.get(link))["post"] == ["Head of unit"]
    assert (len(drafts(client)), count(client, OutboxMessage)) == (1, 1)


def test_the_same_form_saved_twice_is_one_draft_and_one_mail(client: Browser, workshop: int) -> None:
    page = client.get(FORM)
    save(client, page)
    save(client, page, post="Head of unit")
    assert [row["answers"]["post"] for row in drafts(client)] == ["Head of unit"]
    assert count(client, OutboxMessage) == 1


def test_another_address_gets_a_link_of_its_own_and_the_former_opens_nothing(client: Browser, workshop: int) -> None:
    page = client.get(FORM)
    save(client, page, email="gulnora@custom.example")
    former = mailed_link(client)
    save(client, page)
    assert [row["email"] for row in drafts(client)] == [EMAIL]
    assert count(client, OutboxMessage) == 2
    assert [client.get(link).status for link in (former, mailed_link(client))] == [404, 200]


def test_an_unknown_an_outlived_and_a_used_link_get_the_same_page(client: Browser, workshop: int) -> None:
    make_workshop(client.app, slug="another")
    save(client)
    good = mailed_link(client)
    pages = [client.get(f"{FORM}/{token}") for token in ("x", "x" * 43, "é", "x" * 200)]
    with clock.at(clock.now() + timedelta(days=14)):
        pages.append(client.get(good))
    client.submit(client.get(good), {"agree": "y"})
    pages.append(client.get(good))
    assert {(page.status, page.words) for page in pages} == {(404, pages[0].words)}
    assert pages[0].heading == "This link is over"
    assert FORM in pages[0].links()
    save(client)
    elsewhere = client.get(mailed_link(client).replace("cargo", "another"))
    assert (elsewhere.status, elsewhere.heading) == (404, "This link is over")


def test_a_link_to_a_workshop_that_takes_no_registrations_any_more_says_so(client: Browser, workshop: int) -> None:
    save(client)
    links = [mailed_link(client), f"{FORM}/{'x' * 43}"]
    with client.app.app_context(), unit_of_work():
        db.session.get_one(Workshop, workshop).state = "cancelled"
    pages = [client.get(link) for link in links]
    assert [(page.status, page.heading) for page in pages] == [(200, "Registration is not open")] * 2
    assert pages[0].words == pages[1].words
    assert "This workshop was cancelled." in pages[0].words


def test_nothing_is_saved_for_a_workshop_that_is_closed(client: Browser, workshop: int) -> None:
    page = client.get(FORM)
    with clock.at(clock.now() + timedelta(days=400)):
        answer = save(client, page)
    assert (answer.status, answer.heading) == (409, "Registration is not open")
    assert drafts(client) == []


def test_who_has_registered_meanwhile_comes_to_her_page(client: Browser, workshop: int) -> None:
    save(client)
    person = make_person(client.app)
    make_registration(client.app, workshop, person)
    sign_in(client, person, staff=False)
    assert client.get(mailed_link(client)).location == "/me/cargo"


def test_what_is_not_public_has_no_drafts(client: Browser) -> None:
    make_workshop(client.app, slug="cargo", visibility="restricted")
    paths = (f"{FORM}/{'x' * 43}", f"{FORM}/saved/x")
    assert [client.get(path).status for path in paths] == [404, 404]


def test_a_made_up_page_of_saved_answers_is_not_found(client: Browser, workshop: int) -> None:
    assert [client.get(f"{FORM}/saved/{token}").status for token in ("x", "2099-01-01", "é" * 50)] == [404] * 3


def test_saving_counts_like_sending_against_the_mails_of_an_address(client: Browser, workshop: int) -> None:
    pages = [client.get(FORM) for _ in range(11)]
    assert [save(client, page).status for page in pages[:10]] == [303] * 10
    assert client.submit(pages[10], ALL_OF_IT).status == 429


def test_a_form_whose_token_is_gone_is_shown_again_and_not_saved(client: Browser, workshop: int) -> None:
    answer = Page(client.http.post(FORM, data={**TYPED, "do": "save"}))
    assert (answer.status, typed_in(answer)) == (422, as_lists(TYPED))
    assert "Nothing is lost, but nothing is saved yet" in answer.words
    assert drafts(client) == []


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_was_typed_opens_again_as_far_as_a_field_takes_it(client: Browser, workshop: int, kind: str) -> None:
    value = HOSTILE[kind]
    texts = {"name_own": 120, "name_latin": 120, "agency": 200, "post": 200, "motivation": 2000}
    lists = ("sex", "country", "certificate_language", "needs")
    typed = {**TYPED, **dict.fromkeys((*texts, *lists, "once"), value)}
    assert client.submit(client.get(FORM), typed, button="Save for later").status == 303
    (row,) = drafts(client)
    lengths = {name: len(row["answers"][name]) <= longest for name, longest in texts.items()}
    assert lengths == dict.fromkeys(texts, True)
    assert (row["answers"].get("sex"), row["answers"]["needs"]) == (None, [])
    assert row["answers"].get("country", "") == ""
    assert row["answers"].get("certificate_language", "en") == "en"
    opened = typed_in(client.get(mailed_link(client)))
    assert {name: opened[name] for name in texts} == as_lists({name: row["answers"][name] for name in texts})


def sweep_in(client: Browser) -> None:
    with client.app.app_context():
        sweep()


def test_a_draft_is_erased_when_its_time_is_over_and_not_before(client: Browser, workshop: int) -> None:
    save(client)
    with clock.at(clock.now() + timedelta(days=14) - timedelta(seconds=1)):
        sweep_in(client)
        assert len(drafts(client)) == 1
        with client.app.app_context(), counted_statements() as statements:
            sweep()
        assert len(statements) == 2
    with clock.at(clock.now() + timedelta(days=14)):
        sweep_in(client)
    assert drafts(client) == []
