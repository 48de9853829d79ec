"""What nobody types by mistake: texts that have broken other programs, and sending them to a form."""

from io import BytesIO
from typing import Any

from tests.support.browser import Browser, Page

HOSTILE = {
    "empty": "",
    "spaces": "   ",
    "huge": "x" * 100_000,
    "many lines": "x\n" * 20_000,
    "NUL": "a\x00b\x00",
    "control characters": "\x1b[2J\x07\x7f\x85",
    "direction override": "\u202egnp.exe\u202c",
    "zero width": "\u200b\u200d\ufeff",
    "emoji": "🦩🪶👩‍👩‍👧" * 20,
    "stacked marks": "Z" + "\u0301" * 500,
    "digits": "9" * 400,
    "digits of another script": "٣٤٥",
    "negative": "-1",
    "beyond every integer": str(2**63),
    "not a number": "NaN",
    "markup": "<script>alert(1)</script>\"'&",
    "sql": "' OR 1=1; --",
    "pattern": "%_\\%",
    "template": "{{ config }}{0.__class__}%(x)s%s",
    "path": "../../../etc/passwd",
    "header": "a\r\nX-Evil: 1",
}


def names_of(form: Any) -> list[str]:
    """The names of all fields of a form, beside the token and the buttons."""
    fields = (field for tag in ("input", "select", "textarea") for field in form.iter(tag))
    return sorted({field.get("name") for field in fields if field.get("name") not in (None, "csrf_token")})


def send_hostile_values(client: Browser, path: str) -> None:
    """Fill the form at this address with each hostile text in every field, with nothing, with each twice, with files.

    Each answer must be a page that says what is wrong or, where nothing is, a redirect; never a fault.
    """
    names = names_of(Browser._form(client.get(path), button=None, nth=0, action=None))
    for kind, text in HOSTILE.items():
        _check(client.post(path, dict.fromkeys(names, text)), kind)
    _check(client.post(path, {}), "nothing")
    _check(client.post(path, {name: ["a", "b"] for name in names}), "twice")
    _check(client.post(path, {name: (BytesIO(b"%PDF-x"), "x.pdf") for name in names}), "files")


def _check(page: Page, kind: str) -> None:
    assert page.status in (303, 409, 413, 415, 422), (kind, page.status, page.words)
    if page.status == 422:
        assert page.tree.find("head/title").text.startswith("Error:"), kind
