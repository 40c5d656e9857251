"""The server that plays a script: a real one on loopback, in a thread of its own, on bare asyncio protocols.

It keeps every request with when its client hung up, so that a test can wait for it. A pause is a timer of the loop
and not a task, so that 200 streams of 20 pieces a second cost little.
"""

from __future__ import annotations

import asyncio
import json
import math
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, cast

from service.llm.scripted.replies import Reply, fails
from service.llm.scripted.wire import Pause, Send, Step, plain, steps

UNRESOLVABLE: Final = "http://nowhere.invalid/v1"
"""A host name that no resolver knows: RFC 6761 keeps `.invalid` for that."""
PATIENCE: Final = 10.0
"""Seconds that a test waits for what has to happen, unless it says otherwise."""


@dataclass
class Received:
    """A request as it came, and what became of it. Times are `time.monotonic` or seconds after `began`."""

    number: int
    """Of the requests for a completion, from 0."""
    method: str
    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    json: Mapping[str, Any]
    """The body; empty if it is no JSON object."""
    began: float
    sent: list[float] = field(default_factory=list)
    """When each piece of the text was written, by `time.monotonic`."""
    hung_up: float | None = None
    """When the client left before all was said, in seconds after `began`; None if it stayed."""
    over: threading.Event = field(default_factory=threading.Event)
    """Set once all was said, or the client has left."""

    @property
    def streamed(self) -> bool:
        """Whether it asks for a stream."""
        return bool(self.json.get("stream"))

    @property
    def prompt(self) -> str:
        """The words of all its messages, one after the other."""
        contents = (message.get("content") for message in self.json.get("messages", ()))
        return "\n\n".join(content for content in contents if isinstance(content, str))

    def wait_until_over(self, seconds: float = PATIENCE) -> float | None:
        """Waits until all was said or the client has left; gives `hung_up`.

        Raises:
            TimeoutError: neither happens.
        """
        if not self.over.wait(seconds):
            raise TimeoutError(f"request {self.number} was still being answered after {seconds:g} s")
        return self.hung_up


Behaviour = Callable[[Received], Reply]


class Scripted:
    """A running server."""

    def __init__(self, behaviour: Behaviour, model: str) -> None:
        """Serves nothing yet; see `scripted`."""
        self.requests: list[Received] = []
        """Those for a completion, in the order in which they came."""
        self.errors: list[Exception] = []
        """What the behaviour itself raised."""
        self.model = model
        self.url = ""
        """What a client takes for its base URL, up to and including `/v1`."""
        self._behaviour = behaviour
        self._arrived = threading.Condition()
        self.open: set[_Connection] = set()
        """The connections that are."""

    def wait_for(self, number: int = 0, seconds: float = PATIENCE) -> Received:
        """The request of this number, as soon as it has come.

        Raises:
            TimeoutError: it does not come.
        """
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self.requests) > number, seconds):
                raise TimeoutError(f"found {len(self.requests)} requests after {seconds:g} s, expected {number + 1}")
            return self.requests[number]

    def answer(self, request: Received) -> Iterator[Step]:
        """What is done on a request's connection. On the server's thread alone."""
        if request.path.endswith("/models"):
            listed = {"object": "list", "data": [{"id": self.model, "object": "model", "owned_by": "scripted"}]}
            return iter((plain(200, listed),))
        if not request.path.endswith("/chat/completions") or request.method != "POST":
            return iter((plain(404, {"error": {"message": f"{request.method} {request.path} is not played here"}}),))
        with self._arrived:
            request.number = len(self.requests)
            self.requests.append(request)
            self._arrived.notify_all()
        try:
            reply = self._behaviour(request)
        except Exception as error:  # whatever a test's own function raises is told where the test ends
            self.errors.append(error)
            reply = fails(500, message=f"the script itself failed: {error!r}")
        options = request.json.get("stream_options") or {}
        return steps(reply, streamed=request.streamed, model=self.model, usage=bool(options.get("include_usage")))


