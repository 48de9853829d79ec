"""The web server process: waitress with the settings that keep it answering under slow and hostile clients."""

import logging
import signal
import sys
import threading
import time

from waitress import wasyncore
from waitress.server import TcpWSGIServer, create_server

from workshops.app import create_app
from workshops.foundation.settings import Settings

DRAIN_SECONDS = 10
TURN_SECONDS = 0.5
ADVICE = "Port %d on %s is in use. Stop the other program, or choose another port: PORT=9000 ./run"


def main() -> int:
    """Serve until INT or TERM; requests in hand are answered first. Returns the exit status."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    settings = Settings.from_environment()
    application = create_app(settings)
    try:
        server = create_server(
            application,
            host=settings.host,
            port=settings.port,
            threads=4,
            connection_limit=2000,
            channel_timeout=20,
            cleanup_interval=5,
            # The default select() loop dies at 1,024 descriptors.
            asyncore_use_poll=True,
            backlog=1024,
            max_request_body_size=32 * 2**20,
            ident=None,
        )
    except OSError:
        sys.stderr.write(ADVICE % (settings.port, settings.host) + "\n")
        return 1
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    while not stopping.is_set():
        _turn(server)
    server.del_channel()
    server.socket.close()
    deadline = time.monotonic() + DRAIN_SECONDS
    while _in_hand(server) and time.monotonic() < deadline:
        _turn(server)
    server.task_dispatcher.shutdown(timeout=1)
    return 0


def _turn(server: TcpWSGIServer) -> None:
    wasyncore.loop(timeout=TURN_SECONDS, use_poll=True, map=server._map, count=1)  # noqa: SLF001 - as server.run() does


def _in_hand(server: TcpWSGIServer) -> bool:
    return any(channel.requests or channel.total_outbufs_len for channel in server.active_channels.values())


if __name__ == "__main__":
    sys.exit(main())
