"""Somebody on a machine of her own who speaks real HTTP: keeps cookies and her connection, and sends forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    """What the server said, read to its end: what is not read to its end was not acknowledged."""

    status: int
    headers: HTTPMessage
    octets: bytes

    @property
    def text(self) -> str:
        """The page as text."""
        return self.octets.decode()

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.headers["Location"] or ""

    def hidden_fields(self) -> dict[str, str]:
        """What the page's forms send along unseen, such as the form token and the key that makes a form one."""
        reader = _HiddenFields()
        # Reading a whole page takes longer than the server needs to write it; its inputs are enough.
        reader.feed("".join(re.findall(r"<input\b[^>]*>", self.text)))
        return reader.fields


class _HiddenFields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "input" and attributes.get("type") == "hidden" and attributes.get("name"):
            self.fields[attributes["name"] or ""] = attributes.get("value") or ""


class Visitor:
    """One browser. `network` is where it seems to be: the house counts tries by network and trusts its proxy."""

    def __init__(self, base_url: str, network: str = "198.51.100.1", cookies: Mapping[str, str] | None = None) -> None:
        self._connection = HTTPConnection(urlsplit(base_url).netloc, timeout=PATIENCE_SECONDS)
        self._network = network
        self.cookies: dict[str, str] = dict(cookies or {})

    def get(self, path: str, **headers: str) -> Answer:
        """The page at this address."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})

    def close(self) -> None:
        """End the connection; the next question opens another."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        """Ask once: a broken connection is the caller's to judge, never asked again in secret."""
        sent = {"X-Forwarded-For": self._network, **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self._connection.request(method, path, body, sent)
            response = self._connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        except BaseException:
            self.close()
            raise
        for header in response.headers.get_all("Set-Cookie") or ():
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        return answer
