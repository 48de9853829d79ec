"""How far two colours stand apart."""

import pytest

from workshops.foundation.colours import Scheme, colours, contrast, measures

CSS = """
:root { --paper: #ffffff; --ink: #000000; --t1: .8125rem; --s8: 4rem; }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #0b1423; } }
@media print { :root { --ink: #333333; } }
"""


# The grey is the known edge case: its contrast to white is just below what text needs.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0b2545", "#0b2545", 1),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio


@pytest.mark.parametrize(
    ("scheme", "found"),
    [("light", {"paper": "#ffffff", "ink": "#000000"}), ("dark", {"paper": "#0b1423", "ink": "#000000"})],
)
def test_dark_changes_some_colours_of_light_and_print_none(scheme: Scheme, found: dict[str, str]) -> None:
    assert colours(CSS, scheme) == found


def test_sizes_are_those_of_the_tokens() -> None:
    assert measures(CSS) == {"t1": ".8125rem", "s8": "4rem"}
