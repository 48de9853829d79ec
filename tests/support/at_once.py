"""Several people at the same moment, each in a thread and a transaction of her own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from workshops.foundation.errors import DomainError
from workshops.foundation.transactions import unit_of_work


def at_once(app: Flask, works: Sequence[Callable[[], object]]) -> list[object]:
    """Do all works at the same moment; what each gave back, or the refusal it met."""
    gate = threading.Barrier(len(works))

    def do(work: Callable[[], object]) -> object:
        with app.app_context():
            gate.wait()
            try:
                with unit_of_work():
                    return work()
            except DomainError as refusal:
                return type(refusal).__name__

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(do, works))
