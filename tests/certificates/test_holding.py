from dataclasses import replace

import pytest
from flask import Flask

from tests.certificates.conftest import Ended, file_by_record
from tests.support.browser import Browser
from tests.support.factories import make_person, make_registration, make_workshop
from tests.support.pdf import lines_by_poppler
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.certificates.actions import revoke
from workshops.certificates.models import Certificate
from workshops.certificates.rules import RevocationReason
from workshops.foundation.database import db
from workshops.foundation.tokens import sign
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.actions import correct
from workshops.registrations.models import Registration
from workshops.registrations.rules import CertificateStands, State


def holder(app: Flask, client: Browser, certificate_id: int) -> Browser:
    """The holder of the certificate, signed in with a mailed code."""
    with app.app_context():
        person_id = db.session.get_one(Certificate, certificate_id).person_id
    sign_in(client, person_id, staff=False)
    return client


def test_the_holder_downloads_the_file_of_the_record(
    app: Flask, client: Browser, certificate_id: int, ended: Ended
) -> None:
    answer = holder(app, client, certificate_id).http.get(f"/me/{ended.slug}/certificate.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="certificate-{ended.code}-00001.pdf"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.data == file_by_record(app, certificate_id)
    assert "Гулнора Раҳимова" in lines_by_poppler(answer.data)


def test_the_link_of_the_mails_opens_page_and_file_without_signing_in(
    app: Flask, client: Browser, certificate_id: int
) -> None:
    with app.app_context():
        token = sign("registration-status", db.session.get_one(Certificate, certificate_id).registration_id)
    page = client.get(f"/r/{token}")
    assert page.heading == "Your certificate is ready"
    assert "Show my whole name" not in page.words
    answer = client.http.get(next(link for link in page.links() if link.endswith(".pdf")))
    assert answer.data == file_by_record(app, certificate_id)
    assert client.get(f"/r/{token}x/certificate.pdf").status == client.get(f"/r/{token}x").status


def test_the_first_page_of_the_holder_says_that_it_is_ready(
    app: Flask, client: Browser, certificate_id: int, ended: Ended
) -> None:
    page = holder(app, client, certificate_id).get("/me")
    assert page.heading == "1 certificate is ready for you"
    assert f"/me/{ended.slug}/certificate.pdf" in page.links()
    with app.app_context(), unit_of_work():
        revoke(db.session.get_one(Certificate, certificate_id), RevocationReason.ISSUED_IN_ERROR, make_person(app))
    page = client.get("/me")
    assert page.heading == "You have no workshop ahead"
    assert f"/me/{ended.slug}/certificate.pdf" not in page.links()


def test_once_a_certificate_stands_its_holder_corrects_nothing_by_herself(
    app: Flask, client: Browser, certificate_id: int
) -> None:
    with app.app_context():
        registration = db.session.get_one(Registration, db.session.get_one(Certificate, certificate_id).registration_id)
        answers = replace(registration.answers, name_latin="Somebody Else")
        with pytest.raises(CertificateStands), unit_of_work():
            correct(registration.id, answers, actor_id=registration.person_id)


def test_who_has_a_seat_in_a_workshop_without_sessions_that_count_sees_no_meter(app: Flask, client: Browser) -> None:
    workshop_id, person_id = make_workshop(app, slug="no-sessions"), make_person(app)
    make_registration(app, workshop_id, person_id)
    sign_in(client, person_id, staff=False)
    assert "scheduled sessions" not in client.get("/me/no-sessions").words


def test_nobody_else_downloads_it(app: Flask, client: Browser, certificate_id: int, ended: Ended) -> None:
    path = f"/me/{ended.slug}/certificate.pdf"
    assert client.get(path).location == f"/sign-in?next={path}"
    sign_in(client, make_person(app), staff=False)
    assert client.get(path).status == 404
    assert client.post(f"/me/{ended.slug}/certificate/name", {"shown": "yes"}).status == 404


def test_a_download_writes_nothing(app: Flask, client: Browser, certificate_id: int, ended: Ended) -> None:
    browser = holder(app, client, certificate_id)
    with counted_statements() as statements:
        browser.http.get(f"/me/{ended.slug}/certificate.pdf")
    assert [statement for statement in statements if not statement.startswith("SELECT")] == []


def test_the_holders_page_shows_the_certificate_and_lets_her_show_her_name(
    app: Flask, client: Browser, certificate_id: int, ended: Ended
) -> None:
    browser = holder(app, client, certificate_id)
    page = browser.get(f"/me/{ended.slug}")
    assert page.heading == "Your certificate is ready"
    assert f"{ended.code}/00001" in page.words
    assert "5 of 5 scheduled sessions" in page.words
    page = browser.follow(browser.submit(page, button="Show my whole name"))
    assert "Whoever checks the code reads your whole name." in page.words
    public = browser.get(next(link for link in page.links() if link.startswith("/v/") and len(link) > 3))
    assert "Гулнора Раҳимова" in public.words
    page = browser.follow(browser.submit(page, button="Show the first letters only"))
    assert "Гулнора" not in browser.get(public.response.request.path).words


def test_the_page_of_a_participant_counts_her_sessions_and_names_those_she_missed(
    app: Flask, client: Browser, ended: Ended
) -> None:
    registration_id = ended.somebody(present_in=3)
    with app.app_context():
        person_id = db.session.get_one(Registration, registration_id).person_id
    sign_in(client, person_id, staff=False)
    page = client.get(f"/me/{ended.slug}")
    assert "3 of 5 scheduled sessions" in page.words
    assert "60 %: not reached" in page.words
    assert "at least 80 % of the scheduled required sessions, 4 of 5" in page.words
    assert "You were not marked in these sessions: Session 4Session 5 Were you there?" in page.words
    assert "Session 3: present" in page.words
    assert "Session 4: absent" in page.words


def test_her_page_offers_no_correction_once_the_certificate_is_drawn(
    app: Flask, client: Browser, certificate_id: int, ended: Ended
) -> None:
    correction = f"/me/{ended.slug}/correct"
    assert correction not in holder(app, client, certificate_id).get(f"/me/{ended.slug}").links()
    with app.app_context():
        person_id = db.session.get_one(Registration, ended.somebody(present_in=3)).person_id
    sign_in(client, person_id, staff=False)
    links = client.get(f"/me/{ended.slug}").links()
    assert correction in links
    assert f"/me/{ended.slug}/withdraw" not in links


def test_a_revoked_certificate_is_shown_as_what_it_is_and_not_given_out(
    app: Flask, client: Browser, certificate_id: int, ended: Ended
) -> None:
    with app.app_context(), unit_of_work():
        certificate = db.session.get_one(Certificate, certificate_id)
        revoke(certificate, RevocationReason.ISSUED_IN_ERROR, certificate.person_id)
    browser = holder(app, client, certificate_id)
    page = browser.get(f"/me/{ended.slug}")
    assert "It was issued in error." in page.words
    assert browser.get(f"/me/{ended.slug}/certificate.pdf").status == 404


@pytest.mark.parametrize("state", [State.WAITLISTED, State.DECLINED])
def test_who_had_no_seat_sees_neither_meter_nor_certificate(
    app: Flask, client: Browser, ended: Ended, state: State
) -> None:
    registration_id = ended.somebody(state=state)
    with app.app_context():
        person_id = db.session.get_one(Registration, registration_id).person_id
    sign_in(client, person_id, staff=False)
    page = client.get(f"/me/{ended.slug}")
    assert "scheduled sessions" not in page.words
    assert "Certificate" not in page.words
