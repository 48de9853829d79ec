"""What other rooms ask the directory."""

from datetime import date

import pytest
from flask import Flask

from workshops.directory import queries


def test_countries_come_in_the_readers_language_and_order(house: Flask) -> None:
    english, arabic, chinese = (queries.countries(language) for language in ("en", "ar", "zh"))
    assert english[:2] == [("AFG", "Afghanistan"), ("ALB", "Albania")]
    assert arabic[:2] == [("RUS", "الاتحاد الروسي"), ("ETH", "إثيوبيا")]
    assert chinese[-1] == ("CHN", "中国")
    assert {iso3 for iso3, _name in english} == {iso3 for iso3, _name in arabic}
    assert len(english) == 197


def test_groupings_themes_regions_and_instruments_are_choices_too(house: Flask) -> None:
    assert queries.groupings("en") == [
        ("AU", "African Union"),
        ("ASEAN", "Association of Southeast Asian Nations"),
        ("CA", "Central Asia"),
        ("LAS", "League of Arab States"),
    ]
    assert queries.themes("fr")[:2] == [
        ("risk-analysis", "Analyse des risques et ciblage"),
        ("technical-assistance", "Assistance technique"),
    ]
    assert queries.regions("es")[0] == ("002", "África")
    assert ("sc-2396", "Резолюция 2396 (2017) Совета Безопасности") in queries.instruments("ru")


def test_a_grouping_has_the_members_of_the_day_asked_about(house: Flask) -> None:
    at_the_conference = queries.grouping_members("ASEAN", date(2024, 11, 4))
    assert len(at_the_conference) == 10
    assert queries.grouping_members("ASEAN", date(2025, 10, 26)) - at_the_conference == {"TLS"}
    assert queries.grouping_members("CA", date(2024, 11, 4)) == {"KAZ", "KGZ", "TJK", "TKM", "UZB"}
    assert queries.grouping_members("nowhere", date(2024, 11, 4)) == frozenset()


@pytest.mark.parametrize(
    ("typed", "acronyms"),
    [
        ("osce", ["OSCE"]),
        ("COUNTER-TERRORISM", ["CTED", "UNOCT"]),
        ("%", []),
        ("_", []),
        ("1267", ["1267 Monitoring Team"]),
    ],
)
def test_an_organisation_is_found_by_letters_of_its_name_or_acronym(
    house: Flask, typed: str, acronyms: list[str]
) -> None:
    assert [found.acronym for found in queries.organisations_named(typed)] == acronyms


def test_no_more_organisations_are_offered_than_asked_for(house: Flask) -> None:
    assert [found.acronym for found in queries.organisations_named("", at_most=2)] == ["AU", "1267 Monitoring Team"]
