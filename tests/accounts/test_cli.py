"""Operators make the first administrator and end sessions, from the shell."""

import re

from flask import Flask
from sqlalchemy import func, select

from tests.support.browser import Browser
from tests.support.factories import make_person
from tests.support.signing_in import sign_in
from workshops.accounts.models import OneTimeCode, Person, RoleGrant, WebSession
from workshops.foundation.database import db

NEW = "nine slow barges leave the quay"


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["accounts", *arguments])
    return result.exit_code, result.output


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_first_administrator_chooses_her_password_by_a_printed_link(client: Browser) -> None:
    status, output = run(client.app, "create-admin", "Ada@Office.example", "--name", "Ada Minister")
    found = re.fullmatch(
        r"Open this link within 60 minutes to choose the password:\nhttp://localhost(/password/[\w-]{43})\n", output
    )
    assert (status, bool(found)) == (0, True)
    assert found
    page = client.submit(client.get(found[1]), {"new": NEW, "again": NEW})
    page = client.submit(client.follow(page), {"email": "ada@office.example", "password": NEW})
    assert page.status == 303
    assert client.get("/people").status == 200


def test_the_printed_link_is_not_in_the_database(house: Flask) -> None:
    _status, output = run(house, "create-admin", "ada@office.example", "--name", "Ada Minister")
    token = output.strip().rpartition("/")[2]
    row = db.session.scalars(select(OneTimeCode)).one()
    assert token not in " ".join(str(value) for value in vars(row).values())


def test_making_an_administrator_twice_makes_one(house: Flask) -> None:
    for _ in range(2):
        run(house, "create-admin", "ada@office.example", "--name", "Ada Minister")
    assert (count(house, Person), count(house, RoleGrant)) == (1, 1)


def test_an_address_that_is_none_is_refused_in_plain_words(house: Flask) -> None:
    for address in ("ada", "ada@", "a@b, c@d", "ada@" + "x" * 300 + ".example"):
        status, output = run(house, "create-admin", address, "--name", "Ada")
        assert (status, "Traceback" in output, "whole e-mail address" in output) == (2, False, True)
    assert count(house, Person) == 0


def test_the_sessions_of_one_person_or_of_everybody_are_ended(client: Browser) -> None:
    make_session = [make_person(client.app, email=f"p{number}@office.example") for number in range(3)]
    for person_id in [*make_session, make_session[0]]:
        sign_in(client, person_id)
    assert run(client.app, "end-sessions", "P0@office.example") == (0, "Sessions ended: 2.\n")
    assert count(client.app, WebSession) == 2
    assert run(client.app, "end-sessions", "--all") == (0, "Sessions ended: 2.\n")
    assert count(client.app, WebSession) == 0


def test_ending_sessions_needs_to_know_whose(house: Flask) -> None:
    assert run(house, "end-sessions", "nobody@office.example") == (1, "Nobody has this address.\n")
    for arguments in ([], ["a@office.example", "--all"]):
        status, output = run(house, "end-sessions", *arguments)
        assert (status, "Name one address, or --all." in output) == (2, True)
