"""What one warm web process keeps in memory."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus

from bench.figures import Figure
from bench.floors import floor_server
from bench.processes import memory_mib
from tests.certificates.conftest import make_ended
from tests.certificates.example import NAMES
from tests.support.factories import make_person
from tests.support.live import LiveHouse, answers
from workshops.accounts.actions import open_session
from workshops.accounts.rules import Role
from workshops.foundation.transactions import unit_of_work

TIMES = 50


def measure(live: LiveHouse, paths: Sequence[str]) -> Iterator[Figure]:
    """The proportional set size after each page was asked for fifty times, then after many certificates were drawn."""
    with floor_server(live.instance) as (base_url, floor):
        assert answers(base_url, "/")
        least = memory_mib(floor.pid)
    visitor = live.visitor()
    for path in [*paths] * TIMES:
        assert visitor.get(path).status == HTTPStatus.OK
    yield Figure("web-process-memory", memory_mib(live.web.pid), "MiB", least)
    _draw_certificates(live)
    yield Figure("web-process-memory-certificates", memory_mib(live.web.pid), "MiB", least)


def _draw_certificates(live: LiveHouse) -> None:
    """Have the process draw the certificates of people whose names are written in many scripts."""
    ended = make_ended(live.app)
    for name in NAMES.values():
        ended.somebody(name_own=name)
    staff = make_person(live.app, role=Role.ADMINISTRATOR)
    numbers = ended.issue(staff)
    with live.app.app_context(), unit_of_work():
        token = open_session(staff, is_staff=True, user_agent="", replaces=None)
    organizer = live.visitor(cookies={"sid": token})
    for number in numbers:
        answer = organizer.get(f"/manage/{ended.slug}/certificates/{number}.pdf")
        assert answer.octets.startswith(b"%PDF"), answer.text
