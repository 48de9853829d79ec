"""Settings have working defaults, and production refuses weak ones with a line for each."""

import os
from pathlib import Path

import pytest

from workshops.foundation.keys import read_or_make_key
from workshops.foundation.settings import Settings, WeakSettings

STRONG = {
    "ENVIRONMENT": "production",
    "BASE_URL": "https://workshops.example.org",
    "MAIL_URL": "smtp://127.0.0.1:25",
    "MAIL_FROM": "workshops@workshops.example.org",
}


def settings(tmp_path: Path, **environ: str) -> Settings:
    return Settings.from_environment({"INSTANCE_PATH": str(tmp_path), **environ})


def test_a_demo_needs_no_setting_at_all(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert (found.environment, found.is_demo, found.is_secure) == ("demo", True, False)
    assert found.database_url == f"sqlite:///{tmp_path}/workshops.db"
    assert (found.base_url, found.public_host) == ("http://127.0.0.1:8000", "127.0.0.1:8000")


def test_another_port_is_in_the_address(tmp_path: Path) -> None:
    assert settings(tmp_path, PORT="9000").base_url == "http://127.0.0.1:9000"


@pytest.mark.parametrize("typed", ["postgres://u:p@h/d", "postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"])
def test_postgresql_is_reached_through_psycopg_however_it_is_spelled(tmp_path: Path, typed: str) -> None:
    assert settings(tmp_path, DATABASE_URL=typed).database_url == "postgresql+psycopg://u:p@h/d"


def test_production_starts_with_strong_settings(tmp_path: Path) -> None:
    found = settings(tmp_path, **STRONG)
    assert (found.is_secure, found.is_demo, found.public_host) == (True, False, "workshops.example.org")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"BASE_URL": ""}, "BASE_URL does not begin with https://"),
        ({"BASE_URL": "http://workshops.example.org"}, "BASE_URL does not begin with https://"),
        ({"MAIL_URL": ""}, "MAIL_URL is missing"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too weak"),
        ({"SECRET_KEY": "a" * 64}, "SECRET_KEY is too weak"),
        ({"FIELD_KEY": "0" * 64}, "FIELD_KEY is too weak"),
        ({"SECRET_KEY": "0123456789abcdef" * 4, "FIELD_KEY": "0123456789abcdef" * 4}, "are equal"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_production_refuses_weak_settings_in_plain_words(tmp_path: Path, changes: dict[str, str], line: str) -> None:
    with pytest.raises(WeakSettings, match=line):
        settings(tmp_path, **STRONG | changes)


def test_every_weakness_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(WeakSettings) as refused:
        settings(tmp_path, ENVIRONMENT="production")
    assert [line.partition(" ")[0] for line in str(refused.value).splitlines()] == ["BASE_URL", "MAIL_URL", "MAIL_FROM"]


def test_an_unknown_environment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeakSettings, match="demo, production, test"):
        settings(tmp_path, ENVIRONMENT="staging")


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        first = read_or_make_key(tmp_path / "own" / "secret_key")
        second = read_or_make_key(tmp_path / "own" / "secret_key")
    finally:
        os.umask(before)
    assert first == second
    assert len(first) == 64
    assert (tmp_path / "own" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "own").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["secret_key"]
