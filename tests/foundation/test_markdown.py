"""Organizers' Markdown becomes a few clean tags, whatever it holds."""

import html5lib
import pytest

from workshops.foundation import markdown
from workshops.foundation.acronyms import Acronyms, FirstUses
from workshops.foundation.markdown import to_text

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "[click](data:text/html,<script>1</script>)",
    "![x](https://evil.example/pixel.png)",
    "<svg/onload=alert(1)>",
    "`<script>`",
    '[x](https://e.example "onmouseover=alert(1)")',
    "<a href='jav\nascript:alert(1)'>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


def to_html(text: str) -> str:
    return str(markdown.to_html(text, FirstUses(Acronyms([]))))


@pytest.mark.parametrize("typed", ATTACKS)
def test_no_text_becomes_an_active_node(typed: str) -> None:
    tree = html5lib.parseFragment(to_html(typed), namespaceHTMLElements=False)
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert tags <= {"DOCUMENT_FRAGMENT", "p", "a", "code", "strong", "em"}
    for link in tree.iter("a"):
        assert link.get("href", "https:").startswith(("https:", "http:", "mailto:"))
        assert set(link.attrib) <= {"href", "rel", "title"}


def test_headings_begin_below_those_of_the_page() -> None:
    assert to_html("# One\n\n## Two") == "<h3>One</h3>\n<h4>Two</h4>\n"


def test_lists_and_emphasis_stay() -> None:
    assert to_html("- **a**\n- *b*") == "<ul>\n<li><strong>a</strong></li>\n<li><em>b</em></li>\n</ul>\n"


def test_plain_text_keeps_paragraphs_and_list_items() -> None:
    assert to_text("# Day 1\n\nBring your *forms* & pens.\n\n- one\n- two") == (
        "Day 1\nBring your forms & pens.\n\n- one\n- two"
    )


@pytest.mark.parametrize("flood", ["(" * 5000, "[" * 5000, "<" * 5000, "*" * 5000, "> " * 2500, "a@a." * 1200])
def test_a_flood_of_one_sign_is_read_at_once(flood: str) -> None:
    assert to_html(flood) is not None
