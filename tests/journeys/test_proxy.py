"""Behind a proxy that is trusted, each network is counted by itself; without one, nobody is believed."""

from pathlib import Path

import pytest

from tests.support.live import LiveHouse, Prepared, live_house
from tests.support.visitor import Visitor
from workshops.accounts.views.limits import FAILURES

pytestmark = pytest.mark.real_db
TRIES = int(FAILURES.partition(" ")[0])


def wrong_password(visitor: Visitor) -> int:
    """The status of the answer to a wrong password."""
    form = visitor.get("/sign-in/staff").hidden_fields()
    return visitor.post(
        "/sign-in/staff", form | {"email": "salma@customs.example", "password": "a wrong password"}
    ).status


def test_a_trusted_proxy_says_which_network_a_reader_comes_from(live: LiveHouse) -> None:
    live.open()
    assert [wrong_password(live.visitor(1)) for _ in range(TRIES + 1)] == [422] * TRIES + [429]
    assert wrong_password(live.visitor(2)) == 422


def test_without_a_trusted_proxy_a_reader_cannot_choose_her_network(prepared: Prepared, tmp_path: Path) -> None:
    with live_house(prepared, tmp_path, TRUSTED_PROXIES="0") as live:
        live.open()
        assert [wrong_password(live.visitor(number)) for number in range(TRIES + 1)] == [422] * TRIES + [429]
