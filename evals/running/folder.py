"""A run's folder: where runs lie, what they are called, which files are in one, and how a file is replaced whole."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

MANIFEST: Final = "manifest.json"
REQUEST: Final = "request.json"
OUTCOMES: Final = "outcomes.jsonl"
PROGRESS: Final = "progress.json"
TAPE: Final = "tape.jsonl"
REPORT: Final = "report.json"
PAGE: Final = "report.html"
LATEST: Final = "latest"
ACCEPTED: Final = "baseline"
"""By this name the accepted state is told, which is no run."""
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class RunFailed(Exception):
    """Why a run cannot be begun, continued or read, in words for the person who asked for it."""


def new_id(now: dt.datetime) -> str:
    """An id that sorts by time: `20270111T093000-3f2a`.

    Args:
        now: With a time zone.
    """
    return f"{now.astimezone(dt.UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"


def made(runs: Path, key: str) -> Path:
    """A new folder for a run.

    Raises:
        RunFailed: the id is malformed or taken, or the folder cannot be made.
    """
    if not _ID.fullmatch(key) or key in (LATEST, ACCEPTED):
        raise RunFailed(
            f"--id: found {key[:80]!a}; expected up to 64 letters, digits, - and _, other than {LATEST} and {ACCEPTED}"
        )
    folder = runs / key
    try:
        folder.mkdir(parents=True)
    except FileExistsError as exc:
        raise RunFailed(f"{folder}: is there already; choose another --id, or continue it with --resume {key}") from exc
    except OSError as exc:
        raise RunFailed(f"{folder}: {exc.strerror or exc}; choose another place with --out") from exc
    return folder


def found(runs: Path, name: str) -> Path:
    """The folder of a run, by its id or its path; `latest` is the newest that is there.

    Raises:
        RunFailed: there is none.
    """
    newest = sorted((path.parent for path in runs.glob(f"*/{MANIFEST}")), key=_begun, reverse=True)
    if name == LATEST and newest:
        return newest[0]
    for folder in (runs / name, Path(name)):
        if (folder / MANIFEST).is_file():
            return folder
    known = ", ".join(folder.name for folder in newest[:5])
    there = f"the newest are {known}" if known else f"there are none in {runs}"
    raise RunFailed(f"{name}: found no run of that id, and no folder with a {MANIFEST}; {there}")


def _begun(folder: Path) -> tuple[dt.datetime, str]:
    """When a run began: an id that somebody has chosen does not tell. A damaged manifest's is the oldest."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        at = dt.datetime.fromisoformat(json.loads((folder / MANIFEST).read_bytes())["started_at"])
        return at.astimezone(dt.UTC), folder.name
    return dt.datetime.min.replace(tzinfo=dt.UTC), folder.name


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Says in words what keeps a file of a run from being written.

    Raises:
        RunFailed: with the file and the reason.
    """
    try:
        yield
    except OSError as exc:
        raise RunFailed(f"{path}: {exc.strerror or exc}; free space or mend its rights, then --resume the run") from exc


def replace(path: Path, content: str) -> None:
    """Puts a file in the place of another as a whole, so that no reader sees half of it.

    Raises:
        RunFailed: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with writing(path):
        try:
            beside.write_text(content, encoding="utf-8")
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
