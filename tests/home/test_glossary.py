"""The glossary for its readers: in their order, with what other languages say, at addresses that texts lead to."""

from flask import Flask

from tests.support.browser import Browser, Page
from tests.support.statements import counted_statements
from workshops.directory.facts import acronyms, glossary


def forms(page: Page) -> list[str]:
    return ["".join(term.itertext()) for term in page.tree.iter("dt")]


def test_the_foot_of_a_page_and_help_lead_to_the_glossary(client: Browser) -> None:
    assert client.get("/sign-in").links()[-1] == "/glossary"
    assert client.get("/help").links().count("/glossary") == 2


def test_every_entry_stands_in_the_readers_order(client: Browser) -> None:
    english, russian = forms(client.get("/glossary")), forms(client.get("/glossary?lang=ru"))
    assert (english[:5], english[-1], len(english)) == (["API", "ASEAN", "AU", "BCP", "BLO"], "WCO", 36)
    assert russian[-3:] == ["УВКПЧ", "УНП ООН", "ЭКОВАС"]


def test_an_entry_says_what_it_stands_for_what_that_is_and_what_others_call_it(client: Browser) -> None:
    page = client.get("/glossary?lang=fr")
    entry = next(dd for dt, dd in zip(page.tree.iter("dt"), page.tree.iter("dd"), strict=True) if dt.get("id") == "ftf")
    assert [words.strip() for words in entry.itertext() if words.strip()] == [
        "combattant terroriste étranger",
        (
            "Personne qui se rend dans un autre État pour commettre des actes de terrorisme, les préparer "
            "ou s’y entraîner."
        ),
        "مقاتل إرهابي أجنبي (FTF)",
        "外国恐怖主义战斗人员 (FTF)",
        "foreign terrorist fighter (FTF)",
        "иностранный боевик-террорист (ИБТ)",
        "combatiente terrorista extranjero",
    ]
    assert [part.get("lang") for part in entry.iter("bdi")] == ["ar", "zh", "en", "ru", "es"]


def test_the_address_of_every_acronym_is_an_entry(client: Browser) -> None:
    ids = {element.get("id") for element in client.get("/glossary").tree.iter("dt")}
    texts = " ".join(form for entry in glossary("en").values() for form in entry.words)
    assert {use.acronym.address for use in acronyms("en").uses(texts)} == {f"/glossary#{key}" for key in ids}


def test_the_glossary_asks_the_database_nothing(app: Flask, client: Browser) -> None:
    with counted_statements() as statements:
        client.get("/glossary")
    assert statements == []
