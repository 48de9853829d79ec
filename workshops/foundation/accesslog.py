"""One JSON line for each request: the route's pattern, never the path, the query or who asked."""

import json
import logging
import secrets
import time

from flask import Flask, Response, g, request

from workshops.foundation import clock

log = logging.getLogger("workshops.access")


def _start() -> None:
    g.started = time.perf_counter()
    g.request_id = secrets.token_hex(8)


def _write(response: Response) -> Response:
    if "started" not in g:
        return response
    line = {
        "at": clock.now().isoformat(),
        "request": g.request_id,
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.started) * 1000, 1),
    }
    log.info("%s", json.dumps(line))
    return response


def init_access_log(app: Flask) -> None:
    """Write the line after each answer."""
    app.before_request(_start)
    app.after_request(_write)
