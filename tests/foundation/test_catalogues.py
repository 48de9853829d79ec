"""A translator's slip in a placeholder is never a fault: that one text is read in English, and the log says so once."""

import logging
from pathlib import Path

import pytest
from flask import Flask

from workshops.app import create_app
from workshops.foundation.catalogues import SOURCES, compile_catalogue, compiled
from workshops.foundation.settings import Settings

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
GOOD, SLIPS = "Erreur n° %(status)s", ("Erreur %(statut)s", "Erreur", "Erreur %(status)d", "Erreur %(status)s à 100 %")


@pytest.fixture
def french(tmp_path: Path) -> Flask:
    """An application of its own, without a database: the page of an error asks for none."""
    return create_app(
        Settings.from_environment(
            {"ENVIRONMENT": "test", "INSTANCE_PATH": str(tmp_path), "BASE_URL": "http://localhost"}
        )
    )


def with_translation(app: Flask, text: str) -> str:
    """The words above the title of an error page, once a French translator has written this."""
    folder = Path(app.instance_path)
    source = folder / "messages.po"
    source.write_text(f'{HEADER}\n#, python-format\nmsgid "Error %(status)s"\nmsgstr "{text}"\n', "utf-8")
    compile_catalogue(source, folder / "translations" / "fr" / "LC_MESSAGES" / "messages.mo")
    page = app.test_client().get("/no/such/page?lang=fr").get_data(as_text=True)
    return page.partition('<p class="kicker num">')[2].partition("</p>")[0]


def test_a_text_with_its_placeholders_is_read_in_its_translation(french: Flask) -> None:
    assert with_translation(french, GOOD) == "Erreur n° 404"


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_read_in_english_and_logged_once(french: Flask, slip: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert with_translation(french, slip) == "Error 404"
        french.test_client().get("/no/such/page?lang=fr")
    source = Path(french.instance_path) / "messages.po"
    words = "left in English, its placeholders are not those of the text"
    assert [record.getMessage() for record in caplog.records] == [f"{source}: {words}: 'Error %(status)s'"]


@pytest.mark.parametrize(
    ("one", "many", "is_good"),
    [
        ("Un mail", "%(num)d mails", True),
        ("%(num)d mail", "%(nom)d mails", False),
        ("%(num)d mail", "%(num)d mails, 5 %", False),
    ],
)
def test_a_plural_may_say_one_in_words_and_no_other_slip(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, *, one: str, many: str, is_good: bool
) -> None:
    source = tmp_path / "messages.po"
    plural = f'msgid "%(num)d mail"\nmsgid_plural "%(num)d mails"\nmsgstr[0] "{one}"\nmsgstr[1] "{many}"\n'
    source.write_text(f"{HEADER}\n#, python-format\n{plural}", "utf-8")
    compile_catalogue(source, tmp_path / "messages.mo")
    assert (caplog.messages == []) == is_good


def test_the_catalogues_of_the_program_are_compiled_whole(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    compiled(tmp_path)
    assert caplog.messages == []
    assert {path.parts[-3] for path in tmp_path.glob("*/LC_MESSAGES/messages.mo")} == {
        path.parts[-3] for path in SOURCES.glob("*/LC_MESSAGES/messages.po")
    }
