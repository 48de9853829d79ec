"""Who is reading: the cookie of a session, the actor of a request, and the way in."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, current_app, g, redirect, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask_login import AnonymousUserMixin, LoginManager
from werkzeug.exceptions import HTTPException

from workshops.accounts.actions import mark_seen, open_session
from workshops.accounts.queries import find_actor
from workshops.accounts.rules import SEEN_EVERY, is_own_path, masked_address
from workshops.foundation import clock
from workshops.foundation.i18n import suppose_zone
from workshops.foundation.transactions import afterwards

accounts = Blueprint("accounts", __name__)

# Where people land without a page they were on the way to. Both pages belong to rooms above this one.
STAFF_HOME = "/today"
PARTICIPANT_HOME = "/me"
MAILED_TO = "mailed_to"


class Anonymous(AnonymousUserMixin):
    """The reader nobody knows."""

    display_name = ""
    is_staff = False


@accounts.record_once
def _init_login(state: BlueprintSetupState) -> None:
    login: Any = LoginManager(state.app)
    login.anonymous_user = Anonymous
    # It would write into the form cookie of every reader; our sessions are protected in the database.
    login.session_protection = None
    login.request_loader(lambda _request: g.get("actor"))


@accounts.before_app_request
def _meet_reader() -> None:
    token = request.cookies.get(session_cookie())
    g.actor = actor = find_actor(token) if token and request.endpoint else None
    if actor is None:
        return
    g.person_language = actor.language
    suppose_zone(actor.zone)
    if clock.now() - actor.last_seen_at >= SEEN_EVERY:
        afterwards(mark_seen, actor.session_id)


def session_cookie() -> str:
    """The name of the cookie: with its prefix a browser takes it only over TLS, from this host, for all paths."""
    return "__Host-sid" if current_app.config["SETTINGS"].is_secure else "sid"


def keep_session(response: Response, token: str) -> None:
    """Give the browser the token of its session; it forgets it when it is closed."""
    secure = current_app.config["SETTINGS"].is_secure
    response.set_cookie(session_cookie(), token, secure=secure, httponly=True, samesite="Lax")


def forget_session(response: Response) -> None:
    """Have the browser forget the session, and all else it kept of this site."""
    secure = current_app.config["SETTINGS"].is_secure
    response.delete_cookie(session_cookie(), secure=secure, httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'


def let_in(person_id: int, *, is_staff: bool, next_path: str | None) -> Response:
    """Sign a proved person in and send her on. What the browser held before, a planted cookie too, opens nothing."""
    token = open_session(person_id, is_staff=is_staff, user_agent=request.user_agent.string, replaces=g.actor)
    session.clear()
    home = STAFF_HOME if is_staff else PARTICIPANT_HOME
    response = redirect_to(own_path(next_path) or home)
    keep_session(response, token)
    return response


def own_path(path: str | None) -> str | None:
    """The path when it names a page of this site that can be read, else None."""
    if not path or not is_own_path(path):
        return None
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return None
    return path


def ask_for_typed_code(address: str, *, is_known: bool) -> Response:
    """Send the browser to the page that asks for the code mailed to this address.

    `is_known` says that the answer may tell so: the reader has just made the address known.
    """
    session[MAILED_TO] = (masked_address(address), is_known)
    return redirect_to(url_for("accounts.enter_code"))


def redirect_to(path: str) -> Response:
    """The answer to a form that was taken: have the browser get another page."""
    response = redirect(path, HTTPStatus.SEE_OTHER)
    assert isinstance(response, Response)  # noqa: S101 - Flask's own class, typed as Werkzeug's
    return response


def unlinked(response: Response) -> Response:
    """Keep the token in this page's address out of every Referer; the host alone still proves the form's origin."""
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
