"""The house as it runs: a web server and a worker as processes, over an instance folder and a database of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path

from flask import Flask
from sqlalchemy import make_url

from tests.support.databases import copied_database, database_url
from tests.support.ports import free_port
from tests.support.visitor import Visitor
from workshops.app import create_app
from workshops.foundation.database import db
from workshops.foundation.settings import Settings

REPOSITORY = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 30


class Program:
    """`python -m ...` as a process in a group of its own."""

    def __init__(self, module: Sequence[str], environ: Mapping[str, str], log: Path) -> None:
        self._command = [sys.executable, "-m", *module]
        self._environ = environ
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; what it says is appended to its log."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=REPOSITORY, env=self._environ, stdout=log, stderr=log, process_group=0
            )

    def kill(self) -> None:
        """End it as a power cut would: kill -9 of its group."""
        self._signal(signal.SIGKILL)
        self.wait()

    def stop(self) -> int:
        """Ask it to stop and give back its exit status."""
        self._signal(signal.SIGTERM)
        return self.wait()

    def ask_to_stop(self) -> None:
        """Send TERM and go on."""
        self._signal(signal.SIGTERM)

    def wait(self) -> int:
        """Its exit status, once it has ended; one that does not end is killed and fails the test."""
        assert self._process
        try:
            return self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait()
            raise

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def said(self) -> str:
        """Everything it has written."""
        return self._log.read_text("utf-8") if self._log.exists() else ""

    def _signal(self, number: signal.Signals) -> None:
        if self.is_running:
            os.killpg(self.pid, number)


@dataclass(frozen=True)
class LiveHouse:
    """A house of processes. `app` stands over the same database in the test's own process: to write what a test
    starts from, and to look at what has come of it."""

    instance: Path
    base_url: str
    environ: Mapping[str, str]
    app: Flask
    web: Program
    worker: Program
    _visitors: list[Visitor] = field(default_factory=list)

    def open(self) -> float:
        """Start the web server and wait until it may be sent readers; gives back the seconds that took."""
        began = time.monotonic()
        self.web.start()
        wait_until(lambda: answers(self.base_url, "/readyz") or not self.web.is_running)
        assert self.web.is_running, self.web.said
        return time.monotonic() - began

    def visitor(self, number: int = 1, cookies: Mapping[str, str] | None = None) -> Visitor:
        """Somebody who comes to this house from a network of her own, for each number another."""
        visitor = Visitor(self.base_url, f"198.51.{number // 250}.{number % 250 + 1}", cookies)
        self._visitors.append(visitor)
        return visitor

    def flask(self, *arguments: str) -> str:
        """What a command of the house says; one that fails, fails the test."""
        return run_flask(self.environ, *arguments)

    def close(self) -> None:
        """Stop what runs, and send the visitors home."""
        for visitor in self._visitors:
            visitor.close()
        for program in (self.web, self.worker):
            if program.is_running:
                program.stop()


@dataclass(frozen=True)
class Prepared:
    """An instance folder and a database that `flask prepare` has made, to be copied; and the compiled program."""

    instance: Path
    database_url: str
    compiled: Path


@contextmanager
def prepared_house(folder: Path) -> Iterator[Prepared]:
    """Run `flask prepare` once; a copy of its work is made in milliseconds."""
    with database_url(folder, "prepared") as url:
        environ = _environ(folder, url, free_port(), folder / "compiled")
        run_flask(environ, "prepare")
        yield Prepared(folder, url, folder / "compiled")


@contextmanager
def live_house(prepared: Prepared, folder: Path, **settings: str) -> Iterator[LiveHouse]:
    """A house of its own, not started yet; `settings` are environment variables beside those every test needs."""
    instance = folder / "house"
    shutil.copytree(prepared.instance, instance, ignore=shutil.ignore_patterns(prepared.compiled.name))
    with copied_database(prepared.database_url, instance) as url:
        port = free_port()
        environ = _environ(instance, url, port, prepared.compiled) | settings
        app = create_app(Settings.from_environment(environ))
        web = Program(["wsgi"], environ, folder / "web.log")
        worker = Program(["flask", "worker"], environ, folder / "worker.log")
        house = LiveHouse(instance, f"http://127.0.0.1:{port}", environ, app, web, worker)
        try:
            yield house
        finally:
            house.close()
            with app.app_context():
                db.engine.dispose()


def run_flask(environ: Mapping[str, str], *arguments: str) -> str:
    """Run a command of the house to its end."""
    command = [sys.executable, "-m", "flask", *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{arguments} ended with {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout


def wait_until(condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Look every 20 ms until the condition holds; fails when it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def answers(base_url: str, path: str) -> bool:
    """Whether a page is there."""
    visitor = Visitor(base_url)
    try:
        return visitor.get(path).status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        visitor.close()


def sqlite_file(house: LiveHouse) -> Path | None:
    """The database file, when the database is SQLite."""
    url = make_url(house.environ["DATABASE_URL"])
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def _environ(instance: Path, url: str, port: int, compiled: Path) -> dict[str, str]:
    """The environment of every process: one proxy is trusted, so that visitors can come from networks of their own.

    Processes start many times, so what they compile is kept, whatever the caller's environment thinks of that.
    """
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **inherited,
        "PYTHONPYCACHEPREFIX": str(compiled),
        "FLASK_APP": "wsgi",
        "ENVIRONMENT": "test",
        "INSTANCE_PATH": str(instance),
        "DATABASE_URL": url,
        "PORT": str(port),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "TRUSTED_PROXIES": "1",
    }
