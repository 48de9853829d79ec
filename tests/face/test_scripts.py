"""The scripts: few bytes, known to the pages that ask for them, and no way to turn text into markup."""

import re

import pytest

from workshops.foundation.assets import STATIC, collect

SCRIPTS = {path.stem: path.read_text("utf-8") for path in sorted((STATIC / "js").glob("*.js"))}
MAKES_MARKUP = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|DOMParser|srcdoc|document\.write|eval|Function|createContextualFragment)\b"
)


def test_all_scripts_together_take_less_than_10_kilobytes_unpacked() -> None:
    served = [content for name, content in collect(STATIC).items() if name.endswith(".js")]
    assert sum(map(len, served)) < 10_000


def test_each_script_is_asked_for_by_a_page_or_by_another_script() -> None:
    pages = "".join(path.read_text("utf-8") for path in (STATIC.parent / "templates").rglob("*.html"))
    by_pages = set(re.findall(r'\bscript\("(\w+)"\)', pages))
    by_scripts = set(re.findall(r'from "\.\./js/(\w+)\.js"', "".join(SCRIPTS.values())))
    assert by_pages | by_scripts == set(SCRIPTS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_turns_no_text_into_markup(name: str) -> None:
    assert MAKES_MARKUP.findall(SCRIPTS[name]) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_words_of_a_script_come_from_the_page(name: str) -> None:
    """What a person reads begins with a capital and has a space."""
    quoted = re.findall(r"""["'`]([A-Z][^"'`]* [^"'`]*)["'`]""", SCRIPTS[name])
    assert quoted == []
