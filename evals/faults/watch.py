"""Looks after a live service while it is ill-treated: whether it answers meanwhile, and how much memory it takes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import NamedTuple

import httpx2
import psutil

from evals.live.process import Live

PAUSE = 0.05
PATIENCE = 20.0
"""Seconds after which an answer counts as none."""
IDLE_POLLS = 40


class Sample(NamedTuple):
    """One look."""

    at: float
    """When it began, by `time.monotonic`."""
    seconds: float
    """Until the answer; infinite if there was none."""
    memory: int
    """Resident bytes of the service's own process, without its children."""


class Watch:
    """What was seen so far."""

    def __init__(self, live: Live) -> None:
        """Nothing is asked before `watching` or `idle`."""
        self._live = live
        self._client = httpx2.Client(base_url=live.url, timeout=PATIENCE, trust_env=False)
        self._samples: list[Sample] = []
        self._end = threading.Event()

    def idle(self) -> float:
        """The median seconds of an answer while nothing else happens."""
        return median(self._look().seconds for _ in range(IDLE_POLLS))

    def samples(self, since: float = 0.0) -> Sequence[Sample]:
        """The looks that ended after `since`."""
        return [sample for sample in list(self._samples) if sample.at + sample.seconds >= since]

    def run(self) -> None:
        """Looks again and again until `stop`."""
        while not self._end.wait(PAUSE):
            self._samples.append(self._look())

    def stop(self) -> None:
        """Ends `run` after the look in hand."""
        self._end.set()

    def close(self) -> None:
        """Lets go of the connection."""
        self._client.close()

    def _look(self) -> Sample:
        start = time.monotonic()
        try:
            answered = self._client.get("/healthz").status_code == 200
            memory = int(self._live.process.memory_info().rss)
        except (httpx2.HTTPError, psutil.NoSuchProcess):
            answered, memory = False, 0
        return Sample(start, time.monotonic() - start if answered else float("inf"), memory)


@contextmanager
def watching(live: Live) -> Iterator[Watch]:
    """Watches in a thread of its own until the end of the block."""
    watch = Watch(live)
    thread = threading.Thread(target=watch.run, name="watch", daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.stop()
        thread.join(2 * PATIENCE)
        watch.close()
