"""Acronyms on the page of a workshop: in the language of its texts, told once, titles as they are."""

from flask import Flask

from tests.support.browser import Browser, Page
from tests.support.factories import make_session, make_workshop
from workshops.catalogue.actions import write_text
from workshops.catalogue.models import Workshop
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work

TEXTS = {
    "title": "API for land and rail",
    "summary": "What a PIU can do with little.",
    "description": "Each PIU compares PNR data with lists.\n\nBring your SOPs.",
    "aims": "- Read a PNR\n- Write to ICAO",
}
DEFINED = {
    "PIU": " (passenger information unit)",
    "PNR": " (passenger name record)",
    "SOPs": " (standard operating procedures)",
    "ICAO": " (International Civil Aviation Organization)",
}


def told(page: Page) -> dict[str, str]:
    """What the running text says behind its acronyms."""
    return {
        "".join(link.itertext()): "".join(behind.itertext())
        for parent in page.tree.iter()
        for link, behind in zip(parent, list(parent)[1:], strict=False)
        if link.tag == "a" and (link.get("href") or "").startswith("/glossary#") and behind.get("class") == "soft"
    }


def listed(page: Page) -> dict[str, str]:
    """The acronyms of the list below the text."""
    return {
        "".join(term.itertext()): "".join(expansion.itertext())
        for term, expansion in zip(page.tree.iter("dt"), page.tree.iter("dd"), strict=True)
        if term.find("a") is not None and term.find("a").get("href").startswith("/glossary#")
    }


def test_the_first_use_in_the_texts_is_written_out_and_titles_are_told_of_below(app: Flask, client: Browser) -> None:
    workshop = make_workshop(app, slug="rail", texts=TEXTS)
    make_session(app, workshop, title="What INTERPOL and a PNR can tell")
    page = client.get("/workshops/rail")
    assert (told(page), page.heading) == (DEFINED, "API for land and rail")
    assert listed(page) == {
        "API": "advance passenger information",
        "INTERPOL": "International Criminal Police Organization",
    }
    assert page.words.count("(passenger information unit)") == 1


def test_a_page_without_acronyms_has_no_list_of_them(app: Flask, client: Browser) -> None:
    make_workshop(app, slug="plain", texts={"title": "Plain", "summary": "Plain.", "description": "Plain."})
    page = client.get("/workshops/plain")
    assert (told(page), listed(page), "Acronyms" in page.words) == ({}, {}, False)


def test_an_english_text_before_an_arabic_reader_is_written_out_in_english(app: Flask, client: Browser) -> None:
    make_workshop(app, slug="rail", texts=TEXTS)
    page = client.get("/workshops/rail?lang=ar")
    assert told(page) == DEFINED
    assert listed(page) == {"API": "المعلومات المسبقة عن الركاب"}
    foreign = [element for element in page.tree.iter() if element.get("lang") == "en" and element.tag in ("bdi", "div")]
    assert {link.get("href") for part in foreign for link in part.iter("a")} == {
        f"/glossary#{key}" for key in ("piu", "pnr", "sop", "icao")
    }


def test_a_text_has_the_acronyms_of_its_own_language(app: Flask, client: Browser) -> None:
    workshop = make_workshop(app, slug="rail", texts=TEXTS)
    with app.app_context(), unit_of_work():
        row = db.session.get_one(Workshop, workshop)
        write_text(
            row, "zh", actor_id=None, title="数据", summary="分析PNR数据。", description="与ICAO（国际组织）合作。"
        )
        write_text(row, "ru", actor_id=None, title="Данные", summary="Данные PNR.", description="Документы ИКАО.")
    assert told(client.get("/workshops/rail?lang=zh")) == {"PNR": "（旅客姓名记录）"}
    assert told(client.get("/workshops/rail?lang=ru")) == {
        "PNR": " (записи регистрации пассажиров)",
        "ИКАО": " (Международная организация гражданской авиации)",
    }
