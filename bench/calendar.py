"""The calendar file of one workshop: made, kept, and known to the reader already."""

from collections.abc import Iterator

from bench.asking import Question
from bench.figures import Figure
from bench.floors import hello
from bench.kept_pages import costs_of_a_page
from bench.world import add_workshop, house


def measure() -> Iterator[Figure]:
    """Measure beside a Flask application that says hello."""
    with house() as live:
        add_workshop(live.app)
        least = Question(hello(), "/")
        yield from costs_of_a_page(live.app, "ics", "/workshops/air-cargo.ics", least, least)
