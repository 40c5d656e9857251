"""From a file to passages that are found: by words as soon as it is acknowledged, by meaning a little later.

`Ingestor` reads, parses, cuts and stores; when `add` returns, the document is on the disk and in the word index, both
in one transaction. `EmbeddingWorker` drains the durable queue of passages without a vector in the background. Neither
knows a model or an index: they are handed functions.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import sqlalchemy as sa

from retrieval.database.queue import Progress, Vectors, progress, put_embeddings, waiting
from retrieval.documents import Community, Parsed, Passage
from retrieval.loaders import DEFAULT, Limits, LoadError, load, parse_text, safe_name
from retrieval.passages import cut
from retrieval.store import Added, add_document, delete_document, unchanged

Stage = Literal["reading", "parsing", "storing"]
Embed = Callable[[Sequence[Passage]], Vectors | Sequence[Vectors]]
Seqs = Sequence[int]

BATCH = 16
"""Passages that are embedded and stored at a time: half a second of work, which a stop has to wait for."""
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
"""Seconds between tries while the embedder fails; each pause doubles the last."""
IDLE = 30.0
"""Seconds after which an idle worker looks by itself whether another process has left it work."""

log = logging.getLogger(__name__)


class Load(Protocol):
    """Parses a file, as `retrieval.loaders.load` does."""

    def __call__(self, name: str, data: bytes, *, limits: Limits) -> Parsed:
        """The text and blocks of the file, or `LoadError`."""


def _ignore(*_: object) -> None:
    """For those who do not listen."""


class Ingestor:
    """Takes documents in and out of the database, and tells the vector indexes what has left."""

    def __init__(
        self,
        engine: sa.Engine,
        *,
        load: Load = load,
        limits: Limits = DEFAULT,
        on_stored: Callable[[], None] = _ignore,
        on_retired: Callable[[Seqs], None] = _ignore,
    ) -> None:
        """Wire the ingestor.

        Args:
            engine: The database.
            load: Parses a file.
            limits: What a file may cost at most.
            on_stored: Called after new passages have been stored: `EmbeddingWorker.wake`.
            on_retired: Called with the `seq` of passages that are no longer live.
        """
        self._engine = engine
        self._load = load
        self._limits = limits
        self._on_stored = on_stored
        self._on_retired = on_retired

    def add(
        self,
        allowed: frozenset[str],
        initiative_id: str,
        name: str,
        content: bytes | Path,
        *,
        community: Community | None = None,
        dated: dt.date | None = None,
        report: Callable[[Stage], None] = _ignore,
    ) -> Added:
        """Reads, parses and stores a file: durable and found by words on return.

        Args:
            allowed: The caller's scope.
            initiative_id: Whose document it is.
            name: Its file name, of which the last part is its identity within the initiative.
            content: Its bytes, or where they are.
            community: Who wrote it, if known.
            dated: Its own date, if known.
            report: Called as each stage begins; `parsing` is left out for bytes that are current already.

        Raises:
            NotFound: the initiative is not in `allowed`.
            LoadError: the file cannot be read, with the reason; nothing is stored.
        """
        name = safe_name(name)
        report("reading")
        data = _read(content, self._limits.file_bytes) if isinstance(content, Path) else content
        sha256 = hashlib.sha256(data).hexdigest()
        known = unchanged(self._engine, allowed, initiative_id, name, sha256, community=community, dated=dated)
        if known is not None:
            return Added(known, False, ())
        report("parsing")
        parsed = self._load(name, data, limits=self._limits)
        report("storing")
        return self._store(allowed, initiative_id, name, parsed, sha256, community, dated)

    def add_text(
        self,
        allowed: frozenset[str],
        initiative_id: str,
        title: str,
        text: str,
        *,
        community: Community | None = None,
        dated: dt.date | None = None,
    ) -> Added:
        """Stores pasted text or Markdown; its title, as it stands, is its identity within the initiative.

        Raises:
            NotFound: the initiative is not in `allowed`.
        """
        sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        parsed = parse_text(text, title)
        return self._store(allowed, initiative_id, parsed.title, parsed, sha256, community, dated)

    def delete(self, allowed: frozenset[str], document_id: str) -> None:
        """Takes a document out of all lists and searches; what was cited from it opens still.

        Raises:
            NotFound: there is none that the caller may read.
        """
        self._tell_retired(delete_document(self._engine, allowed, document_id))

    def _store(
        self,
        allowed: frozenset[str],
        initiative_id: str,
        name: str,
        parsed: Parsed,
        sha256: str,
        community: Community | None,
        dated: dt.date | None,
    ) -> Added:
        spans = cut(parsed.text, parsed.blocks)
        added = add_document(
            self._engine, allowed, initiative_id, name, parsed, sha256, spans, community=community, dated=dated
        )
        self._tell_retired(added.retired)
        if added.created:
            self._on_stored()
        return added

    def _tell_retired(self, seqs: Seqs) -> None:
        if not seqs:
            return
        try:
            self._on_retired(seqs)
        except Exception:
            # The database has acknowledged already, and every hit of an index is read again from it.
            log.exception("an index could not forget %d passages; it will when it syncs", len(seqs))


def _read(path: Path, most: int) -> bytes:
    """The file's bytes; one more than allowed of a file that is too large, which the loader then refuses."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as exc:
        raise LoadError("name", f"{path}: cannot be read ({exc.strerror}). Check the path.") from exc


