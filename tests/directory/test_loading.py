"""The reference data in the tables: complete, loaded once, brought up to a new edition in place."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from workshops.directory.actions import DATA, REFERENCE_FILES, load_reference_data
from workshops.directory.models import Country, GroupingMember, Organisation, Region, Theme
from workshops.directory.rules import OrganisationKind
from workshops.foundation.database import Base, db


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A copy of the reference files that a test may change."""
    return shutil.copytree(DATA, tmp_path / "data")


def correct(edition: Path, file: str, wrong: str, right: str) -> None:
    text = (edition / file).read_text(encoding="utf-8")
    assert wrong in text
    (edition / file).write_text(text.replace(wrong, right), encoding="utf-8")


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_tables_hold_193_member_states_and_two_observers(house: Flask) -> None:
    states = db.session.scalars(select(Country)).all()
    assert sum(state.is_member_state for state in states) == 193
    assert {state.iso3 for state in states if state.is_observer} == {"PSE", "VAT"}
    namibia = db.session.get_one(Country, "NAM")
    assert (namibia.iso2, namibia.m49, namibia.region_m49) == ("NA", "516", "018")
    assert namibia.names == {
        "ar": "ناميبيا",
        "en": "Namibia",
        "es": "Namibia",
        "fr": "Namibie",
        "ru": "Намибия",
        "zh": "纳米比亚",
    }


def test_a_second_load_reads_and_changes_nothing(house: Flask) -> None:
    assert load_reference_data() == []
    assert not db.session.dirty
    assert not db.session.new


def test_a_new_edition_changes_the_row_in_place_and_reads_only_that_file(house: Flask, edition: Path) -> None:
    states = count(Country)
    correct(edition, "countries.csv", "Czechia", "Czech Lands")
    assert load_reference_data(edition) == ["countries.csv"]
    assert db.session.get_one(Country, "CZE").names["en"] == "Czech Lands"
    assert count(Country) == states
    assert load_reference_data(edition) == []


def test_a_corrected_membership_leaves_no_second_one(house: Flask, edition: Path) -> None:
    memberships = count(GroupingMember)
    correct(edition, "grouping_members.csv", "ASEAN,TLS,2025-10-26,", "ASEAN,TLS,2025-10-27,")
    assert load_reference_data(edition) == ["grouping_members.csv"]
    assert [
        member.since.isoformat() for member in db.session.scalars(select(GroupingMember).filter_by(country_iso3="TLS"))
    ] == ["2025-10-27"]
    assert count(GroupingMember) == memberships


def test_an_organisation_that_people_entered_is_left_alone(house: Flask, edition: Path) -> None:
    db.session.add(Organisation(name="World Customs Organization", kind=OrganisationKind.OTHER, country_iso3="BEL"))
    db.session.flush()
    correct(edition, "organisations.csv", "World Customs Organization,WCO", "World Customs Organization,OMD")
    load_reference_data(edition)
    found = db.session.scalars(select(Organisation).filter_by(name="World Customs Organization")).all()
    assert {(each.country_iso3, each.acronym, each.kind) for each in found} == {
        ("BEL", None, "other"),
        (None, "OMD", "compact_entity"),
    }


def test_every_file_of_the_edition_fills_its_table(house: Flask) -> None:
    assert {file.name: count(file.model) for file in REFERENCE_FILES} == {
        "regions.csv": 29,
        "countries.csv": 197,
        "groupings.csv": 4,
        "grouping_members.csv": 92,
        "themes.csv": 31,
        "instruments.csv": 24,
        "organisations.csv": 29,
    }


def test_the_tree_of_regions_hangs_together(house: Flask) -> None:
    caribbean = db.session.get_one(Region, "029")
    latin_america = db.session.get_one(Region, caribbean.parent_m49)
    americas = db.session.get_one(Region, latin_america.parent_m49)
    assert (americas.names["en"], americas.parent_m49) == ("Americas", None)


def test_a_theme_has_its_words_in_six_languages(house: Flask) -> None:
    assert db.session.get_one(Theme, "pnr").names == {
        "ar": "سجل أسماء الركاب",
        "en": "Passenger name record (PNR)",
        "es": "Registro de nombres de los pasajeros (PNR)",
        "fr": "Dossier passager (PNR)",
        "ru": "Записи регистрации пассажиров",
        "zh": "旅客姓名记录",
    }
