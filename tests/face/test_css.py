"""The stylesheets: colours that can be read, directions that mirror, and few bytes."""

import gzip
import re
from pathlib import Path

import pytest

from workshops.foundation.assets import STATIC, STYLESHEETS, collect

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
PAIRS = [
    # text, surface, least ratio in light and in dark
    ("ink", "paper", 16.0, 15.7),
    ("ink-2", "paper", 7.0, 9.1),
    ("ink-2", "sunk", 6.5, 8.2),
    ("ink-2", "info-wash", 6.1, 7.6),
    ("title", "paper", 15.4, 17.0),
    ("link", "paper", 8.7, 10.2),
    ("link", "warn-wash", 7.8, 8.8),
    ("on-act", "act", 10.8, 11.1),
    ("gold-ink", "paper", 6.8, 10.6),
    ("gold-ink", "sunk", 6.3, 9.6),
    ("gold-ink", "gold-wash", 4.5, 4.5),
    ("on-navy", "navy", 15.4, 15.4),
    ("on-navy-2", "navy", 10.4, 9.8),
    ("on-navy-gold", "navy", 4.5, 4.5),
    ("ok", "ok-wash", 6.6, 9.4),
    ("warn", "warn-wash", 6.7, 10.0),
    ("bad", "bad-wash", 6.5, 9.1),
    ("bad", "paper", 4.5, 4.5),
    ("info", "info-wash", 7.5, 8.6),
    *(("ink", f"{state}-wash", 13.9, 13.1) for state in ("ok", "warn", "bad", "info")),
    ("focus-ink", "focus", 4.5, 4.5),
    ("edge", "paper", 4.0, 5.4),
    ("edge", "sunk", 3.7, 4.9),
    ("c1", "c4", 7.7, 6.1),
    ("c1", "c2", 2.9, 2.2),
]


def colours(scheme: str) -> dict[str, str]:
    """Read the colours of tokens.css: those of light, and above them those that dark changes."""
    light, dark = SHEETS["tokens"].split("@media screen and (prefers-color-scheme: dark)")
    found = re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light)
    if scheme == "dark":
        found += re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark.split("@media print")[0])
    return dict(found)


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, WCAG 2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, WCAG 2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "surface", "light", "dark"), PAIRS)
def test_a_pair_of_colours_keeps_its_contrast(text: str, surface: str, light: float, dark: float, scheme: str) -> None:
    known = colours(scheme)
    assert round(contrast(known[text], known[surface]), 1) >= (light if scheme == "light" else dark)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("surface", ["paper", "sunk", "navy", "info-wash", "bad-wash"])
def test_one_of_the_two_focus_rings_stands_out_on_every_surface(surface: str, scheme: str) -> None:
    known = colours(scheme)
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
