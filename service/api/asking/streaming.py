"""A workflow's events on their way to whoever asked: all at once or as they come, and ended when they leave.

The workflow runs in a task of its own, which is cancelled once and then left alone to record what had been shown;
the request's own task is cancelled again and again while it ends.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from contextlib import aclosing, suppress
from typing import Any, Generic, TypeVar

from fastapi import Request
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from service.interpretation.nouns import Answer
from service.workflows import ClaimChecked, Done, Event, SourcesShown

KEEP_ALIVE = 10.0
"""Seconds without an event after which a comment says that the answer is still being worked on."""
_running: set[asyncio.Task[None]] = set()
Each = TypeVar("Each")
Made = TypeVar("Made")


class Left(Exception):
    """Whoever asked has gone."""


class Running(Generic[Each]):
    """Events that are worked out beside the request."""

    def __init__(self, events: AsyncGenerator[Each, None]) -> None:
        """Begins at once."""
        self._queue: asyncio.Queue[Each | Exception | None] = asyncio.Queue()
        self._task = asyncio.create_task(self._run(events))
        # A task that nobody holds may be thrown away before it ends.
        _running.add(self._task)
        self._task.add_done_callback(_running.discard)

    async def _run(self, events: AsyncGenerator[Each, None]) -> None:
        try:
            async with aclosing(events) as coming:
                async for event in coming:
                    self._queue.put_nowait(event)
        except Exception as exc:
            self._queue.put_nowait(exc)
        else:
            self._queue.put_nowait(None)

    async def next(self) -> Each | None:
        """The next event; None after the last.

        Raises:
            Exception: what ended the workflow.
        """
        event = await self._queue.get()
        if isinstance(event, Exception):
            raise event
        return event

    async def soon(self, seconds: float) -> Each | None:
        """The same.

        Raises:
            TimeoutError: nothing came within this time.
        """
        async with asyncio.timeout(seconds):
            return await self.next()

    def leave(self) -> None:
        """Ends the work, if it has not ended."""
        self._task.cancel()


async def unless_left(request: Request, running: Running[Event], work: Coroutine[Any, Any, Made]) -> Made:
    """What `work` makes of the events.

    Raises:
        Left: whoever sent the request has closed the connection; what was running has been ended.
    """

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    working, leaving = asyncio.create_task(work), asyncio.create_task(gone())
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Left
        return working.result()
    except BaseException:
        running.leave()
        raise
    finally:
        for task in (working, leaving):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task


async def answer_of(running: Running[Event]) -> Answer:
    """The answer that the events end with."""
    answer: Answer | None = None
    while (event := await running.next()) is not None:
        answer = event.answer if isinstance(event, Done) else None
    assert answer is not None
    return answer


async def first_of(running: Running[Event]) -> Event:
    """The first event."""
    event = await running.next()
    assert event is not None
    return event


class EventStream(StreamingResponse):
    """Pieces of text as server-sent events; when they are no longer wanted, neither is the work behind them."""

    media_type = "text/event-stream"

    def __init__(self, pieces: AsyncIterator[str], running: Running[Event]) -> None:
        """Args: pieces: made from the events of `running`."""
        super().__init__(pieces, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        self._running = running

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._running.leave()


async def with_comments(first: Event, running: Running[Event]) -> AsyncIterator[Event | None]:
    """The events; None whenever none has come for a while."""
    event: Event | None = first
    while event is not None:
        yield event
        while True:
            try:
                event = await running.soon(KEEP_ALIVE)
                break
            except TimeoutError:
                yield None


def named(event: Event) -> str:
    """An event as it stands in a stream."""
    if isinstance(event, SourcesShown):
        content: dict[str, Any] = {**vars(event), "sources": [s.model_dump(mode="json") for s in event.sources]}
        return sse("sources", json.dumps(content, ensure_ascii=False))
    if isinstance(event, ClaimChecked):
        return sse("claim", event.claim.model_dump_json())
    return sse("done", event.answer.model_dump_json())


def sse(name: str, data: str) -> str:
    """One server-sent event; JSON holds no line ends of its own."""
    return f"event: {name}\ndata: {data}\n\n" if name else f"data: {data}\n\n"
