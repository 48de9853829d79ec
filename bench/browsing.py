"""A browser as the line sees it: the octets and the requests of a page with all that it needs, each file once."""

import gzip
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urlencode, urljoin, urlsplit

from bench.figures import Figure
from tests.support.live import LiveHouse
from tests.support.visitor import Answer

_IN_CSS = re.compile(r'url\("?([^)"]+)"?\)')


class _Needed(HTMLParser):
    """The addresses of what a page needs to be shown, and the words on it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember stylesheets, icons, scripts and pictures; what stands in the page itself asks for nothing."""
        attributes = {name: value or "" for name, value in attrs}
        address = {"link": attributes.get("href"), "use": attributes.get("href")}.get(tag, attributes.get("src"))
        if address and not address.startswith("data:"):
            self.addresses.append(address.partition("#")[0])

    def handle_data(self, data: str) -> None:
        """Remember what is written."""
        self.words.append(data.strip())


class Browsing:
    """One person on one line. Counted are answers with their headers, and forms that are sent; files are kept.

    The floor is the words of each page, compressed, what is sent, and files to keep as they are; a request each.
    """

    def __init__(self, live: LiveHouse, number: int, **headers: str) -> None:
        self.visitor = live.visitor(number)
        self._headers = {"Accept-Encoding": "gzip", **headers}
        self._kept: set[str] = set()
        self.begin()

    def begin(self) -> None:
        """Count from here, with the files that are kept already."""
        self._octets = self._requests = self._least_octets = self._least_requests = 0

    def open(self, address: str) -> Answer:
        """Show the page at this address, wherever it leads, or keep the file."""
        self._least_requests += 1
        return self._show(self._get(address), address)

    def send(self, address: str, fields: Mapping[str, str]) -> Answer:
        """Send a form, and show the page that answers."""
        sent = len(urlencode(fields))
        self._octets, self._least_octets = self._octets + sent, self._least_octets + sent
        self._least_requests += 1
        return self._show(self._count(self.visitor.post(address, fields)), address)

    def figures(self, name: str) -> Iterator[Figure]:
        """What was moved since the beginning."""
        yield Figure(name, self._octets / 1000, "kB", self._least_octets / 1000)
        yield Figure(f"{name}-requests", self._requests, "files", self._least_requests)

    def _show(self, answer: Answer, address: str) -> Answer:
        while answer.location:
            address = urljoin(address, answer.location.removeprefix(_origin(answer.location)))
            answer = self._get(address)
        assert answer.status == HTTPStatus.OK, (address, answer.status)
        if not answer.headers["Content-Type"].startswith("text/html"):
            self._least_octets += len(answer.octets)
            return answer
        needed = _Needed(_plain(answer))
        self._least_octets += len(gzip.compress(" ".join(needed.words).encode()))
        waiting = list(needed.addresses)
        while waiting:
            wanted = waiting.pop()
            if wanted not in self._kept:
                assert wanted.startswith("/"), f"{wanted} is another host's"
                self._kept.add(wanted)
                file = self._get(wanted)
                waiting += [urljoin(wanted, found) for found in self._in_css(wanted, file, answer)]
        return answer

    @staticmethod
    def _in_css(address: str, file: Answer, page: Answer) -> list[str]:
        """The pictures of a stylesheet, where a page shows them."""
        shows = address.endswith(".css") and 'class="hero"' in _plain(page) and 'class="low"' not in _plain(page)
        return _IN_CSS.findall(_plain(file)) if shows else []

    def _get(self, address: str) -> Answer:
        return self._count(self.visitor.get(address, **self._headers))

    def _count(self, answer: Answer) -> Answer:
        self._octets += len(answer.octets) + len(str(answer.headers))
        self._requests += 1
        return answer


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _plain(answer: Answer) -> str:
    octets = answer.octets
    return (gzip.decompress(octets) if answer.headers["Content-Encoding"] == "gzip" else octets).decode()
