"""Acronyms are written out where a page first uses them, and never where brackets would spoil what stands there."""

import time

import pytest

from workshops.foundation.acronyms import Acronym, Acronyms, FirstUses
from workshops.foundation.markdown import line_to_html, to_html

ROWS = [
    Acronym("api", "API", "advance passenger information", "/glossary#api"),
    Acronym("pnr", "PNR", "passenger name record", "/glossary#pnr"),
    Acronym("piu", "PIU", "passenger information unit", "/glossary#piu"),
    Acronym("piu", "PIUs", "passenger information units", "/glossary#piu"),
    Acronym("net", "I-24/7", "police network", "/glossary#net"),
]
API = (
    '<a href="/glossary#api" rel="nofollow noopener">API</a><span class="soft"> (advance passenger information)</span>'
)
PNR = '<a href="/glossary#pnr" rel="nofollow noopener">PNR</a><span class="soft"> (passenger name record)</span>'
NET = '<a href="/glossary#net" rel="nofollow noopener">I-24/7</a><span class="soft"> (police network)</span>'


def first_uses() -> FirstUses:
    return FirstUses(Acronyms(ROWS))


def shown(text: str) -> str:
    """A paragraph of Markdown as the page has it, without its own tag."""
    return str(to_html(text, first_uses())).removeprefix("<p>").removesuffix("</p>\n")


def untold(*titles: str) -> list[str]:
    page = first_uses()
    for title in titles:
        page.meet(title)
    return [acronym.form for acronym in page.untold()]


def test_the_first_use_is_written_out_and_leads_to_the_glossary() -> None:
    assert shown("Read a PNR, then a PNR again.") == f"Read a {PNR}, then a PNR again."


def test_the_texts_of_a_page_have_one_first_use_among_them() -> None:
    page = first_uses()
    texts = [str(line_to_html("API & PNR", page)), str(to_html("API, *PNR*", page))]
    assert texts == [f"{API} &amp; {PNR}", "<p>API, <em>PNR</em></p>\n"]


def test_forms_of_one_entry_are_written_out_once() -> None:
    assert shown("Two PIUs and one PIU.") == (
        'Two <a href="/glossary#piu" rel="nofollow noopener">PIUs</a>'
        '<span class="soft"> (passenger information units)</span> and one PIU.'
    )


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Read **API**.", f"Read <strong>{API}</strong>."),
        ("API", API),
        ("“API”", f"“{API}”"),
        ("(API data)", f"({API} data)"),
        ("API:\nPNR", f"{API}:\n{PNR}"),
        ("Ask I-24/7.", f"Ask {NET}."),
        ("l’API", f"l’{API}"),
        ("使用API数据", f"使用{API}数据"),
        ("قراءة رسالة API وتحديد", f"قراءة رسالة {API} وتحديد"),
        ("وAPI", f"و{API}"),
        ("данные API", f"данные {API}"),
        ("API & <b>PNR</b>", f"{API} &amp; &lt;b&gt;{PNR}&lt;/b&gt;"),
        ("\\*API\\*", f"*{API}*"),
    ],
)
def test_a_whole_word_is_written_out_in_any_script(typed: str, html: str) -> None:
    assert shown(typed) == html


@pytest.mark.parametrize(
    "typed",
    [
        "RAPID and APIS, xAPI, API2, API_KEY, éAPI",
        "api, Pnr",
        "API*S*",
        "дAPI",
        "I-24/70",
        "",
        "No acronym",
    ],
)
def test_a_longer_word_or_another_spelling_is_no_acronym(typed: str) -> None:
    page = first_uses()
    to_html(typed, page)
    assert ("glossary" in shown(typed), page.untold()) == (False, ())


@pytest.mark.parametrize(
    "typed",
    [
        "passenger name records (PNR), then PNR",
        "旅客姓名记录（PNR）和PNR",
        "PNR (passenger name record), then PNR",
        "**PNR** (what a booking holds), then PNR",
        "PNR（旅客姓名记录）和PNR",
    ],
)
def test_what_the_author_wrote_out_is_left_as_it_is(typed: str) -> None:
    page = first_uses()
    to_html(typed, page)
    assert ("glossary" in shown(typed), page.untold()) == (False, ())


@pytest.mark.parametrize(
    "typed",
    [
        "# PNR basics",
        "[PNR guide](https://guide.example/)",
        "<https://guide.example/PNR/>",
        "PNR-based rules",
        "the non-PNR part",
        "PNR–API",
        "API/PNR data",
        "*P*NR",
        "the PNR's age",
        "the PNR’s age",
    ],
)
def test_titles_links_and_compounds_stay_and_the_acronym_is_told_of_elsewhere(typed: str) -> None:
    page = first_uses()
    to_html(typed, page)
    assert ("glossary" in shown(typed), "PNR" in [told.form for told in page.untold()]) == (False, True)


@pytest.mark.parametrize("typed", ["`PNR`", "PN`-`R", "    PNR", "```\nPNR\n```"])
def test_code_is_not_read(typed: str) -> None:
    page = first_uses()
    to_html(typed, page)
    assert ("glossary" in shown(typed), page.untold()) == (False, ())


def test_after_a_compound_the_next_free_use_is_written_out() -> None:
    assert shown("API/PNR rules: a PNR.") == f"API/PNR rules: a {PNR}."


def test_titles_are_told_of_in_their_order_unless_a_text_did() -> None:
    page = first_uses()
    page.meet("PNR and API: two sources")
    to_html("A PNR is a booking.", page)
    page.meet("The I-24/7 network")
    assert [acronym.form for acronym in page.untold()] == ["API", "I-24/7"]
    assert untold("API basics (API)", "PIUs at work", "One PIU") == ["PIUs"]


def test_chinese_has_brackets_of_its_own() -> None:
    chinese = Acronyms([Acronym("api", "API", "预报旅客资料", "/glossary#api")], "（", "）")
    assert str(line_to_html("使用API数据", FirstUses(chinese))) == (
        '使用<a href="/glossary#api" rel="nofollow noopener">API</a><span class="soft">（预报旅客资料）</span>数据'
    )


def test_an_expansion_is_text_whatever_it_holds() -> None:
    hostile = Acronyms([Acronym("x", "X", '<img src=x onerror="1">', '/" onclick="1')])
    assert str(line_to_html("X", FirstUses(hostile))) == (
        '<a href="/&quot; onclick=&quot;1" rel="nofollow noopener">X</a>'
        '<span class="soft"> (&lt;img src=x onerror="1"&gt;)</span>'
    )


@pytest.mark.parametrize("unit", ["A", "API", "API ", "API/", "*API* ", "(API", "I-24/", "API (", "АПИ", "API`"])
def test_a_long_text_takes_time_in_proportion_to_its_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        times = []
        for _ in range(3):
            started = time.process_time()
            line_to_html(text, first_uses())
            times.append(time.process_time() - started)
        return min(times)

    assert seconds(80_000) < 16 * 3 * max(seconds(5_000), 0.001)
