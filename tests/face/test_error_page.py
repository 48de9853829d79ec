"""The error page: plain words, and nothing asked of anybody."""

from typing import Any

import html5lib
import pytest
from flask import Flask

TITLES = {
    400: "We could not read this",
    403: "This is not open to you",
    404: "There is no page here",
    405: "This page works in another way",
    409: "This could not be done",
    413: "This is too large",
    422: "Something needs your attention",
    429: "Too many tries",
    500: "Something went wrong here",
    503: "Not possible at this moment",
    418: "Something went wrong here",
}


@pytest.mark.parametrize("status", TITLES)
def test_an_error_page_needs_neither_reader_nor_database(app: Flask, status: int) -> None:
    template = app.jinja_env.get_template("errors/error.html")
    with app.test_request_context():
        html = template.render(
            language="en", direction="ltr", status=status, sentence="Wait a minute, then try <again>."
        )
    page: Any = html5lib.parse(html, namespaceHTMLElements=False)
    assert page.find("head/title").text == f"{TITLES[status]} · Workshops"
    assert [heading.text for heading in page.iter("h1")] == [TITLES[status]]
    assert [part.text for part in page.iter("p") if part.get("class") == "lede"] == ["Wait a minute, then try <again>."]
    assert [link.get("href") for link in page.iter("a") if link.get("class") == "btn"] == ["/"]
