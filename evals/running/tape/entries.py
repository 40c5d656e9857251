"""A tape: each request to a model with the answer as it came, found again by what was asked.

Prompts mark off data by a code that is drawn anew for every request; it is taken out before requests are compared.
Neither headers nor keys are on a tape.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, Literal

from pydantic import ValidationError

from evals.nouns import Value
from evals.running.folder import TAPE, RunFailed, replace, writing

_FENCE: Final = re.compile(r"<<(?:data|end) ([0-9a-f]{8})>>")
_SHOWN: Final = 160
Ended = Literal["well", "cut", "left"]


class Entry(Value):
    """A request and its answer."""

    key: str
    """Of the request; see `key_of`."""
    during: tuple[str, ...]
    """The cases that were under way."""
    asked: str
    """The end of the last message, for people."""
    status: int
    kind: str
    """The answer's content type."""
    pieces: tuple[str, ...]
    """The body as it came, in pieces that each end with a character."""
    ended: Ended = "well"
    """`cut` by the server, or `left` by the service."""
    seconds: float
    """From the request to the end of its answer."""


def key_of(path: str, body: bytes) -> str:
    """A request's hash, the same for requests that differ only in the codes that mark off data.

    Args:
        path: Below the server's base URL, as `/chat/completions`.
        body: JSON.
    """
    text = body.decode("utf-8", "replace")
    for code in dict.fromkeys(_FENCE.findall(text)):
        text = text.replace(code, "*")
    with suppress(ValueError, RecursionError):
        text = json.dumps(json.loads(text), sort_keys=True)
    return hashlib.sha256(f"{path}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def shown(body: bytes) -> str:
    """The end of a request's last message."""
    try:
        content: Any = json.loads(body)["messages"][-1]["content"]
    except (ValueError, RecursionError, KeyError, IndexError, TypeError):
        content = body.decode("utf-8", "replace")
    return " ".join(str(content).split())[-_SHOWN:]


def read(folder: Path) -> list[Entry]:
    """All that is on a run's tape, without a torn last line; empty where there is none.

    Raises:
        RunFailed: it cannot be read, or a line of it is none of a tape.
    """
    path = folder / TAPE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as exc:
        raise RunFailed(f"{path}: {exc.strerror or exc}; check the path and its rights") from exc
    whole = content[: content.rfind(b"\n") + 1]
    entries = []
    for number, line in enumerate(whole.splitlines(), 1):
        try:
            entries.append(Entry.model_validate_json(line))
        except ValidationError as exc:
            raise RunFailed(f"{path}:{number}: found no line of a tape; it is damaged or of another version") from exc
    return entries


class Recording:
    """A tape that is written."""

    def __init__(self, folder: Path, finished: Collection[str]) -> None:
        """Opens it, made if need be, without what was recorded for cases that a crash kept from their end.

        Args:
            folder: The run's own.
            finished: The cases whose outcomes are there.

        Raises:
            RunFailed: it cannot be read or written.
        """
        self._path = folder / TAPE
        kept = [entry for entry in read(folder) if not entry.during or any(case in finished for case in entry.during)]
        replace(self._path, "".join(f"{entry.model_dump_json()}\n" for entry in kept))
        with writing(self._path):
            self._file: IO[bytes] = self._path.open("ab")

    def add(self, entry: Entry) -> None:
        """Adds an answer; it is on the disk when this returns.

        Raises:
            RunFailed: it cannot be written.
        """
        with writing(self._path):
            self._file.write(entry.model_dump_json().encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Lets the file go."""
        self._file.close()


class Replay:
    """A tape that answers."""

    def __init__(self, entries: Collection[Entry]) -> None:
        """From its beginning."""
        self._by_key: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._by_key[entry.key].append(entry)
        self._asked: Counter[tuple[str, frozenset[str]]] = Counter()

    def answer(self, key: str, during: frozenset[str]) -> Entry | None:
        """The answer to a request: those of the same case in their order, its last one again where it asks on.

        Args:
            key: Of the request.
            during: The cases that are under way.

        Returns:
            None where the tape has none.
        """
        of_key = self._by_key.get(key)
        if not of_key:
            return None
        of_case = [entry for entry in of_key if during.intersection(entry.during)] or of_key
        number = self._asked[key, during]
        self._asked[key, during] += 1
        return of_case[min(number, len(of_case) - 1)]
