"""The guides lead somewhere, and their pictures are small."""

import re
from pathlib import Path

import pytest

LARGEST_PICTURE = 60_000
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def test_every_link_of_a_guide_leads_to_a_file(repository: Path) -> None:
    pages = [repository / "README.md", *sorted((repository / "docs" / "guides").glob("*.md"))]
    dead = [
        (page.name, link)
        for page in pages
        for link in LINK.findall(page.read_text())
        if not (page.parent / link).exists()
    ]
    assert dead == []


def test_every_picture_is_shown_somewhere_and_light(repository: Path) -> None:
    pictures = sorted((repository / "docs" / "pictures").glob("*.png"))
    words = "".join(
        page.read_text() for page in [repository / "README.md", *(repository / "docs" / "guides").glob("*.md")]
    )
    assert [picture.name for picture in pictures if f"pictures/{picture.name}" not in words] == []
    assert [picture.name for picture in pictures if picture.stat().st_size > LARGEST_PICTURE] == []


def test_every_door_that_is_named_opens(repository: Path) -> None:
    makefile = (repository / "Makefile").read_text()
    doors = set(re.findall(r"^(\w+):.*\n\t", makefile, re.MULTILINE))
    pages = [*repository.glob("*.md"), *(repository / "docs").rglob("*.md"), *(repository / "bench").glob("*.md")]
    named = {door for page in pages for door in re.findall(r"`make (\w+)", page.read_text())}
    named |= set(re.findall(r"^\.PHONY: (.*)", makefile, re.MULTILINE)[0].split())
    assert named - doors == set()


@pytest.mark.parametrize("guide", ["organizer", "participant", "desk", "verifier"])
def test_every_button_a_guide_names_is_a_text_of_a_page(repository: Path, guide: str) -> None:
    named = set(re.findall(r"\*\*([^*]+?)\.?\*\*", (repository / "docs" / "guides" / f"{guide}.md").read_text()))
    sources = [*(repository / "workshops").rglob("*.html"), *(repository / "workshops").rglob("*.py")]
    texts = set(re.findall(r"""["']([^"'\n]+)["']""", "\n".join(path.read_text() for path in sources)))
    assert named - texts - {"?", "CSV", "XLSX", "Many at once", "By a machine"} == set()
