"""A plan of true sentences, a scripted model that repeats them at a pace, and streams that note when claims come."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx2

from evals.faults.model.cells import mark_of
from evals.live.process import Live, serving
from service.llm.scripted import Received, Reply, Scripted, scripted

RATE: Final = 20.0
"""Pieces a second that the model says."""
INITIATIVE: Final = "chat"
SENTENCES: Final = 12
"""As many as an answer takes from a model."""
_TOKEN: Final = re.compile(r"(?s).{1,4}")
"""About what a model says at once, in characters."""
QUESTION: Final = "When does each depot get access to the practice system?"
_TOWNS: Final = "Arden Bryce Calder Dunmore Elgin Forres Garth Hexham Ivel Jarrow Kelso Lorne".split()
_ASKER: Final = re.compile(r"asker (\d+)")


@dataclass
class Talk:
    """One streamed answer."""

    asker: int
    began: float = 0.0
    """When it was asked, by `time.monotonic`, as all moments here."""
    claims: list[tuple[float, str]] = field(default_factory=list)
    """When each came, and its words."""
    done: float = 0.0
    mode: str = ""
    failed: str = ""
    """Why it counts as failed; empty if it does not."""


def sentences() -> list[str]:
    """True sentences of the plan, each about another depot."""
    first = dt.date(2027, 4, 5)
    found = []
    for number in range(SENTENCES):
        town = _TOWNS[number]
        day = first + dt.timedelta(days=number)
        whom = f"the {40 + number} people of the {town} depot and their team leads"
        found.append(f"Access to the practice system opens for {whom} on {day:%A}, {day.day} {day:%B} 2027.")
    return found


def question(asker: int) -> str:
    """What an asker asks; their number lets the model's answer be told from the others'."""
    return f"{QUESTION} This is asker {asker}."


def answer(request: Received, count: int = SENTENCES) -> Reply:
    """The first sentences of the plan as claims, at the pace."""
    told = [{"sources": [mark_of(request.prompt, one)], "text": one} for one in sentences()[:count]]
    return Reply(tuple(_TOKEN.findall(json.dumps({"claims": told}))), every=1 / RATE)


def asker_of(request: Received) -> int:
    """Who asked for what a model is asked; -1 if it cannot be told."""
    found = _ASKER.findall(request.prompt)
    return int(found[-1]) if found else -1


def moments(request: Received, reply: Reply) -> dict[str, float]:
    """When the last letter of each sentence left the model.

    Args:
        request: The one that was answered.
        reply: What it was answered with.
    """
    found: dict[str, float] = {}
    told = ""
    left = sentences()
    for moment, piece in zip(request.sent, reply.pieces, strict=False):
        told += piece
        while left and left[0] in told:
            found[left.pop(0)] = moment
    return found


@contextmanager
def talking(data: Path, count: int = SENTENCES) -> Iterator[tuple[Live, Scripted]]:
    """A service that holds the plan and asks the scripted model, which says so many of its sentences."""
    with (
        scripted(lambda request: answer(request, count)) as server,
        serving(data, model_url=server.url, model="scripted", model_deadline="120") as live,
    ):
        live.client.post("/v1/initiatives", json={"name": "Chat", "id": INITIATIVE}).raise_for_status()
        body = {"title": "Plan", "text": "\n\n".join(sentences()), "community": "it"}
        live.client.post(f"/v1/initiatives/{INITIATIVE}/documents", json=body).raise_for_status()
        yield live, server


async def talk(client: httpx2.AsyncClient, asker: int) -> Talk:
    """Asks once and listens to the end."""
    heard = Talk(asker)
    body = {"messages": [{"role": "user", "content": question(asker)}], "initiative_id": INITIATIVE, "stream": True}
    heard.began = time.monotonic()
    try:
        async with client.stream("POST", "/v1/chat", json=body) as stream:
            if stream.status_code != 200:
                heard.failed = f"status {stream.status_code}"
                return heard
            name = ""
            async for line in stream.aiter_lines():
                if line.startswith("event:"):
                    name = line[6:].strip()
                elif line.startswith("data:") and name in ("claim", "done", "error"):
                    _note(heard, name, json.loads(line[5:]))
    except (httpx2.HTTPError, TimeoutError) as error:
        heard.failed = f"{type(error).__name__}: {error}"
    if not heard.done:
        heard.failed = heard.failed or "ended without done"
    return heard


async def in_chorus(url: str, askers: int, a_second: float) -> list[Talk]:
    """So many streams beside each other, begun at an even pace."""
    limits = httpx2.Limits(max_connections=askers + 10)
    async with httpx2.AsyncClient(base_url=url, timeout=180, limits=limits, trust_env=False) as client:

        async def one(asker: int) -> Talk:
            await asyncio.sleep(asker / a_second)
            return await talk(client, asker)

        return list(await asyncio.gather(*(one(asker) for asker in range(askers))))


def percentile(values: list[float], share: float) -> float:
    """The value that this share of all does not exceed; infinite for none."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("inf")


def _note(heard: Talk, name: str, said: dict[str, object]) -> None:
    now = time.monotonic()
    if name == "claim":
        heard.claims.append((now, str(said["text"])))
    elif name == "done":
        heard.done, heard.mode = now, str(said["mode"])
        if heard.mode != "model" or not said["complete"]:
            heard.failed = f"mode {heard.mode}: {said.get('reason')}"
    else:
        heard.failed = f"error: {said}"
