"""A house whose mail goes to a real SMTP server, and a worker that sends when it is told to."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.support.smtp import Sink, smtp_sink
from workshops.notifications.jobs import send_due


@pytest.fixture
def sink(house: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """The server that all mail of this test goes to."""
    with smtp_sink() as sink:
        monkeypatch.setitem(house.config, "SETTINGS", replace(house.config["SETTINGS"], mail_url=sink.url))
        yield sink


@pytest.fixture
def work(sink: Sink) -> Callable[[], None]:
    """Let the worker send everything that is due."""

    def work() -> None:
        while send_due():
            pass

    return work
