"""How often one network may try something."""

import threading
import time
from http import HTTPStatus

from flask import Flask, Response, request
from flask_limiter import Limiter
from limits.storage import MemoryStorage

from workshops.foundation.tokens import keyed_digest

SWEEP_SECONDS = 60


class SweptMemory(MemoryStorage):
    """Counts in this process, and forgets once a minute what is over.

    The library starts a thread at each count that walks over all it has counted: with a crowd at the door, most of the
    work of a request.
    """

    STORAGE_SCHEME = ["swept-memory"]  # noqa: RUF012 - the library's own spelling

    def _MemoryStorage__schedule_expiry(self) -> None:  # noqa: N802 - takes the place of the library's own
        if not self.timer.is_alive():
            self.timer = threading.Timer(SWEEP_SECONDS, self._MemoryStorage__expire_events)  # type: ignore[attr-defined]
            self.timer.daemon = True
            self.timer.start()


def network() -> str:
    """The reader's network as a keyed digest: an IPv4 address, or the /64 of an IPv6 one; never the address itself."""
    address = request.remote_addr or ""
    return keyed_digest("network", ":".join(address.split(":")[:4]) if ":" in address else address)


limiter = Limiter(key_func=network, strategy="moving-window")


def init_limits(app: Flask, redis_url: str | None) -> None:
    """Count in memory in one process, in Redis beyond; Redis gone falls back to memory."""
    app.config["RATELIMIT_STORAGE_URI"] = redis_url or "swept-memory://"
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = bool(redis_url)
    app.config["RATELIMIT_HEADERS_ENABLED"] = False
    limiter.init_app(app)
    # Only marked views are limited, and the mark looks by itself: all others need not pay for a look at each request.
    app.before_request_funcs[None].remove(limiter._check_request_limit)  # noqa: SLF001
    app.after_request(_say_when_to_return)


def _say_when_to_return(response: Response) -> Response:
    limit = limiter.current_limit
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS and limit:
        response.headers["Retry-After"] = str(max(1, limit.reset_at - int(time.time())))
    return response
