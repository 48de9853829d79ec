"""The ledger of addresses, for tests that visit them all."""

from dataclasses import dataclass
from pathlib import Path

LEDGER = Path(__file__).parents[1] / "architecture" / "urls.txt"


@dataclass(frozen=True)
class Entry:
    """One line: a rule of the URL map, its methods, what it asks of the reader, its endpoint."""

    rule: str
    methods: tuple[str, ...]
    access: str
    endpoint: str

    def __str__(self) -> str:
        return f"{self.endpoint} {','.join(self.methods)}"


def entries() -> list[Entry]:
    """Every address of the house."""
    found = []
    for line in LEDGER.read_text().splitlines():
        *rule, methods, access, endpoint = line.replace("signed in", "signed-in").rsplit(" ", 3)
        found.append(Entry(rule[0], tuple(methods.split(",")), access.replace("-", " "), endpoint))
    return found
