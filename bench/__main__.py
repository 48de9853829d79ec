"""`python -m bench [SECTION]`: every figure, or those of one section, a line each: name value unit floor ratio."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench import machine
from bench.figures import Figure

SECTIONS = ("pages", "journeys", "registration", "calendar", "certificates", "mail", "search")
RESULTS = Path(__file__).parent / "results"


def main(chosen: list[str]) -> int:
    """Print the figures as they come; a whole run is kept as a file."""
    if unknown := set(chosen) - set(SECTIONS):
        sys.exit(f"No such section: {', '.join(sorted(unknown))}. There are: {', '.join(SECTIONS)}")
    lines = [f"# {line}" for line in machine.described()]
    print("\n".join(lines), flush=True)
    for figure in _figures(chosen or SECTIONS):
        print(figure, flush=True)
        lines.append(str(figure))
    if not chosen:
        RESULTS.mkdir(exist_ok=True)
        file = RESULTS / f"{datetime.now(UTC).date()}-{machine.slug()}.txt"
        file.write_text("\n".join([*lines, ""]), "utf-8")
    return 0


def _figures(sections: list[str] | tuple[str, ...]) -> Iterator[Figure]:
    for name in sections:
        yield from import_module(f"bench.{name}").measure()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
