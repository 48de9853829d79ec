import io
from dataclasses import replace as changed
from datetime import timedelta

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import insert, inspect, select
from sqlalchemy.exc import IntegrityError

from tests.certificates.conftest import Ended, Standing, make_ended
from tests.support.factories import make_person, make_session
from tests.support.pdf import lines_by_poppler
from tests.support.statements import counted_statements
from workshops.audit.models import AuditEntry
from workshops.catalogue.models import Workshop
from workshops.certificates.actions import override_entitlement, replace, revoke, switch_full_name
from workshops.certificates.models import Certificate
from workshops.certificates.pdf import render_certificate
from workshops.certificates.queries import entitlements, facts_of, find_certificate
from workshops.certificates.rules import (
    CertificateState,
    NobodyToIssueTo,
    NothingToCorrect,
    NothingToOverride,
    NotLive,
    NotOverYet,
    RevocationReason,
    Unreadable,
    Verdict,
)
from workshops.directory.models import Theme
from workshops.directory.rules import in_language
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.tokens import digest
from workshops.foundation.transactions import unit_of_work
from workshops.notifications.models import OutboxMessage
from workshops.registrations.models import Registration
from workshops.registrations.rules import State


@pytest.fixture
def actor_id(house: Flask) -> int:
    return make_person(house)


def a_certificate(certificate_id: int) -> Certificate:
    return db.session.get_one(Certificate, certificate_id)


def news(*events: str) -> list[tuple[str, int]]:
    lines = select(AuditEntry.event, AuditEntry.object_id).where(AuditEntry.event.in_(events))
    return [(line.event, line.object_id) for line in db.session.execute(lines.order_by(AuditEntry.sequence))]


def test_each_entitled_person_gets_one_certificate_however_often_it_is_asked(
    ended: Ended, actor_id: int, standing: Standing
) -> None:
    ended.somebody(present_in=5)
    ended.somebody(present_in=4)
    ended.somebody(present_in=3)
    first = ended.issue(actor_id)
    assert standing() == [(f"{ended.code}/00001", "valid"), (f"{ended.code}/00002", "valid")]
    assert news("CertificateIssued") == [("CertificateIssued", certificate_id) for certificate_id in first]
    with pytest.raises(NobodyToIssueTo):
        ended.issue(actor_id)
    assert len(standing()) == 2


def test_who_comes_later_gets_the_next_number(ended: Ended, actor_id: int, standing: Standing) -> None:
    ended.somebody()
    ended.issue(actor_id)
    ended.somebody()
    ended.somebody()
    ended.issue(actor_id)
    assert [number for number, _state in standing()] == [f"{ended.code}/0000{serial}" for serial in (1, 2, 3)]


def test_each_holder_is_told_once(ended: Ended, actor_id: int) -> None:
    people = [ended.somebody(), ended.somebody()]
    ended.issue(actor_id)
    messages = db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "certificate_issued")).all()
    assert [message.payload["registration_id"] for message in messages] == people


def test_nothing_is_issued_before_the_last_session_has_ended(ended: Ended, actor_id: int, standing: Standing) -> None:
    registration_id = ended.somebody()
    tomorrow = (clock.now() + timedelta(days=1)).replace(tzinfo=None)
    session_id = make_session(ended.app, ended.workshop_id, starts_local=tomorrow)
    ended.mark(session_id, registration_id)
    with pytest.raises(NotOverYet):
        ended.issue(actor_id)
    assert (standing(), news("CertificateIssued")) == ([], [])


def test_only_a_confirmed_seat_entitles(ended: Ended, actor_id: int, standing: Standing) -> None:
    for state in State:
        ended.somebody(state=state)
    ended.issue(actor_id)
    assert len(standing()) == 1


