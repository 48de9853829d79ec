"""What one call costs: interleaved batches, so that a busy moment of the machine hits all alike."""

import time
from collections.abc import Callable, Iterable, Mapping
from statistics import median

ROUNDS = 9
BATCH_SECONDS = 0.05


def cpu_ms(calls: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """CPU milliseconds of this process for one call of each, in the best batch."""
    return _costs(calls, time.process_time, min)


def median_cpu_ms(calls: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The same in the middle one of the batches."""
    return _costs(calls, time.process_time, median)


def median_wait_ms(calls: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Milliseconds in which this process does not run during one call of each: what it waits for another."""
    # The two clocks are not read at the same instant: what waits for nobody would come out a little below nothing.
    waits = _costs(calls, lambda: time.perf_counter() - time.process_time(), median)
    return {name: max(0.0, wait) for name, wait in waits.items()}


def wall_ms(calls: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Milliseconds on the clock for one call of each, in the best batch: for what waits on a disk."""
    return _costs(calls, time.perf_counter, min)


def _costs(
    calls: Mapping[str, Callable[[], object]], clock: Callable[[], float], one_of: Callable[[Iterable[float]], float]
) -> dict[str, float]:
    sizes = {name: _calls_in_a_batch(call) for name, call in calls.items()}
    batches: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            began = clock()
            for _ in range(sizes[name]):
                call()
            batches[name].append((clock() - began) / sizes[name] * 1000)
    return {name: one_of(costs) for name, costs in batches.items()}


def _calls_in_a_batch(call: Callable[[], object]) -> int:
    call()  # the first one pays for imports and caches
    began = time.perf_counter()
    call()
    return max(1, int(BATCH_SECONDS / (time.perf_counter() - began)))
