"""Asking a WSGI application in this process, without a server or a client in between."""

from collections.abc import Iterable
from typing import Any
from wsgiref.types import WSGIApplication

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder


class Question:
    """A GET for one address that can be asked again and again; `status` is the only answer it takes."""

    def __init__(self, app: WSGIApplication, path: str, status: int = 200, **headers: str) -> None:
        self._app = app
        self._environ = EnvironBuilder(path, headers=Headers(headers)).get_environ()
        self._status = str(status)
        self.headers: dict[str, str] = {}

    def __call__(self) -> bytes:
        """Ask, and give back the body."""
        answer: Iterable[bytes] = self._app(self._environ.copy(), self._start)
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return body

    def _start(self, status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        assert status.startswith(self._status), status
        self.headers = dict(headers)
        return None
