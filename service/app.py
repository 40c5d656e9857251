"""The service as an ASGI application: the front door, the routes behind it, and every error as a problem.

Above is `cli`, which wires the parts, owns them and serves the app. The front door stands before everything else,
so that a request is turned away before its body is read.
"""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api import documents, glossary, health, initiatives, records, search, translate
from service.api.asking import chat, completions, conversations, verify
from service.api.evaluation import runs
from service.api.evaluation.policy import policy
from service.api.health import Metrics
from service.api.plans import plans, trying
from service.api.problems import MEDIA_TYPE, Problem, add_handlers, of, on
from service.dependencies import identify
from service.errors import CrosswalkError, TooLarge
from service.workflows import SOFTWARE, Parts

OPEN = frozenset({"/", "/healthz", "/readyz", "/metrics"})
"""What needs no key: pages that hold nothing of anybody's, and those that ask for the key themselves."""
PAGE = Path(__file__).parent / "web" / "index.html"
"""The start page, which needs nothing from elsewhere."""
PROBLEM: dict[str, Any] = {
    "description": "What went wrong, what was found and expected, and the next step (RFC 9457)",
    "content": {
        MEDIA_TYPE: {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                    "errors": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["place", "detail"],
                            "properties": {"place": {"type": "string"}, "detail": {"type": "string"}},
                        },
                    },
                    "reason": {"type": "string"},
                    "reference": {"type": "string"},
                },
            }
        }
    },
}
"""How the description of the interface tells of errors."""
RESOURCES = (
    initiatives,
    documents,
    search,
    translate,
    chat,
    completions,
    conversations,
    verify,
    plans,
    trying,
    glossary,
    records,
    runs,
    health,
)
"""The modules whose routes stand behind the front door."""
BODY_PAUSE = 30.0
"""Seconds within which the next piece of a body must come."""
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
)


def create(parts: Parts) -> FastAPI:
    """The application over wired parts, which stay the caller's to close."""

    @asynccontextmanager
    async def serving(_: FastAPI) -> AsyncIterator[None]:
        yield
        # Connections to models belong to the loop that serves, so they end with it.
        await parts.models.close()

    app = FastAPI(
        lifespan=serving,
        # Said here, or the description of the interface promises errors of the framework's own shape.
        responses={"default": PROBLEM},
        title="Crosswalk",
        version=SOFTWARE,
        summary="What one community's words mean for another community's work.",
        docs_url=None,
        redoc_url=None,
        # It would send what fails, with local variables, to whatever collector the environment names.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.parts = parts
    app.state.metrics = Metrics()
    for resource in RESOURCES:
        app.include_router(resource.router)
    page = PAGE.read_text("utf-8")
    held = policy(page, "connect-src 'self'", "img-src data: blob:")
    app.add_api_route("/", lambda: Response(page, media_type="text/html", headers=held), include_in_schema=False)
    add_handlers(app)
    app.add_middleware(FrontDoor, parts=parts, metrics=app.state.metrics)
    return app


def is_loopback(host: str) -> bool:
    """Whether a host name, without a port, is this machine's own."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


class FrontDoor:
    """Who comes in: known callers, with bodies of a bounded size, from pages of our own. Counts what goes out."""

    def __init__(self, app: ASGIApp, parts: Parts, metrics: Metrics) -> None:
        """Stand before `app`."""
        self._app = app
        self._settings = parts.settings
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                present = {name.lower() for name, _ in message["headers"]}
                added = [header for header in _HEADERS if header[0] not in present]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        try:
            self._admit(scope)
        except CrosswalkError as error:
            await on(scope["path"], of(error))(scope, receive, sending)
        except HTTPException as error:
            refused = Problem(error.status_code, "Refused", error.detail)
            await on(scope["path"], refused)(scope, receive, sending)
        else:
            await self._app(scope, _bounded(receive, self._settings.most_bytes), sending)
        finally:
            # Addresses that lead nowhere share one name, so that nobody can fill the memory with names.
            route = getattr(scope.get("route"), "path", "none")
            method = scope["method"] if scope.get("route") and status != 405 else "any"
            self._metrics.requests.labels(method, route, str(status)).inc()
            self._metrics.seconds.labels(method, route).observe(time.perf_counter() - began)

    def _admit(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        if not self._settings.callers():
            _own_pages_only(headers)
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > self._settings.most_bytes:
            raise _too_large(self._settings.most_bytes)
        if scope["path"] not in OPEN:
            caller = identify(self._settings, headers.get("authorization", ""))
            scope.setdefault("state", {})["caller"] = caller


def _own_pages_only(headers: Headers) -> None:
    """Without keys, whoever reaches the port reads everything: so not the pages of others, under whatever name."""
    host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    if not is_loopback(host):
        raise HTTPException(
            403,
            f"Host: found {ascii(host)[:80]}, expected localhost or a loopback address, for no API keys are set. "
            "Set CROSSWALK_API_KEYS to serve others.",
        )
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        raise HTTPException(
            403,
            f"Origin: found {ascii(origin)[:80]}, expected this service's own pages, for no API keys are set. "
            "Set CROSSWALK_API_KEYS to let other pages in.",
        )


def _bounded(receive: Receive, most: int) -> Receive:
    """The same body, cut off when it is too large or stops coming."""
    size = 0
    complete = False

    async def bounded() -> Message:
        nonlocal size, complete
        if complete:
            return await receive()
        try:
            async with asyncio.timeout(BODY_PAUSE):
                message = await receive()
        except TimeoutError as exc:
            raise HTTPException(408, f"nothing came for {BODY_PAUSE:g} s; send the body without pauses") from exc
        if message["type"] == "http.request":
            size += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if size > most:
                # As an HTTPException it passes through whatever reads the body.
                raise HTTPException(413, str(_too_large(most)))
        return message

    return bounded


def _too_large(most: int) -> TooLarge:
    return TooLarge(f"the body has more bytes than the {most:,} that are taken. Send fewer or smaller files.")
