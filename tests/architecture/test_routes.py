"""Every address of the house is known, says who may open it, and opens to nobody else."""

import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.support.browser import Browser
from tests.support.factories import make_grant, make_person
from tests.support.signing_in import sign_in
from workshops.accounts.rules import ROLE_SCOPES, Role, Scope
from workshops.catalogue.rules.slugs import RESERVED
from workshops.foundation.web import access_of
from workshops.permissions import ALL_POWERS, POWERS

LEDGER = Path(__file__).parent / "urls.txt"
NOBODY = 2147483647
SAMPLES = {"slug": "no-such-workshop", "token": "x" * 43, "code": "0000000000000000", "name": "cancel", "form": "csv"}


def rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))


def address(rule: Rule) -> str:
    """The rule with something in each gap that belongs to nobody."""
    with_values = {name: SAMPLES.get(name, NOBODY) for name in rule.arguments}
    built = rule.build(with_values)
    assert built
    return built[1]


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def test_the_ledger_names_every_address_with_its_methods_and_its_access(house: Flask) -> None:
    lines = [
        f"{rule.rule} {','.join(methods(rule))} {access_of(rule.endpoint)} {rule.endpoint}" for rule in rules(house)
    ]
    assert lines == LEDGER.read_text().splitlines()


def test_every_route_declares_who_may_open_it(house: Flask) -> None:
    known = ALL_POWERS | {"public", "signed in"}
    assert [rule.endpoint for rule in rules(house) if access_of(rule.endpoint) not in known] == []


def test_no_workshop_can_take_the_address_of_another_page(house: Flask) -> None:
    beside_workshops = {rule.rule.split("/")[1] for rule in rules(house) if re.match(r"/\w+/<slug>", rule.rule)}
    words = {
        parts[2]
        for rule in rules(house)
        for parts in [rule.rule.split("/")]
        if len(parts) > 2 and parts[1] in beside_workshops and parts[2].isidentifier()
    }
    assert words == RESERVED


def test_every_power_opens_something(house: Flask) -> None:
    declared = {access_of(rule.endpoint) for rule in rules(house)}
    # These are asked for inside pages that other powers open.
    assert ALL_POWERS - declared <= {
        "registrations.decide",
        "registrations.export",
        "certificates.revoke",
        "roles.grant",
    }


@pytest.mark.parametrize("role", [None, "participant", *Role], ids=str)
def test_a_role_opens_only_what_its_powers_name(app: Flask, client: Browser, role: Role | str | None) -> None:
    held: frozenset[str] = frozenset()
    if role is not None:
        person = make_person(app)
        if isinstance(role, Role):
            held = POWERS[role]
            make_grant(app, person, role, None if ROLE_SCOPES[role] is Scope.SYSTEM else NOBODY)
        sign_in(client, person, staff=isinstance(role, Role))
    with app.app_context():
        closed = [(rule, access) for rule in rules(app) if (access := access_of(rule.endpoint)) != "public"]
    answers = {
        (method, rule.rule): client.http.open(address(rule), method=method, headers={"Sec-Fetch-Site": "same-origin"})
        for rule, access in closed
        if access not in held and (access != "signed in" or role is None)
        for method in methods(rule)
    }
    opened = {key: answer.status_code for key, answer in answers.items() if answer.status_code < 300}
    assert opened == {}
    if role is None:
        to_sign_in = {key for key, answer in answers.items() if answer.status_code == 302}
        assert {key for key in answers if key[0] == "GET"} == {key for key in to_sign_in if key[0] == "GET"}
