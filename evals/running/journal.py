"""A run's outcomes on the disk, one line each, safe before the next is asked for.

A line that was torn by a crash is the last and has no end: whoever reads leaves it out, whoever goes on cuts it off.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from pydantic import ValidationError

from evals.nouns import Manifest, Outcome
from evals.running.folder import MANIFEST, OUTCOMES, RunFailed, writing


@dataclass(frozen=True)
class Run:
    """A run as it lies in its folder, whole or as far as it came."""

    manifest: Manifest
    outcomes: tuple[Outcome, ...]
    """In the order in which they came."""


class Key(NamedTuple):
    """What an outcome is of."""

    suite: str
    system: str
    case: str
    attempt: int


def key_of(outcome: Outcome) -> Key:
    """What an outcome is of."""
    return Key(outcome.suite, outcome.system, outcome.case, outcome.attempt)


def read(folder: Path) -> Run:
    """A run.

    Args:
        folder: The run's own, with its manifest.

    Raises:
        RunFailed: a file is missing or damaged; it names the file, the line and what was found.
    """
    path = folder / MANIFEST
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except OSError as exc:
        raise RunFailed(f"{path}: {exc.strerror or exc}; expected the folder of a run") from exc
    except ValidationError as exc:
        raise RunFailed(
            f"{path}: found no manifest ({_first(exc)}); the file is damaged or of another version"
        ) from exc
    return Run(manifest, tuple(_outcomes(folder / OUTCOMES)))


class Journal:
    """A run's outcomes, open for further ones. One process at a time writes them."""

    def __init__(self, folder: Path) -> None:
        """Opens the file, made if need be, and cuts off a torn last line.

        Raises:
            RunFailed: it cannot be opened or read, or another process writes it.
        """
        self._path = folder / OUTCOMES
        with writing(self._path):
            self._file: IO[bytes] = self._path.open("a+b")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            self._file.close()
            raise RunFailed(f"{folder}: another process is at this run; wait for it, or stop it") from exc
        try:
            self.outcomes = list(_outcomes(self._path))
            with writing(self._path):
                self._file.truncate(_whole(self._path.read_bytes()))
        except RunFailed:
            self._file.close()
            raise
        self.done = {key_of(outcome) for outcome in self.outcomes}

    def append(self, outcome: Outcome) -> None:
        """Adds an outcome; it is on the disk when this returns.

        Raises:
            RunFailed: it cannot be written.
        """
        with writing(self._path):
            self._file.write(outcome.model_dump_json(exclude_defaults=True).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        self.outcomes.append(outcome)
        self.done.add(key_of(outcome))

    def close(self) -> None:
        """Lets the file go; nothing is waiting to be written."""
        self._file.close()

    def __enter__(self) -> Journal:
        """The journal itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes it."""
        self.close()


def _outcomes(path: Path) -> Iterator[Outcome]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as exc:
        raise RunFailed(f"{path}: {exc.strerror or exc}; check the path and its rights") from exc
    for number, line in enumerate(content[: _whole(content)].splitlines(), 1):
        try:
            yield Outcome.model_validate_json(line)
        except ValidationError as exc:
            raise RunFailed(
                f"{path}:{number}: found no outcome ({_first(exc)}); the file is damaged or of another version"
            ) from exc


def _whole(content: bytes) -> int:
    """The bytes up to the end of the last whole line."""
    return content.rfind(b"\n") + 1


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the whole'}: {first['msg']}"
