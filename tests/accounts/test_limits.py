"""Guessing is slow, and whoever guesses shuts nobody else out."""

from collections.abc import Callable

import pytest

from tests.support.browser import Browser, Page
from tests.support.factories import make_person
from tests.support.signing_in import PASSWORD, mailed_secret, password_hash, sign_in
from workshops.foundation import passwords

EMAIL = "salma@office.example"
HERE, THERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries are counted here; for addresses that are nobody's, a hash need not be dear."""
    monkeypatch.setattr(passwords, "MEMORY_KIB", 8)


def post(client: Browser, path: str, data: dict[str, str], address: str = HERE) -> Page:
    return client.post(path, data, environ_base={"REMOTE_ADDR": address})


def try_password(client: Browser, password: str, email: str = EMAIL, address: str = HERE) -> Page:
    return post(client, "/sign-in/staff", {"email": email, "password": password}, address)


def statuses(ask: Callable[[], Page], times: int) -> list[int]:
    return [ask().status for _ in range(times)]


def test_ten_failures_for_one_account_from_one_network_are_enough(client: Browser) -> None:
    make_person(client.app, email=EMAIL, password_hash=password_hash())
    assert statuses(lambda: try_password(client, "wrong"), 10) == [422] * 10
    page = try_password(client, PASSWORD)
    assert (page.status, page.heading) == (429, "Too many tries")
    assert 14 * 60 < int(page.response.headers["Retry-After"]) <= 15 * 60 + 1


def test_who_is_limited_for_one_account_signs_in_with_another(client: Browser) -> None:
    make_person(client.app, email="other@office.example", password_hash=password_hash())
    statuses(lambda: try_password(client, "wrong"), 11)
    assert try_password(client, PASSWORD, "other@office.example").status == 303


def test_a_thousand_wrong_passwords_from_one_place_do_not_lock_the_owner_out(client: Browser) -> None:
    # T22
    make_person(client.app, email=EMAIL, password_hash=password_hash())
    answers = statuses(lambda: try_password(client, "wrong"), 1000)
    assert (answers.count(422), answers.count(429)) == (10, 990)
    assert try_password(client, PASSWORD, address=THERE).status == 303


def test_spelling_an_address_differently_gains_no_tries(client: Browser) -> None:
    spellings = [EMAIL, EMAIL.upper(), f" {EMAIL}", f"{EMAIL}\x00", "salma@ｏｆｆｉｃｅ.example", f"{EMAIL}\u202e"]
    assert [try_password(client, "wrong", spelling).status for spelling in spellings * 2] == [422] * 10 + [429] * 2


def test_a_whole_network_has_a_hundred_failures_an_hour(client: Browser) -> None:
    answers = [try_password(client, "wrong", f"a{number}@office.example").status for number in range(101)]
    assert answers == [422] * 100 + [429]


def test_signing_in_takes_nothing_off_the_count_of_failures(client: Browser) -> None:
    make_person(client.app, email=EMAIL, password_hash=password_hash())
    statuses(lambda: try_password(client, "wrong"), 9)
    assert statuses(lambda: try_password(client, PASSWORD), 3) == [303] * 3
    assert statuses(lambda: try_password(client, "wrong"), 2) == [422, 429]


def test_a_forwarded_address_is_not_believed(client: Browser) -> None:
    def from_elsewhere(number: int) -> int:
        headers = {"X-Forwarded-For": f"203.0.113.{number}", "X-Real-IP": f"203.0.113.{number}"}
        return client.post("/sign-in/staff", {"email": EMAIL, "password": "wrong"}, headers=headers).status

    assert [from_elsewhere(number) for number in range(11)] == [422] * 10 + [429]


def test_neighbours_in_one_network_of_ipv6_are_counted_together(client: Browser) -> None:
    answers = [try_password(client, "wrong", address=f"2001:db8:1:2:{number}::1").status for number in range(10)] + [
        try_password(client, "wrong", address=address).status for address in ("2001:db8:1:2::99", "2001:db8:1:3::1")
    ]
    assert answers == [422] * 10 + [429, 422]


def test_five_mails_an_hour_go_to_one_address(client: Browser) -> None:
    make_person(client.app, email=EMAIL)
    assert statuses(lambda: post(client, "/sign-in", {"email": EMAIL}), 6) == [303] * 5 + [429]
    assert statuses(lambda: post(client, "/sign-in", {"email": "nobody@office.example"}), 6) == [303] * 5 + [429]
    assert statuses(lambda: post(client, "/password/forgotten", {"email": EMAIL}), 6) == [303] * 5 + [429]


def test_five_mails_an_hour_are_sent_again(client: Browser) -> None:
    make_person(client.app, email=EMAIL)
    post(client, "/sign-in", {"email": EMAIL})
    assert statuses(lambda: post(client, "/sign-in/code/again", {}), 6) == [303] * 5 + [429]


def test_a_network_asks_for_sixty_mails_in_a_quarter_of_an_hour(client: Browser) -> None:
    answers = [post(client, "/sign-in", {"email": f"a{number}@office.example"}).status for number in range(61)]
    assert answers == [303] * 60 + [429]


def test_ten_wrong_codes_are_enough_for_one_browser(client: Browser) -> None:
    person_id = make_person(client.app, email=EMAIL)
    post(client, "/sign-in", {"email": EMAIL})
    assert statuses(lambda: post(client, "/sign-in/code", {"code": "00000000"}), 11) == [422] * 10 + [429]
    post(client, "/sign-in", {"email": EMAIL})
    made = mailed_secret(client.app, person_id)
    assert made
    assert post(client, "/sign-in/code", {"code": made.code or ""}).status == 429
    assert client.post(f"/sign-in/link/{made.link_token}").status == 303


def test_confirming_is_limited_by_person(client: Browser) -> None:
    sign_in(client, make_person(client.app, password_hash=password_hash()))
    assert statuses(lambda: post(client, "/confirm-it-is-you", {"password": "x"}), 11) == [422] * 10 + [429]


def test_a_page_is_never_refused_for_failures(client: Browser) -> None:
    statuses(lambda: try_password(client, "wrong"), 11)
    assert [client.get(path).status for path in ("/sign-in/staff", "/sign-in", "/password/forgotten")] == [200] * 3
