"""Looking for words among 500 and 10,000 workshops: the search and the catalogue's filter.

The floor of both is the least that finds a word without an index: one LIKE over the titles, sent to the driver.
"""

from collections.abc import Iterator

from bench.asking import Question
from bench.figures import Figure
from bench.floors import raw_page
from bench.timing import cpu_ms
from bench.world import add_workshop, house, multiply

SIZES = (500, 10_000)
# One in seven titles has the first two, all have the next, none the last.
WORDS = {"search": "cargo", "search-two-words": "air carg", "search-in-all": "border", "search-in-vain": "zeppelin"}
_LEAST = (
    "SELECT * FROM workshop JOIN workshop_text ON workshop_id = workshop.id WHERE title LIKE '%cargo%' "
    "ORDER BY starts_at LIMIT 26"
)


def measure() -> Iterator[Figure]:
    """Look for each, and narrow the catalogue with the first."""
    for size in SIZES:
        with house() as live:
            multiply(live.app, add_workshop(live.app), size)
            asked = {name: Question(live.app, f"/search?q={words}") for name, words in WORDS.items()}
            asked["catalogue-filter"] = Question(live.app, f"/workshops/?q={WORDS['search']}")
            costs = cpu_ms({**asked, "floor": Question(raw_page(live.app, [_LEAST]), "/")})
            for name in asked:
                yield Figure(f"{name}-{size}", costs[name], "ms", costs["floor"])
