import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.factories import make_person
from tests.support.hostile import HOSTILE
from tests.support.pdf import lines_by_poppler
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.certificates.actions import replace, revoke
from workshops.certificates.facts import CODE_ALPHABET, CertificateFacts
from workshops.certificates.models import Certificate
from workshops.certificates.pdf import render_certificate
from workshops.certificates.queries import facts_of
from workshops.certificates.rules import RevocationReason
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.limits import limiter
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.models import Registration

UNKNOWN = "We do not know this code"


@pytest.fixture
def actor_id(app: Flask, database: None) -> int:
    return make_person(app)


@pytest.fixture
def facts(app: Flask, certificate_id: int) -> CertificateFacts:
    return facts_by_id(app, certificate_id)


@pytest.fixture
def change(app: Flask, certificate_id: int) -> Callable[..., None]:
    def apply(action: Callable[[Certificate], object]) -> None:
        with app.app_context(), unit_of_work():
            action(db.session.get_one(Certificate, certificate_id))

    return apply


def facts_by_id(app: Flask, certificate_id: int) -> CertificateFacts:
    with app.app_context():
        return facts_of(db.session.get_one(Certificate, certificate_id))


def test_a_valid_certificate_says_so_first_and_then_exactly_what_it_says(
    client: Browser, facts: CertificateFacts
) -> None:
    page = client.get(f"/v/{facts.code}")
    assert (page.status, page.heading) == (200, "This certificate is valid")
    for words in (facts.title, facts.place, "5 hours", facts.organisers[0], facts.number, facts.shown_code):
        assert words in page.words
    assert {facts.title, facts.place, "5 hours", facts.number} <= set(lines_by_poppler(render_certificate(facts)))


def test_a_stranger_reads_only_the_first_letters_of_the_name_and_nothing_else_about_the_holder(
    client: Browser, facts: CertificateFacts
) -> None:
    page = client.get(f"/v/{facts.code}")
    assert "Г… Р…" in page.words
    assert "G… R…" in page.words
    for secret in ("Rahimova", "Раҳимова", "Tajikistan", "Customs Service", "@"):
        assert secret not in page.body


def test_the_holder_may_let_everybody_read_her_name(
    client: Browser, facts: CertificateFacts, change: Callable[..., None]
) -> None:
    change(lambda certificate: setattr(certificate, "shows_name", True))
    page = client.get(f"/v/{facts.code}")
    assert "Гулнора Раҳимова" in page.words
    assert "Gulnora Rahimova" in page.words
    assert "Compare the name" not in page.words


def test_a_revoked_certificate_says_since_when_and_why(
    client: Browser, facts: CertificateFacts, change: Callable[..., None], actor_id: int
) -> None:
    change(lambda certificate: revoke(certificate, RevocationReason.WRONG_PERSON, actor_id))
    page = client.get(f"/v/{facts.code}")
    assert (page.status, page.heading) == (200, "This certificate was revoked")
    assert "It was issued to the wrong person. Do not accept it." in page.words
    assert f"revoked on {clock.now():%-d %B %Y}" in page.words
    assert "Compare the name" not in page.words


def test_a_replaced_certificate_says_so_without_telling_the_new_code(
    app: Flask, client: Browser, facts: CertificateFacts, change: Callable[..., None], actor_id: int
) -> None:
    new_ids = []

    def correct(certificate: Certificate) -> None:
        db.session.get_one(Registration, certificate.registration_id).name_latin = "Gulnora Rakhimova"
        new_ids.append(replace(certificate, actor_id).id)

    change(correct)
    page, new = client.get(f"/v/{facts.code}"), facts_by_id(app, new_ids[0])
    assert (page.status, page.heading) == (200, "This certificate was replaced")
    assert new.code not in page.body
    assert new.shown_code not in page.body
    assert client.get(f"/v/{new.code}").heading == "This certificate is valid"


@pytest.mark.parametrize("spelling", ["lower", "hyphens", "spaces", "misread"])
def test_a_code_is_found_in_any_spelling(client: Browser, facts: CertificateFacts, spelling: str) -> None:
    typed = {
        "lower": facts.code.lower(),
        "hyphens": facts.shown_code,
        "spaces": facts.shown_code.replace("-", " "),
        "misread": facts.code.replace("0", "O").replace("1", "l"),
    }[spelling]
    assert client.get("/v/" + typed).heading == "This certificate is valid"
    assert client.get("/v/", query_string={"code": typed}).heading == "This certificate is valid"


