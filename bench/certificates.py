"""Certificates: how many files one core draws in a second, and a conference. The floor joins the same octets."""

import re
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from itertools import cycle

from bench import conference
from bench.figures import Figure
from bench.timing import cpu_ms
from tests.certificates.example import NAMES, facts
from workshops.certificates.pdf import render_certificate

_DEFLATED = re.compile(rb"/FlateDecode/Length [0-9]+>>stream\n(.*?)\nendstream", re.DOTALL)


def measure() -> Iterator[Figure]:
    """Draw the certificates of one workshop, for people whose names are written in many scripts."""
    holders = [facts(name=name, number=f"WS-2026-014/{n:05d}") for n, name in enumerate(NAMES.values(), 1)]
    files = [render_certificate(holder) for holder in holders]
    drawings = cycle([partial(render_certificate, holder) for holder in holders])
    floors = cycle(_floors(files))
    cost = cpu_ms({name: partial(_call_next, calls) for name, calls in (("drawing", drawings), ("floor", floors))})
    yield Figure("certificates-unsigned", 1000 / cost["drawing"], "1/s", 1000 / cost["floor"])
    yield Figure("certificate-size", sum(map(len, files)) / len(files) / 1000, "kB")
    yield from conference.measure()


def _call_next(calls: Iterator[Callable[[], bytes]]) -> bytes:
    return next(calls)()


def _floors(files: list[bytes]) -> list[Callable[[], bytes]]:
    """For each file: deflate the streams that are its holder's own, join all octets and hash them."""
    streams = [set(_DEFLATED.findall(file)) for file in files]
    shared = set.intersection(*streams)
    own = [[zlib.decompress(stream) for stream in of_file - shared] for of_file in streams]
    return [_floor(file, plain) for file, plain in zip(files, own, strict=True)]


def _floor(file: bytes, own: list[bytes]) -> Callable[[], bytes]:
    middle = len(file) // 2
    first, second = file[:middle], file[middle:]

    def least() -> bytes:
        for plain in own:
            zlib.compress(plain)
        return sha256(b"".join((first, second))).digest()

    return least
