"""What a browser that comes for the first time moves over the wire to show one page."""

import gzip
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urljoin

from bench.figures import Figure
from tests.support.live import LiveHouse
from tests.support.visitor import Answer, Visitor

_IN_CSS = re.compile(r'url\("?([^)"]+)"?\)')


class _Needed(HTMLParser):
    """The addresses of what a page needs to be shown, and the words on it."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember stylesheets, icons, scripts and pictures."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "link" and attributes.get("rel") in {"stylesheet", "icon", "manifest", "preload"}:
            self.addresses.append(attributes["href"])
        elif tag in {"script", "img"} and attributes.get("src"):
            self.addresses.append(attributes["src"])

    def handle_data(self, data: str) -> None:
        """Remember what is written."""
        self.words.append(data.strip())


def measure(live: LiveHouse, path: str) -> Iterator[Figure]:
    """All files of a page, headers included; the floor is its words alone, compressed."""
    visitor = Visitor(live.base_url)
    page = _fetch(visitor, path)
    needed = _Needed()
    needed.feed(_plain(page))
    answers = {path: page}
    waiting = list(needed.addresses)
    while waiting:
        address = waiting.pop()
        if address not in answers:
            assert address.startswith("/"), f"{address} is another host's"
            answers[address] = _fetch(visitor, address)
            if address.endswith(".css"):
                waiting += [urljoin(address, found) for found in _IN_CSS.findall(_plain(answers[address]))]
    visitor.close()
    words = gzip.compress(" ".join(needed.words).encode())
    octets = sum(len(answer.octets) + len(str(answer.headers)) for answer in answers.values())
    yield Figure("first-visit", octets / 1000, "kB", len(words) / 1000)
    yield Figure("first-visit-requests", len(answers), "files", 1)


def _fetch(visitor: Visitor, address: str) -> Answer:
    answer = visitor.get(address, **{"Accept-Encoding": "gzip"})
    assert answer.status == HTTPStatus.OK, address
    return answer


def _plain(answer: Answer) -> str:
    octets = answer.octets
    return (gzip.decompress(octets) if answer.headers["Content-Encoding"] == "gzip" else octets).decode()
