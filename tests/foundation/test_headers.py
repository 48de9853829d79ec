"""Every answer carries the headers, error pages too; only public pages may be kept."""

import json
import logging

import pytest

from tests.support.browser import Browser
from workshops.foundation.headers import CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("path", ["/", "/healthz", "/no/such/page", "/sign-in"])
def test_every_answer_is_protected(client: Browser, path: str) -> None:
    headers = client.get(path).response.headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_form_may_not_be_kept(client: Browser) -> None:
    assert client.get("/sign-in").response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("site", ["cross-site"])
def test_a_form_sent_from_another_site_is_refused(client: Browser, site: str) -> None:
    assert client.post("/sign-out", headers={"Sec-Fetch-Site": site}).status == 400


def test_a_form_without_its_token_is_refused_in_words(client: Browser) -> None:
    answer = client.http.post("/sign-out")
    assert answer.status_code == 400
    assert "This form was open for too long" in answer.get_data(as_text=True)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80"])
def test_a_foreign_host_is_refused(client: Browser, host: str) -> None:
    assert client.http.get("/healthz", headers={"Host": host}).status_code == 400


def test_a_forwarded_host_changes_no_link(client: Browser) -> None:
    answer = client.http.get("/", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in answer.get_data(as_text=True)


def test_the_access_log_names_the_route_and_nobody(client: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="workshops.access"):
        client.get("/v/SECRETCODE?who=n.rahimova@customs.example", headers={"User-Agent": "\x1b[31mred"})
    line = json.loads(caplog.records[-1].getMessage())
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v/<path:code>", 404)
    assert set(line) == {"at", "request", "method", "route", "status", "ms"}
    assert "SECRETCODE" not in caplog.text
    assert "rahimova" not in caplog.text
