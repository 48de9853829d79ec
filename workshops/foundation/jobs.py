"""The worker process: claims due work from the application's own database, and sweeps what time has changed."""

import logging
import os
import select
import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from flask import Flask
from sqlalchemy import text
from sqlalchemy.engine import make_url

from workshops.foundation.database import db

log = logging.getLogger(__name__)
SWEEP_SECONDS = 1.0
CHANNEL = "workshops_jobs"


@dataclass(frozen=True)
class Work:
    """What a worker does: `step` handles some due rows and says whether it found any; `sweeps` run every second."""

    step: Callable[[], bool]
    sweeps: tuple[Callable[[], None], ...] = ()


class Bell(Protocol):
    """Waits until somebody commits work, or the time is over."""

    def wait(self, seconds: float) -> None:
        """Return at a commit or after the given seconds."""


class SqliteBell:
    """Looks at the file's change counter every 50 ms: 5 microseconds a look, and no query."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._seen = self._version()

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def wait(self, seconds: float) -> None:
        """Return at the next commit of another connection."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if (version := self._version()) != self._seen:
                self._seen = version
                return
            time.sleep(0.05)


class PostgresBell:
    """Listens to the NOTIFY that `ring` sends inside the committing transaction."""

    def __init__(self) -> None:
        self._connection = db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._connection.exec_driver_sql(f"LISTEN {CHANNEL}")

    def wait(self, seconds: float) -> None:
        """Return at the next notification."""
        driver = self._connection.connection.driver_connection
        if driver is None:
            return
        ready, _, _ = select.select([driver.fileno()], [], [], seconds)
        if ready:
            list(driver.notifies(timeout=0))


def ring() -> None:
    """Wake the workers when this transaction commits; SQLite's workers see the commit itself."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"NOTIFY {CHANNEL}"))


def make_bell() -> Bell:
    """The bell of the configured database."""
    url = make_url(str(db.engine.url))
    return SqliteBell(str(url.database)) if url.get_backend_name() == "sqlite" else PostgresBell()


def run_worker(app: Flask, work: Work) -> None:
    """Work until INT, TERM or HUP; a mail in hand is finished first. Ends too when its parent process is gone."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    parent = os.getppid()
    with app.app_context():
        bell = make_bell()
    swept = 0.0
    while not stopping.is_set() and os.getppid() == parent:
        if time.monotonic() - swept >= SWEEP_SECONDS:
            swept = time.monotonic()
            for sweep in work.sweeps:
                _guarded(app, sweep)
        if not _guarded(app, work.step):
            bell.wait(SWEEP_SECONDS)


def _guarded(app: Flask, function: Callable[[], bool | None]) -> bool:
    """Run one piece of work in its own context; a fault is logged by its kind and does not stop the worker."""
    try:
        with app.app_context():
            return bool(function())
    except Exception:
        log.exception("job failed: %s", function.__name__)
        return False
