from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.certificates.conftest import Ended, Standing, make_ended
from tests.support.browser import Browser
from tests.support.factories import make_person, make_session
from tests.support.hostile import HOSTILE
from tests.support.pdf import lines_by_poppler
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.models import WebSession
from workshops.accounts.rules import Role
from workshops.certificates.models import Certificate, EntitlementOverride
from workshops.certificates.pdf import render_certificate
from workshops.certificates.queries import facts_of
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.tokens import sign
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.models import Registration
from workshops.registrations.rules import State


@pytest.fixture
def organizer(app: Flask, client: Browser, ended: Ended) -> Browser:
    """The organizer of the workshop that is over."""
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=ended.organisation_id, name_latin="Salma Idrissi"))
    return client


@pytest.fixture
def path(ended: Ended) -> str:
    return f"/manage/{ended.slug}/certificates"


@pytest.fixture
def certificate_id(app: Flask, ended: Ended) -> int:
    """A valid certificate of somebody with a name in two scripts."""
    ended.somebody(name_own="Гулнора Раҳимова", name_latin="Gulnora Rahimova")
    return ended.issue(make_person(app))[0]


def holder(app: Flask, client: Browser, certificate_id: int) -> Browser:
    """The holder of the certificate, signed in with a mailed code."""
    with app.app_context():
        person_id = db.session.get_one(Certificate, certificate_id).person_id
    sign_in(client, person_id, staff=False)
    return client


def file_by_record(app: Flask, certificate_id: int) -> bytes:
    with app.app_context():
        return render_certificate(facts_of(db.session.get_one(Certificate, certificate_id)))


def proved_long_ago(app: Flask) -> None:
    with app.app_context(), unit_of_work():
        db.session.execute(update(WebSession).values(proved_at=clock.now() - timedelta(minutes=6)))


# The organizer


def test_the_organizer_reads_who_is_eligible_who_is_not_and_why(organizer: Browser, ended: Ended, path: str) -> None:
    ended.somebody(name_latin="Aigul A")
    ended.somebody(name_latin="Bermet B", present_in=3)
    ended.somebody(name_latin="Chinara C", present_in=0)
    page = organizer.get(path)
    assert "1 eligible, 2 not" in page.words
    assert "Present in 3 sessions; 4 of 5 are needed." in page.words
    assert "Present in 0 sessions; 4 of 5 are needed." in page.words
    # Who needs a decision comes first.
    assert page.words.index("Chinara C") < page.words.index("Aigul A")


def test_one_button_issues_them_all_and_asking_twice_issues_nothing_more(
    organizer: Browser, ended: Ended, path: str, standing: Standing
) -> None:
    ended.somebody(name_latin="Aigul A")
    ended.somebody(name_latin="Bermet B")
    page = organizer.get(path)
    done = organizer.follow(organizer.submit(page, button="Issue 2 certificates"))
    assert "2 certificates are issued. Their holders are told by mail." in done.words
    again = organizer.submit(page, button="Issue 2 certificates")
    assert again.status == 409
    assert "Everybody who is entitled has a certificate already." in again.words
    assert standing() == [(f"{ended.code}/00001", "valid"), (f"{ended.code}/00002", "valid")]


def test_before_the_end_nothing_is_issued(
    app: Flask, organizer: Browser, ended: Ended, path: str, standing: Standing
) -> None:
    registration_id = ended.somebody()
    tomorrow = (clock.now() + timedelta(days=1)).replace(tzinfo=None)
    ended.mark(make_session(app, ended.workshop_id, starts_local=tomorrow), registration_id)
    page = organizer.get(path)
    assert "Certificates can be issued when the last session has ended" in page.words
    assert "Issue 1 certificate" not in page.words
    answer = organizer.post(path)
    assert answer.status == 409
    assert "Certificates can be issued when the last session has ended." in answer.words
    assert standing() == []


def test_issuing_asks_for_a_fresh_proof(
    app: Flask, organizer: Browser, ended: Ended, path: str, standing: Standing
) -> None:
    ended.somebody()
    page = organizer.get(path)
    proved_long_ago(app)
    answer = organizer.submit(page, button="Issue 1 certificate")
    assert answer.location == f"/confirm-it-is-you?next={path}"
    assert standing() == []


