"""The passages that wait for their vector. The queue is the passages table itself, so it outlives every process.

A live passage waits when it has no vector, or one of another embedder than the current one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from retrieval.database.engine import writing
from retrieval.database.rows import to_passage, without_vectors
from retrieval.database.windows import packed, whole
from retrieval.documents import Passage
from retrieval.tables import passages

Vectors = npt.NDArray[np.float32]
"""Rows of unit length, shape `(n, dimensions)`."""
_UNIT = 1e-3
"""How far from 1 a length may be."""


class Progress(NamedTuple):
    """How far the vectors are."""

    done: int
    total: int


def waiting(engine: sa.Engine, embedder: str, limit: int, without: Collection[int] = ()) -> list[tuple[int, Passage]]:
    """Up to `limit` waiting passages with their `seq`, oldest first; those without any vector before the others.

    Args:
        engine: The database.
        embedder: The current embedder's name.
        limit: How many at most.
        without: `seq` of passages to leave out.
    """
    live = without_vectors().where(passages.c.live).order_by(passages.c.seq)
    if without:
        live = live.where(passages.c.seq.not_in(without))
    # Asked for one after the other, each is answered from the index over (embedded_by, seq).
    kinds = (passages.c.embedded_by.is_(None), passages.c.embedded_by != embedder)
    found: list[tuple[int, Passage]] = []
    with engine.connect() as connection:
        for kind in kinds:
            rows = connection.execute(live.where(kind).limit(limit - len(found)))
            found += [(row.seq, to_passage(row)) for row in rows]
    return found


def put_embeddings(engine: sa.Engine, embedder: str, seqs: Sequence[int], vectors: Vectors | Sequence[Vectors]) -> None:
    """Stores vectors with the name of their embedder; they are durable on return.

    Args:
        engine: The database.
        embedder: The embedder's name, 64 characters or fewer.
        seqs: The passages, n of them.
        vectors: For each passage those of its windows, shape `(windows, dimensions)`, or one, shape `(dimensions,)`;
            float32, rows of unit length.

    Raises:
        ValueError: the shape is another, or a row has not unit length.
    """
    windows = [np.atleast_2d(each) for each in vectors]
    shapes = {each.shape[1:] for each in windows if len(each)}
    if len(windows) != len(seqs) or not all(map(len, windows)) or len(shapes) > 1 or any(len(s) != 1 for s in shapes):
        given = sorted({each.shape for each in windows})
        raise ValueError(
            f"embedder {embedder}: gave {len(windows)} arrays {given} for {len(seqs)} passages; expected one each, of "
            "shape (windows, dimensions)"
        )
    lengths = np.linalg.norm(np.concatenate(windows), axis=1) if windows else np.ones(1)
    # Written so that NaN is refused too.
    if not np.all(np.abs(lengths - 1) < _UNIT):
        raise ValueError(f"embedder {embedder}: gave vectors of length {lengths.min()} to {lengths.max()}; expected 1")
    rows = [
        {
            "row": seq,
            "embedding": whole(each).astype("<f4", copy=False).tobytes(),
            "windows": packed(each),
            "embedded_by": embedder,
        }
        for seq, each in zip(seqs, windows, strict=True)
    ]
    if rows:
        with writing(engine) as connection:
            connection.execute(passages.update().where(passages.c.seq == sa.bindparam("row")), rows)


def progress(engine: sa.Engine, embedder: str) -> Progress:
    """How many of the live passages have their vector from this embedder."""
    query = sa.select(sa.func.count()).select_from(passages).where(passages.c.live)
    with engine.connect() as connection:
        done = connection.scalar(query.where(passages.c.embedded_by == embedder))
        return Progress(done or 0, connection.scalar(query) or 0)
