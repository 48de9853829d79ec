"""The sign-ins of the demonstration: one for each role, good passwords, shown at every start."""

import stat
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from workshops.accounts.actions import check_password, ensure_password_fits
from workshops.accounts.models import Person, RoleGrant
from workshops.accounts.rules import ROLE_SCOPES, Role
from workshops.catalogue.models import Workshop
from workshops.certificates.models import Certificate
from workshops.demo import sign_ins
from workshops.demo.load import load
from workshops.directory.models import Organisation
from workshops.foundation.database import db
from workshops.permissions import POWERS
from workshops.registrations.models import Registration

pytestmark = pytest.mark.real_db


def kept(app: Flask) -> dict[str, str]:
    lines = (Path(app.instance_path) / "demo_sign_ins").read_text().splitlines()
    return dict(line.split() for line in lines)


def test_each_role_has_one_person_in_the_scope_that_belongs_to_it(told: Flask) -> None:
    grants = db.session.scalars(select(RoleGrant)).all()
    assert {grant.role for grant in grants} == set(POWERS) == set(Role)
    assert all(grant.scope == ROLE_SCOPES[Role(grant.role)] for grant in grants)
    scopes = {grant.role: grant.scope_id for grant in grants}
    assert db.session.get_one(Organisation, scopes[Role.ORGANIZER]).acronym == "UNOCT"
    workshops = (Role.CO_ORGANIZER, Role.HOST, Role.DESK)
    assert [db.session.get_one(Workshop, scopes[role]).city for role in workshops] == ["Doha", "Ankara", "Jakarta"]


def test_the_passwords_are_good_open_the_accounts_and_are_the_owners_alone(told: Flask) -> None:
    for email, password in kept(told).items():
        person = db.session.scalars(select(Person).where(Person.email == email)).one()
        assert ensure_password_fits(password, person.id) == password
        assert check_password(password, email=email)
    assert stat.S_IMODE((Path(told.instance_path) / "demo_sign_ins").stat().st_mode) == 0o600


def test_the_participant_has_a_certificate_and_a_seat_ahead(told: Flask) -> None:
    person = db.session.scalars(select(Person).where(Person.email == sign_ins.PARTICIPANT)).one()
    assert person.password_hash is None
    assert db.session.scalars(select(Certificate.state).where(Certificate.person_id == person.id)).all() == ["valid"]
    seats = select(Workshop.city).join(Registration).where(Registration.person_id == person.id, Registration.holds_seat)
    assert set(db.session.scalars(seats)) == {"", "Doha"}


def test_every_start_shows_address_and_password_of_each_role(demo: Flask) -> None:
    answer = demo.test_cli_runner().invoke(args=["demo", "load"])
    assert answer.exit_code == 0
    assert answer.stdout.startswith("The demonstration data was loaded before.\n")
    for email, password in kept(demo).items():
        assert any(email in line and password in line for line in answer.stdout.splitlines())
    assert "a code by mail, to be read at http://localhost/demo/mail" in answer.stdout


def test_lost_passwords_are_made_anew(demo: Flask) -> None:
    (Path(demo.instance_path) / "demo_sign_ins").unlink()
    with demo.app_context():
        assert not load()
        for email, password in kept(demo).items():
            assert check_password(password, email=email)
