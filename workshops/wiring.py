"""When X happened, do Y: the one page that connects the rooms."""

from workshops.audit import handlers as audit
from workshops.foundation.events import Event, subscribe
from workshops.foundation.transactions import before_commit


def wire() -> None:
    """Connect every event to those who hear it."""
    subscribe(Event, audit.remember)
    before_commit(audit.write_lines)
