"""Fills a data folder with many passages and their vectors, without parsing files or running the model.

The vectors lie near a subspace of few dimensions, as those of real text do: among vectors that are random in all
dimensions an approximate index misses many of the nearest, whatever state it is in.
"""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from retrieval.database.engine import open_database
from retrieval.database.initiatives import NewInitiative, create_initiative
from retrieval.database.queue import Vectors, put_embeddings
from retrieval.documents import Block, Parsed
from retrieval.indexes.embeddings import MiniLM
from retrieval.passages import Piece
from retrieval.store import add_document
from retrieval.tables import passages
from service.wiring import DATABASE

INITIATIVE = "stock"
SCOPE = frozenset({INITIATIVE})
PER_DOCUMENT = 100
WORDS = 100
"""In a passage, about."""
_LATENT = 8
_AT_ONCE = 2000


def database(data: Path) -> str:
    """The URL of the data folder's database."""
    return f"sqlite:///{(data / DATABASE).resolve()}"


def fill(data: Path, count: int, seed: int = 3) -> list[str]:
    """Makes the initiative `stock` with `count` passages that have their vectors.

    Args:
        data: The data folder, made if need be.
        count: How many passages, in documents of `PER_DOCUMENT` and a rest.
        seed: Of texts and vectors.

    Returns:
        Questions whose words are in some of the passages and in no glossary.
    """
    data.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    words = ["".join(chance.choices("bdfgklmnprstvz", k=2)) + chance.choice("aeiou") + f"{n:x}" for n in range(5000)]
    engine = open_database(database(data))
    create_initiative(engine, NewInitiative(name="Stock", id=INITIATIVE))
    for start in range(0, count, PER_DOCUMENT):
        parsed, spans = _document(chance, words, min(PER_DOCUMENT, count - start), f"Stock {start}")
        sha256 = hashlib.sha256(parsed.text.encode()).hexdigest()
        add_document(engine, SCOPE, INITIATIVE, f"stock-{start}.md", parsed, sha256, spans)
    with engine.connect() as connection:
        seqs = list(connection.execute(sa.select(passages.c.seq).order_by(passages.c.seq)).scalars())
    for start in range(0, len(seqs), _AT_ONCE):
        some = seqs[start : start + _AT_ONCE]
        put_embeddings(engine, MiniLM.name, some, vectors(len(some), seed, start))
    engine.dispose()
    return [" ".join(chance.sample(words[50:1500], 4)) for _ in range(20)]


def vectors(count: int, seed: int, start: int = 0) -> Vectors:
    """Unit vectors, shape `(count, MiniLM.dimensions)`, near one subspace for each seed."""
    base = np.random.default_rng(seed).standard_normal((_LATENT, MiniLM.dimensions))
    made = np.random.default_rng([seed, start]).standard_normal((count, _LATENT)) @ base
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made.astype(np.float32)


def _document(chance: random.Random, words: list[str], count: int, title: str) -> tuple[Parsed, list[Piece]]:
    paragraphs = [
        " ".join(
            words[int(len(words) * chance.random() ** 3)] for _ in range(chance.randint(WORDS // 2, WORDS * 3 // 2))
        )
        for _ in range(count)
    ]
    spans: list[Piece] = []
    at = 0
    for paragraph in paragraphs:
        spans.append(Piece(at, at + len(paragraph), (), ""))
        at += len(paragraph) + 2
    blocks = tuple(Block(kind="paragraph", start=span.start, end=span.end) for span in spans)
    return Parsed(title=title, text="\n\n".join(paragraphs), blocks=blocks, media_type="text/markdown"), spans
