"""Low-data mode: pages without pictures and scripts, packed, for a reader who asks for it or whose browser does."""

import gzip

from flask import Flask, Response, g, request

from workshops.foundation.i18n import keep_on_browser

COOKIE = "data"
LOW, ALL = "low", "all"


def is_low_data() -> bool:
    """Whether the reader of this page asked for little data."""
    return bool(g.get("low_data", False))


def _choose() -> None:
    """Chosen in the address, kept in a cookie, or wished by the browser."""
    for choice in (request.args.get("data"), request.cookies.get(COOKIE)):
        if choice in (LOW, ALL):
            g.low_data = choice == LOW
            return
    g.low_data = request.headers.get("Save-Data", "").lower() == "on"


def _finish(response: Response) -> Response:
    choice = request.args.get("data")
    if choice in (LOW, ALL):
        keep_on_browser(response, COOKIE, choice)
        response.headers["Cache-Control"] = "private, no-store"
    if (
        is_low_data()
        and response.mimetype == "text/html"
        and request.accept_encodings.quality("gzip")
        and response.data
    ):
        response.data = gzip.compress(response.data, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


def init_low_data(app: Flask) -> None:
    """Hear what each reader asked for; templates ask `low_data()`."""
    app.before_request(_choose)
    app.after_request(_finish)
    app.jinja_env.globals["low_data"] = is_low_data
