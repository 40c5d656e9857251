"""200 answers streamed at once by one service process: what it adds to each sentence of the model.

Measured is the time from when the model has sent the last letter of a sentence until its checked claim has come to the
asker. All streams overlap for most of their time; they begin one after the other, as people do.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Final

from evals.bench.chat.talking import RATE, Talk, answer, asker_of, in_chorus, moments, percentile, talking
from evals.bench.rows import Row
from evals.bench.timing import say
from service.llm.scripted import Scripted

STREAMS: Final = 200
A_SECOND: Final = 12.5
"""Streams that begin in a second."""
MOST_MS: Final = 300.0


def rows() -> list[Row]:
    """The 95th percentile of what is added, in ms."""
    return [streams_row(STREAMS)]


def streams_row(streams: int) -> Row:
    """The same for so many streams."""
    with (
        tempfile.TemporaryDirectory(prefix="crosswalk-bench-") as folder,
        talking(Path(folder) / "data") as (live, server),
    ):
        asyncio.run(in_chorus(live.url, 1, 1))
        before, cpu = len(server.requests), live.process.cpu_times()
        heard = asyncio.run(in_chorus(live.url, streams, A_SECOND))
        spent = live.process.cpu_times()
        added = _added(heard, server, before)
    failed = [talk for talk in heard if talk.failed]
    for talk in failed[:5]:
        say(f"asker {talk.asker}: {talk.failed}")
    beside = max(sum(t.began <= at <= t.done for t in heard) for at in (talk.began for talk in heard))
    seconds = spent.user + spent.system - cpu.user - cpu.system
    shares = ", ".join(f"{percentile(added, share):.0f}" for share in (0.5, 0.99, 1.0))
    say(f"{len(added):,} claims, {beside} streams at once at most, {len(failed)} failed, {seconds:.1f} s of CPU")
    say(f"added in half, in 99 of 100, at most: {shares} ms")
    p95 = percentile(added, 0.95)
    name = f"added to a sentence, {streams} streams of {RATE:g} tokens/s, {len(failed)} failed"
    return Row(name, p95, MOST_MS, "the bar", MOST_MS / p95, 1.0, p95 <= MOST_MS and not failed, "ms")


def _added(heard: list[Talk], server: Scripted, before: int) -> list[float]:
    """Milliseconds between a sentence and its claim, for all of them."""
    asked = {asker_of(request): request for request in server.requests[before:]}
    found = []
    for talk in heard:
        request = asked.get(talk.asker)
        if request is None:
            talk.failed = talk.failed or "the model was not asked"
            continue
        said = moments(request, answer(request))
        came = [(at, words) for at, words in talk.claims if words in said]
        if len(came) < len(said) / 2:
            talk.failed = talk.failed or f"{len(came)} of the model's {len(said)} sentences came"
        found += [1000 * (at - said[words]) for at, words in came]
    return found
