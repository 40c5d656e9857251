"""Passages about few topics, with vectors that point at them, straight into the tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import sqlalchemy as sa

from retrieval.database.engine import writing
from retrieval.indexes.index import Matrix, Vector
from retrieval.tables import documents, initiatives, passages

EMBEDDER = "topics/1"
TOPICS = ("training", "login", "holiday", "turbine")
BOTH = frozenset({"north", "south"})


def about(topic: str, much: int = 1) -> tuple[str, Vector]:
    """A text of ten words, `much` of them the topic, and a vector that points the more at the topic the more."""
    text = " ".join([topic] * much + ["filler"] * (10 - much))
    vector = np.full(8, 0.1, dtype=np.float32)
    vector[TOPICS.index(topic)] = much
    return text, np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def towards(topic: str) -> Vector:
    return about(topic, 9)[1]


def put(
    engine: sa.Engine, initiative: str, contents: Sequence[tuple[str, Vector]], by: str | None = EMBEDDER
) -> list[int]:
    """Stores passages with their vectors (without, when `by` is None), and returns their seqs."""
    with writing(engine) as connection:
        if not connection.execute(sa.select(initiatives.c.id).where(initiatives.c.id == initiative)).first():
            connection.execute(
                initiatives.insert().values(id=initiative, name=initiative, time_zone="UTC", created_at="2026-01-01")
            )
            connection.execute(
                documents.insert().values(id=initiative, initiative_id=initiative, name="plan", current_version=1)
            )
        first = connection.execute(sa.select(sa.func.coalesce(sa.func.max(passages.c.seq), 0))).scalar_one() + 1
        rows = [
            {
                "seq": first + i,
                "id": f"p_{first + i}",
                "document_id": initiative,
                "version": 1,
                "initiative_id": initiative,
                "start": 0,
                "end": len(text),
                "text": text,
                "title": "",
                "headings": [],
                "place": "",
                "live": True,
                "embedding": vector.astype("<f4").tobytes() if by else None,
                "embedded_by": by,
            }
            for i, (text, vector) in enumerate(contents)
        ]
        connection.execute(passages.insert(), rows)
    return list(range(first, first + len(rows)))


def retire(engine: sa.Engine, seqs: Sequence[int]) -> None:
    with writing(engine) as connection:
        connection.execute(passages.update().where(passages.c.seq.in_(seqs)).values(live=False))


class TopicEmbedder:
    """Texts to vectors by the topics they name."""

    name = EMBEDDER

    def embed(self, texts: Sequence[str]) -> Matrix:
        rows = np.full((len(texts), 8), 0.01, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for i, topic in enumerate(TOPICS):
                row[i] += text.split().count(topic)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
