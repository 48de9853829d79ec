"""How pages are guarded: every route says who may open it, and nothing else opens."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from workshops.foundation import clock
from workshops.foundation.errors import NotAllowed

View = TypeVar("View", bound=Callable[..., Any])
LARGEST_ID = 2**31 - 1


def public(view: View) -> View:
    """Mark a route that anybody may open."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Mark a route for anyone who is signed in; the view shows only what is theirs."""
    view.access = "signed in"  # type: ignore[attr-defined]
    return view


def requires(power: str) -> Callable[[View], View]:
    """Mark a route that needs a power in at least one scope; which object is decided by the view's query."""

    def mark(view: View) -> View:
        view.access = power  # type: ignore[attr-defined]
        return view

    return mark


def proved_lately(view: View) -> View:
    """Mark a page of grave changes, beside its access: who signed in over five minutes ago proves anew that it is she.

    Afterwards she comes back to the same address with a GET, so the page answers both methods.
    """
    view.proved_lately = True  # type: ignore[attr-defined]
    return view


def keeps_typed(view: View) -> View:
    """Mark a view that changes nothing but what `Form.validate_on_submit` lets pass.

    Sent with a form token that is gone, it shows its form again: all that was typed, under a fresh token. Sent by
    somebody who must say first who she is, what she typed waits on a page until she has.
    """
    view.keeps_typed = True  # type: ignore[attr-defined]
    return view


def is_typed_kept() -> bool:
    """Whether this is a form that was sent to such a view."""
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method == "POST" and getattr(view, "keeps_typed", False)


def access_of(endpoint: str) -> str | None:
    """What a route declares: "public", "signed in", a power, or None when it says nothing and stays shut."""
    return getattr(current_app.view_functions.get(endpoint), "access", None)


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    access = access_of(request.endpoint)
    if access == "public":
        return None
    actor = g.get("actor")
    if access is None or (actor and access != "signed in" and not actor.may_anywhere(access)):
        raise NotAllowed
    if actor is None:
        return _ask_first("accounts.sign_in")
    view = current_app.view_functions[request.endpoint]
    if getattr(view, "proved_lately", False) and not actor.is_proved_lately(clock.now()):
        return _ask_first("accounts.confirm")
    return None


def _ask_first(endpoint: str) -> ResponseReturnValue:
    """Send her where she says who she is, and back here; what was typed waits on a page of its own meanwhile."""
    way = url_for(endpoint, next=request.path)
    if not is_typed_kept():
        return redirect(way)
    typed = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    return render_template("errors/waiting.html", way=way, typed_values=typed), HTTPStatus.FORBIDDEN


def absolute_url(path: str) -> str:
    """A path under the configured public address: what leaves the house never trusts the Host header."""
    return f"{current_app.config['SETTINGS'].base_url}{path}"


def asked_number(name: str) -> int | None:
    """A number of the query that fits a column, or None."""
    typed = request.args.get(name, "")
    fits = typed.isascii() and typed.isdigit() and len(typed) <= len(str(LARGEST_ID)) and int(typed) <= LARGEST_ID
    return int(typed) if fits else None


class BoundedInt(IntegerConverter):
    """An id in an address: what does not fit a 32-bit column is not found, never a database error."""

    def __init__(self, map: Map, **options: Any) -> None:  # noqa: A002 - Werkzeug's name
        super().__init__(map, max=LARGEST_ID, **options)


class PlainPart(BaseConverter):
    """A text in an address: bounded, and without the control characters that a database would choke on."""

    regex = r"[^/\x00-\x1f\x7f]{1,200}"


def init_addresses(app: Flask) -> None:
    """Bound the parts of addresses; call before the first route is added."""
    app.url_map.converters.update(int=BoundedInt, string=PlainPart, default=PlainPart)


def here_with(**arguments: str) -> str:
    """A link to this page, with all that its address asks for, and with these arguments."""
    return "?" + urlencode(request.args.to_dict() | arguments)


def init_web(app: Flask) -> None:
    """Install the guard; call after the actor is known to each request."""
    app.jinja_env.globals["here_with"] = here_with
    app.before_request(_guard)