@dataclass(frozen=True)
class WorkerState:
    """How the background embedding is doing."""

    running: bool
    progress: Progress
    error: str
    """Why it is not getting on, in words; empty when it is."""


class EmbeddingWorker:
    """Gives every waiting passage its vector: in the database first, then in the vector indexes.

    A failing embedder is tried again after growing pauses. A passage that alone makes it fail is set aside until the
    others are done, so that it holds up nobody.
    """

    def __init__(
        self, engine: sa.Engine, name: str, embed: Embed, on_vectors: Callable[[Seqs], None] = _ignore
    ) -> None:
        """Wire the worker; `start` begins the work.

        Args:
            engine: The database.
            name: The embedder's name, stored with each vector.
            embed: Passages in, the vectors of the windows of each out, in the same order; see `put_embeddings`.
            on_vectors: Called with the `seq` of passages whose vectors are stored. If it raises, it is called again.
        """
        self._engine = engine
        self._name = name
        self._embed = embed
        self._on_vectors = on_vectors
        self._size = BATCH
        self._set_aside: set[int] = set()
        self._untold: list[int] = []
        self._failures = 0
        self._error = ""
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins the work in a thread of its own."""
        if self._thread is not None:
            raise RuntimeError("the embedding worker has been started already")
        self._thread = threading.Thread(target=self._run, name="embedding", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Says that there may be work."""
        self._wake.set()

    def stop(self, timeout: float = 30.0) -> None:
        """Ends the thread after the batch in hand; what is left waits in the database.

        Args:
            timeout: Seconds to wait for the batch in hand.
        """
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def state(self) -> WorkerState:
        """How far it is, and what went wrong last if that still holds."""
        running = self._thread is not None and self._thread.is_alive()
        return WorkerState(running, progress(self._engine, self._name), self._error)

    def drain(self, report: Callable[[int, int], None] = _ignore) -> None:
        """Embeds all that waits, in the calling thread and without a second try, for a command line.

        Args:
            report: Called with (done, total) before the first batch and after each.

        Raises:
            Exception: whatever the embedder raises; the batches before it are stored.
        """
        report(*progress(self._engine, self._name))
        while not self._stopping.is_set() and self._work():
            report(*progress(self._engine, self._name))

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                busy = self._work()
            except Exception as exc:
                # Whatever an embedder, an index or a busy database may raise: this thread is the only one of its kind.
                self._error = f"{type(exc).__name__}: {exc}"
                self._failures += 1
                pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self._failures - 1, 10))
                log.warning("embedding failed, next try in %.1f s: %s", pause, self._error)
                # New work may go well although the last did not.
                self._wake.wait(pause)
                continue
            self._failures = 0
            if not self._set_aside:
                self._error = ""
            if not busy:
                self._wake.wait(IDLE)

    def _work(self) -> bool:
        """Embeds and stores one batch and tells of it; False when nothing waits."""
        self._tell()
        batch = waiting(self._engine, self._name, self._size, self._set_aside)
        if not batch and self._set_aside:
            self._set_aside.clear()
            self._size = 1
            batch = waiting(self._engine, self._name, self._size)
        if not batch:
            return False
        seqs = [seq for seq, _ in batch]
        try:
            put_embeddings(self._engine, self._name, seqs, self._embed([passage for _, passage in batch]))
        except Exception:
            self._size = max(1, len(batch) // 2)
            if len(batch) == 1:
                self._set_aside.update(seqs)
            raise
        self._size = BATCH
        self._untold += seqs
        self._tell()
        return True

    def _tell(self) -> None:
        if self._untold:
            self._on_vectors(tuple(self._untold))
            self._untold.clear()