def test_correcting_and_revoking_ask_for_a_fresh_proof(
    app: Flask, organizer: Browser, certificate_id: int, path: str, standing: Standing
) -> None:
    proved_long_ago(app)
    for step in ("replace", "revoke"):
        for answer in (
            organizer.get(f"{path}/{certificate_id}/{step}"),
            organizer.post(f"{path}/{certificate_id}/{step}", {"reason": "misuse", "name_latin": "Somebody Else"}),
        ):
            assert answer.location == f"/confirm-it-is-you?next={path}/{certificate_id}/{step}"
    assert [state for _number, state in standing()] == ["valid"]


def test_a_decision_against_the_rule_is_kept_in_writing(
    app: Flask, organizer: Browser, ended: Ended, path: str, standing: Standing
) -> None:
    registration_id = ended.somebody(name_latin="Bermet B", present_in=3)
    page = organizer.get(path)
    form = organizer.get(next(link for link in page.links() if "/override/" in link))
    assert "Present in 3 sessions; 4 of 5 are needed." in form.words
    done = organizer.follow(organizer.submit(form, {"reason": "Her flight was late."}, button="Decide"))
    assert "Eligible by your decision" in done.words
    with app.app_context():
        assert db.session.get_one(EntitlementOverride, registration_id).reason == "Her flight was late."
    organizer.submit(done, button="Issue 1 certificate")
    assert standing() == [(f"{ended.code}/00001", "valid")]


def test_a_decision_without_a_reason_is_refused(app: Flask, organizer: Browser, ended: Ended, path: str) -> None:
    registration_id = ended.somebody(present_in=3)
    page = organizer.post(f"{path}/override/{registration_id}", {"reason": "  "})
    assert page.status == 422
    assert page.words.count("Write why this person gets the certificate.") == 2


def test_a_decision_about_somebody_who_is_eligible_is_refused_with_the_reason_kept(
    organizer: Browser, ended: Ended, path: str
) -> None:
    page = organizer.post(f"{path}/override/{ended.somebody()}", {"reason": "Because."})
    assert page.status == 409
    assert "Only a participant who gets no certificate by the rule needs a decision in writing." in page.words
    assert "Because." in page.body


def test_a_correction_replaces_the_certificate_and_both_pages_say_so(
    app: Flask, organizer: Browser, certificate_id: int, path: str, ended: Ended, standing: Standing
) -> None:
    form = organizer.get(f"{path}/{certificate_id}/replace")
    page = organizer.follow(
        organizer.submit(
            form, {"name_own": "Гулнора Рахимова", "agency": "Border Troops"}, button="Issue the corrected certificate"
        )
    )
    assert standing() == [(f"{ended.code}/00001", "replaced"), (f"{ended.code}/00001-2", "valid")]
    assert "Гулнора Рахимова" in page.words
    assert [link for link in page.links() if link == f"{path}/{certificate_id}"]
    old = organizer.get(f"{path}/{certificate_id}")
    assert "Replaced" in old.words
    assert "Гулнора Раҳимова" in old.words
    with app.app_context():
        registration = db.session.scalars(select(Registration)).one()
        assert (registration.name_own, registration.agency) == ("Гулнора Рахимова", "Border Troops")


def test_a_correction_that_changes_nothing_is_refused_with_everything_kept(
    organizer: Browser, certificate_id: int, path: str, standing: Standing
) -> None:
    page = organizer.submit(organizer.get(f"{path}/{certificate_id}/replace"), button="Issue the corrected certificate")
    assert page.status == 409
    assert "The corrected certificate would say the same." in page.words
    assert 'value="Гулнора Раҳимова"' in page.body
    assert len(standing()) == 1


def test_a_latin_name_is_written_as_in_a_passport(organizer: Browser, certificate_id: int, path: str) -> None:
    page = organizer.post(f"{path}/{certificate_id}/replace", {"name_latin": "Гулнора"})
    assert page.status == 422
    assert "Use Latin letters, spaces, hyphens and apostrophes, as in the passport." in page.words


def test_revoking_says_what_follows_and_asks_for_a_reason(
    organizer: Browser, certificate_id: int, path: str, ended: Ended, standing: Standing
) -> None:
    form = organizer.get(f"{path}/{certificate_id}/revoke")
    assert "its holder is told by mail" in form.words
    refused = organizer.submit(form, button="Revoke")
    assert refused.status == 422
    assert refused.words.count("Choose why the certificate is revoked.") == 2
    page = organizer.follow(organizer.submit(form, {"reason": "wrong_person"}, button="Revoke"))
    assert "It was issued to the wrong person." in page.words
    assert standing() == [(f"{ended.code}/00001", "revoked")]
    again = organizer.submit(form, {"reason": "misuse"}, button="Revoke")
    assert again.status == 409
    assert "This certificate was revoked or replaced before." in again.words
    assert "An earlier certificate was revoked." in organizer.get(path).words


