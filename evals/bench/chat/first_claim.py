"""How much later the first checked claim comes than the bare model's first complete sentence, of the same text.

In it are the gathering of the evidence before the model is asked, the marks of sources that the model writes behind
its sentence, and the check.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import httpx2

from evals.bench.chat.talking import RATE, in_chorus, question, sentences, talking
from evals.bench.rows import Row, faster
from evals.bench.timing import say
from service.llm.scripted import Scripted

REPEATS: Final = 7
LATER: Final = 0.5
"""Seconds by which the first claim may be later: half of them are the ten pieces that marks cost at 20 a second."""


def rows() -> list[Row]:
    """Seconds to the first checked claim, beside the bare model's."""
    ours, bare = [], []
    with (
        tempfile.TemporaryDirectory(prefix="crosswalk-bench-") as folder,
        talking(Path(folder) / "data") as (live, server),
    ):
        asyncio.run(in_chorus(live.url, 1, 1))
        for repeat in range(REPEATS):
            (heard,) = asyncio.run(in_chorus(live.url, 1, 1))
            if heard.failed or not heard.claims:
                raise RuntimeError(f"found no claim of the model: {heard.failed}")
            ours.append(heard.claims[0][0] - heard.began)
            bare.append(_bare(server))
            say(f"repeat {repeat + 1} of {REPEATS}: {ours[-1]:.2f} s, bare {bare[-1]:.2f} s")
    spent, peer = statistics.median(ours), statistics.median(bare)
    name = f"first checked claim, model of {RATE:g} tokens/s"
    return [faster(name, spent, peer, "bare model's first sentence", peer / (peer + LATER))]


def _bare(server: Scripted) -> float:
    """Seconds until the first sentence has come from the model itself."""
    body = {"messages": [{"role": "user", "content": question(0)}], "stream": True}
    start = time.monotonic()
    told = ""
    with (
        httpx2.Client(timeout=60, trust_env=False) as client,
        client.stream("POST", f"{server.url}/chat/completions", json=body) as stream,
    ):
        for piece in _pieces(stream):
            told += piece
            if sentences()[0] in told:
                return time.monotonic() - start
    raise RuntimeError(f"the model did not say {sentences()[0]!r} but {told[:200]!r}")


def _pieces(stream: httpx2.Response) -> Iterator[str]:
    for line in stream.iter_lines():
        if line.startswith("data: {"):
            for choice in json.loads(line[6:])["choices"]:
                yield choice["delta"].get("content") or ""