def test_one_hundred_and_twenty_altered_codes_are_unknown_and_their_pages_are_the_same(
    app: Flask, client: Browser, facts: CertificateFacts
) -> None:
    altered = [
        facts.code[:place] + CODE_ALPHABET[CODE_ALPHABET.index(letter) - step] + facts.code[place + 1 :]
        for place, letter in enumerate(facts.code)
        for step in range(1, 9)
    ]
    assert len(set(altered)) == 128
    bodies = set()
    for code in altered[:120]:
        limiter.reset()
        page = client.get(f"/v/{code}")
        assert (page.status, page.heading) == (404, UNKNOWN)
        bodies.add(page.body)
    assert len(bodies) == 1


def test_a_prefix_an_id_a_number_and_nonsense_get_the_page_of_an_unknown_code(
    client: Browser, facts: CertificateFacts, certificate_id: int
) -> None:
    expected = client.get("/v/0000-0000-0000-0000")
    others = [facts.code[:15], facts.code + "0", str(certificate_id), facts.number, "x", "a/b/c", "%00", "%F0%9F%98%80"]
    for other in others:
        page = client.get(f"/v/{other}")
        assert (page.status, page.body) == (404, expected.body), other
    for other in others[:4]:
        page = client.get("/v/", query_string={"code": other})
        # The links to other languages keep what was typed.
        assert re.sub("code=[^&]*&amp;", "", page.body) == expected.body
    assert client.post("/v/0000-0000-0000-0000", {"name": "Gulnora"}).body == expected.body


def test_an_unknown_code_and_a_malformed_one_cost_the_same_statements(client: Browser) -> None:
    with counted_statements() as for_unknown:
        client.get("/v/0000-0000-0000-0000")
    with counted_statements() as for_malformed:
        client.get("/v/0000")
    assert len(for_unknown) == len(for_malformed) == 1


def test_no_page_of_the_check_is_found_by_search_engines_kept_or_named_to_others(
    client: Browser, facts: CertificateFacts
) -> None:
    for path in ("/v/", "/v/batch", f"/v/{facts.code}", "/v/0000", f"/v/{facts.code}.json", "/v/0000.json"):
        headers = client.get(path).response.headers
        assert headers["X-Robots-Tag"] == "noindex"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "private, no-store"


def test_a_machine_reads_the_state_and_nothing_else(
    client: Browser, facts: CertificateFacts, change: Callable[..., None], actor_id: int
) -> None:
    assert client.get(f"/v/{facts.shown_code}.json").response.json == {"state": "valid"}
    change(lambda certificate: revoke(certificate, RevocationReason.MISUSE, actor_id))
    assert client.get(f"/v/{facts.code}.json").response.json == {"state": "revoked"}
    unknown = client.get("/v/0000.json")
    assert (unknown.status, unknown.response.json) == (404, {"state": "unknown"})


def test_the_same_name_in_either_script_matches_and_another_does_not(client: Browser, facts: CertificateFacts) -> None:
    page = client.get(f"/v/{facts.code}")
    for name in ("rahimova GULNORA", "Раҳимова Гулнора"):
        assert "The name is the same as on the certificate." in client.submit(page, {"name": name}).words
    page = client.submit(page, {"name": "Gulnora"})
    assert page.status == 200
    assert "This is not the name on the certificate." in page.words
    assert 'value="Gulnora"' in page.body


def test_the_name_is_compared_over_tls_although_the_page_sends_no_referer(
    client: Browser, facts: CertificateFacts
) -> None:
    page = client.post(f"/v/{facts.code}", {"name": "Gulnora Rahimova"}, base_url="https://localhost")
    assert "The name is the same as on the certificate." in page.words


def test_no_name_is_a_sentence_beside_the_field(client: Browser, facts: CertificateFacts) -> None:
    page = client.submit(client.get(f"/v/{facts.code}"), {"name": "  "})
    assert page.status == 422
    assert page.words.count("Write the name as it is printed.") == 2


def test_a_name_is_tried_five_times_an_hour_for_a_code_from_wherever(client: Browser, facts: CertificateFacts) -> None:
    page = client.get(f"/v/{facts.code}")
    for attempt in range(5):
        networks = {"environ_base": {"REMOTE_ADDR": f"198.51.100.{attempt}"}}
        assert client.post(f"/v/{facts.code}", {"name": "Somebody"}, **networks).status == 200
    refused = client.submit(page, {"name": "Gulnora Rahimova"})
    assert refused.status == 429
    assert "Names were tried five times for this certificate." in refused.words
    assert "The name is the same" not in refused.words
    assert client.get(f"/v/{facts.code}").status == 200


