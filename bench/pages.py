"""The public pages: CPU of a request, SQL statements, memory of a warm process, and what a first visit moves."""

from collections.abc import Callable, Iterator

from flask import Flask

from bench import first_visit, floors, memory
from bench.asking import Question
from bench.figures import Figure
from bench.timing import cpu_ms
from bench.world import add_workshop, house, multiply
from tests.support.statements import counted_statements
from workshops.foundation.pagecache import pages

WORKSHOP, CATALOGUE = "/workshops/air-cargo", "/workshops/"
FEW, MANY, VERY_MANY = 100, 500, 100_000
_THREE_STATEMENTS = (
    "SELECT * FROM workshop WHERE slug = 'air-cargo'",
    "SELECT * FROM workshop_text WHERE workshop_id = 1",
    "SELECT * FROM agenda_session WHERE workshop_id = 1 ORDER BY starts_at",
)
_ONE_LIST = ("SELECT * FROM workshop JOIN workshop_text ON workshop_id = workshop.id ORDER BY starts_at LIMIT 26",)


def measure() -> Iterator[Figure]:
    """Measure with 500 workshops, then how the cost grows from 100 to 100,000."""
    with house() as live:
        workshop_id = add_workshop(live.app)
        multiply(live.app, workshop_id, MANY)
        hello = Question(floors.hello(), "/")
        yield from _page(
            live.app, "workshop-page", WORKSHOP, Question(floors.raw_page(live.app, _THREE_STATEMENTS), "/"), hello
        )
        yield from _page(
            live.app, f"catalogue-{MANY}", CATALOGUE, Question(floors.raw_page(live.app, _ONE_LIST), "/"), hello
        )
        live.open()
        yield from first_visit.measure(live, WORKSHOP)
        yield from memory.measure(live, [WORKSHOP, CATALOGUE, "/", f"{WORKSHOP}.ics"])
    yield from _growth()


def _page(app: Flask, name: str, path: str, least: Question, hello: Question) -> Iterator[Figure]:
    """A page that is made anew, one that is kept, and one that the reader has already."""
    kept = Question(app, path)
    kept()
    unchanged = Question(app, path, 304, **{"If-None-Match": kept.headers["ETag"]})
    cold = _forgetting(kept)
    with counted_statements() as statements:
        cold()
    cost = cpu_ms({"cold": cold, "kept": kept, "304": unchanged, "least": least, "hello": hello})
    yield Figure(f"{name}-cold", cost["cold"], "ms", cost["least"])
    yield Figure(f"{name}-cached", cost["kept"], "ms", cost["hello"])
    yield Figure(f"{name}-304", cost["304"], "ms", cost["hello"])
    yield Figure(f"{name}-statements", len(statements), "SQL")


def _growth() -> Iterator[Figure]:
    """The same pages among 100,000 workshops; the floor is their cost among 100."""
    cost = []
    for number in (FEW, VERY_MANY):
        with house() as live:
            multiply(live.app, add_workshop(live.app), number)
            asked = {path: _forgetting(Question(live.app, path)) for path in (WORKSHOP, CATALOGUE)}
            cost.append(cpu_ms(asked))
    few, very_many = cost
    yield Figure("workshop-page-among-100000", very_many[WORKSHOP], "ms", few[WORKSHOP])
    yield Figure("catalogue-among-100000", very_many[CATALOGUE], "ms", few[CATALOGUE])


def _forgetting(question: Question) -> Callable[[], object]:
    def cold() -> bytes:
        pages.clear()
        return question()

    return cold