def test_the_database_refuses_a_second_live_certificate_for_a_person_and_a_workshop(
    ended: Ended, actor_id: int
) -> None:
    ended.somebody()
    certificate = a_certificate(*ended.issue(actor_id))
    row = {column.key: getattr(certificate, column.key) for column in inspect(Certificate).column_attrs}
    del row["id"]
    row |= {"number": "another", "serial": 2, "code_digest": digest("another")}
    with pytest.raises(IntegrityError), unit_of_work():
        db.session.execute(insert(Certificate), [row])
    with unit_of_work():
        db.session.execute(insert(Certificate), [row | {"state": "revoked"}])


def test_a_certificate_says_who_what_when_and_where(ended: Ended, actor_id: int) -> None:
    ended.somebody(name_own="Гулнора Раҳимова", name_latin="Gulnora Rahimova")
    facts = facts_of(a_certificate(*ended.issue(actor_id)))
    workshop = db.session.get_one(Workshop, ended.workshop_id)
    assert (facts.name, facts.name_latin) == ("Гулнора Раҳимова", "Gulnora Rahimova")
    assert facts.body == "Customs Service, Tajikistan"
    assert facts.title == workshop.text_in("en").title
    assert (facts.place, facts.hours) == ("Doha, Qatar", 5.0)
    assert (facts.starts_on, facts.ends_on) == (workshop.starts_local.date(), workshop.ends_local.date())
    assert facts.organisers == (workshop.organisation.name,)
    assert facts.signatories == (("Ilkka Rautavaara", "Head of Programme"),)
    assert facts.number == f"{ended.code}/00001"
    assert facts.verify_base_url == "http://localhost/v/"


@pytest.mark.parametrize(
    ("language", "body", "place", "online"),
    [
        ("ar", "Customs Service، طاجيكستان", "Doha، قطر", "عبر الإنترنت"),
        ("es", "Customs Service, Tayikistán", "Doha, Qatar", "En línea"),
        ("fr", "Customs Service, Tadjikistan", "Doha, Qatar", "En ligne"),
        ("ru", "Customs Service, Таджикистан", "Doha, Катар", "Онлайн"),
        ("zh", "Customs Service，塔吉克斯坦", "Doha，卡塔尔", "线上"),
    ],
)
def test_a_certificate_is_in_the_language_its_holder_chose(
    app: Flask, house: Flask, actor_id: int, language: str, body: str, place: str, online: str
) -> None:
    here, there = make_ended(app), make_ended(app, mode="online", city="", country_iso3=None)
    issued = []
    for workshop in (here, there):
        workshop.somebody(certificate_language=language)
        issued.append(facts_of(a_certificate(*workshop.issue(actor_id))))
    facts, elsewhere = issued
    assert (facts.language, facts.body, facts.place, elsewhere.place) == (language, body, place, online)
    assert facts.themes == (in_language(db.session.get_one(Theme, "pnr").names, language),)
    with pikepdf.open(io.BytesIO(render_certificate(facts))) as document:
        assert str(document.Root.Lang) == language


def test_the_organizer_may_set_the_hours(app: Flask, house: Flask, actor_id: int) -> None:
    workshop = make_ended(app, certificate_hours=12)
    workshop.somebody()
    certificate = a_certificate(*workshop.issue(actor_id))
    assert facts_of(certificate).hours == 12
    assert certificate.facts_digest == facts_of(certificate).digest()


def test_an_online_workshop_took_place_online(app: Flask, house: Flask, actor_id: int) -> None:
    online = make_ended(app, mode="online", city="", country_iso3=None)
    online.somebody()
    assert facts_of(a_certificate(*online.issue(actor_id))).place == "Online"


def test_a_name_no_font_can_print_stands_in_latin_letters(ended: Ended, actor_id: int) -> None:
    ended.somebody(name_own="\U00012000\U00012001", name_latin="Gulnora Rahimova")
    facts = facts_of(a_certificate(*ended.issue(actor_id)))
    assert (facts.name, facts.name_latin) == ("Gulnora Rahimova", None)


