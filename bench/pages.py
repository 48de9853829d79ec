"""The public pages: CPU of a request, SQL statements, and memory of a warm process."""

from collections.abc import Iterator

from bench import floors, memory
from bench.asking import Question
from bench.figures import Figure
from bench.kept_pages import costs_of_a_page, forgetting
from bench.timing import cpu_ms
from bench.world import add_workshop, house, multiply

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
        multiply(live.app, add_workshop(live.app), MANY)
        hello, three, one = (
            Question(app, "/")
            for app in (
                floors.hello(),
                floors.raw_page(live.app, _THREE_STATEMENTS),
                floors.raw_page(live.app, _ONE_LIST),
            )
        )
        yield from costs_of_a_page(live.app, "workshop-page", WORKSHOP, three, hello)
        yield from costs_of_a_page(live.app, f"catalogue-{MANY}", CATALOGUE, one, hello)
        live.open()
        yield from memory.measure(live, [WORKSHOP, CATALOGUE, "/", f"{WORKSHOP}.ics", f"{WORKSHOP}/register"])
    yield from _growth()


def _growth() -> Iterator[Figure]:
    """The same pages among 100,000 workshops; the floor is their cost among 100."""
    cost = []
    for number in (FEW, VERY_MANY):
        with house() as live:
            multiply(live.app, add_workshop(live.app), number)
            asked = {path: forgetting(Question(live.app, path)) for path in (WORKSHOP, CATALOGUE)}
            cost.append(cpu_ms(asked))
    few, very_many = cost
    yield Figure("workshop-page-among-100000", very_many[WORKSHOP], "ms", few[WORKSHOP])
    yield Figure("catalogue-among-100000", very_many[CATALOGUE], "ms", few[CATALOGUE])
