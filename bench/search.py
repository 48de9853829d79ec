"""Looking for a word in the titles of 500 and of 10,000 workshops; the floor sends the search alone to the driver."""

from collections.abc import Iterator

from bench.asking import Question
from bench.figures import Figure
from bench.floors import raw_page
from bench.timing import cpu_ms
from bench.world import add_workshop, house, multiply

SIZES = (500, 10_000)
# One in seven titles has the first word, none the second.
WORDS = {"search": "cargo", "search-in-vain": "zeppelin"}
_SEARCH = (
    "SELECT * FROM workshop JOIN workshop_text ON workshop_id = workshop.id WHERE title LIKE '%{word}%' "
    "ORDER BY starts_at LIMIT 26"
)


def measure() -> Iterator[Figure]:
    """Ask the catalogue for a word that many titles have, and for one that none has."""
    for size in SIZES:
        with house() as live:
            multiply(live.app, add_workshop(live.app), size)
            for name, word in WORDS.items():
                least = Question(raw_page(live.app, [_SEARCH.format(word=word)]), "/")
                cost = cpu_ms({"house": Question(live.app, f"/workshops/?q={word}"), "floor": least})
                yield Figure(f"{name}-{size}", cost["house"], "ms", cost["floor"])
