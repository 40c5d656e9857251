"""Times of several jobs taken in turn, so that whatever else the machine does hits all of them alike."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Sequence

REPEATS = 5


def in_turn(jobs: Sequence[Callable[[], object]], repeats: int = REPEATS) -> list[float]:
    """The median time of each job in seconds: first, second, …, first, second, …, `repeats` times.

    Args:
        jobs: What is timed, ours first.
        repeats: Runs of each job; one more is made before them, for what is loaded at first use.
    """
    taken: list[list[float]] = [[] for _ in jobs]
    for job in jobs:
        job()
    for repeat in range(repeats):
        for job, times in zip(jobs, taken, strict=True):
            gc.collect()
            start = time.perf_counter()
            job()
            times.append(time.perf_counter() - start)
        say(f"repeat {repeat + 1} of {repeats}: " + ", ".join(f"{times[-1]:.3g} s" for times in taken))
    return [statistics.median(times) for times in taken]


def say(words: str) -> None:
    """A line of progress, on stderr."""
    print(f"  {words}", file=sys.stderr, flush=True)
