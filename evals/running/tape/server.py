"""The tape between the service and a model's server: an HTTP server on loopback, in the loop of the run.

Recording, it hands each request on and each piece of the answer back as it comes. Replaying, it answers from the tape
at once and knows no network. It alone holds the model's key: the service asks without one.
"""

from __future__ import annotations

import asyncio
import codecs
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from typing import Final, NamedTuple

import httpx2
from pydantic import SecretStr

from evals.running.folder import RunFailed
from evals.running.tape.entries import Ended, Entry, Recording, Replay, key_of, shown

MOST_BYTES: Final = 64_000_000
"""Of a request."""
CONNECT_SECONDS: Final = 5.0
NOT_ON_TAPE: Final = 400
"""A refusal of this one request: any other would count against the server, which then is left alone for a while."""


class Tape:
    """A tape that runs: where the service asks, and which cases are under way."""

    def __init__(self) -> None:
        """Nothing has been asked."""
        self.url = ""
        """What the service takes for the model's base URL, up to and including `/v1`."""
        self.during: set[str] = set()
        """The cases that are under way, as the runner tells."""
        self.missed: list[str] = []
        """The ends of requests that a replayed tape has no answer to."""
        self.broken: RunFailed | None = None
        """Why an answer could not be kept."""


class _Asked(NamedTuple):
    path: str
    """Below the base URL."""
    body: bytes


Answer = Callable[[_Asked, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def recorded(
    url: str, key: SecretStr | None, recording: Recording, *, transport: httpx2.AsyncBaseTransport | None = None
) -> AsyncIterator[Tape]:
    """A tape that hands requests on to a model's server and keeps what it answers.

    Args:
        url: The server's, up to and including `/v1`.
        key: Its key, if it asks for one.
        recording: Where the answers are kept.
        transport: Another way to the server than the network.

    Raises:
        RunFailed: nobody answers there.
    """
    headers = {"accept-encoding": "identity"} | ({"authorization": f"Bearer {key.get_secret_value()}"} if key else {})
    timeout = httpx2.Timeout(None, connect=CONNECT_SECONDS)
    async with httpx2.AsyncClient(headers=headers, timeout=timeout, transport=transport) as client:
        try:
            # Any answer will do: not every server lists its models.
            async with asyncio.timeout(4 * CONNECT_SECONDS):
                await client.get(f"{url}/models")
        except (httpx2.HTTPError, TimeoutError) as exc:
            found = exc or "no answer in time"
            raise RunFailed(
                f"{url}: no model's server answers there ({found}); start it, or correct --model-url"
            ) from exc
        tape = Tape()

        async def answer(asked: _Asked, writer: asyncio.StreamWriter) -> None:
            try:
                await _handed_on(client, url, key, asked, writer, recording, tuple(sorted(tape.during)))
            except RunFailed as exc:
                tape.broken = exc

        async with _listening(tape, answer):
            yield tape


@asynccontextmanager
async def replayed(entries: Iterable[Entry]) -> AsyncIterator[Tape]:
    """A tape that answers by itself."""
    tape, replay = Tape(), Replay(tuple(entries))

    async def answer(asked: _Asked, writer: asyncio.StreamWriter) -> None:
        entry = replay.answer(key_of(asked.path, asked.body), frozenset(tape.during))
        if entry is None:
            tape.missed.append(shown(asked.body))
            writer.write(_head(NOT_ON_TAPE, "text/plain") + _chunk(b"this request is not on the tape") + _LAST)
            return
        if entry.status:
            writer.write(_head(entry.status, entry.kind))
        for piece in entry.pieces:
            writer.write(_chunk(piece.encode()))
            await writer.drain()
        if entry.ended == "well":
            writer.write(_LAST)

    async with _listening(tape, answer):
        yield tape


@asynccontextmanager
async def _listening(tape: Tape, answer: Answer) -> AsyncIterator[None]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Who has left waits for nothing; whatever else goes wrong ends the connection, as a server's failure does.
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            asked = await _read(reader)
            answering = asyncio.ensure_future(answer(asked, writer))
            leaving = asyncio.ensure_future(reader.read(1))
            try:
                await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
            finally:
                leaving.cancel()
                answering.cancel()
                with suppress(asyncio.CancelledError, ConnectionError):
                    await answering
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    tape.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield
    finally:
        server.close()


async def _handed_on(
    client: httpx2.AsyncClient,
    url: str,
    key: SecretStr | None,
    asked: _Asked,
    writer: asyncio.StreamWriter,
    recording: Recording,
    during: tuple[str, ...],
) -> None:
    began = time.monotonic()
    came = _Came(key)
    headers = {"content-type": "application/json"}
    try:
        async with client.stream("POST", f"{url}{asked.path}", content=asked.body, headers=headers) as response:
            came.status, came.kind = response.status_code, response.headers.get("content-type", "")
            writer.write(_head(came.status, came.kind))
            async for chunk in response.aiter_bytes():
                came.take(chunk)
                writer.write(_chunk(chunk))
                await writer.drain()
        came.ended = "well"
    except (httpx2.HTTPError, httpx2.StreamError):
        came.ended = "cut"
    finally:
        # Before the last chunk: an answer that the service has whole is on the tape.
        recording.add(came.entry(asked, during, time.monotonic() - began))
    if came.ended == "well":
        writer.write(_LAST)


class _Came:
    """An answer as far as it has come."""

    def __init__(self, key: SecretStr | None) -> None:
        self.status, self.kind = 0, ""
        self.ended: Ended = "left"
        self._secret = key.get_secret_value() if key else ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._pieces: list[str] = []

    def take(self, chunk: bytes) -> None:
        self._pieces.append(self._decoder.decode(chunk))

    def entry(self, asked: _Asked, during: tuple[str, ...], seconds: float) -> Entry:
        pieces = [*self._pieces, self._decoder.decode(b"", final=True)]
        whole = "".join(pieces)
        if self._secret and self._secret in whole:
            pieces = [whole.replace(self._secret, "***")]
        if self.ended == "left" and whole.rstrip().endswith("data: [DONE]"):
            # The service reads no further than this.
            self.ended = "well"
        return Entry(
            key=key_of(asked.path, asked.body),
            during=during,
            asked=shown(asked.body),
            status=self.status,
            kind=self.kind,
            pieces=tuple(piece for piece in pieces if piece),
            ended=self.ended,
            seconds=round(seconds, 3),
        )


async def _read(reader: asyncio.StreamReader) -> _Asked:
    """The request.

    Raises:
        ValueError: it is none that the service sends.
    """
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    headers: Mapping[str, str] = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    length = int(headers.get("content-length", "0"))
    if length > MOST_BYTES:
        raise ValueError(f"a request of {length} bytes")
    _, path, _ = first.split(" ", 2)
    return _Asked(path.removeprefix("/v1"), await reader.readexactly(length))


_LAST: Final = b"0\r\n\r\n"


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data) if data else b""


def _head(status: int, kind: str) -> bytes:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = (
        f"HTTP/1.1 {status} {phrase}",
        f"content-type: {kind}",
        "transfer-encoding: chunked",
        "connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
