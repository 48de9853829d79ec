"""Questions to the floors above: a room asks, `wiring.py` says which rooms answer."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Question(Generic[Asked, Answer]):
    """What a room must know of things that only rooms above it know. Nobody may answer: then the list is empty."""

    def __init__(self) -> None:
        self._answering: list[Callable[Asked, Answer]] = []

    def answered_by(self, function: Callable[Asked, Answer]) -> None:
        """Ask this function as well; once, however often wired."""
        if function not in self._answering:
            self._answering.append(function)

    def __call__(self, *args: Asked.args, **kwargs: Asked.kwargs) -> list[Answer]:
        """All answers, in the order of the wiring."""
        return [function(*args, **kwargs) for function in self._answering]
