"""Registering over HTTP against a real server: what one costs it, how many a second, and 200 people at once."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from itertools import count, cycle, repeat
from statistics import quantiles

from bench.figures import Figure
from bench.floors import floor_server, one_sync
from bench.processes import cpu_seconds
from bench.timing import wall_ms
from bench.world import add_workshop, house
from tests.support.crowd import Applicant
from tests.support.live import LiveHouse, Program
from tests.support.ports import free_port
from tests.support.visitor import Visitor

ONE_BY_ONE, SUSTAINED = 100, 600
CLIENTS, CROWD = 16, 200
_numbers = count()

# Prepares one registration and gives back the call that sends it.
Prepare = Callable[[], Callable[[], None]]


def measure() -> Iterator[Figure]:
    """Measure against the house, and against a server that only says hello and keeps a row."""
    with house() as live:
        add_workshop(live.app, "many-seats", capacity=10_000)
        add_workshop(live.app, "few-seats", capacity=20)
        start = live.open()
        yield Figure("server-start", start, "s")
        synced = wall_ms({"sync": one_sync(live.instance)})["sync"]
        yield Figure("registration-cpu", _cpu_of_one(live, _applying(repeat(live), "many-seats")), "ms", synced)
        with floor_server(live.instance) as (base_url, _):
            of_floor = _writing(base_url)
            floor_rate, floor_p99 = _sustained(of_floor)
            floor_last = _at_once(of_floor)
        with _another_server(live) as other:
            for name, servers in (("", [live]), ("-two-processes", [live, other])):
                rate, p99 = _sustained(_applying(cycle(servers), "many-seats"))
                yield Figure(f"registration-rate-{CLIENTS}-clients{name}", rate, "1/s", floor_rate)
                yield Figure(f"registration-p99-{CLIENTS}-clients{name}", p99, "ms", floor_p99)
        yield Figure(f"race-{CROWD}-last-answer", _at_once(_applying(repeat(live), "few-seats")), "s", floor_last)


@contextmanager
def _another_server(live: LiveHouse) -> Iterator[LiveHouse]:
    """The same house with a second web process beside the first, as on a machine with two cores."""
    port = free_port()
    environ = {**live.environ, "PORT": str(port)}
    web = Program(["wsgi"], environ, live.instance / "second-web.log")
    other = replace(live, base_url=f"http://127.0.0.1:{port}", environ=environ, web=web)
    other.open()
    try:
        yield other
    finally:
        web.stop()


def _applying(servers: Iterator[LiveHouse], slug: str) -> Prepare:
    """A person of whom the house has not heard, with the form open before her; her browser keeps its connection."""

    def prepare() -> Callable[[], None]:
        number = next(_numbers)
        applicant = Applicant(next(servers).visitor(number), slug, f"officer{number}@customs.example")
        applicant.form = applicant.visitor.get(applicant.path).hidden_fields()

        def send() -> None:
            answer = applicant.send()
            assert answer.status == HTTPStatus.SEE_OTHER, answer.text
            applicant.visitor.close()

        return send

    return prepare


def _writing(base_url: str) -> Prepare:
    """A GET, then a POST, to the floor."""

    def prepare() -> Callable[[], None]:
        visitor = Visitor(base_url)
        assert visitor.get("/").status == HTTPStatus.OK

        def send() -> None:
            assert visitor.post("/", {}).status == HTTPStatus.OK
            visitor.close()

        return send

    return prepare


def _cpu_of_one(live: LiveHouse, prepare: Prepare) -> float:
    """CPU milliseconds of the server for one GET and one POST, one person after the other."""
    for _ in range(ONE_BY_ONE // 4):
        prepare()()
    before = cpu_seconds(live.web.pid)
    for _ in range(ONE_BY_ONE):
        prepare()()
    return (cpu_seconds(live.web.pid) - before) / ONE_BY_ONE * 1000


def _sustained(prepare: Prepare) -> tuple[float, float]:
    """Registrations a second from 16 people who register all the time, and the slowest hundredth of the POSTs in ms."""

    def register(_turn: int) -> float:
        send = prepare()
        return _timed(send)

    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        answered = list(pool.map(register, range(SUSTAINED)))
    return SUSTAINED / (time.perf_counter() - began), quantiles(answered, n=100)[-1] * 1000


def _at_once(prepare: Prepare) -> float:
    """Seconds until the last of 200 people who send at the same moment has her answer."""
    sends: Sequence[Callable[[], None]] = [prepare() for _ in range(CROWD)]
    gate = threading.Barrier(CROWD)

    def run(send: Callable[[], None]) -> float:
        gate.wait()
        return _timed(send)

    with ThreadPoolExecutor(CROWD) as pool:
        return max(pool.map(run, sends))


def _timed(call: Callable[[], None]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began
