"""Error pages: every refusal and every fault becomes a page in plain words."""

import logging
from http import HTTPStatus

from flask import Flask, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from workshops.foundation.database import db
from workshops.foundation.errors import Busy, DomainError
from workshops.foundation.i18n import sentence

RETRY_SECONDS = 5
log = logging.getLogger(__name__)

Page = tuple[str, int, dict[str, str]]


def error_page(status: HTTPStatus, words: str) -> Page:
    """A page that says what happened and what to do; asks the database nothing."""
    headers = {"Retry-After": str(RETRY_SECONDS)} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return render_template("errors/error.html", status=status.value, sentence=words), status.value, headers


def _refused(error: DomainError) -> Page:
    db.session.rollback()
    return error_page(error.status, sentence(error))


def _http(error: HTTPException) -> Page | HTTPException:
    db.session.rollback()
    if error.response is not None or error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    words = {
        HTTPStatus.NOT_FOUND: _("There is nothing at this address. It may have been moved or mistyped."),
        HTTPStatus.METHOD_NOT_ALLOWED: _("This page cannot be used in this way. Go back and use its buttons."),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("This is too large to send. Choose a smaller file or a shorter text."),
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE: _("We take files of the kinds PDF, PNG and JPEG. Choose another file."),
        HTTPStatus.TOO_MANY_REQUESTS: _("Too many tries from this network. Wait a few minutes, then try again."),
    }
    status = HTTPStatus(error.code)
    unread = _("We could not read what was sent. Go back and try again.")
    page, code, headers = error_page(status, words.get(status, unread))
    headers.update({name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")})
    return page, code, headers


def _stale_form(_error: CSRFError) -> Page:
    db.session.rollback()
    return error_page(
        HTTPStatus.BAD_REQUEST,
        _("This form was open for too long, or in another window. Go back, reload the page and send it again."),
    )


def _database(error: OperationalError) -> Page:
    log.error("database: %s", type(error.orig).__name__)
    return _refused(Busy())


def _fault(error: Exception) -> Page:
    log.error("fault", exc_info=error)
    db.session.rollback()
    return error_page(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        _("Something went wrong on our side. What was saved before is safe. Try again in a few minutes."),
    )


def init_pages(app: Flask) -> None:
    """Answer each kind of failure with its page."""
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(HTTPStatus.INTERNAL_SERVER_ERROR, _fault)
