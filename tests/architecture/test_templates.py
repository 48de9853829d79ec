"""Every template compiles, and every page is named after its endpoint."""

import re
from pathlib import Path

from flask import Flask

TEMPLATES = Path("workshops/templates")


def names(app: Flask) -> list[str]:
    return sorted(app.jinja_env.list_templates())


def test_every_template_compiles(house: Flask) -> None:
    for name in names(house):
        house.jinja_env.get_template(name)


def test_no_template_switches_escaping_off(house: Flask, repository: Path) -> None:
    offenders = [
        name
        for name in names(house)
        if re.search(r"\|\s*safe\b|autoescape\s+false", (repository / TEMPLATES / name).read_text())
    ]
    assert offenders == []


def test_markup_is_made_in_one_place_only(repository: Path) -> None:
    makers = [
        path.relative_to(repository).as_posix()
        for path in sorted((repository / "workshops").rglob("*.py"))
        if re.search(r"\bMarkup\(", path.read_text())
    ]
    assert makers == ["workshops/foundation/markdown.py"]
