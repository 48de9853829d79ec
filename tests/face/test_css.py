"""The stylesheets: colours that can be read, directions that mirror, and few bytes."""

import gzip
import re
from pathlib import Path

import pytest

from workshops.foundation.assets import STATIC, STYLESHEETS, collect
from workshops.foundation.colours import Pair, Scheme, colours, contrast, measured

SHEETS = {path.stem: path.read_text("utf-8") for path in sorted((STATIC / "css").glob("*.css"))}
TEMPLATES = STATIC.parent / "templates"
PHYSICAL = re.compile(
    r"""
    (?<![\w(-]) (?:[\w-]+-)? (?:left|right|top|bottom) (?:-[\w-]+)? \s* :  # margin-left, border-top-color, right
    | (?<![\w(-]) (?:min-|max-)? (?:width|height) \s* :                     # but not (min-width: 48em) or stroke-width
    | : \s* (?:left|right) \b                                              # text-align, float, clear
    """,
    re.VERBOSE,
)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|color)\(|:\s*(?:white|black|red|navy|gold)\b")


@pytest.mark.parametrize(("pair", "light", "dark"), measured(SHEETS["tokens"]))
def test_a_pair_of_colours_keeps_its_contrast(pair: Pair, light: float, dark: float) -> None:
    assert min(light, dark) >= pair.least


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("surface", ["paper", "sunk", "navy", "info-wash", "bad-wash"])
def test_one_of_the_two_focus_rings_stands_out_on_every_surface(surface: str, scheme: Scheme) -> None:
    known = colours(SHEETS["tokens"], scheme)
    assert max(contrast(known[ring], known[surface]) for ring in ("focus", "focus-ink")) >= 10


@pytest.mark.parametrize("rule", ["margin-left: 0", "border-top-color: red", "top:0", "max-width: 1px", "float: right"])
def test_the_search_for_sides_finds_them(rule: str) -> None:
    assert PHYSICAL.search(f"a {{ {rule}; }}")


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_stylesheet_knows_start_and_end_but_not_the_sides_of_the_page(sheet: str) -> None:
    assert PHYSICAL.findall(without_comments(SHEETS[sheet])) == []


@pytest.mark.parametrize("sheet", sorted(set(SHEETS) - {"tokens"}))
def test_colours_live_in_the_tokens_only(sheet: str) -> None:
    assert COLOUR.findall(without_comments(SHEETS[sheet])) == []


def test_every_stylesheet_is_served() -> None:
    assert {*STYLESHEETS, "print"} == set(SHEETS)


def test_every_token_in_use_is_defined() -> None:
    css = "".join(SHEETS.values())
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= set(re.findall(r"--([\w-]+):", css))


def test_all_stylesheets_together_take_at_most_8_kilobytes_packed() -> None:
    sheets = [content for name, content in collect(STATIC).items() if name.endswith(".css")]
    assert sum(len(gzip.compress(sheet)) for sheet in sheets) <= 8192


def test_every_icon_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "img" / "icons.svg").read_text("utf-8")))
    named = {name for path in templates() for name in re.findall(r'\bicon\("(\w+)"', path.read_text("utf-8"))}
    assert named <= drawn


def test_every_file_a_template_asks_for_is_served() -> None:
    asked = {name for path in templates() for name in re.findall(r"asset_url\('([^']+)'\)", path.read_text("utf-8"))}
    assert asked <= set(collect(STATIC))


def test_no_template_holds_a_style_or_a_script_of_its_own() -> None:
    inline = re.compile(r"<style|<script(?![^>]+\bsrc=)|\sstyle=|\son\w+=")
    assert [path.name for path in templates() if inline.search(path.read_text("utf-8"))] == []


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))
