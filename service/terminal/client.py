"""How commands reach the HTTP API: in this process over the data folder, or over HTTP where a server is named.

Both ways give the same bytes. Everything that keeps a command from its work becomes `Failed`, with the next step.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import httpx2
from pydantic import ValidationError

from glossary.catalog import CatalogError
from retrieval.database.engine import DatabaseUnusable
from retrieval.database.lock import LOCK_FILE, DataFolderInUse
from service.app import create
from service.errors import CrosswalkError
from service.settings import Settings
from service.wiring import wired
from service.workflows import Parts

PATIENCE = httpx2.Timeout(600.0, connect=10.0)
"""Seconds: a large file may take its time, a server that is not there may not."""
_Message = MutableMapping[str, Any]
Done = TypeVar("Done")


class Failed(Exception):
    """Why a command could not do its work, in words for the person who gave it."""


@dataclass(frozen=True)
class Reach:
    """Where the API is."""

    data: Path | None
    """The data folder; None for the one in the settings."""
    server: str | None
    """A server's address; None for this process."""
    key: str | None = None


class Api:
    """The API, whichever way it is reached."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        """Used by `reached` and `inside`."""
        self._client = client

    async def call(self, method: str, path: str, **sent: Any) -> httpx2.Response:
        """The answer to a request.

        Raises:
            Failed: it was refused, or the server does not answer.
        """
        response = await self.ask(method, path, **sent)
        if response.is_error:
            raise Failed(complaint(response))
        return response

    @asynccontextmanager
    async def streamed(self, path: str, **sent: Any) -> AsyncIterator[AsyncIterator[tuple[str, Any]]]:
        """The server-sent events of an answer as they come, each as its name and what its JSON holds.

        Raises:
            Failed: it was refused, or the server does not answer or breaks off.
        """
        headers = {"Accept": "text/event-stream"}
        with self._failing():
            async with self._client.stream("POST", path, headers=headers, **sent) as response:
                if response.is_error:
                    await response.aread()
                    raise Failed(complaint(response))
                yield _events(response.aiter_lines())

    async def ask(self, method: str, path: str, **sent: Any) -> httpx2.Response:
        """The answer to a request, refused or not."""
        with self._failing():
            return await self._client.request(method, path, **sent)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except httpx2.TimeoutException as exc:
            raise Failed(f"{self._client.base_url}: no answer in time; check that it is up, and try again") from exc
        except (httpx2.HTTPError, httpx2.InvalidURL) as exc:
            raise Failed(
                f"{self._client.base_url}: cannot be reached ({exc}); check the address, and that the service is up"
            ) from exc


async def _events(lines: AsyncIterator[str]) -> AsyncIterator[tuple[str, Any]]:
    name = ""
    async for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


class _AsItComes(httpx2.AsyncBaseTransport):
    """Requests to an app in this process, whose answers are given piece by piece.

    The library's own transport gives an answer only when it is complete.
    """

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = await request.aread()
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "scheme": request.url.scheme,
            "path": request.url.path,
            "raw_path": request.url.raw_path.split(b"?")[0],
            "query_string": request.url.query,
            "server": (request.url.host, request.url.port),
            "client": ("127.0.0.1", 0),
            "root_path": "",
        }
        answer = _Answer()
        waiting: Iterator[_Message] = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> _Message:
            message = next(waiting, None)
            if message is None:
                await answer.unwanted.wait()
            return message or {"type": "http.disconnect"}

        async def serve() -> None:
            try:
                await self._app(scope, receive, answer.sent.put)
            finally:
                answer.sent.put_nowait(None)

        answer.serving = asyncio.create_task(serve())
        head = await answer.sent.get()
        if head is None:
            await answer.aclose()
            raise httpx2.RemoteProtocolError("the service gave no answer")
        return httpx2.Response(head["status"], headers=head["headers"], stream=answer)


class _Answer(httpx2.AsyncByteStream):
    """The body of an answer of this process; closed before its end, it is told that nobody wants the rest."""

    def __init__(self) -> None:
        self.sent: asyncio.Queue[_Message | None] = asyncio.Queue()
        self.unwanted = asyncio.Event()
        self.serving: asyncio.Task[None] | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while (message := await self.sent.get()) is not None:
            yield message.get("body", b"")

    async def aclose(self) -> None:
        self.unwanted.set()
        if self.serving is not None:
            # What went wrong has been told as a status; the app raises it again for whoever serves it.
            with suppress(Exception):
                await self.serving


def complaint(response: httpx2.Response) -> str:
    """What a refusal says."""
    try:
        problem = response.json()
        said = [f"{problem['title']}: {problem['detail']}"]
        more = [f"  {each['place']}: {each['detail']}" for each in problem.get("errors", [])]
    except (ValueError, KeyError, TypeError):
        return f"found status {response.status_code} from {response.url}; expected Crosswalk. Check the address."
    return "\n".join(said + (more[:20] if len(more) > 1 else []))


def settings_of(reach: Reach) -> Settings:
    """The settings from the environment, with what the command line says otherwise.

    Raises:
        Failed: the environment holds something that cannot be used.
    """
    try:
        return Settings() if reach.data is None else Settings(data=reach.data)
    except ValidationError as exc:
        # Not the error as it prints itself: it would show the value, which may be a key.
        said = [f"CROSSWALK_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in exc.errors()]
        raise Failed("\n".join(said)) from exc


@asynccontextmanager
async def inside(parts: Parts) -> AsyncIterator[Api]:
    """The API over parts of this process. Whoever holds the data folder needs no key to it."""
    unlocked = replace(parts, settings=parts.settings.model_copy(update={"api_keys": None}))
    transport = _AsItComes(create(unlocked))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1", timeout=PATIENCE) as client:
        yield Api(client)


@asynccontextmanager
async def reached(reach: Reach) -> AsyncIterator[Api]:
    """The API, for as long as the block lasts."""
    if reach.server is not None:
        headers = {"Authorization": f"Bearer {reach.key}"} if reach.key else {}
        try:
            client = httpx2.AsyncClient(base_url=reach.server, headers=headers, timeout=PATIENCE)
        except httpx2.InvalidURL as exc:
            raise Failed(f"--server {reach.server!a}: {exc}; expected one such as http://127.0.0.1:8080") from exc
        async with client:
            yield Api(client)
    else:
        with wired(settings_of(reach)) as parts:
            try:
                async with inside(parts) as api:
                    yield api
            finally:
                await parts.models.close()


def run(reach: Reach, work: Callable[[Api], Awaitable[Done]]) -> Done:
    """Does the work with the API.

    Raises:
        Failed: it could not be done.
    """

    async def working() -> Done:
        async with reached(reach) as api:
            return await work(api)

    return told(reach, lambda: asyncio.run(working()))


def told(reach: Reach, work: Callable[[], Done]) -> Done:
    """Does the work, with what is wrong in the data folder or the glossary said as `Failed`."""
    try:
        return work()
    except DataFolderInUse as exc:
        raise Failed(f"{exc}{_answering(settings_of(reach).data)}") from exc
    except (DatabaseUnusable, CatalogError, CrosswalkError) as exc:
        raise Failed(str(exc)) from exc
    except OSError as exc:
        raise Failed(f"{exc.filename or 'a file'}: {exc.strerror or exc}; check the path and its rights") from exc


def _answering(folder: Path) -> str:
    """How to reach the holder of a data folder, if it answers."""
    try:
        url = str(json.loads((folder / LOCK_FILE).read_bytes())["url"])
        if url and httpx2.get(f"{url}/healthz", timeout=2.0).is_success:
            return f". It answers there: add --server {url} to this command"
    except (OSError, ValueError, KeyError, TypeError, httpx2.HTTPError, httpx2.InvalidURL):
        return ""
    return ""
