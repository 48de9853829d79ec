"""A reader's browser without JavaScript that looks at every page it gets, as a strict person would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import html5lib
from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

# html5lib knows no such element, and SVG's own attributes are not its concern.
IGNORED_FAULTS = frozenset({"unexpected-html-element-in-foreign-content"})


class Page:
    """One answer, with its words and its forms."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.body = response.get_data(as_text=True) if (response.mimetype or "").startswith("text/") else ""
        self.is_html = response.mimetype == "text/html"
        self.tree: Any = html5lib.parse(self.body, namespaceHTMLElements=False)

    @property
    def words(self) -> str:
        """The text a reader sees, with single spaces."""
        return " ".join("".join(self.tree.find("body").itertext()).split())

    @property
    def heading(self) -> str:
        """The page's one h1."""
        return " ".join("".join(next(self.tree.iter("h1")).itertext()).split())

    @property
    def location(self) -> str:
        """Where a redirect leads, path and query only."""
        parts = urlsplit(self.response.headers["Location"])
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def links(self) -> list[str]:
        """Every address a link leads to, without the same page in other languages or in low-data mode."""
        others = [link for link in self.tree.iter("a") if not link.get("hreflang") and link.get("rel") != "nofollow"]
        return [link.get("href") for link in others if link.get("href")]

    def forms(self) -> Iterator[Any]:
        """The forms of the page, as elements."""
        forms: Iterator[Any] = self.tree.iter("form")
        return forms

    def values(self, form: Any) -> dict[str, list[str]]:
        """What the browser would send of a form, before anything is typed."""
        sent: dict[str, list[str]] = {}
        for field in form.iter():
            name = field.get("name")
            if not name or field.get("disabled") is not None:
                continue
            if field.tag == "input" and field.get("type") not in ("submit", "button", "file"):
                if field.get("type") in ("checkbox", "radio") and field.get("checked") is None:
                    continue
                sent.setdefault(name, []).append(
                    field.get("value") or ("on" if field.get("type") == "checkbox" else "")
                )
            elif field.tag == "textarea":
                sent.setdefault(name, []).append("".join(field.itertext()).removeprefix("\n"))
            elif field.tag == "select":
                options = list(field.iter("option"))
                chosen = [option for option in options if option.get("selected") is not None]
                for option in chosen or (options[:1] if field.get("multiple") is None else []):
                    sent.setdefault(name, []).append(option.get("value", "".join(option.itertext())))
        return sent


class Browser:
    """Gets pages and sends their forms; fails a test whose page breaks a rule of the house."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http: FlaskClient = app.test_client()

    def get(self, path: str, **options: Any) -> Page:
        """The page at this address."""
        return self._looked_at(Page(self.http.get(path, **options)))

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> Page:
        """Send data as they are, with a good token but without looking at a form: for tests of hostile input."""
        sent = {"csrf_token": self.token(), **(data or {})}
        return self._looked_at(Page(self.http.post(path, data=sent, **options)))

    def submit(
        self,
        page: Page,
        fields: dict[str, Any] | None = None,
        *,
        button: str | None = None,
        nth: int = 0,
        action: str | None = None,
    ) -> Page:
        """Fill and send a form of the page: the first that posts, the one for `action`, or the one with `button`."""
        form = self._form(page, button=button, nth=nth, action=action)
        sent: dict[str, Any] = page.values(form)
        if button:
            element = next(b for b in form.iter("button") if _label(b) == button)
            if element.get("name"):
                sent[element.get("name")] = [element.get("value") or ""]
        sent.update(fields or {})
        target = form.get("action") or page.response.request.path
        return self._looked_at(Page(self.http.post(target, data=sent)))

    def follow(self, page: Page) -> Page:
        """Go where a redirect leads."""
        assert page.status in (302, 303), (page.status, page.words if page.is_html else page.body)
        return self.get(page.location)

    def token(self) -> str:
        """A form token that belongs to this browser's cookie."""
        with self.app.test_request_context(), self.http.session_transaction() as stored:
            session.update(stored)
            token = generate_csrf()
            stored["csrf_token"] = session["csrf_token"]
        return str(token)

    @staticmethod
    def _form(page: Page, *, button: str | None, nth: int, action: str | None) -> Any:
        forms = [form for form in page.forms() if (form.get("method") or "get").lower() == "post"]
        if button:
            forms = [form for form in forms if any(_label(element) == button for element in form.iter("button"))]
        if action:
            forms = [form for form in forms if form.get("action") == action]
        if not button and not action:
            forms = [form for form in forms if form.get("action") != "/sign-out"]
        return forms[nth]

    @staticmethod
    def _looked_at(page: Page) -> Page:
        if page.is_html and page.body and not 300 <= page.status < 400:
            check_page(page)
        return page


def _label(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def check_page(page: Page) -> None:
    """Valid HTML, one h1, language and direction, a label for each control, a token in each form, nothing inline."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(page.body)
    faults = [code for _place, code, _data in parser.errors if code not in IGNORED_FAULTS]
    assert not faults, faults
    root = page.tree
    assert root.get("lang"), "html without lang"
    assert root.get("dir") in ("ltr", "rtl"), "html without dir"
    assert len(list(root.iter("h1"))) == 1, "one h1 a page"
    assert root.find("head/title").text.strip(), "a page has a title"
    assert not re.search(r"<[^>]+\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=", page.body), "inline style or script"
    assert "&lt;bdi" not in page.body, "markup that is shown as text"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), f"an id twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    labelled = {element.get("for") for element in root.iter("label")}
    inside_labels = {id(control) for label in root.iter("label") for control in label.iter()}
    for tag in ("input", "select", "textarea"):
        for control in root.iter(tag):
            if control.get("type") in ("hidden", "submit"):
                continue
            named = control.get("id") in labelled or id(control) in inside_labels or control.get("aria-label")
            assert named, f"{tag} {control.get('name')} has no label"
    for form in root.iter("form"):
        if (form.get("method") or "get").lower() == "post":
            names = {element.get("name") for element in form.iter("input")}
            assert "csrf_token" in names, f"form {form.get('action')} without token"
