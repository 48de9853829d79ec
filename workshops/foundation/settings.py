"""What an operator may set, read once from the environment; production refuses weak values in plain words."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from workshops.foundation.keys import read_or_make_key

ENVIRONMENTS = ("demo", "production", "test")
SHORTEST_KEY = 32


class WeakSettings(Exception):
    """The program must not start like this; the message has one line for each reason."""


@dataclass(frozen=True)
class Settings:
    """The environment variables of the manual, with a working default for each in `demo`."""

    environment: str
    instance: Path
    database_url: str
    redis_url: str | None
    mail_url: str | None
    mail_from: str
    base_url: str
    secret_key: str
    field_key: str
    host: str
    port: int
    trusted_proxies: int

    @property
    def is_demo(self) -> bool:
        """Whether pages carry the demonstration banner and mails are shown on a page."""
        return self.environment == "demo"

    @property
    def is_secure(self) -> bool:
        """Whether readers come over TLS, so that cookies may insist on it."""
        return self.base_url.startswith("https://")

    @property
    def public_host(self) -> str:
        """The host name that mails, calendars and certificates name."""
        return urlsplit(self.base_url).netloc

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings, making keys in the instance folder on the first run.

        Raises WeakSettings with a line for each reason when `production` would start unsafe.
        """
        environment = environ.get("ENVIRONMENT", "demo")
        if environment not in ENVIRONMENTS:
            raise WeakSettings("ENVIRONMENT is one of: " + ", ".join(ENVIRONMENTS))
        instance = Path(environ.get("INSTANCE_PATH", "instance")).resolve()
        port = int(environ.get("PORT", "8000"))
        settings = cls(
            environment=environment,
            instance=instance,
            database_url=_with_driver(environ.get("DATABASE_URL") or f"sqlite:///{instance / 'workshops.db'}"),
            redis_url=environ.get("REDIS_URL") or None,
            mail_url=environ.get("MAIL_URL") or None,
            mail_from=environ.get("MAIL_FROM", "workshops@workshops.example"),
            base_url=environ.get("BASE_URL", f"http://127.0.0.1:{port}").rstrip("/"),
            secret_key=environ.get("SECRET_KEY") or read_or_make_key(instance / "secret_key"),
            field_key=environ.get("FIELD_KEY") or read_or_make_key(instance / "field_key"),
            host=environ.get("HOST", "127.0.0.1"),
            port=port,
            trusted_proxies=int(environ.get("TRUSTED_PROXIES", "0")),
        )
        if environment == "production" and (reasons := _weaknesses(settings, environ)):
            raise WeakSettings("\n".join(reasons))
        return settings


def _with_driver(url: str) -> str:
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _weaknesses(settings: Settings, environ: Mapping[str, str]) -> list[str]:
    reasons = []
    if "BASE_URL" not in environ:
        reasons.append("BASE_URL is missing: set it to the public address, for example https://workshops.example.org")
    elif not settings.is_secure:
        reasons.append("BASE_URL does not begin with https://: sign-in cookies would travel in clear text")
    if not settings.mail_url:
        reasons.append("MAIL_URL is missing: mail would only be written to files. Set smtp://user:password@host:587")
    if "MAIL_FROM" not in environ:
        reasons.append("MAIL_FROM is missing: set the address that invitations come from and answers go to")
    for name, key in (("SECRET_KEY", settings.secret_key), ("FIELD_KEY", settings.field_key)):
        if len(key.encode()) < SHORTEST_KEY or len(set(key)) < SHORTEST_KEY // 4:
            reasons.append(f"{name} is too weak: it needs at least {SHORTEST_KEY} random bytes, or leave it out")
    if settings.secret_key == settings.field_key:
        reasons.append("SECRET_KEY and FIELD_KEY are equal: losing one would lose the other")
    return reasons
