"""Composed answers over many passages at a steady pace: what 95 of 100 askers wait for at most.

Askers come when they come, whether or not those before them have been answered; each wait is counted from then.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Final

import httpx2

from evals.bench.chat.talking import percentile
from evals.bench.rows import Row
from evals.bench.timing import say
from evals.live.process import Live, serving
from evals.live.stock import INITIATIVE, fill

PASSAGES: Final = 20_000
A_SECOND: Final = 10.0
SECONDS: Final = 20.0
MOST_MS: Final = 150.0
SETTLE_SECONDS: Final = 180.0
_ASKED: Final = (
    "What do the documents say about {words}?",
    "Where does it say anything about {words}?",
    "When do people get access to {words}?",
    "Who is affected by {words}?",
    "What does single sign-on mean for training at {words}?",
    "What changed about {words} since 1 March 2027?",
)


def rows() -> list[Row]:
    """The 95th percentile of an answer, in ms."""
    return [composed_row(PASSAGES, SECONDS)]


def composed_row(passages: int, seconds: float) -> Row:
    """The same over so many passages, asked for so long."""
    with tempfile.TemporaryDirectory(prefix="crosswalk-bench-") as folder:
        data = Path(folder) / "data"
        words = fill(data, passages)
        say(f"{passages:,} passages with vectors are in the data folder")
        # Another question each time, so that nothing is remembered of it.
        count = int(seconds * A_SECOND) + len(_ASKED)
        asked = [_ASKED[n % len(_ASKED)].format(words=_few(words, n)) for n in range(count)]
        with serving(data) as live:
            _settle(live)
            asyncio.run(_in_time(live.url, asked[: len(_ASKED)], 2.0))
            waits, failed = asyncio.run(_in_time(live.url, asked[len(_ASKED) :], A_SECOND))
    p95 = percentile(waits, 0.95)
    half, most = percentile(waits, 0.5), percentile(waits, 0.99)
    say(f"{len(waits)} answers, {failed} failed: p50 {half:.0f} ms, p99 {most:.0f} ms")
    name = f"composed answer over {passages:,} passages, {A_SECOND:g} a second, {failed} failed"
    return Row(name, p95, MOST_MS, "the bar", MOST_MS / p95, 1.0, p95 <= MOST_MS and not failed, "ms")


async def _in_time(url: str, asked: list[str], a_second: float) -> tuple[list[float], int]:
    """How long each was waited for, in ms, and how many got no answer."""
    start = time.monotonic() + 0.1
    async with httpx2.AsyncClient(base_url=url, timeout=30, trust_env=False) as client:

        async def one(number: int, question: str) -> float | None:
            due = start + number / a_second
            await asyncio.sleep(due - time.monotonic())
            body = {"messages": [{"role": "user", "content": question}], "initiative_id": INITIATIVE}
            try:
                answered = (await client.post("/v1/chat", json=body)).status_code == 200
            except httpx2.HTTPError:
                answered = False
            return 1000 * (time.monotonic() - due) if answered else None

        taken = await asyncio.gather(*(one(number, question) for number, question in enumerate(asked)))
    waits = [wait for wait in taken if wait is not None]
    return waits, len(taken) - len(waits)


def _settle(live: Live) -> None:
    until = time.monotonic() + SETTLE_SECONDS
    while "not in step" in (parts := str(live.parts())) or "in step" not in parts:
        if time.monotonic() > until:
            raise RuntimeError(f"the vectors are not there after {SETTLE_SECONDS:g} s: {parts}")
        time.sleep(0.5)


def _few(questions: list[str], number: int) -> str:
    """Three words of the stock, others for each number."""
    words = [word for question in questions for word in question.split()]
    return " ".join(words[(number * step + step) % len(words)] for step in (1, 7, 13))
