"""Files that people send: refused while they arrive when they are of the wrong kind, kept under names of our own."""

import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVar

import flask
from flask import current_app
from werkzeug.exceptions import UnsupportedMediaType

View = TypeVar("View", bound=Callable[..., Any])
IN_MEMORY = 512 * 1024


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be kept: its media type, the endings of its name, and how its octets begin."""

    media_type: str
    endings: tuple[str, ...]
    beginning: bytes


FILE_KINDS = (
    FileKind("application/pdf", (".pdf",), b"%PDF-"),
    FileKind("image/png", (".png",), b"\x89PNG\r\n\x1a\n"),
    FileKind("image/jpeg", (".jpg", ".jpeg"), b"\xff\xd8\xff"),
)


def accepts_upload(limit: int) -> Callable[[View], View]:
    """Mark a view whose form may carry files, in a body of at most `limit` octets; all others refuse files."""

    def mark(view: View) -> View:
        view.upload_limit = limit  # type: ignore[attr-defined]
        return view

    return mark


def kind_of(filename: str) -> FileKind | None:
    """The kind that the ending of a name claims."""
    return next((kind for kind in FILE_KINDS if filename.lower().endswith(kind.endings)), None)


class _WatchedFile(SpooledTemporaryFile[bytes]):
    """Takes a file while it arrives, and refuses it at its first octets when they are of another kind."""

    def __init__(self, kind: FileKind) -> None:
        super().__init__(max_size=IN_MEMORY)
        self._awaited = kind.beginning

    def write(self, octets: Any) -> int:
        """Keep the octets. Raises UnsupportedMediaType when the file does not begin as its kind does."""
        first = bytes(octets[: len(self._awaited)])
        if not self._awaited.startswith(first):
            self.close()
            raise UnsupportedMediaType
        self._awaited = self._awaited[len(first) :]
        return super().write(octets)


class Request(flask.Request):
    """A request whose body is limited by the view it is for, before anything of it is read."""

    @property
    def _upload_limit(self) -> int | None:
        view = current_app.view_functions.get(self.endpoint or "")
        return getattr(view, "upload_limit", None)

    def _load_form_data(self) -> None:
        if self._upload_limit is not None:
            self.max_content_length = self._upload_limit
        super()._load_form_data()

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if not filename or self._upload_limit is None:
            return super()._get_file_stream(total_content_length, content_type, filename, content_length)
        kind = kind_of(filename)
        if kind is None:
            raise UnsupportedMediaType
        return _WatchedFile(kind)


def store(stream: IO[bytes]) -> tuple[str, int]:
    """Keep a file in the instance folder under a random name; the name and the size in octets."""
    name = secrets.token_hex(32)
    path = path_of(name)
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as file:
        shutil.copyfileobj(stream, file)
    return name, path.stat().st_size


def copy(name: str) -> str:
    """Give a kept file a second name, which lives on when the first is deleted."""
    second = secrets.token_hex(32)
    os.link(path_of(name), path_of(second))
    return second


def delete(name: str) -> None:
    """Delete a kept file, if it is still there."""
    path_of(name).unlink(missing_ok=True)


def path_of(name: str) -> Path:
    """Where a kept file lies."""
    return Path(current_app.instance_path) / "uploads" / name
