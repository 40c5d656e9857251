"""Small parsed texts for tests of what happens to them afterwards."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from retrieval.documents import Community, Parsed
from retrieval.loaders import Limits, parse_text
from retrieval.passages import cut
from retrieval.store import Added, add_document

MANY = "\n\n".join(f"## Part {n}\n\n" + f"Sentence {n} tells about the hall and its shift. " * 12 for n in range(9))
"""A text that is cut into several passages."""


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def load(name: str, data: bytes, *, limits: Limits) -> Parsed:
    """A loader for tests: UTF-8 text, in this process."""
    return parse_text(data.decode(), name)


def add(
    engine: sa.Engine,
    allowed: frozenset[str],
    text: str,
    name: str = "plan.md",
    initiative_id: str = "rollout",
    community: Community | None = None,
) -> Added:
    parsed = parse_text(text, name)
    spans = cut(parsed.text, parsed.blocks)
    return add_document(engine, allowed, initiative_id, name, parsed, sha256(text), spans, community=community)


def found_by_word(engine: sa.Engine, word: str) -> list[int]:
    """`seq` of the passages in the word index with that word, asked of the database itself."""
    by_words = {
        "sqlite": "SELECT rowid FROM passages_fts WHERE passages_fts MATCH :word ORDER BY rowid",
        "postgresql": "SELECT seq FROM passages WHERE live AND words @@ plainto_tsquery('english', :word) ORDER BY seq",
    }
    with engine.connect() as connection:
        return list(connection.execute(sa.text(by_words[engine.dialect.name]), {"word": word}).scalars())