def test_the_printed_file_equals_the_record(ended: Ended, actor_id: int) -> None:
    ended.somebody(name_own="Гулнора Раҳимова")
    facts = facts_of(a_certificate(*ended.issue(actor_id)))
    lines = lines_by_poppler(render_certificate(facts))
    for line in (facts.name, facts.name_latin, facts.body, facts.place, facts.number, facts.shown_code):
        assert line in lines
    assert " ".join(lines).count(facts.title) == 1


def test_the_digest_holds_an_issued_certificate_to_its_words_for_ever(ended: Ended, actor_id: int) -> None:
    ended.somebody()
    certificate = a_certificate(*ended.issue(actor_id))
    facts = facts_of(certificate)
    assert certificate.facts_digest == facts.digest()
    assert changed(facts, hours=99).digest() != certificate.facts_digest


def test_the_code_is_nowhere_in_the_record_but_its_digest_finds_it(ended: Ended, actor_id: int) -> None:
    ended.somebody()
    certificate = a_certificate(*ended.issue(actor_id))
    code = facts_of(certificate).code
    for column in inspect(Certificate).column_attrs:
        assert code not in str(getattr(certificate, column.key))
    found = find_certificate(code.lower())
    assert found is not None
    assert found.id == certificate.id


def test_a_sealed_code_moved_to_another_certificate_does_not_open(ended: Ended, actor_id: int) -> None:
    ended.somebody()
    ended.somebody()
    one, other = map(a_certificate, ended.issue(actor_id))
    one.sealed_code = other.sealed_code
    with pytest.raises(Unreadable):
        facts_of(one)


def test_what_changes_later_leaves_the_issued_file_as_it_was(ended: Ended, actor_id: int) -> None:
    registration_id = ended.somebody()
    certificate_id = ended.issue(actor_id)[0]
    before = render_certificate(facts_of(a_certificate(certificate_id)))
    with unit_of_work():
        workshop = db.session.get_one(Workshop, ended.workshop_id)
        workshop.city, workshop.text_in("en").title, workshop.certificate_hours = "Kuwait City", "Another title", 40
        registration = db.session.get_one(Registration, registration_id)
        registration.name_latin, registration.agency = "Somebody Else", "Another agency"
        registration.person.name_latin = "Somebody Else"
    assert render_certificate(facts_of(a_certificate(certificate_id))) == before


def test_a_correction_takes_the_place_of_the_certificate_under_a_new_number_and_code(
    ended: Ended, actor_id: int, standing: Standing
) -> None:
    registration_id = ended.somebody()
    old_id = ended.issue(actor_id)[0]
    with unit_of_work():
        db.session.get_one(Registration, registration_id).name_latin = "Gulnora Rakhimova"
        a_certificate(old_id).shows_name = True
    with unit_of_work():
        new_id = replace(a_certificate(old_id), actor_id).id
    old, new = a_certificate(old_id), a_certificate(new_id)
    assert standing() == [(f"{ended.code}/00001", "replaced"), (f"{ended.code}/00001-2", "valid")]
    assert (facts_of(old).name, facts_of(new).name) == ("Gulnora Rahimova", "Gulnora Rakhimova")
    assert facts_of(old).code != facts_of(new).code
    assert (new.replaces_id, new.shows_name, old.ended_at) == (old_id, True, clock.now())
    assert news("CertificateReplaced") == [("CertificateReplaced", old_id)]


def test_a_correction_that_would_say_the_same_is_refused(ended: Ended, actor_id: int, standing: Standing) -> None:
    ended.somebody()
    certificate_id = ended.issue(actor_id)[0]
    with pytest.raises(NothingToCorrect), unit_of_work():
        replace(a_certificate(certificate_id), actor_id)
    assert standing() == [(f"{ended.code}/00001", "valid")]


