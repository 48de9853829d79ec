"""A room changes its own tables only: another room's are there to relate to and to read."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[2] / "workshops"
ROOMS = frozenset(
    path.parent.name for path in HOUSE.glob("*/__init__.py") if path.parent.name not in ("foundation", "demo")
)
CHANGING = frozenset({"insert", "update", "delete"})


def foreign_models(tree: ast.AST, room: str) -> set[str]:
    """Names that this module imports from the tables of another room."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for parts in [node.module.split(".")]
        if len(parts) == 3 and parts[0] == "workshops" and parts[2] == "models" and parts[1] != room
        for alias in node.names
    }


def changes(path: Path, room: str) -> Iterator[str]:
    """Where a module makes, inserts, updates or deletes rows of another room."""
    tree = ast.parse(path.read_text())
    foreign = foreign_models(tree, room)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        made = node.func.id if isinstance(node.func, ast.Name) else None
        called = made or (node.func.attr if isinstance(node.func, ast.Attribute) else None)
        target = node.args[0] if node.args else None
        if made in foreign or (called in CHANGING and isinstance(target, ast.Name) and target.id in foreign):
            yield f"{path}:{node.lineno}"


def test_no_room_changes_the_rows_of_another_room() -> None:
    found = [
        place
        for room in sorted(ROOMS)
        for path in sorted((HOUSE / room).rglob("*.py"))
        for place in changes(path, room)
    ]
    assert found == []


def test_no_drawer_of_odds_and_ends() -> None:
    forbidden = {"utils", "util", "helpers", "helper", "common", "core", "misc", "tools"}
    assert [path for path in HOUSE.rglob("*") if path.stem in forbidden] == []


def test_a_web_process_holds_no_library_that_pages_do_not_need(repository: Path, tmp_path: Path) -> None:
    # Each takes about ten megabytes, and is loaded by the first who migrates, exports or draws.
    heavy = "print(*sorted({'alembic', 'reportlab', 'xlsxwriter'} & set(__import__('sys').modules)))"
    environ = os.environ | {"ENVIRONMENT": "test", "INSTANCE_PATH": str(tmp_path), "BASE_URL": "http://localhost"}
    command = [sys.executable, "-c", f"import wsgi; {heavy}"]
    done = subprocess.run(command, cwd=repository, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
