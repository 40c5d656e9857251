"""The vectors of a passage's windows, stored beside its own, and how near the nearest of them is to a question.

A passage of 150 words speaks of several things, and its vector of none of them clearly; one row or sentence that
answers is found by a vector of its own. They are compared for the candidates of a search alone, so they are read from
the database and not held in memory. A number takes a byte: that moves a cosine by less than 0.01, and no ranking.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from retrieval.tables import passages

Rows = npt.NDArray[np.float32]
"""Shape `(n, dimensions)`, unit length."""
WHOLE = 0.2
"""The share of the whole passage beside its nearest window: of two with one sentence, that which is about it comes
first."""
_MOST = 127
_TINY = 1e-12


def packed(windows: Rows) -> bytes | None:
    """The windows as they are stored; None for a single one, which is the passage's own vector."""
    if len(windows) < 2:
        return None
    largest = np.maximum(np.abs(windows).max(axis=1, keepdims=True), _TINY)
    return bytes(np.rint(windows * (_MOST / largest)).astype(np.int8))


def whole(windows: Rows) -> Rows:
    """The passage's own vector: the direction of its windows together, shape `(dimensions,)`, unit length."""
    total = windows.sum(axis=0, dtype=np.float32)
    return np.asarray(total / max(float(np.linalg.norm(total)), _TINY), dtype=np.float32)


def nearness(connection: sa.Connection, embedder: str, seqs: Sequence[int], question: Rows) -> dict[int, float]:
    """How near each of these passages is to a question, from -1 to 1; those without a vector of the embedder are out.

    Args:
        connection: To the database.
        embedder: Its name; vectors of others are not compared.
        seqs: The passages.
        question: Shape `(dimensions,)`, unit length, made by the same embedder.
    """
    own = sa.case((passages.c.windows.is_(None), passages.c.embedding)).label("own")
    query = sa.select(passages.c.seq, passages.c.windows, own).where(
        passages.c.seq.in_(list(seqs)), passages.c.embedded_by == embedder
    )
    width = len(question)
    found: list[int] = []
    parts: list[Rows] = []
    for row in connection.execute(query):
        stored, kind = (row.own, "<f4") if row.windows is None else (row.windows, "i1")
        flat = np.frombuffer(stored, dtype=kind)
        if len(flat) and len(flat) % width == 0:
            found.append(row.seq)
            parts.append(flat.reshape(-1, width).astype(np.float32))
    if not found:
        return {}
    rows = np.concatenate(parts)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY)
    starts = np.cumsum([0, *(len(part) for part in parts[:-1])])
    cosines = rows @ question
    nearest = np.maximum.reduceat(cosines, starts)
    lengths = np.linalg.norm(np.add.reduceat(rows, starts, axis=0), axis=1)
    together = np.add.reduceat(cosines, starts) / np.maximum(lengths, _TINY)
    scores = (1 - WHOLE) * nearest + WHOLE * together
    return dict(zip(found, scores.tolist(), strict=True))
