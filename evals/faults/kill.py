"""Ends ingestion with SIGKILL at random moments and looks whether everything acknowledged is still there.

A child process (this module run as a program) stores documents, new versions and deletions one after the other while
its embedding worker writes vectors. On a pipe it says what it begins, and what is acknowledged. The parent keeps that
log: it outlives the kill. After each kill the parent opens the database itself and compares all of it with the log.
Only the one act that had begun and was not acknowledged may have happened or not, and that wholly.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import selectors
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import sqlalchemy as sa

from retrieval.database.engine import open_database, problems
from retrieval.database.initiatives import NewInitiative, create_initiative
from retrieval.database.queue import Vectors, progress
from retrieval.documents import Passage, document_id
from retrieval.ingest import EmbeddingWorker, Ingestor
from retrieval.tables import documents, passages, versions

INITIATIVE = "faults"
SCOPE = frozenset({INITIATIVE})
EMBEDDER = "faults/1"
DIMENSIONS = 384
LONGEST = 0.6
"""Seconds after its first acknowledgement within which the child is killed."""
START = 60.0
"""Seconds that the child may take until its first acknowledgement."""


class Line(NamedTuple):
    """What the child says: that it begins an act, or that the act is acknowledged."""

    stage: Literal["begun", "done"]
    act: Literal["add", "delete"]
    document_id: str
    version: int
    """The version that is added or deleted; 0 where the child does not know it yet."""
    sha256: str


@dataclass
class Log:
    """What must be in the database."""

    versions: dict[tuple[str, int], str] = field(default_factory=dict)
    """The hash of each version of each document."""
    current: dict[str, tuple[int, bool]] = field(default_factory=dict)
    """The current version of each document, and whether it is deleted."""
    begun: Line | None = None
    """The act of which no acknowledgement came."""

    def take(self, line: Line) -> None:
        """Writes down one more thing that the child said."""
        if line.stage == "begun":
            self.begun = line
            return
        self.begun = None
        self.versions[line.document_id, line.version] = line.sha256
        self.current[line.document_id] = line.version, line.act == "delete"

    def settle(self, current: dict[str, tuple[int, bool]]) -> None:
        """Takes the act that was cut off as done if it was, given what the database says of each document."""
        if self.begun is None:
            return
        _, act, key, _, sha256 = self.begun
        before, _ = self.current.get(key, (0, False))
        after = (before, True) if act == "delete" else (before + 1, False)
        if current.get(key) == after:
            self.current[key] = after
            self.versions[key, after[0]] = sha256
        self.begun = None


@dataclass
class Report:
    """What was done, and what was wrong afterwards."""

    rounds: int = 0
    acknowledged: int = 0
    """Documents, new versions and deletions that the child said were done."""
    vectors: int = 0
    """Passages that had their vector in the end."""
    problems: list[str] = field(default_factory=list)
    """In words; empty when everything acknowledged was kept."""

    @property
    def kept(self) -> bool:
        """Whether all is well and something was put to the test."""
        return not self.problems and self.acknowledged > 0


def run(rounds: int, data: Path, *, seed: int = 1) -> Report:
    """Kills ingestion `rounds` times and checks all that was acknowledged after each.

    Args:
        rounds: How many kills.
        data: An existing folder in which the database is made.
        seed: Of the random moments and texts.
    """
    url = f"sqlite:///{data / 'crosswalk.db'}"
    engine = open_database(url)
    create_initiative(engine, NewInitiative(name="Faults", id=INITIATIVE))
    engine.dispose()
    chance = random.Random(seed)
    report, log = Report(), Log()
    for number in range(rounds):
        for line in _ingest_until_killed(url, f"{seed}-{number}", chance.uniform(0, LONGEST)):
            log.take(line)
            report.acknowledged += line.stage == "done"
        report.rounds += 1
        report.problems += [f"round {number}: {each}" for each in check(url, log)]
    engine = open_database(url)
    report.vectors = progress(engine, EMBEDDER).done
    engine.dispose()
    return report


def _ingest_until_killed(url: str, seed: str, moment: float) -> list[Line]:
    """What the child said before it was killed, `moment` seconds after its first acknowledgement."""
    command = [sys.executable, "-m", "evals.faults.kill", url, seed]
    received = b""
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=0) as child,
        selectors.DefaultSelector() as selector,
    ):
        assert child.stdout is not None
        selector.register(child.stdout, selectors.EVENT_READ)
        until = time.monotonic() + START
        try:
            while (left := until - time.monotonic()) > 0:
                if selector.select(left):
                    more = os.read(child.stdout.fileno(), 65536)
                    if not more:
                        raise RuntimeError(f"the ingesting process ended by itself with {child.wait()}")
                    if not received:
                        until = time.monotonic() + moment
                    received += more
        finally:
            child.kill()
        received += child.stdout.read()
    # What follows the last line end was cut off by the kill, and so was not said.
    return [Line(*json.loads(line)) for line in received.split(b"\n")[:-1]]


def check(url: str, log: Log) -> list[str]:
    """What is not in the database as the log says, in words; settles the act that was cut off."""
    engine = open_database(url)
    found = list(problems(engine))
    with engine.connect() as connection:
        rows = connection.execute(sa.select(documents)).all()
        current = {row.id: (row.current_version, row.deleted_at is not None) for row in rows}
        log.settle(current)
        found += [
            f"{key}: version and deletion are {current.get(key)}; acknowledged were {log.current.get(key)}"
            for key in current.keys() | log.current.keys()
            if current.get(key) != log.current.get(key)
        ]
        stored = {(row.document_id, row.version): row for row in connection.execute(sa.select(versions))}
        pieces: dict[tuple[str, int], list[sa.Row[Any]]] = {}
        for row in connection.execute(sa.select(passages).order_by(passages.c.document_id, passages.c.start)):
            pieces.setdefault((row.document_id, row.version), []).append(row)
        for key, sha256 in log.versions.items():
            found += _wrong(connection, stored.get(key), pieces.get(key, []), sha256, log.current[key[0]])
    engine.dispose()
    return found


def _wrong(
    connection: sa.Connection,
    version: sa.Row[Any] | None,
    pieces: Sequence[sa.Row[Any]],
    sha256: str,
    current: tuple[int, bool],
) -> list[str]:
    """What is wrong with one version."""
    if version is None:
        return [f"the version with the bytes {sha256} was acknowledged and is not there"]
    name = f"{version.document_id} version {version.version}"
    if hashlib.sha256(version.text.encode()).hexdigest() != sha256 or version.sha256 != sha256:
        return [f"{name} is not what was handed in"]
    if "".join("".join(each.text.split()) for each in pieces) != "".join(version.text.split()):
        return [f"{name} has not all of its passages"]
    if any(each.embedding is not None and len(each.embedding) != 4 * DIMENSIONS for each in pieces):
        return [f"{name} has a vector that is not whole"]
    live = current == (version.version, False)
    query = sa.text("SELECT rowid FROM passages_fts WHERE passages_fts MATCH :word")
    by_words = set(connection.execute(query, {"word": f'"{_marker(version.text)}"'}).scalars())
    if by_words != {each.seq for each in pieces if live} or any(each.live != live for each in pieces):
        return [f"{name}: what words find are not exactly its live passages"]
    return []


def _marker(text: str) -> str:
    """The one word that all passages of this version hold, and no others."""
    return text.split(maxsplit=3)[2]


def _text(chance: random.Random) -> str:
    marker = "m" + "".join(chance.choices("bcdfghjklm", k=12))
    paragraphs = [
        " ".join(f"{marker} w{chance.randrange(3000)} w{chance.randrange(50)}" for _ in range(40))
        for _ in range(chance.randint(1, 12))
    ]
    return f"# Plan {marker}\n\n" + "".join(f"{each}.\n\n" for each in paragraphs)


def _vectors(pieces: Sequence[Passage]) -> Vectors:
    made = np.ones((len(pieces), DIMENSIONS), dtype=np.float32)
    made /= np.float32(np.sqrt(DIMENSIONS))
    return made


def _ingest(url: str, seed: str) -> None:
    """The child: stores and deletes for ever, and says on stdout what it begins and what is acknowledged."""
    chance = random.Random(seed)
    engine = open_database(url)
    worker = EmbeddingWorker(engine, EMBEDDER, _vectors)
    worker.start()
    ingestor = Ingestor(engine, on_stored=worker.wake)
    while True:
        # The names of earlier rounds come back, as new versions.
        name, text = f"plan-{chance.randrange(400)}", _text(chance)
        key, sha256 = document_id(INITIATIVE, name), hashlib.sha256(text.encode()).hexdigest()
        _say(Line("begun", "add", key, 0, sha256))
        version = ingestor.add_text(SCOPE, INITIATIVE, name, text).document.version
        _say(Line("done", "add", key, version, sha256))
        if chance.random() < 0.2:
            _say(Line("begun", "delete", key, version, sha256))
            ingestor.delete(SCOPE, key)
            _say(Line("done", "delete", key, version, sha256))


def _say(line: Line) -> None:
    # One write of less than a pipe's atomic 4096 bytes: the parent gets it whole or not at all.
    os.write(1, json.dumps(line).encode() + b"\n")


if __name__ == "__main__":
    _ingest(sys.argv[1], sys.argv[2])