def test_a_revoked_certificate_keeps_when_and_why(ended: Ended, actor_id: int) -> None:
    ended.somebody()
    certificate_id = ended.issue(actor_id)[0]
    with unit_of_work():
        revoke(a_certificate(certificate_id), RevocationReason.WRONG_PERSON, actor_id)
    certificate = a_certificate(certificate_id)
    assert (certificate.state, certificate.reason_class) == ("revoked", "wrong_person")
    assert certificate.ended_at == clock.now()
    assert news("CertificateRevoked") == [("CertificateRevoked", certificate_id)]


@pytest.mark.parametrize("state", [CertificateState.REVOKED, CertificateState.REPLACED])
def test_what_has_ended_is_neither_revoked_nor_replaced(
    *, ended: Ended, actor_id: int, state: CertificateState
) -> None:
    ended.somebody()
    certificate_id = ended.issue(actor_id)[0]
    with unit_of_work():
        a_certificate(certificate_id).state = state
    with pytest.raises(NotLive), unit_of_work():
        revoke(a_certificate(certificate_id), RevocationReason.MISUSE, actor_id)
    with pytest.raises(NotLive), unit_of_work():
        replace(a_certificate(certificate_id), actor_id)


def test_after_a_revocation_only_a_written_decision_leads_to_another_certificate(
    ended: Ended, actor_id: int, standing: Standing
) -> None:
    registration_id = ended.somebody()
    certificate_id = ended.issue(actor_id)[0]
    with unit_of_work():
        revoke(a_certificate(certificate_id), RevocationReason.ISSUED_IN_ERROR, actor_id)
    with pytest.raises(NobodyToIssueTo):
        ended.issue(actor_id)
    with clock.at(clock.now() + timedelta(minutes=1)):
        with unit_of_work():
            override_entitlement(db.session.get_one(Registration, registration_id), "It was hers.", actor_id)
        ended.issue(actor_id)
    assert standing() == [(f"{ended.code}/00001", "revoked"), (f"{ended.code}/00002", "valid")]


def test_a_written_decision_entitles_whom_the_rule_does_not(ended: Ended, actor_id: int, standing: Standing) -> None:
    registration_id = ended.somebody(present_in=3)
    with unit_of_work():
        override_entitlement(db.session.get_one(Registration, registration_id), "Her flight was late.", actor_id)
    assert [entitlement.verdict for entitlement in entitlements(_workshop(ended))] == [Verdict.OVERRIDDEN]
    ended.issue(actor_id)
    assert standing() == [(f"{ended.code}/00001", "valid")]
    assert news("EntitlementOverridden") == [("EntitlementOverridden", registration_id)]


def test_a_decision_about_somebody_who_is_entitled_or_has_no_seat_is_refused(ended: Ended, actor_id: int) -> None:
    for registration_id in (ended.somebody(), ended.somebody(state=State.WAITLISTED)):
        with pytest.raises(NothingToOverride), unit_of_work():
            override_entitlement(db.session.get_one(Registration, registration_id), "Because.", actor_id)


def test_the_holder_switches_her_name_and_each_switch_is_on_record_once(ended: Ended, actor_id: int) -> None:
    ended.somebody()
    certificate_id = ended.issue(actor_id)[0]
    for shown in (True, True, False):
        with unit_of_work():
            switch_full_name(a_certificate(certificate_id), shown=shown)
    lines = db.session.execute(select(AuditEntry).where(AuditEntry.event == "FullNameSwitched")).scalars().all()
    assert [line.details["shown"] for line in lines] == [True, False]
    assert {line.actor_id for line in lines} == {a_certificate(certificate_id).person_id}


def test_the_explanation_of_many_people_takes_as_many_statements_as_that_of_one(house: Flask, ended: Ended) -> None:
    ended.somebody()
    with counted_statements() as for_one:
        assert len(entitlements(_workshop(ended))) == 1
    db.session.expunge_all()
    for _ in range(20):
        ended.somebody(present_in=2)
    with counted_statements() as for_many:
        assert len(entitlements(_workshop(ended))) == 21
    assert len(for_many) == len(for_one)


def _workshop(ended: Ended) -> Workshop:
    return db.session.get_one(Workshop, ended.workshop_id)
