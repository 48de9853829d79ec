"""What a public answer costs when it is made anew, when it is kept, and when the reader has it already."""

from collections.abc import Callable, Iterator

from flask import Flask

from bench.asking import Question
from bench.figures import Figure
from bench.timing import cpu_ms
from tests.support.statements import counted_statements
from workshops.foundation.pagecache import pages


def costs_of_a_page(app: Flask, name: str, path: str, least: Question, hello: Question) -> Iterator[Figure]:
    """Measure one address beside two floors: `least` makes the same answer anew, `hello` gives a kept one."""
    kept = Question(app, path)
    kept()
    unchanged = Question(app, path, 304, **{"If-None-Match": kept.headers["ETag"]})
    cold = forgetting(kept)
    with counted_statements() as statements:
        cold()
    cost = cpu_ms({"cold": cold, "kept": kept, "304": unchanged, "least": least, "hello": hello})
    yield Figure(f"{name}-cold", cost["cold"], "ms", cost["least"])
    yield Figure(f"{name}-cached", cost["kept"], "ms", cost["hello"])
    yield Figure(f"{name}-304", cost["304"], "ms", cost["hello"])
    yield Figure(f"{name}-statements", len(statements), "SQL")


def forgetting(question: Question) -> Callable[[], object]:
    """The same question to a process that has kept no page."""

    def cold() -> bytes:
        pages.clear()
        return question()

    return cold
