"""Two organizers press a button at the same moment, each in a thread and a transaction of her own."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.certificates.conftest import make_ended
from tests.support.at_once import at_once
from tests.support.factories import make_person
from workshops.audit.models import AuditEntry
from workshops.catalogue.models import Workshop
from workshops.certificates.actions import issue_all, replace, revoke
from workshops.certificates.models import Certificate, CertificateCounter
from workshops.certificates.rules import RevocationReason
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.models import Registration

pytestmark = pytest.mark.real_db
ROUNDS = [pytest.param(2, id="short"), pytest.param(50, id="long", marks=pytest.mark.soak)]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_issuing_from_four_hands_at_once_gives_each_person_one_and_leaves_no_gap(
    real_house: Flask, rounds: int
) -> None:
    for _ in range(rounds):
        ended, actor_id = make_ended(real_house), make_person(real_house)
        people = sorted(ended.somebody() for _ in range(12))

        def issue(workshop_id: int = ended.workshop_id, actor_id: int = actor_id) -> int:
            return len(issue_all(db.session.get_one(Workshop, workshop_id), actor_id))

        assert sorted(map(str, at_once(real_house, [issue] * 4))) == ["12", *["NobodyToIssueTo"] * 3]
        with real_house.app_context():
            certificates = db.session.scalars(
                select(Certificate).where(Certificate.workshop_id == ended.workshop_id).order_by(Certificate.serial)
            ).all()
            assert [certificate.serial for certificate in certificates] == list(range(1, 13))
            assert sorted(certificate.registration_id for certificate in certificates) == people
            assert db.session.get_one(CertificateCounter, ended.workshop_id).last == 12
            told = select(AuditEntry.object_id).where(
                AuditEntry.event == "CertificateIssued", AuditEntry.object_id.in_([one.id for one in certificates])
            )
            assert sorted(db.session.scalars(told)) == sorted(one.id for one in certificates)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_certificate_is_revoked_or_replaced_but_not_both(real_house: Flask, rounds: int) -> None:
    for _ in range(rounds):
        ended, actor_id = make_ended(real_house), make_person(real_house)
        registration_id = ended.somebody()
        certificate_id = ended.issue(actor_id)[0]
        with real_house.app_context(), unit_of_work():
            db.session.get_one(Registration, registration_id).name_latin = "Somebody Else"

        def correct(certificate_id: int = certificate_id, actor_id: int = actor_id) -> str:
            return str(replace(db.session.get_one(Certificate, certificate_id), actor_id).state)

        def withdraw(certificate_id: int = certificate_id, actor_id: int = actor_id) -> str:
            revoke(db.session.get_one(Certificate, certificate_id), RevocationReason.MISUSE, actor_id)
            return "revoked"

        answers = at_once(real_house, [correct, withdraw, correct, withdraw])
        assert sorted(map(str, answers)) in (["NotLive"] * 3 + ["revoked"], ["NotLive"] * 3 + ["valid"])
        with real_house.app_context():
            states = select(Certificate.state).where(Certificate.workshop_id == ended.workshop_id)
            assert sorted(db.session.scalars(states)) in (["revoked"], ["replaced", "valid"])
