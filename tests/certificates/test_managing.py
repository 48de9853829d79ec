from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.certificates.conftest import Ended, Standing, file_by_record, make_ended
from tests.support.browser import Browser
from tests.support.factories import make_person, make_session
from tests.support.hostile import HOSTILE
from tests.support.pdf import lines_by_poppler
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.models import WebSession
from workshops.accounts.rules import Role
from workshops.certificates.models import EntitlementOverride
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.models import Registration


@pytest.fixture
def organizer(app: Flask, client: Browser, ended: Ended) -> Browser:
    """The organizer of the workshop that is over."""
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=ended.organisation_id, name_latin="Salma Idrissi"))
    return client


@pytest.fixture
def path(ended: Ended) -> str:
    return f"/manage/{ended.slug}/certificates"


def proved_long_ago(app: Flask) -> None:
    with app.app_context(), unit_of_work():
        db.session.execute(update(WebSession).values(proved_at=clock.now() - timedelta(minutes=6)))


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
        address = f"{path}/{certificate_id}/{step}"
        assert organizer.get(address).location == f"/confirm-it-is-you?next={address}"
        waiting = organizer.post(address, {"reason": "misuse", "name_latin": "Somebody Else"})
        assert (waiting.status, waiting.heading) == (403, "Confirm that it is you")
        assert f"/confirm-it-is-you?next={address}" in waiting.links()
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
