"""One commit point: an unsafe request, a job or a command commits here and nowhere else."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, SessionTransaction

from workshops.foundation.database import db
from workshops.foundation.errors import Busy

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
LOCK_WAIT_SECONDS = 5.0

View = TypeVar("View", bound=Callable[..., Any])

_before_commit: list[Callable[[], None]] = []
# SQLite's busy handler polls; queueing the writers of one process in front of it cuts the longest waits by five.
_writer = threading.Lock()


def before_commit(function: Callable[[], None]) -> None:
    """Register work that belongs to every commit and comes last in it, such as the audit chain."""
    if function not in _before_commit:
        _before_commit.append(function)


def begin_writing() -> None:
    """Open the writing transaction now: SQLite takes its lock with BEGIN IMMEDIATE, before anything is read.

    A read transaction opened earlier is ended first, so what is read afterwards is what the lock protects.
    Raises Busy when another writer holds the database for longer than five seconds.
    """
    session: Session = db.session()
    if session.info.get("writing"):
        return
    if session.new or session.dirty or session.deleted:
        msg = "begin_writing() comes before the first change"
        raise RuntimeError(msg)
    session.rollback()
    if db.engine.dialect.name == "sqlite" and not _writer.acquire(timeout=LOCK_WAIT_SECONDS):
        raise Busy
    session.info["writing"] = True
    try:
        session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
    except OperationalError as error:
        _release(session)
        raise Busy from error


def _release(session: Session) -> None:
    if session.info.pop("writing", False) and db.engine.dialect.name == "sqlite":
        _writer.release()


@event.listens_for(Session, "after_transaction_end")
def _transaction_ended(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        _release(session)
        # What a room kept here belonged to the transaction; after a rollback it never happened.
        session.info.clear()


def commit() -> None:
    """Write what belongs to every commit, then commit."""
    for function in _before_commit:
        function()
    db.session.commit()


@contextmanager
def unit_of_work() -> Iterator[None]:
    """One writing transaction for a job or a command: commits at the end, rolls back when anything is raised."""
    begin_writing()
    try:
        yield
        commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        db.session.remove()
    run_afterwards()


def afterwards(function: Callable[..., None], *arguments: Any) -> None:
    """Have something written in a short transaction of its own once the main one has ended, whatever its end.

    For what must outlive a refusal (failed tries, denials) or belongs to a read (the log of reads).
    """
    g.setdefault("afterwards", []).append((function, arguments))


def run_afterwards() -> None:
    """Write what `afterwards` collected."""
    waiting = g.pop("afterwards", [])
    if not waiting:
        return
    with unit_of_work():
        for function, arguments in waiting:
            function(*arguments)


def _begin_request() -> None:
    if request.method in SAFE_METHODS or request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if not getattr(view, "works_before_writing", False):
        begin_writing()


def _end_request(response: Response) -> Response:
    if request.method not in SAFE_METHODS and response.status_code < HTTPStatus.BAD_REQUEST:
        commit()
    else:
        db.session.rollback()
    run_afterwards()
    return response


def init_transactions(app: Flask) -> None:
    """Make the end of a request the commit point."""
    app.before_request(_begin_request)
    app.after_request(_end_request)


def works_before_writing(view: View) -> View:
    """Mark an unsafe view that does slow work first (a password hash) and calls `begin_writing` itself."""
    view.works_before_writing = True  # type: ignore[attr-defined]
    return view
