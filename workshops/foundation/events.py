"""News between rooms: a room publishes what happened, `wiring.py` says who hears it.

Handlers run at once, inside the publisher's transaction, and announce nothing further.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. Carries ids and names of fields, never a person's data.

    `about` names the object: an event about "workshop" has a `workshop_id`. `sentence` says what happened to those who
    read the record; a class without one is only the ancestor of others.
    """

    about: ClassVar[str]
    sentence: ClassVar[str] = ""
    actor_id: int | None = None

    @property
    def object_id(self) -> int:
        """The id of the object the event is about."""
        return int(getattr(self, f"{self.about}_id"))

    def details(self) -> dict[str, Any]:
        """What the event says beside its object and its actor, in plain values."""
        named = {"actor_id", f"{self.about}_id"}
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name not in named}


Handler = Callable[[Any], None]
_handlers: dict[type[Event], list[Handler]] = defaultdict(list)


def subscribe(event: type[Event], handler: Handler) -> None:
    """Have `handler` called for each event of this class or of a class derived from it; once, however often wired."""
    if handler not in _handlers[event]:
        _handlers[event].append(handler)


def kinds_of_event(kind: type[Event] = Event) -> Iterator[type[Event]]:
    """All classes of events that can happen."""
    if kind.sentence:
        yield kind
    for derived in kind.__subclasses__():
        yield from kinds_of_event(derived)


def publish(event: Event) -> None:
    """Tell every subscriber, most general class last, so that records follow the consequences."""
    for kind in type(event).__mro__:
        for handler in _handlers.get(kind, ()):
            handler(event)
