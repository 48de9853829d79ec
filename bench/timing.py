"""What one call costs: the best of interleaved batches, so that a busy moment of the machine hits all alike."""

import time
from collections.abc import Callable, Mapping

ROUNDS = 9
BATCH_SECONDS = 0.05


def cpu_ms(calls: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """CPU milliseconds of this process for one call of each."""
    return _best(calls, time.process_time)


def wall_ms(calls: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Milliseconds on the clock for one call of each: for what waits on a disk."""
    return _best(calls, time.perf_counter)


def _best(calls: Mapping[str, Callable[[], object]], clock: Callable[[], float]) -> dict[str, float]:
    sizes = {name: _calls_in_a_batch(call) for name, call in calls.items()}
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(ROUNDS):
        for name, call in calls.items():
            began = clock()
            for _ in range(sizes[name]):
                call()
            best[name] = min(best[name], (clock() - began) / sizes[name] * 1000)
    return best


def _calls_in_a_batch(call: Callable[[], object]) -> int:
    call()  # the first one pays for imports and caches
    began = time.perf_counter()
    call()
    return max(1, int(BATCH_SECONDS / (time.perf_counter() - began)))
