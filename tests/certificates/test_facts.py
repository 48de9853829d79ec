"""The facts of a certificate survive the years in a database column."""

import json
from typing import Any

import pytest

from tests.certificates.example import facts
from workshops.certificates.facts import CertificateFacts


@pytest.mark.parametrize(
    "changes", [{}, {"name": "王小明", "name_latin": "Wang Xiaoming"}, {"hours": 7.5, "themes": ()}]
)
def test_facts_come_back_from_json_as_they_were(changes: dict[str, Any]) -> None:
    certificate = facts(**changes)
    stored = json.loads(json.dumps(certificate.to_json()))
    assert CertificateFacts.from_json(stored) == certificate
    assert CertificateFacts.from_json(stored).digest() == certificate.digest()


def test_the_stored_form_says_its_version() -> None:
    assert facts().to_json()["version"] == 1


def test_facts_of_an_unknown_version_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown version"):
        CertificateFacts.from_json(facts().to_json() | {"version": 2})


def test_the_digest_changes_with_any_fact() -> None:
    changed = [facts(), facts(name="Nguyễn Thị Ánh Dươn"), facts(hours=29), facts(code="0APHKQ1SZQSPEPZB")]
    assert len({certificate.digest() for certificate in changed}) == 4


def test_the_code_is_shown_in_four_groups_and_led_to_by_its_address() -> None:
    assert facts().shown_code == "JAPH-KQ1S-ZQSP-EPZB"
    assert facts().address == "https://workshops.example.org/v/JAPHKQ1SZQSPEPZB"


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "JAPHKQ1SZQSPEPZ"},
        {"code": "JAPHKQ1SZQSPEPZU"},
        {"code": "japhkq1szqspepzb"},
        {"kind": "attendance"},
        {"event_kind": "party"},
        {"verify_base_url": "https://example.org/v"},
        {"verify_base_url": "https://exämple.org/v/"},
        {"verify_base_url": "javascript:alert(1)/"},
    ],
)
def test_impossible_facts_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever sentence it is
        facts(**changes)