class _Connection(asyncio.Protocol):
    """One connection, one request, one reply."""

    def __init__(self, server: Scripted, loop: asyncio.AbstractEventLoop) -> None:
        self._server, self._loop = server, loop
        self._transport: asyncio.Transport | None = None
        self._heard = bytearray()
        self._request: Received | None = None
        self._steps: Iterator[Step] = iter(())
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._full = self._stopped = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._server.open.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._server.open.discard(self)
        if self._timer:
            self._timer.cancel()
        if self._request and not self._request.over.is_set():
            self._request.hung_up = time.monotonic() - self._request.began
            self._request.over.set()

    def data_received(self, data: bytes) -> None:
        if self._request:
            return
        self._heard += data
        self._request = _parsed(self._heard)
        if self._request:
            self._due = self._loop.time()
            self._steps = self._server.answer(self._request)
            self._play()

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False
        if self._stopped:
            self._play()

    def abort(self) -> None:
        """Leaves the client without a word."""
        if self._transport:
            self._transport.abort()

    def _play(self) -> None:
        self._timer, self._stopped = None, False
        if self._request is None or self._transport is None or self._transport.is_closing():
            return
        while not self._full:
            step = next(self._steps, None)
            if isinstance(step, Send):
                self._transport.write(step.data)
                if step.piece:
                    self._request.sent.append(time.monotonic())
            elif isinstance(step, Pause):
                if step.seconds < math.inf:
                    # Counted from when it was due, so that a pace is held whatever the loop is busy with.
                    self._due += step.seconds
                    self._timer = self._loop.call_at(self._due, self._play)
                return
            else:
                self._request.over.set()
                # A close in good order lets what is written arrive; the missing last chunk makes it a cut.
                self._transport.close()
                return
        self._stopped = True


@contextmanager
def scripted(behaviour: Behaviour | Reply, *further: Reply, model: str = "scripted") -> Iterator[Scripted]:
    """A server on a free port of loopback until the end of the block.

    Args:
        behaviour: What to answer to a request; a function runs on the server's thread and must be quick. Or the
            reply to the first.
        further: The replies to the next requests; the last one is given again and again.
        model: The name under which it answers.

    Raises:
        RuntimeError: a behaviour raised, with the error as its cause.
    """
    server = Scripted(behaviour if callable(behaviour) else _in_turn(behaviour, *further), model)
    started: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
    listening = threading.Event()

    async def serve() -> None:
        loop, end = asyncio.get_running_loop(), asyncio.Event()
        started.append((loop, end))
        listener = await loop.create_server(lambda: _Connection(server, loop), "127.0.0.1", 0, backlog=1024)
        server.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/v1"
        listening.set()
        await end.wait()
        listener.close()
        for connection in list(server.open):
            connection.abort()
        await listener.wait_closed()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), name="scripted model", daemon=True)
    thread.start()
    if not listening.wait(PATIENCE):
        raise RuntimeError(f"the scripted model does not listen on loopback after {PATIENCE:g} s")
    try:
        yield server
    finally:
        loop, end = started[0]
        loop.call_soon_threadsafe(end.set)
        thread.join(PATIENCE)
    if server.errors:
        raise RuntimeError(f"the script failed: {server.errors[0]!r}") from server.errors[0]


@contextmanager
def refused() -> Iterator[str]:
    """The URL of a port at which nobody listens, held until the end of the block."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}/v1"


def _in_turn(*replies: Reply) -> Behaviour:
    return lambda request: replies[min(request.number, len(replies) - 1)]


def _parsed(heard: bytearray) -> Received | None:
    """The request, once it is complete."""
    head, end, body = bytes(heard).partition(b"\r\n\r\n")
    if not end:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if len(body) < int(headers.get("content-length", "0")):
        return None
    method, path, _ = first.split(" ", 2)
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    return Received(
        number=-1,
        method=method,
        path=path,
        headers=headers,
        body=body,
        json=said if isinstance(said, dict) else {},
        began=time.monotonic(),
    )
