"""Static files: named by content, packed beforehand, served without asking the application."""

import gzip
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from workshops.foundation.assets import STATIC, collect, init_assets, lean, minify, name_by_content


@pytest.fixture
def bare(tmp_path: Path) -> Flask:
    return published(tmp_path)


@pytest.fixture
def http(bare: Flask) -> FlaskClient:
    return bare.test_client()


def published(instance: Path) -> Flask:
    app = Flask("workshops", instance_path=str(instance), static_folder=None)
    init_assets(app)
    return app


def url(app: Flask, name: str) -> str:
    return str(app.jinja_env.globals["asset_url"](name))  # type: ignore[operator]


def test_two_starts_give_the_same_names(tmp_path: Path) -> None:
    names = {name: url(published(tmp_path / "one"), name) for name in collect(STATIC)}
    assert names == {name: url(published(tmp_path / "two"), name) for name in collect(STATIC)}


def test_a_name_changes_with_the_content() -> None:
    one, other = (name_by_content({"img/icon.svg": content})["img/icon.svg"][0] for content in (b"<svg/>", b"<svg />"))
    assert one != other


def test_a_stylesheet_changes_its_name_when_its_picture_changes() -> None:
    css = b'.hero{background:url("../img/rosette.svg")}'
    one, other = (name_by_content({"css/a.css": css, "img/rosette.svg": svg}) for svg in (b"<svg/>", b"<svg />"))
    assert one["css/a.css"][1].decode() == f'.hero{{background:url("../{one["img/rosette.svg"][0]}")}}'
    assert one["css/a.css"][0] != other["css/a.css"][0]


def test_a_script_changes_its_name_when_its_module_changes() -> None:
    script = b'import { ask } from "../js/page.js";'
    one, other = (name_by_content({"js/desk.js": script, "js/page.js": page}) for page in (b"1", b"2"))
    assert one["js/desk.js"][1].decode() == f'import {{ ask }} from "../{one["js/page.js"][0]}";'
    assert one["js/desk.js"][0] != other["js/desk.js"][0]


def test_a_file_is_served_for_good_and_for_this_site_only(bare: Flask, http: FlaskClient) -> None:
    response = http.get(url(bare, "img/icons.svg"), buffered=True)
    assert response.get_data() == (STATIC / "img" / "icons.svg").read_bytes()
    assert response.mimetype == "image/svg+xml"
    assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(("name", "kind"), [("css/workshops.css", "text/css"), ("js/page.js", "text/javascript")])
def test_styles_and_scripts_are_sent_packed_to_those_who_unpack_them(
    bare: Flask, http: FlaskClient, name: str, kind: str
) -> None:
    address = url(bare, name)
    plain = http.get(address, headers={"Accept-Encoding": "identity"}, buffered=True)
    packed = http.get(address, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert (plain.headers.get("Content-Encoding"), packed.headers["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(packed.get_data()) == plain.get_data()
    assert packed.mimetype == kind
    assert packed.headers["Vary"] == "Accept-Encoding"


def test_a_file_left_half_written_is_written_again_at_the_next_start(tmp_path: Path) -> None:
    app = published(tmp_path)
    address = url(app, "css/workshops.css")
    (tmp_path / "assets" / address.removeprefix("/static/")).write_bytes(b"")
    whole = published(tmp_path).test_client().get(address, headers={"Accept-Encoding": "identity"}, buffered=True)
    assert whole.get_data() == name_by_content(collect(STATIC))["css/workshops.css"][1]


def test_the_name_of_an_older_release_still_answers(tmp_path: Path) -> None:
    published(tmp_path)
    (tmp_path / "assets" / "css" / "workshops.0123456789ab.css").write_text("body{}")
    answer = published(tmp_path).test_client().get("/static/css/workshops.0123456789ab.css", buffered=True)
    assert answer.get_data() == b"body{}"


def test_a_folder_or_a_source_name_is_not_served(http: FlaskClient) -> None:
    paths = ["/static/", "/static/css/tokens.css", "/static/css/workshops.css", "/static/../secret_key"]
    assert [http.get(path).status_code for path in paths] == [404, 404, 404, 404]


def test_minifying_keeps_what_a_browser_reads() -> None:
    css = "/* why */\na > b,\nc :focus { color: red; margin: calc(1px + 2px) 0; }\n@media (width: 2em) { d { e: f } }"
    assert minify(css) == "a>b,c :focus{color:red;margin:calc(1px + 2px) 0}@media (width:2em){d{e:f}}"


def test_a_lean_script_says_the_same_in_fewer_lines() -> None:
    script = '// why\nexport function a(b) {\n  // how\n\n  b();\n  return "http://b"; // here\n}\na(1)\n'
    assert lean(script) == 'export function a(b) {b();return "http://b"; // here\n}\na(1)\n'
