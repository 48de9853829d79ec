"""Looking for words among 500 and 10,000 workshops: the search, and the catalogue narrowed by words.

The floor is the least that finds a word without an index: one LIKE over the titles, sent to the driver.
"""

from collections.abc import Iterator

from flask import Flask
from sqlalchemy import insert, select, update

from bench.asking import Question
from bench.figures import Figure
from bench.floors import raw_page
from bench.timing import median_cpu_ms, median_wait_ms
from bench.world import add_workshop, house, multiply
from tests.support.statements import counted_statements
from workshops.catalogue.models import WorkshopText, WorkshopWords
from workshops.foundation.database import db
from workshops.foundation.folding import document
from workshops.foundation.transactions import unit_of_work

SIZES = (500, 10_000)
# One title in seven has the words for cargo, in three languages; five have "zebra", all have "border", none the last.
WORDS = {
    "search": "cargo",
    "search-two-words": "air carg",
    "search-arabic": "الشحن",
    "search-chinese": "货运安全",
    "search-in-all": "border",
    "search-few": "zebra",
    "search-in-vain": "zeppelin",
}
CARGO = {"en": "Workshop on air cargo for border officers", "ar": "أمن الشحن الجوي", "zh": "航空货运安全"}
FEW = 5
_LEAST = (
    "SELECT * FROM workshop JOIN workshop_text ON workshop_id = workshop.id WHERE title LIKE '%cargo%' "
    "ORDER BY starts_at LIMIT 26"
)


def measure() -> Iterator[Figure]:
    """Look for each on the search page and in the catalogue, and wait for the database."""
    for size in SIZES:
        with house() as live:
            multiply(live.app, add_workshop(live.app), size)
            _translate(live.app)
            asked = {name: Question(live.app, f"/search?q={words}") for name, words in WORDS.items()}
            narrowed = {"catalogue-filter": "cargo", "catalogue-filter-in-vain": "zeppelin"}
            asked |= {name: Question(live.app, f"/workshops/?q={words}") for name, words in narrowed.items()}
            costs = median_cpu_ms({**asked, "floor": Question(raw_page(live.app, [_LEAST]), "/")})
            waits = median_wait_ms(asked)
            for name, question in asked.items():
                yield Figure(f"{name}-{size}", costs[name], "ms", costs["floor"])
                yield Figure(f"{name}-{size}-wait", waits[name], "ms")
                with counted_statements() as statements:
                    question()
                yield Figure(f"{name}-{size}-statements", len(statements), "SQL")


def _translate(app: Flask) -> None:
    """Give the workshops on cargo their Arabic and Chinese texts, and a few of the others a word of their own."""
    with app.app_context(), unit_of_work():
        connection = db.session.connection()
        titles = connection.execute(select(WorkshopText.workshop_id, WorkshopText.title)).all()
        cargo = [row.workshop_id for row in titles if row.title == CARGO["en"]]
        others = [row.workshop_id for row in titles if row.title != CARGO["en"]][:FEW]
        rest = {"summary": "", "description": ""}
        texts = [
            {"workshop_id": workshop_id, "language": language, "title": CARGO[language], **rest}
            for workshop_id in cargo
            for language in ("ar", "zh")
        ]
        connection.execute(insert(WorkshopText), texts)
        for workshop_ids, title in ((cargo, document(*CARGO.values())), (others, document("Zebra border"))):
            words = update(WorkshopWords).where(WorkshopWords.workshop_id.in_(workshop_ids))
            connection.execute(words.values(title=title))