def test_names_tried_for_an_unknown_code_always_get_its_page(client: Browser) -> None:
    answers = [client.post("/v/0000-0000-0000-0000", {"name": "Somebody"}) for _ in range(7)]
    assert {(answer.status, answer.heading) for answer in answers} == {(404, UNKNOWN)}


def test_thirty_codes_a_minute_from_one_network(client: Browser, facts: CertificateFacts) -> None:
    for _ in range(30):
        assert client.get("/v/0000").status == 404
    assert client.get(f"/v/{facts.code}").status == 429
    assert client.get(f"/v/{facts.code}.json").status == 429
    assert client.get("/v/", query_string={"code": facts.code}).status == 429
    assert client.get("/v/").status == 200
    assert client.get(f"/v/{facts.code}", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status == 200


def test_twelve_hundred_codes_a_minute_from_all_networks_together(client: Browser, facts: CertificateFacts) -> None:
    token = client.token()
    for network in range(40):
        for _ in range(3):
            place = {"REMOTE_ADDR": f"198.51.100.{network}"}
            client.http.post("/v/batch", data={"codes": "1", "csrf_token": token}, environ_base=place)
    assert client.get(f"/v/{facts.code}", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status == 429


def test_a_batch_answers_each_code_and_counts_as_ten(app: Flask, client: Browser, facts: CertificateFacts) -> None:
    form = client.get("/v/batch")
    page = client.submit(form, {"codes": f"{facts.code.lower()}\r\n\r\n0000-0000\r\n{facts.code.lower()}\r\n"})
    assert (page.status, page.heading) == (200, "1 of 2 are valid")
    assert facts.number in page.words
    assert "Rahimova" not in page.words
    client.submit(form, {"codes": "1"})
    client.submit(form, {"codes": "1"})
    assert client.get(f"/v/{facts.code}").status == 429


def test_a_batch_of_fifty_codes_takes_one_statement(client: Browser) -> None:
    form = client.get("/v/batch")
    with counted_statements() as statements:
        page = client.submit(form, {"codes": "\n".join(map(str, range(50)))})
    assert (page.heading, len(statements)) == ("0 of 50 are valid", 1)


def test_a_batch_of_more_codes_is_refused_with_everything_kept(client: Browser) -> None:
    typed = "\n".join(map(str, range(51)))
    page = client.submit(client.get("/v/batch"), {"codes": typed})
    assert page.status == 422
    assert "Check at most 50 codes at once." in page.words
    assert page.values(next(page.forms()))["codes"] == [typed]


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_gets_a_sentence(client: Browser, facts: CertificateFacts, typed: str) -> None:
    assert client.post(f"/v/{facts.code}", {"name": typed}).status in (200, 422)
    assert client.post("/v/batch", {"codes": typed}).status in (200, 422)
    assert client.get("/v/", query_string={"code": typed}).status in (200, 404)


def test_nobody_needs_to_sign_in_and_the_answer_stands_long_after(client: Browser, facts: CertificateFacts) -> None:
    with clock.at(clock.now() + timedelta(days=3650)):
        assert client.get(f"/v/{facts.code}").heading == "This certificate is valid"


def test_a_certificate_is_checked_by_its_code_after_the_key_of_its_day_was_lost(
    client: Browser, facts: CertificateFacts, certificate_id: int, caplog: pytest.LogCaptureFixture
) -> None:
    with client.app.app_context():
        registration_id = db.session.get_one(Certificate, certificate_id).registration_id
        registration = db.session.get_one(Registration, registration_id)
        person_id, path = registration.person_id, f"/me/{registration.workshop.slug}"
    client.app.config["FIELD_KEY"] = "another"
    for page in (client.get(f"/v/{facts.code}"), client.post("/v/batch", {"codes": facts.code})):
        assert page.status == 200
        assert facts.number in page.words
    assert client.get(f"/v/{facts.code}").heading == "This certificate is valid"
    sign_in(client, person_id, staff=False)
    page = client.get(path)
    assert page.status == 503
    assert "We cannot open this certificate at this moment." in page.words
    assert f"FIELD_KEY does not open the code of certificate {certificate_id}" in caplog.text
    assert facts.name not in caplog.text
