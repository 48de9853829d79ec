"""What one warm web process keeps in memory."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus

from bench.figures import Figure
from bench.floors import floor_server
from bench.processes import memory_mib
from tests.support.live import LiveHouse, answers
from tests.support.visitor import Visitor

TIMES = 50


def measure(live: LiveHouse, paths: Sequence[str]) -> Iterator[Figure]:
    """The proportional set size after each page was asked for fifty times; the floor says hello with Flask."""
    visitor = Visitor(live.base_url)
    for path in [*paths] * TIMES:
        assert visitor.get(path).status == HTTPStatus.OK
    visitor.close()
    with floor_server(live.instance) as (base_url, floor):
        assert answers(base_url, "/")
        yield Figure("web-process-memory", memory_mib(live.web.pid), "MiB", memory_mib(floor.pid))
