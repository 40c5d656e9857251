"""Passages by meaning, exactly: every vector that SQL holds, in one matrix in memory, compared with the question.

The vectors in SQL are the truth and this is their copy, so it is what answers while, or wherever, an approximate
index cannot be trusted. 20,000 vectors of 384 dimensions take 31 MB and 2 to 8 ms.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from retrieval.indexes.index import Hit, IndexFailed, Matrix, State, Vector
from retrieval.tables import passages

READ_AT_ONCE = 500
"""Rows of vectors in one query, 0.8 MB of them."""
NARROW = 4
"""A scope of fewer than one in so many vectors is gathered first; a wider one is cheaper to compare and then cut."""
SAME = 1e-5
"""Products of one vector with another differ by up to this with the place they have in the matrix."""


class ExactIndex:
    """All live vectors of one embedder."""

    name = "meaning"

    def __init__(self, engine: sa.Engine, embedder: str) -> None:
        """Nothing is read before the first `sync`, `add` or `search`.

        Args:
            engine: Where the passages are.
            embedder: The `Embedder.name` whose vectors count; those of others are waiting to be made anew.
        """
        self._engine = engine
        self._embedder = embedder
        self._lock = threading.RLock()
        self._loaded = False
        self._generation = 0
        self._slots: dict[int, int] = {}
        self._ids: list[str] = []
        self._by_id: dict[str, int] = {}
        self._codes: dict[str, int] = {}
        self._vectors: Matrix = np.zeros((0, 0), dtype=np.float32)
        self._seqs = np.zeros(0, dtype=np.int64)
        self._initiatives = np.zeros(0, dtype=np.int32)

    @property
    def generation(self) -> int:
        """A number that changes with every change of what it holds."""
        return self._generation

    def add(self, seqs: Sequence[int]) -> None:
        """See `Index.add`."""
        with self._lock:
            if self._loaded:
                self._take(sorted(set(seqs)))
            else:
                self.sync()

    def remove(self, seqs: Sequence[int]) -> None:
        """See `Index.remove`."""
        with self._lock:
            for seq in seqs:
                self._drop(seq)

    def sync(self) -> None:
        """See `Index.sync`. Compares numbers only, so that being in step already costs a few ms.

        Raises:
            IndexFailed: SQL did not answer.
        """
        with self._lock:
            wanted = set(self._read(sa.select(passages.c.seq).where(*self._counting())))
            for seq in self._slots.keys() - wanted:
                self._drop(seq)
            missing = sorted(wanted - self._slots.keys())
            self._take(missing, room=len(missing))
            self._loaded = True

    def search(self, question: Vector, k: int, scope: frozenset[str]) -> list[Hit]:
        """See `Index.search`. The score is the cosine, from -1 to 1."""
        if k <= 0 or not scope:
            return []
        with self._lock:
            slots = self._within(scope)
            if not len(slots):
                return []
            self._fits(question)
            if len(slots) * NARROW < len(self._ids):
                rough = self._vectors[slots] @ question
            else:
                rough = (self._vectors[: len(self._ids)] @ question)[slots]
            if k < len(slots):
                bar = np.partition(rough, len(slots) - k)[len(slots) - k]
                slots = slots[rough >= bar - SAME]
            seqs, scores = self._seqs[slots], self._cosines(slots, question)
        best = np.lexsort((seqs, -scores))[:k]
        return [Hit(int(seqs[i]), float(scores[i])) for i in best]

    def state(self) -> State:
        """See `Index.state`."""
        waiting = sa.select(sa.func.count()).where(passages.c.live, *self._waiting())
        try:
            count = next(self._read(waiting))
        except IndexFailed as exc:
            return State(self.name, "absent", str(exc))
        with self._lock:
            held = f"{len(self._ids)} passages compared exactly" if self._loaded else "not read yet"
        if count:
            return State(self.name, "building", f"{held}; {count} wait for a vector and are found by words until then")
        return State(self.name, "ready", held)

    def contents(self) -> tuple[int, dict[str, str]]:
        """The generation, and the initiative of every passage it holds by the passage's id."""
        with self._lock:
            self._ensure_loaded()
            names = {code: initiative for initiative, code in self._codes.items()}
            codes = self._initiatives[: len(self._ids)].tolist()
            return self._generation, {key: names[code] for key, code in zip(self._ids, codes, strict=True)}

    def vectors(self, ids: Sequence[str]) -> dict[str, Vector]:
        """Copies of the vectors of those of the passages that it holds, by id."""
        with self._lock:
            known = [key for key in ids if key in self._by_id]
            rows = self._vectors[[self._by_id[key] for key in known]] if known else ()
            return dict(zip(known, rows, strict=True))

    def compared(self, ids: Sequence[str], question: Vector) -> dict[str, tuple[Hit, str]]:
        """The exact hit and the initiative of those of the passages that it holds, by the passage's id."""
        with self._lock:
            self._fits(question)
            known = [key for key in ids if key in self._by_id]
            names = {code: initiative for initiative, code in self._codes.items()}
            slots = np.array([self._by_id[key] for key in known], dtype=np.int64)
            seqs, scores = self._seqs[slots].tolist(), self._cosines(slots, question).tolist()
            whose = [names[code] for code in self._initiatives[slots].tolist()]
        hits = map(Hit, seqs, scores)
        return {key: (hit, name) for key, hit, name in zip(known, hits, whose, strict=True)}

    def extent(self, scope: frozenset[str]) -> tuple[int, int, int]:
        """The generation, how many passages it holds, and how many of them are in the scope."""
        with self._lock:
            return self._generation, len(self._ids), len(self._within(scope))

    def _ensure_loaded(self) -> None:
        if not self._loaded:
            self.sync()

    def _within(self, scope: frozenset[str]) -> npt.NDArray[np.int64]:
        self._ensure_loaded()
        inside = np.zeros(len(self._codes) + 1, dtype=bool)
        inside[[self._codes[initiative] for initiative in scope if initiative in self._codes]] = True
        return np.flatnonzero(inside[self._initiatives[: len(self._ids)]])

    def _cosines(self, slots: npt.NDArray[np.int64], question: Vector) -> npt.NDArray[np.float32]:
        # Row by row, so that equal vectors score equally wherever they stand; a matrix product does not promise it.
        return np.asarray((self._vectors[slots] * question).sum(axis=1))

    def _fits(self, question: Vector) -> None:
        width = self._vectors.shape[1]
        if self._ids and question.shape != (width,):
            raise IndexFailed(
                f"the question's vector has shape {question.shape}; the passages embedded by {self._embedder} have "
                f"{width} dimensions: embed both by the same model"
            )

    def _take(self, seqs: Sequence[int], room: int = 0) -> None:
        """Reads these rows and holds them as they are now; drops those that do not count (any more)."""
        columns = passages.c.seq, passages.c.id, passages.c.initiative_id, passages.c.embedding
        for start in range(0, len(seqs), READ_AT_ONCE):
            some = seqs[start : start + READ_AT_ONCE]
            query = sa.select(*columns).where(passages.c.seq.in_(some), *self._counting())
            found = {row.seq: row for row in self._rows(query)}
            for seq in some:
                if (row := found.get(seq)) is None:
                    self._drop(seq)
                else:
                    self._put(seq, row.id, row.initiative_id, np.frombuffer(row.embedding, dtype="<f4"), room)

    def _put(self, seq: int, key: str, initiative: str, vector: Vector, room: int) -> None:
        self._drop(seq)
        if key in self._by_id:  # SQL has it under another number now
            self._drop(int(self._seqs[self._by_id[key]]))
        slot = len(self._ids)
        if not slot:
            self._vectors = np.zeros((0, len(vector)), dtype=np.float32)
        if len(vector) != self._vectors.shape[1]:
            raise IndexFailed(
                f"passage {key} has a vector of {len(vector)} dimensions and others of {self._embedder} have "
                f"{self._vectors.shape[1]}; embed the passages anew"
            )
        if slot == len(self._vectors):
            self._grow(max(slot + room, slot + slot // 4, 1024))
        self._vectors[slot], self._seqs[slot] = vector, seq
        self._initiatives[slot] = self._codes.setdefault(initiative, len(self._codes))
        self._slots[seq] = self._by_id[key] = slot
        self._ids.append(key)
        self._generation += 1

    def _drop(self, seq: int) -> None:
        slot = self._slots.pop(seq, None)
        if slot is None:
            return
        del self._by_id[self._ids[slot]]
        last_id = self._ids.pop()
        last = len(self._ids)
        if slot != last:
            self._vectors[slot] = self._vectors[last]
            self._seqs[slot], self._initiatives[slot] = self._seqs[last], self._initiatives[last]
            self._ids[slot] = last_id
            self._slots[int(self._seqs[slot])] = self._by_id[last_id] = slot
        self._generation += 1

    def _grow(self, size: int) -> None:
        held = len(self._ids)
        vectors = np.zeros((size, self._vectors.shape[1]), dtype=np.float32)
        vectors[:held] = self._vectors[:held]
        self._vectors = vectors
        self._seqs = np.resize(self._seqs, size)
        self._initiatives = np.resize(self._initiatives, size)

    def _counting(self) -> tuple[sa.ColumnElement[bool], ...]:
        return passages.c.live == sa.true(), passages.c.embedded_by == self._embedder

    def _waiting(self) -> tuple[sa.ColumnElement[bool], ...]:
        return (sa.or_(passages.c.embedded_by.is_(None), passages.c.embedded_by != self._embedder),)

    def _read(self, query: sa.Select[Any]) -> Iterator[int]:
        return (int(row[0]) for row in self._rows(query))

    def _rows(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        try:
            with self._engine.connect() as connection:
                return connection.execute(query).all()
        except (sa.exc.DBAPIError, sa.exc.TimeoutError) as exc:
            raise IndexFailed(f"the vectors cannot be read from the database: {exc}") from exc
