"""Loading: the same everywhere, once, silently, and never among real people."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.demo.conftest import ANCHOR, demonstration
from tests.support.statements import counted_statements
from workshops.accounts.models import Person
from workshops.audit.models import AuditEntry, AuditHead
from workshops.audit.queries import first_fault
from workshops.calendars.models import SentInvitation
from workshops.catalogue.models import Programme, Workshop
from workshops.certificates.facts import CertificateFacts
from workshops.certificates.models import Certificate
from workshops.certificates.pdf import render_certificate
from workshops.certificates.queries import facts_of, find_certificate
from workshops.demo.load import NotADemonstration, load
from workshops.foundation.database import Base, db
from workshops.notifications.models import OutboxMessage

pytestmark = pytest.mark.real_db

SECRETS = frozenset({"password_hash", "code_digest", "sealed_code", "facts_digest", "stored_name"})
RECORD = frozenset({AuditEntry.__tablename__, AuditHead.__tablename__})


def everything(app: Flask) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables but the record, without what is secret."""
    with app.app_context():
        return {
            table.name: [
                {name: value for name, value in row.items() if name not in SECRETS}
                for row in db.session.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in Base.metadata.sorted_tables
            if table.name not in RECORD
        }


def test_two_loads_around_the_same_day_are_equal_to_the_last_row(demo: Flask, tmp_path: Path) -> None:
    with demonstration(tmp_path, "second") as second:
        expected, found = everything(demo), everything(second)
    assert expected.keys() == found.keys()
    for table, rows in expected.items():
        assert found[table] == rows, table


def test_a_second_load_looks_once_and_changes_nothing(demo: Flask) -> None:
    before = everything(demo)
    with demo.app_context(), counted_statements() as statements:
        assert not load(ANCHOR)
    assert len(statements) == 1
    assert everything(demo) == before


def test_where_real_people_may_be_nothing_is_loaded(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    production = dataclasses.replace(house.config["SETTINGS"], environment="production")
    monkeypatch.setitem(house.config, "SETTINGS", production)
    with pytest.raises(NotADemonstration):
        load()
    answer = house.test_cli_runner().invoke(args=["demo", "load"])
    assert (answer.exit_code, answer.stderr) == (
        1,
        "Error: Demonstration data is for ENVIRONMENT=demo only; this copy may hold the data of real people.\n",
    )
    assert db.session.scalars(select(Person)).all() == []


def test_the_load_is_one_line_of_an_unbroken_record(told: Flask) -> None:
    assert first_fault() is None
    line = db.session.scalars(select(AuditEntry)).one()
    phase = db.session.scalars(select(Programme).where(Programme.code == "kuwait-phase")).one()
    assert (line.event, line.object_type, line.object_id) == ("DemonstrationLoaded", "programme", phase.id)
    assert line.details == {"anchor": "2026-11-24"}


@pytest.mark.parametrize("model", [OutboxMessage, SentInvitation])
def test_history_sends_no_mail(told: Flask, model: type[Base]) -> None:
    assert db.session.scalar(select(func.count()).select_from(model)) == 0


@pytest.mark.parametrize("column", [Person.email, Workshop.contact_email])
def test_no_address_can_be_a_real_one(told: Flask, column: Any) -> None:
    assert [address for address in db.session.scalars(select(column)) if not address.endswith(".example")] == []


def test_every_code_leads_to_its_certificate_and_the_facts_it_was_issued_with(told: Flask) -> None:
    for certificate in db.session.scalars(select(Certificate)):
        facts = facts_of(certificate)
        assert facts.digest() == certificate.facts_digest
        assert find_certificate(facts.code) is certificate


def test_every_certificate_can_be_drawn_in_its_language(told: Flask) -> None:
    drawn: list[CertificateFacts] = [facts_of(certificate) for certificate in db.session.scalars(select(Certificate))]
    files = [render_certificate(facts) for facts in drawn]
    assert {file[:8] for file in files} == {b"%PDF-1.7"}
    assert {facts.language for facts in drawn} == {"ar", "en", "es", "fr", "ru", "zh"}
    assert max(map(len, files)) <= 50 * 1024


def test_a_corrected_certificate_differs_in_the_agency_alone(told: Flask) -> None:
    for new in db.session.scalars(select(Certificate).where(Certificate.replaces_id.is_not(None))):
        old = db.session.get_one(Certificate, new.replaces_id)
        differing = {name for name, value in new.facts.items() if old.facts[name] != value}
        assert differing == {"body", "number", "issued_on"}
        assert (old.state, old.ended_at, new.state) == ("replaced", new.issued_at, "valid")
