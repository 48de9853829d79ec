"""One search finds workshops for everybody, and people for those who may see them."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from tests.support.browser import Browser, Page
from tests.support.factories import make_grant, make_organisation, make_person, make_registration, make_workshop
from tests.support.hostile import HOSTILE
from tests.support.live import LiveHouse
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.rules import Role
from workshops.catalogue.actions import edit_workshop, reschedule_workshop, write_all_words, write_text
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import State, TimeAndPlace, Visibility
from workshops.directory.models import Country, ReferenceLoad
from workshops.foundation.database import db
from workshops.foundation.transactions import begin_writing, unit_of_work
from workshops.home.queries import MOST_PEOPLE, MOST_WORKSHOPS
from workshops.registrations.actions import correct_printed

EVERY_LANGUAGE = {
    "ar": {"title": "أمن الحُدود وبيانات المسافرين", "summary": "التعاون مع شركات الطيران"},
    "es": {"title": "Seguridad fronteriza y datos de viajeros", "summary": "Señales de alerta"},
    "fr": {"title": "Coopération avec les transporteurs aériens", "summary": "Évaluer les risques"},
    "ru": {"title": "Учёт перевозок на границе", "summary": "Данные о пассажирах"},
    "zh": {"title": "边境管理中的数据与技术", "summary": "面向边境管理机构的入门课程"},
}


def made(app: Flask, title: str, **columns: Any) -> int:
    """A workshop that has no word in common with another, beside what is given."""
    plain = {"title": title, "summary": "", "description": ""}
    return make_workshop(app, slug=title.lower().replace(" ", "-"), texts=plain | columns.pop("texts", {}), **columns)


def found(page: Page) -> list[str]:
    """The titles of the workshops that were found, and the names of people."""
    assert page.status == 200
    titles = [heading.find("a") for heading in page.tree.iter("h3") if heading.find("a") is not None]
    names = [cell.find("a") for cell in page.tree.iter("th") if cell.find("a") is not None]
    return [link.find("bdi").text for link in titles + names]


def search(client: Browser, words: str) -> list[str]:
    """What everybody finds."""
    return found(client.get("/search", query_string={"q": words}))


def send(client: Browser, words: str) -> list[str]:
    """What a member of staff finds who sends the form."""
    return found(client.submit(client.get("/search"), {"q": words}, button="Find"))


def cargo_and_fraud(app: Flask) -> None:
    """A workshop on cargo in six languages, and one on something else."""
    cargo = made(app, "Air cargo", code="WS-1907-014", city="Doha", texts={"summary": "Airlines and carriers"})
    made(app, "Document fraud", city="Dakar", country_iso3="SEN", themes=[])
    with app.app_context(), unit_of_work():
        for language, texts in EVERY_LANGUAGE.items():
            write_text(db.session.get_one(Workshop, cargo), language, actor_id=None, **texts)


@pytest.mark.parametrize(
    "words",
    [
        "air cargo",
        "CARG",
        "cargo carriers",
        "doha",
        "WS-1907-014",
        "ws 1907",
        "qatar",
        "катар",
        "قطر",
        "حدود",
        "امن الحدود",
        "учет",
        "УЧЁТ перевоз",
        "senales fronteriza",
        "aeriens",
        "Évaluer",
        "边境管理",
        "数据",
        "术",
        "passenger name",
        "пассажирах cargo 边境",
    ],
)
def test_a_workshop_is_found_by_all_it_says_of_itself_in_any_language(app: Flask, client: Browser, words: str) -> None:
    cargo_and_fraud(app)
    assert search(client, words) == ["Air cargo"]


@pytest.mark.parametrize("words", ["argo", "cargo fraud", "a", "边技", "katarina", "%", "cargo zeppelin"])
def test_words_that_no_workshop_has_together_find_none(app: Flask, client: Browser, words: str) -> None:
    cargo_and_fraud(app)
    page = client.get("/search", query_string={"q": words})
    assert found(page) == []
    assert "Nothing has all these words." in page.words
    assert "Write fewer words, or only their beginnings." in page.words


def test_a_word_of_the_title_counts_for_more_than_one_of_the_text(app: Flask, client: Browser) -> None:
    made(app, "Cargo")
    made(app, "Joint patrols", texts={"description": "What cargo has to do with them."})
    made(app, "Cargo at sea and in the air, and what else moves over borders", texts={"summary": "Sea and air."})
    assert search(client, "cargo") == [
        "Cargo",
        "Cargo at sea and in the air, and what else moves over borders",
        "Joint patrols",
    ]


def test_workshops_that_are_over_or_called_off_are_found_too(app: Flask, client: Browser) -> None:
    made(app, "Cargo held", state=State.HELD, starts_local=datetime.fromisoformat("2024-03-05T09:00"))
    made(app, "Cargo cancelled", state=State.CANCELLED)
    made(app, "Cargo archived", state=State.ARCHIVED)
    assert sorted(search(client, "cargo")) == ["Cargo cancelled", "Cargo held"]


def test_the_page_asks_for_words_and_sets_no_cookie(client: Browser) -> None:
    page = client.get("/search")
    (form,) = (form for form in page.forms() if form.get("role") == "search")
    assert (page.heading, form.get("method"), page.values(form)) == ("Search", "get", {"q": [""]})
    assert "Nothing has all these words" not in page.words
    assert "Set-Cookie" not in page.response.headers


def test_every_reader_has_a_link_to_the_search(app: Flask, client: Browser) -> None:
    person = make_person(app, role=Role.ADMINISTRATOR)
    for reader in (None, False, True):
        if reader is not None:
            sign_in(client, person, staff=reader)
        (link,) = client.get("/search").tree.iterfind(".//nav/a[@aria-current='page']")
        assert (link.text, link.get("href")) == ("Search", "/search")


def test_of_many_the_first_are_shown(app: Flask, client: Browser) -> None:
    for number in range(MOST_WORKSHOPS + 1):
        made(app, f"Cargo {number:02d}")
    page = client.get("/search?q=cargo")
    assert len(found(page)) == MOST_WORKSHOPS
    assert "These are the first. Write more words to see others." in page.words


def hidden_workshops(app: Flask) -> tuple[int, int]:
    """A draft and a restricted workshop of one organisation, a draft of another; the ids of both organisations."""
    ours, theirs = make_organisation(app), make_organisation(app)
    made(app, "Cargo draft", organisation_id=ours, state=State.DRAFT)
    made(app, "Cargo restricted", organisation_id=ours, visibility=Visibility.RESTRICTED)
    made(app, "Cargo of others", organisation_id=theirs, state=State.DRAFT)
    made(app, "Cargo for all", organisation_id=theirs)
    return ours, theirs


def test_everybody_finds_public_workshops_only(app: Flask, client: Browser) -> None:
    hidden_workshops(app)
    assert search(client, "cargo") == ["Cargo for all"]
    sign_in(client, make_person(app), staff=False)
    assert search(client, "cargo") == ["Cargo for all"]
    assert client.post("/search", {"q": "cargo"}).words.count("Cargo") == 1


def test_staff_find_their_own_hidden_workshops_as_well_and_those_lead_to_where_they_work(
    app: Flask, client: Browser
) -> None:
    ours, _theirs = hidden_workshops(app)
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=ours))
    page = client.submit(client.get("/search"), {"q": "cargo"}, button="Find")
    assert sorted(found(page)) == ["Cargo draft", "Cargo for all", "Cargo restricted"]
    assert {"/manage/cargo-draft", "/manage/cargo-restricted", "/workshops/cargo-for-all"} <= set(page.links())


def test_the_desk_finds_the_workshop_it_serves(app: Flask, client: Browser) -> None:
    draft = made(app, "Cargo draft", state=State.DRAFT)
    made(app, "Cargo of others", state=State.DRAFT)
    desk = make_person(app)
    make_grant(app, desk, Role.DESK, draft)
    sign_in(client, desk)
    page = client.get("/search?q=cargo")
    assert found(page) == ["Cargo draft"]
    assert "/desk/cargo-draft" in page.links()


@pytest.fixture
def rahimova(app: Flask, database: None) -> int:
    """She is registered with two organisations; gives back the id of the first."""
    ours, theirs = make_organisation(app), make_organisation(app)
    person = make_person(app, name_latin="Gulnora Rahimova", name_own="Гулнора Раҳимова", email="gr@customs.example")
    names: dict[str, Any] = {"name_latin": "Gulnora Rahimova", "name_own": "Гулнора Раҳимова"}
    make_registration(app, made(app, "Risk profiles", organisation_id=ours), person, **names)
    make_registration(app, made(app, "Joint patrols", organisation_id=theirs), person, **names)
    other = make_person(app, name_latin="Zainab Al-Obaidi")
    make_registration(app, made(app, "Sea containers", organisation_id=ours), other, name_latin="Zainab Al-Obaidi")
    return ours


@pytest.mark.parametrize("words", ["rahim", "Гулнора", "рахимова gulnora", "РАҲИМОВА"])
def test_an_organizer_finds_those_who_registered_with_her(
    app: Flask, client: Browser, rahimova: int, words: str
) -> None:
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=rahimova, name_latin="Salma Idrissi"))
    page = client.submit(client.get("/search"), {"q": words}, button="Find")
    assert found(page) == ["Гулнора Раҳимова"]
    assert "Risk profiles" in page.words
    assert "Joint patrols" not in page.words
    assert "gr@customs.example" not in page.words


def test_an_administrator_finds_every_registration_and_the_person(app: Flask, client: Browser, rahimova: int) -> None:
    sign_in(client, make_person(app, role=Role.ADMINISTRATOR, name_latin="Salma Idrissi"))
    assert send(client, "rahimova") == ["Гулнора Раҳимова"] * 3
    assert send(client, "gr@customs") == ["Гулнора Раҳимова"]
    assert send(client, "obaidi") == ["Zainab Al-Obaidi"] * 2


def test_a_data_protection_officer_finds_the_person_but_no_registration(
    app: Flask, client: Browser, rahimova: int
) -> None:
    sign_in(client, make_person(app, role=Role.DATA_PROTECTION_OFFICER, name_latin="Salma Idrissi"))
    page = client.submit(client.get("/search"), {"q": "rahimova"}, button="Find")
    assert found(page) == ["Гулнора Раҳимова"]
    assert "Risk profiles" not in page.words


@pytest.mark.parametrize("role", [None, Role.DESK])
def test_nobody_else_finds_people(app: Flask, client: Browser, rahimova: int, role: Role | None) -> None:
    person = make_person(app, name_latin="Salma Idrissi")
    if role:
        make_grant(app, person, role, made(app, "Cargo", organisation_id=rahimova))
    sign_in(client, person, staff=role is not None)
    page = client.post("/search", {"q": "rahimova"})
    assert (page.status, found(page)) == (200, [])


def test_a_staff_session_is_needed_to_find_people(app: Flask, client: Browser, rahimova: int) -> None:
    sign_in(client, make_person(app, role=Role.ADMINISTRATOR, name_latin="Salma Idrissi"), staff=False)
    assert found(client.post("/search", {"q": "rahimova"})) == []


def test_a_name_in_an_address_finds_nobody(app: Flask, client: Browser, rahimova: int) -> None:
    sign_in(client, make_person(app, role=Role.ADMINISTRATOR, name_latin="Salma Idrissi"))
    assert search(client, "rahimova") == []
    page = client.submit(client.get("/search"), {"q": "rahimova"}, button="Find")
    assert [link for link in page.links() if "rahimova" in link.lower()] == []


def test_few_people_are_shown_at_once(app: Flask, client: Browser) -> None:
    workshop = made(app, "Cargo")
    for _ in range(MOST_PEOPLE + 1):
        make_registration(app, workshop, name_latin="Gulnora Rahimova")
    sign_in(client, make_person(app, role=Role.ADMINISTRATOR, name_latin="Salma Idrissi"))
    assert len(send(client, "gulnora")) == 2 * MOST_PEOPLE


def test_what_is_found_follows_every_change(app: Flask, client: Browser) -> None:
    workshop_id = made(app, "Cargo", city="Doha", themes=[])
    registration_id = make_registration(app, workshop_id, name_latin="Gulnora Rahimova")
    sign_in(client, make_person(app, role=Role.ADMINISTRATOR, name_latin="Salma Idrissi"))
    with app.app_context(), unit_of_work():
        workshop = db.session.get_one(Workshop, workshop_id)
        write_text(workshop, "en", actor_id=None, title="Freight")
        edit_workshop(workshop, actor_id=None, themes=["biometrics"])
        moved = {"city": "Dakar", "country_iso3": "SEN"}
        reschedule_workshop(workshop, TimeAndPlace(**vars(workshop.time_and_place) | moved), actor_id=None)
        correct_printed(registration_id, name_latin="Gulnora Qodirova", name_own="", agency="", actor_id=1)
    for words in ("freight", "biometric", "dakar", "senegal"):
        assert send(client, words) == ["Freight"]
    assert [send(client, words) for words in ("cargo", "doha", "qatar")] == [[], [], []]
    assert send(client, "qodirova") == ["Gulnora Qodirova"]


def test_new_names_of_countries_and_themes_are_found_once_the_house_is_prepared(live: LiveHouse) -> None:
    for number in range(3):
        made(live.app, f"Cargo {number}")
    with live.app.app_context(), unit_of_work():
        db.session.get_one(Country, "QAT").names = {"en": "Pearl Coast"}
        db.session.get_one(ReferenceLoad, "countries.csv").sha256 = "an older edition"
        with counted_statements() as statements:
            write_all_words()
    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 3
    client = Browser(live.app)
    assert [len(search(client, words)) for words in ("pearl", "qatar")] == [3, 0]
    live.flask("prepare")
    assert [len(search(client, words)) for words in ("pearl", "qatar")] == [0, 3]


def test_a_change_that_is_taken_back_is_not_found(app: Flask, client: Browser) -> None:
    workshop_id = made(app, "Cargo")
    with app.app_context():
        begin_writing()
        write_text(db.session.get_one(Workshop, workshop_id), "en", actor_id=None, title="Freight")
        db.session.rollback()
    assert [search(client, words) for words in ("cargo", "freight")] == [["Cargo"], []]


SYNTAX = {
    "fts5 operators": "cargo OR fraud NOT x AND (NEAR(a b, 2))",
    "fts5 column": "title : cargo",
    "fts5 quotes": '"cargo" "',
    "fts5 star": "* cargo* ^cargo",
    "tsquery operators": "cargo & !fraud | <-> (",
    "tsquery weights": "'cargo':*A",
    "backslash": "cargo\\' \\",
}


@pytest.mark.parametrize("words", (HOSTILE | SYNTAX).values(), ids=list(HOSTILE | SYNTAX))
def test_what_is_typed_is_never_syntax(app: Flask, client: Browser, words: str) -> None:
    made(app, "Cargo", themes=[])
    sign_in(client, make_person(app, role=Role.ADMINISTRATOR, name_latin="Salma Idrissi"))
    assert client.get("/search", query_string={"q": words}).status == 200
    page = client.post("/search", {"q": words})
    assert page.status == 200
    assert found(page) in ([], ["Cargo"])


@pytest.mark.parametrize("words", ["cargo*", '"cargo"', "(cargo)", "'cargo':*", "-cargo", "title:cargo", "+cargo ~"])
def test_signs_between_words_mean_nothing(app: Flask, client: Browser, words: str) -> None:
    made(app, "Cargo, the title")
    made(app, "Fraud, the title")
    assert search(client, words) == ["Cargo, the title"]


def test_a_search_is_one_question_and_two_more_for_people(app: Flask, client: Browser) -> None:
    for number in range(5):
        make_registration(app, made(app, f"Cargo {number}"), name_latin="Cargo Person")
    with counted_statements() as statements:
        assert len(search(client, "cargo")) == 5
    assert len(statements) == 1
    sign_in(client, make_person(app, role=Role.ADMINISTRATOR, name_latin="Salma Idrissi"))
    with counted_statements() as statements:
        client.post("/search", {"q": "cargo"})
    assert len(statements) == 1 + 3
