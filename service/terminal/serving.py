"""The service as a process: a free port first, then the data folder, then requests until it is told to stop."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import signal
import socket
import sys
from contextlib import closing, suppress
from pathlib import Path

import uvicorn
import yaml
from pydantic import BaseModel, ConfigDict
from rich.console import Console

from glossary.concepts import Community
from service.app import create, is_loopback
from service.interpretation.nouns import Interpretation
from service.settings import Settings
from service.terminal import ingesting
from service.terminal.client import Api, Failed, inside
from service.terminal.interpretation import interpretation
from service.terminal.printing import show
from service.wiring import wired
from service.workflows import Parts

SAMPLE = Path(__file__).resolve().parents[1] / "sample"
"""The initiative that comes with Crosswalk, to try things on."""
GOODBYE = 15
"""Seconds that requests in hand have to end."""
SWITCH = 0.0005
"""Seconds for which a thread that computes may keep the others waiting. The event loop lets go at every read and write;
at Python's own 0.005 it would do 200 of them a second beside one busy thread, and 200 streams are 4,000."""
_FASTEST = uvicorn.Config("", loop="auto").get_loop_factory()


class SampleFile(BaseModel):
    """A document of the sample."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    community: Community
    dated: dt.date | None = None


class Sample(BaseModel):
    """The sample initiative, as its manifest describes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    description: str
    time_zone: str
    country: str
    documents: tuple[SampleFile, ...]


def serve(settings: Settings, out: Console, *, sample: bool = False) -> None:
    """Serves until it is told to stop.

    Args:
        settings: With the host and port to answer at; port 0 takes any that is free.
        out: Where to say how it goes.
        sample: Load the sample initiative first and show one interpretation.

    Raises:
        Failed: the address is taken, or open to others without keys.
    """
    if not is_loopback(settings.host) and not settings.callers():
        raise Failed(
            f"{settings.host}: others could reach this address and no API keys are set; expected a loopback address "
            "such as 127.0.0.1, or CROSSWALK_API_KEYS=name:key with a key of 16 or more characters"
        )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    with closing(_bound(settings)) as listening:
        host, port = listening.getsockname()[:2]
        url = f"http://{_reachable(host)}:{port}"
        # Being told to end must close the parts as Ctrl+C does; by itself it would end the process at once.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        sys.setswitchinterval(SWITCH)
        with (
            wired(settings, url) as parts,
            suppress(KeyboardInterrupt),
            asyncio.Runner(loop_factory=_FASTEST) as runner,
        ):
            runner.run(_serve(parts, listening, url, out, sample))


async def _serve(parts: Parts, listening: socket.socket, url: str, out: Console, sample: bool) -> None:
    if sample:
        async with inside(parts) as api:
            await _show_sample(api, out)
    config = uvicorn.Config(
        create(parts),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GOODBYE,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.02)
    if server.started:
        out.print(_tips(url, sample), soft_wrap=True)
    await serving


async def _show_sample(api: Api, out: Console) -> None:
    sample = Sample.model_validate(yaml.safe_load((SAMPLE / "initiative.yaml").read_bytes()))
    out.print(f"Crosswalk: loading the sample initiative, {sample.name}.")
    listed = (await api.call("GET", "/v1/initiatives")).json()["initiatives"]
    if all(each["id"] != sample.id for each in listed):
        await api.call("POST", "/v1/initiatives", json=sample.model_dump(exclude={"documents"}))
    files = [ingesting.File(SAMPLE / each.file, each.community, each.dated) for each in sample.documents]
    tally = await ingesting.add(api, sample.id, files, out)
    await ingesting.wait_for_vectors(api, sample.id, out)
    plan = next(each.file for each in sample.documents if each.community == "it" and each.file in tally.stored)
    asked = {"document_id": tally.stored[plan], "from": "it", "to": "people_readiness", "initiative_id": sample.id}
    said = await api.call("POST", "/v1/translate", json=asked)
    out.rule(style="dim")
    show(interpretation(Interpretation.model_validate_json(said.content)), to=out)


def _tips(url: str, sample: bool) -> str:
    if not sample:
        return f"Crosswalk answers at {url}. Ctrl+C stops it."
    return (
        f"\nCrosswalk answers at {url}. Ctrl+C stops it. To try next, in another terminal:\n"
        f"  open {url}/ and paste a text of your own\n"
        f"  .venv/bin/crosswalk --server {url} translate YOUR-FILE.docx --from it --to people_readiness\n"
        f"  .venv/bin/crosswalk --server {url} ingest my-initiative YOUR-FOLDER\n"
        f"  .venv/bin/crosswalk --server {url} glossary match 'SSO goes live after UAT'"
    )


def _bound(settings: Settings) -> socket.socket:
    place = f"{settings.host}:{settings.port}"
    try:
        family, *_, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=2048)
    except OSError as exc:
        raise Failed(f"{place}: cannot be listened at ({_reason(exc)}); choose another port with --port") from exc


def _reason(exc: OSError) -> str:
    # The library adds the address to the system's words.
    return str(exc.strerror).partition(" (")[0]


def _reachable(host: str) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{host}]" if ":" in host else host
