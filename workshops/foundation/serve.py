"""The web server: waitress with the settings that keep it answering under slow and hostile clients."""

import signal
import sys
import threading
import time
from typing import Any
from wsgiref.types import WSGIApplication

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

DRAIN_SECONDS = 10
TURN_SECONDS = 0.5
ADVICE = "Port %d on %s is in use. Stop the other program, or choose another port: PORT=9000 ./run"


def serve(application: WSGIApplication, host: str, port: int) -> int:
    """Serve until INT, TERM or HUP; requests in hand are answered first. Returns the exit status."""
    sockets: dict[int, Any] = {}
    try:
        create_server(
            application,
            map=sockets,
            host=host,
            port=port,
            threads=4,
            connection_limit=2000,
            channel_timeout=20,
            cleanup_interval=5,
            # The default select() loop dies at 1,024 descriptors.
            asyncore_use_poll=True,
            backlog=1024,
            max_request_body_size=32 * 2**20,
            ident=None,
            # Whom to believe about the reader is decided by TRUSTED_PROXIES, not here.
            clear_untrusted_proxy_headers=False,
        )
    except OSError:
        sys.stderr.write(ADVICE % (port, host) + "\n")
        return 1
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    while not stopping.is_set():
        _turn(sockets)
    _drain(sockets)
    return 0


def _turn(sockets: dict[int, Any]) -> None:
    wasyncore.loop(timeout=TURN_SECONDS, use_poll=True, map=sockets, count=1)


def _drain(sockets: dict[int, Any]) -> None:
    listeners = [server for server in sockets.values() if isinstance(server, BaseWSGIServer)]
    for server in listeners:
        wasyncore.dispatcher.close(server)
    deadline = time.monotonic() + DRAIN_SECONDS
    while _in_hand(sockets) and time.monotonic() < deadline:
        _turn(sockets)
    listeners[0].task_dispatcher.shutdown(timeout=1)


def _in_hand(sockets: dict[int, Any]) -> bool:
    channels = [channel for channel in sockets.values() if isinstance(channel, HTTPChannel)]
    return any(channel.requests or channel.total_outbufs_len for channel in channels)
