"""Vectors of a passage's windows: stored small, compared exactly enough."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import sqlalchemy as sa

from retrieval.database.queue import put_embeddings
from retrieval.database.windows import WHOLE, Rows, nearness
from retrieval.tables import passages
from tests.retrieval.indexes.corpus import EMBEDDER, about, put


def random_rows(count: int, seed: int = 5) -> Rows:
    rows = np.random.default_rng(seed).standard_normal((count, 384)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def stored(engine: sa.Engine, windows: Sequence[Rows]) -> list[int]:
    seqs = put(engine, "north", [about("login")] * len(windows), by=None)
    put_embeddings(engine, EMBEDDER, seqs, windows)
    return seqs


def near(engine: sa.Engine, seqs: Sequence[int], question: Rows, embedder: str = EMBEDDER) -> dict[int, float]:
    with engine.connect() as connection:
        return nearness(connection, embedder, seqs, question)


def test_a_passage_is_as_near_as_its_nearest_window_and_a_little_of_all_of_it(engine: sa.Engine) -> None:
    windows = [random_rows(count, seed=count) for count in (1, 2, 9)]
    seqs = stored(engine, windows)
    (question,) = random_rows(1, seed=77)
    found = near(engine, seqs, question)
    for seq, rows in zip(seqs, windows, strict=True):
        together = rows.sum(axis=0) / np.linalg.norm(rows.sum(axis=0))
        expected = (1 - WHOLE) * float((rows @ question).max()) + WHOLE * float(together @ question)
        assert found[seq] == pytest.approx(expected, abs=0.01)


def test_the_passages_own_vector_is_the_direction_of_its_windows_together(engine: sa.Engine) -> None:
    rows = random_rows(4)
    (seq,) = stored(engine, [rows])
    with engine.connect() as connection:
        (own,) = connection.execute(sa.select(passages.c.embedding).where(passages.c.seq == seq)).scalars()
    vector = np.frombuffer(own, dtype="<f4")
    assert float(np.linalg.norm(vector)) == pytest.approx(1, abs=1e-5)
    assert vector == pytest.approx(rows.sum(axis=0) / np.linalg.norm(rows.sum(axis=0)), abs=1e-5)


def test_vectors_of_another_embedder_and_those_that_are_not_there_are_out(engine: sa.Engine) -> None:
    (seq,) = stored(engine, [random_rows(3)])
    (waiting,) = put(engine, "north", [about("login")], by=None)
    (question,) = random_rows(1, seed=77)
    assert list(near(engine, [seq, waiting, 4711], question)) == [seq]
    assert near(engine, [seq], question, embedder="other/1") == {}
