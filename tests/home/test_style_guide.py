"""The style guide, which stands in every environment for those who have a role."""

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.factories import make_person
from tests.support.signing_in import sign_in
from workshops.accounts.rules import Role
from workshops.foundation.assets import STATIC
from workshops.foundation.colours import measured


@pytest.mark.parametrize("role", Role)
def test_whoever_has_a_role_may_read_it(app: Flask, client: Browser, role: Role) -> None:
    sign_in(client, make_person(app, role=role), staff=True)
    assert (client.get("/styleguide").status, client.get("/styleguide").heading) == (200, "Style guide")


def test_to_others_it_is_not_open(client: Browser) -> None:
    assert client.get("/styleguide").status == 302


def test_it_shows_the_contrast_of_each_pair_as_it_is_measured(app: Flask, client: Browser) -> None:
    sign_in(client, make_person(app, role=Role.HOST), staff=True)
    table = next(client.get("/styleguide").tree.iter("table"))
    shown = [[cell.text for cell in row] for row in table.find("tbody")]
    pairs = measured((STATIC / "css" / "tokens.css").read_text("utf-8"))
    assert shown == [[f"{pair.front} on {pair.back}", f"{light:.1f}", f"{dark:.1f}"] for pair, light, dark in pairs]
