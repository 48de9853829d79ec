"""How templates are read."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment
from jinja2 import StrictUndefined


class Templates(Environment):
    """Jinja's environment, strict about names, in which all templates share one map of globals.

    Jinja lays a map of its own over it for each template and compares the two, name by name, at each import of macros:
    a twentieth of a page.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template; `d` are its own, of which ours have none."""
        return super().make_globals(d) if d else self.globals
