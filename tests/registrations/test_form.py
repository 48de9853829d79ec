"""The public form: no account, no script; what was typed is kept, and what was sent is sent once."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.support.browser import Browser, Page
from tests.support.factories import make_organisation, make_person, make_registration, make_workshop
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.models import OneTimeCode, Person
from workshops.catalogue.models import Workshop
from workshops.foundation.database import db
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

TYPED = {
    "name_own": "Гулнора Раҳимова",
    "name_latin": "Gulnora Rahimova",
    "email": "gulnora@customs.example",
    "sex": "woman",
    "country": "TJK",
    "agency": "Customs Service",
    "post": "Inspector",
    "needs": ["visa_letter"],
    "agree": "y",
}
LARGEST_VISIT = 150_000


def form_of(client: Browser, workshop: int) -> Page:
    return client.get(f"/workshops/{slug_of(client, workshop)}/register")


def slug_of(client: Browser, workshop: int) -> str:
    with client.app.app_context():
        return db.session.get_one(Workshop, workshop).slug


def rows(client: Browser) -> list[dict[str, Any]]:
    """What was stored of each registration, with the address of its person."""
    with client.app.app_context():
        found = db.session.scalars(select(Registration).order_by(Registration.id)).all()
        names = ("state", "name_own", "name_latin", "sex", "country_iso3", "agency", "organisation_id", "post", "needs")
        return [{"email": row.person.email, **{name: getattr(row, name) for name in names}} for row in found]


def size_of(client: Browser, link: Any) -> int:
    with client.http.get(link.get("href")) as file:
        return len(file.data)


def test_the_form_is_sent_and_the_code_is_asked_for(client: Browser) -> None:
    workshop = make_workshop(client.app)
    page = client.submit(form_of(client, workshop), TYPED)
    assert (page.status, page.location) == (303, "/sign-in/code")
    assert "A message with a code is on its way to g•••@customs.example." in client.follow(page).words
    assert rows(client) == [
        {
            "email": "gulnora@customs.example",
            "state": "unconfirmed",
            "name_own": "Гулнора Раҳимова",
            "name_latin": "Gulnora Rahimova",
            "sex": "woman",
            "country_iso3": "TJK",
            "agency": "Customs Service",
            "organisation_id": None,
            "post": "Inspector",
            "needs": ["visa_letter"],
        }
    ]
    with client.app.app_context():
        code = db.session.scalars(select(OneTimeCode)).one()
        assert (code.purpose, code.next_path) == ("registration", f"/me/{slug_of(client, workshop)}")


def test_an_empty_form_says_what_is_missing_beside_each_field_and_at_the_top(client: Browser) -> None:
    workshop = make_workshop(client.app, admission="approval")
    page = client.submit(form_of(client, workshop))
    assert page.status == 422
    assert page.tree.find("head/title").text.startswith("Error: Register")
    summary = next(note for note in page.tree.iter("div") if note.get("role") == "alert")
    assert [link.text for link in summary.iter("a")] == [
        "Write your name in Latin letters, as in your passport",
        "Write the whole e-mail address, for example name@customs.example",
        "Choose the State you represent",
        "Choose or write the name of your agency",
        "Write in two or three sentences what you want to change in your work",
        "Tick the box to agree to how your data are used",
    ]
    assert rows(client) == []


def test_everything_typed_is_kept_when_something_is_wrong(client: Browser) -> None:
    workshop = make_workshop(client.app)
    page = client.submit(form_of(client, workshop), {**TYPED, "email": "gulnora@customs"})
    assert page.status == 422
    kept = page.values(next(form for form in page.forms() if (form.get("action") or "").endswith("/register")))
    assert {name: kept[name] for name in ("name_own", "name_latin", "email", "sex", "country", "agency", "post")} == {
        "name_own": ["Гулнора Раҳимова"],
        "name_latin": ["Gulnora Rahimova"],
        "email": ["gulnora@customs"],
        "sex": ["woman"],
        "country": ["TJK"],
        "agency": ["Customs Service"],
        "post": ["Inspector"],
    }
    assert (kept["needs"], kept["agree"]) == (["visa_letter"], ["y"])


def test_the_preview_shows_the_name_and_sends_nothing(client: Browser) -> None:
    workshop = make_workshop(client.app)
    page = client.submit(form_of(client, workshop), TYPED, button="Show")
    assert page.status == 200
    assert "attention" not in page.words
    plate = next(each for each in page.tree.iter("div") if each.get("class") == "cert")
    assert [name.text for name in plate.iter("bdi")] == ["Гулнора Раҳимова", "Gulnora Rahimova"]
    assert rows(client) == []


def test_the_same_form_sent_twice_is_one_registration_and_one_mail(client: Browser) -> None:
    page = form_of(client, make_workshop(client.app))
    answers = [client.submit(page, TYPED) for _ in range(2)]
    assert [(answer.status, answer.location) for answer in answers] == [(303, "/sign-in/code")] * 2
    assert len(rows(client)) == 1
    with client.app.app_context():
        assert len(db.session.scalars(select(OneTimeCode)).all()) == 1


def test_another_address_on_the_same_form_is_another_registration(client: Browser) -> None:
    page = form_of(client, make_workshop(client.app))
    client.submit(page, {**TYPED, "email": "gulnora@custom.example"})
    client.submit(page, TYPED)
    assert [row["email"] for row in rows(client)] == ["gulnora@custom.example", "gulnora@customs.example"]


def test_a_known_address_gets_the_same_answer_as_a_new_one(client: Browser) -> None:
    workshop = make_workshop(client.app)
    person = make_person(client.app, email=TYPED["email"])
    make_registration(client.app, workshop, person)
    page = client.submit(form_of(client, workshop), {**TYPED, "name_latin": "Somebody Else"})
    assert (page.status, page.location) == (303, "/sign-in/code")
    assert [row["name_latin"] for row in rows(client)] == ["Gulnora Rahimova"]


def test_capitals_in_an_address_make_no_second_person(client: Browser) -> None:
    workshop = make_workshop(client.app)
    make_person(client.app, email="gulnora@customs.example", email_proved_at=None)
    client.submit(form_of(client, workshop), {**TYPED, "email": "Gulnora@Customs.Example"})
    with client.app.app_context():
        assert len(db.session.scalars(select(Person)).all()) == 1


def test_a_signed_in_person_writes_no_address_and_sees_where_it_stands(client: Browser) -> None:
    workshop = make_workshop(client.app)
    person = make_person(client.app, country_iso3="TJK", post="Inspector")
    sign_in(client, person, staff=False)
    page = form_of(client, workshop)
    assert 'name="email"' not in page.body
    answered = {name: value for name, value in TYPED.items() if name in ("agency", "agree")}
    answer = client.submit(page, answered)
    assert client.follow(answer).heading == "You have a seat"
    assert [(row["name_latin"], row["country_iso3"], row["post"]) for row in rows(client)] == [
        ("Gulnora Rahimova", "TJK", "Inspector")
    ]
    assert form_of(client, workshop).location == f"/me/{slug_of(client, workshop)}"


def test_the_next_form_begins_with_the_last_answers(client: Browser) -> None:
    person = make_person(client.app)
    make_registration(client.app, make_workshop(client.app), person, agency="Border Guard", needs=["step_free"])
    sign_in(client, person, staff=False)
    page = form_of(client, make_workshop(client.app))
    kept = page.values(next(form for form in page.forms() if (form.get("action") or "").endswith("/register")))
    assert (kept["agency"], kept["needs"], kept["country"]) == (["Border Guard"], ["step_free"], ["TJK"])
    assert "agree" not in kept


def test_an_agency_of_the_directory_is_known_by_name_or_acronym_in_its_own_state(client: Browser) -> None:
    names = {"kind": "member_state_agency", "agency_type": "customs"}
    theirs = make_organisation(client.app, "Customs Service", country_iso3="UZB", **names)
    ours = make_organisation(client.app, "Customs Service", country_iso3="TJK", acronym="CST", **names)
    workshop = make_workshop(client.app)
    for number, typed in enumerate(["customs service", "cst", "Post Office"]):
        client.submit(form_of(client, workshop), {**TYPED, "agency": typed, "email": f"a{number}@customs.example"})
    assert [(row["agency"], row["organisation_id"]) for row in rows(client)] == [
        ("Customs Service", ours),
        ("Customs Service", ours),
        ("Post Office", None),
    ]
    assert theirs != ours


def test_somebody_of_an_organisation_represents_no_state(client: Browser) -> None:
    client.submit(form_of(client, make_workshop(client.app)), {**TYPED, "country": "none", "agency": "INTERPOL"})
    assert [row["country_iso3"] for row in rows(client)] == [None]


def test_a_full_workshop_says_which_number_one_will_be(client: Browser) -> None:
    workshop = make_workshop(client.app, capacity=1)
    make_registration(client.app, workshop)
    make_registration(client.app, workshop, state=State.WAITLISTED)
    page = form_of(client, workshop)
    assert page.heading == "Join the waitlist"
    assert "All seats are given. You will be number 2 on the waitlist." in page.words


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"opens_at": None}, "Nobody can register yet."),
        ({"state": "cancelled"}, "This workshop was cancelled."),
        ({"state": "postponed"}, "This workshop is postponed."),
        ({"state": "held"}, "This workshop has taken place."),
    ],
)
def test_a_closed_form_says_why_and_takes_nothing(client: Browser, columns: dict[str, Any], words: str) -> None:
    workshop = make_workshop(client.app, **columns)
    page = form_of(client, workshop)
    assert (page.status, page.heading) == (200, "Registration is not open")
    if columns != {"opens_at": None}:
        assert words in page.words
    answer = client.post(f"/workshops/{slug_of(client, workshop)}/register", TYPED)
    assert answer.status == 409
    assert rows(client) == []


@pytest.mark.parametrize("columns", [{"state": "draft"}, {"state": "archived"}, {"visibility": "restricted"}])
def test_what_is_not_public_has_no_form(client: Browser, columns: dict[str, Any]) -> None:
    workshop = make_workshop(client.app, **columns)
    assert form_of(client, workshop).status == 404
    assert client.post(f"/workshops/{slug_of(client, workshop)}/register", TYPED).status == 404


def test_what_the_form_does_not_ask_cannot_be_sent(client: Browser) -> None:
    workshop, other, victim = make_workshop(client.app), make_workshop(client.app), make_person(client.app)
    planted = {
        "state": "confirmed",
        "holds_seat": "1",
        "person_id": str(victim),
        "workshop_id": str(other),
        "wait_rank": "1",
        "is_live": "",
        "organisation_id": "1",
        "expires_at": "2099-01-01",
        "role": "administrator",
        "language": "zz",
    }
    client.submit(form_of(client, workshop), {**TYPED, **planted})
    with client.app.app_context():
        row = db.session.scalars(select(Registration)).one()
        stored = (row.state, row.workshop_id, row.person.email, row.wait_rank, row.is_live, row.organisation_id)
        assert stored == ("unconfirmed", workshop, TYPED["email"], None, True, None)
        assert (row.certificate_language, row.language) == ("en", "en")


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_the_certificate_may_be_in_six_languages_and_is_in_the_readers_unless_chosen(
    client: Browser, language: str
) -> None:
    workshop = make_workshop(client.app, working_languages=["en"])
    page = client.get(f"/workshops/{slug_of(client, workshop)}/register?lang={language}")
    offered = [field.get("value") for field in page.tree.iter("input") if field.get("name") == "certificate_language"]
    assert (offered[0], sorted(offered)) == (language, ["ar", "en", "es", "fr", "ru", "zh"])
    assert client.submit(page, TYPED).status == 303
    chosen = "en" if language == "ar" else "ar"
    assert client.submit(page, {**TYPED, "email": "o@customs.example", "certificate_language": chosen}).status == 303
    with client.app.app_context():
        languages = db.session.scalars(select(Registration.certificate_language).order_by(Registration.id)).all()
    assert languages == [language, chosen]


def test_a_certificate_in_another_language_is_refused(client: Browser) -> None:
    workshop = make_workshop(client.app)
    page = client.submit(form_of(client, workshop), {**TYPED, "certificate_language": "zz"})
    assert (page.status, rows(client)) == (422, [])


def test_the_form_fits_a_slow_line_and_asks_few_questions(client: Browser) -> None:
    workshop = make_workshop(client.app)
    form_of(client, workshop)
    with counted_statements() as statements:
        page = form_of(client, workshop)
    assert len(statements) <= 6, statements
    visit = len(page.body.encode()) + sum(size_of(client, link) for link in page.tree.iter("link"))
    assert visit < LARGEST_VISIT
    assert page.response.headers["Cache-Control"] == "private, no-store"


def test_many_mails_to_one_address_are_refused(client: Browser) -> None:
    answers = [client.submit(form_of(client, make_workshop(client.app)), TYPED).status for _ in range(11)]
    assert answers == [303] * 10 + [429]


def test_colleagues_who_are_signed_in_behind_one_network_do_not_shut_each_other_out(client: Browser) -> None:
    path = f"/workshops/{slug_of(client, make_workshop(client.app))}/register"
    answered = {name: value for name, value in TYPED.items() if name != "email"}
    answers = []
    for _ in range(11):
        colleague = Browser(client.app)
        sign_in(colleague, make_person(client.app), staff=False)
        answers.append(colleague.submit(colleague.get(path), answered).status)
    assert answers == [303] * 11


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_title_and_a_place_in_another_direction_are_kept_apart_from_the_date(client: Browser, language: str) -> None:
    slug = slug_of(client, make_workshop(client.app))
    page = client.get(f"/workshops/{slug}/register?lang={language}")
    (lede,) = [each for each in page.tree.iter("p") if each.get("class") == "lede"]
    assert [part.text for part in lede.iter("bdi")][1:] == ["Doha"]
    assert "bdi" not in page.words
