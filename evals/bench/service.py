"""What the service costs whoever runs it: the time until `--help` answers, and the memory of a stocked service."""

from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from evals.bench.rows import Row, faster
from evals.bench.timing import REPEATS, say
from evals.live.process import Live, clean_environment, command, serving
from evals.live.stock import INITIATIVE, fill

HELP_SECONDS = 0.5
MEMORY_MB = 700.0
PASSAGES = 20_000
SETTLE_SECONDS = 180.0
"""After which the memory is measured even if a cache is still being filled."""


def rows() -> list[Row]:
    """Both rows, each against a fixed bar rather than a peer."""
    return [help_row(), memory_row(PASSAGES)]


def help_row() -> Row:
    """The median wall time of `crosswalk --help`."""
    times = []
    for _ in range(REPEATS + 1):
        start = time.perf_counter()
        subprocess.run([*command(), "--help"], check=True, capture_output=True, env=clean_environment())
        times.append(time.perf_counter() - start)
        say(f"crosswalk --help: {times[-1]:.2f} s")
    # The first one writes the compiled modules.
    return faster("crosswalk --help", statistics.median(times[1:]), HELP_SECONDS, "the bar", 1.0)


def memory_row(passages: int) -> Row:
    """The largest memory of a service that holds so many passages with vectors and is asked hybrid questions."""
    with tempfile.TemporaryDirectory(prefix="crosswalk-bench-") as folder:
        data = Path(folder) / "data"
        questions = fill(data, passages)
        say(f"{passages:,} passages with vectors are in the data folder")
        with serving(data) as live:
            most = largest_memory(live, questions)
    name = f"memory of crosswalk serve with {passages:,} passages"
    return Row(name, most, MEMORY_MB, "the bar", MEMORY_MB / most, 1.0, most <= MEMORY_MB, "MB")


def largest_memory(live: Live, questions: list[str]) -> float:
    """The largest memory in MB, its children's included, while it is asked and until its caches are in step."""
    most = 0.0
    until = time.monotonic() + SETTLE_SECONDS
    said = ""
    while time.monotonic() < until:
        for question in questions:
            body = {"query": question, "initiative_ids": [INITIATIVE], "k": 10}
            live.client.post("/v1/search", json=body).raise_for_status()
            most = max(most, live.memory() / 1e6)
        parts = str(live.parts())
        if parts != said:
            say(f"{most:.0f} MB; {parts}")
            said = parts
        if "in step" in parts and "not in step" not in parts:
            break
    return most
