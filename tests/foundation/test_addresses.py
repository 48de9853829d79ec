"""Parts of addresses are bounded before any view or query sees them."""

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from workshops.foundation.web import init_addresses


def _app() -> Flask:
    app = Flask(__name__)
    init_addresses(app)
    app.add_url_rule("/number/<int:number>", "number", str)
    app.add_url_rule("/word/<word>", "word", lambda word: word)
    return app


@pytest.mark.parametrize("path", ["/number/2147483648", "/number/" + "9" * 400, "/word/a\x00b", "/word/" + "a" * 201])
def test_what_no_column_holds_is_not_found(path: str) -> None:
    with pytest.raises(NotFound):
        _app().url_map.bind("localhost").match(path)


@pytest.mark.parametrize("path", ["/number/2147483647", "/word/airlines", "/word/ا"])
def test_what_a_column_holds_is_found(path: str) -> None:
    assert _app().url_map.bind("localhost").match(path)[0] in ("number", "word")
