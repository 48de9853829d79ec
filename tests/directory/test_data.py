"""The reference files themselves, read with the csv module and compared with other tables of the same facts."""

import csv
from datetime import date
from pathlib import Path

import pycountry
import pytest

import workshops.directory

DATA = Path(workshops.directory.__file__).parent / "data"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def read(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


COUNTRIES = {row["iso3"]: row for row in read("countries.csv")}
REGIONS = {row["m49"]: row for row in read("regions.csv")}


def region_of(iso3: str) -> str:
    area = REGIONS[COUNTRIES[iso3]["region_m49"]]
    while area["parent_m49"]:
        area = REGIONS[area["parent_m49"]]
    return area["name_en"]


def members(grouping: str, on: date) -> set[str]:
    return {
        row["country_iso3"]
        for row in read("grouping_members.csv")
        if row["grouping_code"] == grouping and row["since"] <= on.isoformat() < (row["until"] or "9999")
    }


def test_there_are_193_member_states_and_the_two_observers_are_not_among_them() -> None:
    assert sum(row["is_member_state"] == "1" for row in COUNTRIES.values()) == 193
    assert {iso3 for iso3, row in COUNTRIES.items() if row["is_observer"] == "1"} == {"PSE", "VAT"}
    assert {iso3 for iso3, row in COUNTRIES.items() if row["is_member_state"] == "0"} == {"COK", "NIU", "PSE", "VAT"}


def test_every_code_is_the_one_of_iso_3166() -> None:
    iso = {country.alpha_3: (country.alpha_2, country.numeric) for country in pycountry.countries}
    for iso3, row in COUNTRIES.items():
        assert (row["iso2"], row["m49"]) == iso[iso3]


def test_namibia_keeps_its_code_and_codes_keep_their_zeros() -> None:
    assert COUNTRIES["NAM"]["iso2"] == "NA"
    assert COUNTRIES["AFG"]["m49"] == "004"


@pytest.mark.parametrize(
    ("iso3", "names"),
    [
        ("CIV", ["كوت ديفوار", "Côte d'Ivoire", "Côte d’Ivoire", "Côte d'Ivoire", "Кот-д’Ивуар", "科特迪瓦"]),
        ("NAM", ["ناميبيا", "Namibia", "Namibia", "Namibie", "Намибия", "纳米比亚"]),
        (
            "NLD",
            [
                "هولندا (مملكة -)",
                "Netherlands (Kingdom of the)",
                "Países Bajos (Reino de los)",
                "Pays-Bas (Royaume des)",
                "Нидерланды (Королевство)",
                "荷兰王国",
            ],
        ),
        ("TUR", ["تركيا", "Türkiye", "Türkiye", "Türkiye", "Турция", "土耳其"]),
    ],
)
def test_the_names_that_go_wrong_elsewhere_are_right_in_six_languages(iso3: str, names: list[str]) -> None:
    assert [COUNTRIES[iso3][f"name_{language}"] for language in LANGUAGES] == names


@pytest.mark.parametrize("file", ["countries.csv", "regions.csv", "groupings.csv", "themes.csv", "instruments.csv"])
def test_every_row_has_a_tidy_name_of_its_own_in_each_of_the_six_languages(file: str) -> None:
    rows = read(file)
    for language in LANGUAGES:
        names = [row[f"name_{language}"] for row in rows]
        assert all(name and name == " ".join(name.split()) and "_" not in name for name in names)
        assert len(set(names)) == len(names)


def test_every_state_hangs_on_the_tree_of_regions() -> None:
    by_region: dict[str, int] = {}
    for iso3, row in COUNTRIES.items():
        if row["is_member_state"] == "1":
            by_region[region_of(iso3)] = by_region.get(region_of(iso3), 0) + 1
    assert by_region == {"Africa": 54, "Americas": 35, "Asia": 47, "Europe": 43, "Oceania": 14}


def test_the_lists_of_countries_in_special_situations_have_their_known_lengths() -> None:
    lengths = {flag: sum(row[flag] == "1" for row in COUNTRIES.values()) for flag in ("is_ldc", "is_lldc", "is_sids")}
    assert lengths == {"is_ldc": 44, "is_lldc": 32, "is_sids": 39}


def test_the_league_of_arab_states_has_22_members_of_which_palestine_is_an_observer_state() -> None:
    league = members("LAS", date(2024, 11, 4))
    assert len(league) == 22
    assert {iso3 for iso3 in league if COUNTRIES[iso3]["is_member_state"] == "0"} == {"PSE"}


def test_the_african_union_lists_the_54_african_member_states_and_morocco_only_since_it_came_back() -> None:
    africans = {iso3 for iso3 in COUNTRIES if region_of(iso3) == "Africa"}
    assert members("AU", date(2024, 11, 4)) == africans
    assert africans - members("AU", date(2017, 1, 30)) == {"MAR"}
    assert africans - members("AU", date(2011, 7, 26)) == {"MAR", "SSD"}


def test_asean_had_ten_members_at_the_conference_and_eleven_since_timor_leste_joined() -> None:
    at_the_conference = members("ASEAN", date(2024, 11, 4))
    assert len(at_the_conference) == 10
    assert members("ASEAN", date(2025, 10, 25)) == at_the_conference
    assert members("ASEAN", date(2025, 10, 26)) - at_the_conference == {"TLS"}


def test_central_asia_is_the_sub_region_of_m49() -> None:
    sub_region = {iso3 for iso3, row in COUNTRIES.items() if row["region_m49"] == "143"}
    assert members("CA", date(2024, 11, 4)) == sub_region == {"KAZ", "KGZ", "TJK", "TKM", "UZB"}


def test_the_reference_bodies_are_fourteen_regional_organisations_and_fifteen_compact_entities() -> None:
    kinds = [row["kind"] for row in read("organisations.csv")]
    assert {kind: kinds.count(kind) for kind in kinds} == {"regional_organisation": 14, "compact_entity": 15}