def test_the_preview_is_the_holders_file(app: Flask, organizer: Browser, certificate_id: int, path: str) -> None:
    answer = organizer.http.get(f"{path}/{certificate_id}.pdf")
    assert answer.data == file_by_record(app, certificate_id)


def test_the_specimen_is_in_nobodys_name_and_its_code_is_unknown(organizer: Browser, ended: Ended, path: str) -> None:
    answer = organizer.http.get(f"{path}/specimen.pdf")
    lines = lines_by_poppler(answer.data)
    assert {"Specimen", "SPECIMEN", "0000-0000-0000-0000"} <= set(lines)
    assert organizer.get("/v/0000-0000-0000-0000").status == 404


@pytest.mark.parametrize("role", [Role.CO_ORGANIZER, Role.HOST])
def test_helpers_read_who_has_a_certificate_but_issue_change_and_open_none(
    app: Flask, client: Browser, ended: Ended, certificate_id: int, path: str, role: Role
) -> None:
    ended.somebody()
    ended.somebody(present_in=1)
    sign_in(client, make_person(app, role=role, scope_id=ended.workshop_id))
    page = client.get(path)
    assert "Issue 1 certificate" not in page.words
    assert not [link for link in page.links() if "/override/" in link]
    shown = client.get(f"{path}/{certificate_id}")
    assert not [link for link in shown.links() if link.endswith(("/replace", "/revoke", ".pdf")) or "/v/" in link]
    assert client.post(path).status == 403
    assert client.get(f"{path}/{certificate_id}.pdf").status == 403


def test_what_belongs_to_another_workshop_is_not_there(
    app: Flask, organizer: Browser, certificate_id: int, ended: Ended, path: str, standing: Standing
) -> None:
    foreign = make_ended(app)
    registration_id = foreign.somebody(present_in=1)
    own_registration = ended.somebody(present_in=1)
    theirs = f"/manage/{foreign.slug}/certificates"
    pages = ("", "/specimen.pdf", f"/override/{registration_id}", f"/{certificate_id}", f"/{certificate_id}.pdf")
    for page in (*pages, f"/{certificate_id}/replace", f"/{certificate_id}/revoke"):
        assert organizer.get(theirs + page).status == 404
    assert organizer.get(f"{path}/override/{registration_id}").status == 404
    for page in ("", f"/override/{own_registration}", f"/{certificate_id}/replace", f"/{certificate_id}/revoke"):
        assert organizer.post(theirs + page, {"reason": "misuse", "name_latin": "X"}).status == 404
    assert [state for _number, state in standing()] == ["valid"]


def test_the_list_takes_as_many_statements_for_many_people_as_for_one(
    organizer: Browser, ended: Ended, path: str
) -> None:
    ended.somebody()
    with counted_statements() as for_one:
        organizer.get(path)
    for number in range(60):
        ended.somebody(present_in=number % 6, name_latin=f"Person {number:02}")
    with counted_statements() as for_many:
        page = organizer.get(path)
    assert len(for_many) == len(for_one)
    assert "Page 1 of 2" in page.words


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_is_refused_in_words(
    organizer: Browser, ended: Ended, certificate_id: int, path: str, standing: Standing, typed: str
) -> None:
    registration_id = ended.somebody(present_in=1)
    assert organizer.get(path, query_string={"page": typed}).status == 200
    assert organizer.post(f"{path}/override/{registration_id}", {"reason": typed}).status in (303, 422)
    assert organizer.post(f"{path}/{certificate_id}/revoke", {"reason": typed}).status == 422
    for field in ("name_own", "agency"):
        answer = organizer.post(f"{path}/{certificate_id}/replace", {"name_latin": "Gulnora R", field: typed})
        assert answer.status in (303, 409, 422)
    assert organizer.post(f"{path}/{certificate_id}/replace", {"name_latin": typed}).status in (409, 422)
    assert sum(state == "valid" for _number, state in standing()) == 1


# The holder


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
    assert "You were not marked in these sessions: Session 4 and Session 5." in page.words
    assert "Session 3: present" in page.words
    assert "Session 4: absent" in page.words


def test_a_revoked_certificate_is_shown_as_what_it_is_and_not_given_out(
    app: Flask, organizer: Browser, certificate_id: int, ended: Ended, path: str
) -> None:
    organizer.post(f"{path}/{certificate_id}/revoke", {"reason": "issued_in_error"})
    browser = holder(app, organizer, certificate_id)
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
