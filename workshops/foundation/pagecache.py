"""Finished public pages, kept in memory under what they show."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

MOST_PAGES = 256


@dataclass(frozen=True)
class KeptPage:
    """The octets of a page, the validator made from them, and the moment from which they may be wrong."""

    body: bytes
    etag: str
    until: datetime

    @classmethod
    def of(cls, text: str, until: datetime) -> "KeptPage":
        """The finished page."""
        body = text.encode()
        return cls(body, sha256(body).hexdigest()[:32], until)


class PageCache:
    """The pages last asked for. Each process keeps its own, so a key must name the edition of all that a page shows."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable, now: datetime) -> KeptPage | None:
        """The page under this key, unless its time is over."""
        with self._lock:
            page = self._pages.get(key)
            if page is None or now >= page.until:
                return None
            self._pages.move_to_end(key)
            return page

    def keep(self, key: Hashable, text: str, until: datetime) -> KeptPage:
        """Keep a finished page; the one not asked for longest makes room."""
        page = KeptPage.of(text, until)
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        return page

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()


pages = PageCache()
