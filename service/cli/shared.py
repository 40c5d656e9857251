"""What the commands share: how they reach the API, how they print, and how they fail.

Imports stand inside the functions here and in the commands, so that `crosswalk --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from service.terminal.client import Reach

Community = Literal["it", "people_readiness", "hr", "operations", "business"]
Json = Annotated[bool, typer.Option("--json", help="Print what the HTTP API returns.")]
InitiativeId = Annotated[str | None, typer.Option("--initiative", metavar="ID", help="An initiative's id.")]


def reach(context: typer.Context) -> Reach:
    """Where the service is to be reached."""
    from service.terminal.client import Reach

    return Reach(*context.obj)


def run(context: typer.Context, work: Callable[..., Any]) -> Any:
    """What `work` gives when it is handed the API."""
    from service.terminal import client

    with failing():
        return client.run(reach(context), work)


def call(context: typer.Context, method: str, path: str, **sent: Any) -> bytes:
    """The content of one answer."""

    async def work(api: Any) -> bytes:
        response = await api.call(method, path, **sent)
        return bytes(response.content)

    content: bytes = run(context, work)
    return content


@contextmanager
def failing() -> Iterator[None]:
    """Tells of what goes wrong in words, and ends with exit code 1."""
    from service.terminal.client import Failed

    try:
        yield
    except Failed as exc:
        fail(str(exc))
    except BrokenPipeError:
        # Whoever reads has seen enough, as `head` has; nothing may be flushed into the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as exc:
        fail(f"{exc.filename or 'the file'}: {exc.strerror or exc}; check the path and its rights")


def fail(message: str) -> None:
    """Ends with a message and exit code 1."""
    typer.echo(message, err=True)
    raise typer.Exit(1)


def answer(kind: str, content: bytes, as_json: bool, *more: Any) -> None:
    """Prints what the API returned, as it is or as a module of `service.terminal` sets it."""
    if as_json:
        write(content)
        return
    import json

    from service.terminal import answers, lists
    from service.terminal.planning import changes, plan
    from service.terminal.printing import show

    setting = next(found for module in (answers, lists, plan, changes) if (found := getattr(module, kind, None)))
    show(setting(json.loads(content), *more))


def write(content: bytes) -> None:
    """Writes what the API returned, as it is."""
    sys.stdout.buffer.write(content.rstrip(b"\n") + b"\n")
    sys.stdout.buffer.flush()


def given(values: dict[str, Any]) -> dict[str, Any]:
    """Those of the values that there are."""
    return {name: value for name, value in values.items() if value is not None}


def handed_in(path: str, asked: dict[str, Any], *, stored: bool = False) -> dict[str, Any]:
    """What is sent of a file, of standard input or, where `stored` ones are taken, of a document by its id."""
    if path == "-":
        return {"json": asked | {"text": standard_input()}}
    if os.path.isfile(path):
        return {"data": asked, "files": {"file": (Path(path).name, bytes_of(Path(path)))}}
    if stored and path.startswith("d_") and not os.path.exists(path):
        return {"json": asked | {"document_id": path}}
    expected = "a file, -, or a document's id" if stored else "a file, or - for standard input"
    raise typer.BadParameter(f"{path[:80]}: found no such file; expected {expected}")


def standard_input() -> str:
    """All that is piped in, as text."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise typer.BadParameter(f"standard input: byte {exc.start} is no UTF-8; expected text in UTF-8") from exc


def bytes_of(file: Path) -> bytes:
    """The bytes of a file."""
    with failing():
        return file.read_bytes()


def quoted(part: str) -> str:
    """One part of a path."""
    from urllib.parse import quote

    return quote(part, safe="")
