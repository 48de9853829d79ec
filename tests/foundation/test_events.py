"""News reaches those who are wired, once, the general listener last."""

from dataclasses import dataclass

from flask import Flask

from workshops.foundation import events
from workshops.foundation.events import Event, publish, subscribe


@dataclass(frozen=True, kw_only=True)
class LampEvent(Event):
    about = "lamp"
    lamp_id: int


@dataclass(frozen=True, kw_only=True)
class LampLit(LampEvent):
    colour: str


def test_an_event_tells_its_object_and_its_details() -> None:
    event = LampLit(lamp_id=7, colour="green", actor_id=3)
    assert (event.object_id, event.actor_id, event.details()) == (7, 3, {"colour": "green"})


def test_each_listener_hears_once_and_the_general_one_last(house: Flask) -> None:
    heard: list[str] = []

    def general(_event: Event) -> None:
        heard.append("general")

    def special(_event: LampLit) -> None:
        heard.append("special")

    for _ in range(2):
        subscribe(LampEvent, general)
        subscribe(LampLit, special)
    try:
        publish(LampLit(lamp_id=1, colour="red"))
    finally:
        del events._handlers[LampEvent], events._handlers[LampLit]
    assert heard == ["special", "general"]
