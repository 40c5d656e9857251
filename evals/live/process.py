"""Starts the service as a user would, on a free port of loopback, and ends it again.

What it says goes to a file, so that a start that fails can be explained. It gets none of the settings of whoever
runs the evaluation: they would change what is measured.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx2
import psutil

START_SECONDS = 90.0
END_SECONDS = 20.0
PAUSE = 0.1
_SECRET = ("CROSSWALK_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_")


@dataclass(frozen=True)
class Live:
    """A service that answers."""

    url: str
    data: Path
    client: httpx2.Client
    """With `url` as its base."""
    process: psutil.Process
    log: Path
    """What it has said so far."""

    def memory(self) -> int:
        """Resident bytes of the process and its children together."""
        total = 0
        for process in [self.process, *self.process.children(recursive=True)]:
            try:
                total += process.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        return total

    def parts(self) -> dict[str, Any]:
        """What `/readyz` says, ready or not."""
        answer = self.client.get("/readyz")
        said: dict[str, Any] = answer.json()
        return said


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Live]:
    """A service over a data folder, from its first answer until the end of the block.

    Args:
        data: The data folder.
        settings: Further ones, as `most_bytes="1000"` for `CROSSWALK_MOST_BYTES`.

    Raises:
        RuntimeError: it does not answer in `START_SECONDS`, or ends before; with what it said.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = clean_environment(data=str(data), port=str(port), **settings)
    with tempfile.TemporaryDirectory(prefix="crosswalk-log-") as folder:
        log = Path(folder) / "serve.log"
        with (
            log.open("wb") as said,
            subprocess.Popen([*command(), "serve"], stdout=said, stderr=said, env=environment) as child,
        ):
            try:
                _await_answer(child, url, log)
                with httpx2.Client(base_url=url, timeout=300, trust_env=False) as client:
                    yield Live(url, data, client, psutil.Process(child.pid), log)
            finally:
                _end(child)


def command() -> list[str]:
    """How `crosswalk` is called in this environment."""
    return [str(Path(sys.executable).with_name("crosswalk"))]


def clean_environment(**settings: str) -> dict[str, str]:
    """This process's environment with these settings of Crosswalk's and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SECRET)}
    return kept | {f"CROSSWALK_{name.upper()}": value for name, value in settings.items()}


def free_port() -> int:
    """A port of loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await_answer(child: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if child.poll() is not None:
            raise RuntimeError(f"crosswalk serve ended with {child.returncode} before it answered:\n{_tail(log)}")
        try:
            if httpx2.get(f"{url}/healthz", timeout=5, trust_env=False).status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(PAUSE)
    raise RuntimeError(f"crosswalk serve does not answer at {url}/healthz after {START_SECONDS:g} s:\n{_tail(log)}")


def _end(child: subprocess.Popen[Any]) -> None:
    child.terminate()
    try:
        child.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()


def _tail(log: Path) -> str:
    file: IO[bytes]
    with log.open("rb") as file:
        return file.read()[-3000:].decode("utf-8", "replace")
