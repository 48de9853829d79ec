"""The names of invented people: distinct, stable, spelled one way, and nobody's in office."""

import csv
from collections.abc import Iterator

import pytest

from workshops.demo.draw_names import DATA, Row, is_of_public_figure, public_figures
from workshops.demo.names import Name, name_of
from workshops.demo.transliteration import latin

CONFERENCE = """
    DZA BHR COM DJI EGY IRQ JOR KWT LBN LBY MRT MAR OMN QAT SAU SOM SDN SYR TUN ARE YEM KAZ KGZ TJK TKM UZB
    BRN KHM IDN LAO MYS MMR PHL SGP THA VNM BEN BFA CMR CAF TCD CIV COD ETH GMB GHA GIN KEN MLI MOZ NER NGA
    RWA SEN SLE TZA TGO UGA ZMB ZWE AUT BLR BEL BGR DEU ESP FRA GBR GRC HUN ITA NLD POL RUS SRB
    ARM AZE BGD CHN IND IRN JPN KOR MNG PAK LKA TUR USA CAN BRA AUS
""".split()  # noqa: SIM905 - in rows they can be read
STATES = {*CONFERENCE, "AGO", "NAM", "TLS"}
LANGUAGES = {
    "armenian": "hy",
    "belarusian": "be",
    "bulgarian": "bg",
    "greek": "el",
    "kazakh": "kk",
    "kyrgyz": "ky",
    "mongolian": "mn",
    "russian": "ru",
    "serbian": "sr",
    "tajik": "tg",
}


def read(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = [Row(**line) for line in read("names.csv")]


def people(country: str) -> Iterator[Name]:
    return (name_of(country, number, ("female", "male", None)[number % 3]) for number in range(90))


def test_all_91_states_of_the_conference_and_the_three_of_the_workshops_have_names() -> None:
    assert len(set(CONFERENCE)) == 91
    assert {row["country"] for row in read("name_pools.csv")} == STATES


@pytest.mark.parametrize("country", sorted(STATES))
def test_ninety_people_of_one_state_have_ninety_names(country: str) -> None:
    assert len(set(people(country))) == 90


def test_a_person_keeps_the_name_whoever_else_there_is() -> None:
    assert name_of("TJK", 0, "female") == Name("Gulbahor Salimova", "Гулбаҳор Салимова")
    assert name_of("KWT", 1, "male") == Name("Mansour Al-Yami", "منصور اليامي")
    assert name_of("CHN", 0, "female") == Name("Fu Yulan", "傅玉兰")
    assert name_of("JPN", 0, "female") == Name("Haruka Watanabe", "渡辺春香")
    assert name_of("MYS", 0, "female") == Name("Amira binti Abdul Aziz", "")


def test_ministers_have_family_names_of_their_own() -> None:
    everybody = {row.latin for row in ROWS if row.part == "family"}
    assert not everybody & {row.latin for row in ROWS if row.part == "minister"}
    assert name_of("GBR", 0, "female", minister=True).latin.split()[-1] in {"Ashcombe-Hale", "Thornwick"}


def test_no_family_name_is_that_of_somebody_in_office() -> None:
    figures = public_figures()
    assert {"rahmon", "sabah", "voronkov", "guterres"} <= figures
    assert [row for row in ROWS if row.part != "given" and is_of_public_figure(row.latin, figures)] == []


def test_every_transliterated_name_is_spelled_as_the_table_of_its_language_says() -> None:
    rows = [row for row in ROWS if row.pool in LANGUAGES]
    assert {row.pool for row in rows} == set(LANGUAGES)
    assert [row for row in rows if row.latin != latin(row.own, LANGUAGES[row.pool])] == []


@pytest.mark.parametrize(
    ("language", "own", "spelled"),
    [
        ("ru", "Артём Щукин", "Artem Shchukin"),
        ("be", "Дар’я Шаўчук", "Daria Shauchuk"),
        ("bg", "Юлия Вълчева", "Yulia Valcheva"),
        ("sr", "Ђорђе Љубојевић", "Đorđe Ljubojević"),
        ("tg", "Ғайрат Ҷӯраев", "Ghayrat Juraev"),
        ("kk", "Ұлжан Қонысбаева", "Ulzhan Konysbaeva"),
        ("mn", "Бат-Эрдэнэ", "Bat-Erdene"),
        ("el", "Ευάγγελος Αγγελόπουλος", "Evangelos Angelopoulos"),
        ("hy", "Գայանե Երեմյան", "Gayane Yeremyan"),
    ],
)
def test_names_are_spelled_as_in_the_passports_of_the_language(language: str, own: str, spelled: str) -> None:
    assert latin(own, language) == spelled


def test_the_twelve_people_on_the_edge_are_what_they_say() -> None:
    edges = {row["edge"]: row for row in read("edge_people.csv")}
    assert len(edges) == 12
    assert len(edges["62 characters"]["name_latin"]) == 62
    assert " " not in edges["mononym"]["name_latin"]
    assert edges["own script only"]["name_latin"] == ""
    assert edges["sex not stated"]["sex"] == ""
    twins = [edges["same name twice in one State"], edges["same name, e-mail with plus"]]
    assert twins[0]["name_latin"] == twins[1]["name_latin"]
    assert twins[0]["country"] == twins[1]["country"]
    assert "+" in twins[1]["email"]
    assert all(row["email"].endswith(".example") for row in edges.values())


def test_there_are_24_civil_society_organisations_by_theme() -> None:
    organisations = read("civil_society.csv")
    themes = [row["theme"] for row in organisations]
    assert len({row["name"] for row in organisations}) == 24
    assert {theme: themes.count(theme) for theme in themes} == {
        "women": 8,
        "human_rights": 5,
        "youth": 4,
        "research": 4,
        "victims": 3,
    }
