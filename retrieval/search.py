"""One question to all indexes: passages by words and by meaning, compared, fused, and read again from SQL before use.

The indexes propose candidates. Each of them, whoever proposed it, is compared with the question by the vectors of its
windows, because one sentence of a passage answers more often than all of it together.

The scope goes into each index's own query, and `store.passages_by_seq` asks for it once more for every passage, so that
neither a mistake in an index nor an index out of step can show what the caller may not read. Above are the
workflows. It knows no glossary: expansions are handed in as groups of phrases.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import sqlalchemy as sa

from retrieval.database.windows import nearness
from retrieval.documents import Passage
from retrieval.fusion import MEANING, WORDS, Fused, fuse
from retrieval.indexes.embeddings import Embedder
from retrieval.indexes.index import Hit, Index, RetrievalError, State, Vector, Words
from retrieval.indexes.words import Group, groups, matched
from retrieval.store import passages_by_seq

log = logging.getLogger(__name__)

DEPTH = 50
"""Candidates taken of each index at least; fusing needs more than it gives back."""


class SearchFailed(RetrievalError):
    """Nothing can be said of what is there. Never the same as having found nothing."""


@dataclass(frozen=True)
class Why:
    """What one index had to do with a passage's being found."""

    index: str
    """`words` or `meaning`."""
    rank: int | None
    """From 1; None when this index did not answer, and `note` says why."""
    score: float | None
    """BM25, or how near the passage's nearest window is."""
    words: tuple[str, ...] = ()
    """The words of the passage that answer to the question, as they stand there, in small letters."""
    note: str = ""


@dataclass(frozen=True)
class Found:
    """One passage, and why."""

    passage: Passage
    score: float
    """Of the fused ranking, see `retrieval.fusion`."""
    why: tuple[Why, ...]


class Search:
    """Hybrid search over one database. Thread-safe."""

    def __init__(self, engine: sa.Engine, words: Index[Words], meaning: Index[Vector], embedder: Embedder) -> None:
        """Put the parts together; all are made elsewhere, and closed there.

        Args:
            engine: Where passages are read again.
            words: Its failure is an error.
            meaning: Its failure, or the embedder's, leaves the words to answer, and every result says so.
            embedder: What the vectors in `meaning` were made with.
        """
        self._engine = engine
        self._words = words
        self._meaning = meaning
        self._embedder = embedder
        self._trouble = ""
        self._pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="search")

    def search(
        self, query: str, k: int, scope: frozenset[str], expansions: Sequence[Sequence[str]] = ()
    ) -> list[Found]:
        """The best `k` or fewer live passages for a question, best first.

        Args:
            query: As it was typed.
            k: How many, 1 or more.
            scope: The initiatives that the caller may read and asked for.
            expansions: Groups of phrases that mean the same, of which any may stand in a passage.

        Raises:
            SearchFailed: the words, or the database behind them, did not answer; or the vectors did not and the
                words found nothing, which then says little.
        """
        if k < 1 or not scope or not query.strip():
            return []
        question = Words(query, tuple(tuple(group) for group in expansions))
        depth = max(DEPTH, 4 * k)
        # Words are looked up in the database while the model works, both outside Python's own lock.
        by_words = self._pool.submit(self._words.search, question, depth, scope)
        near, vector, trouble = self._ask_meaning(query, depth, scope)
        try:
            words = {hit.seq: hit.score for hit in by_words.result()}
            meaning = {hit.seq: hit.score for hit in near}
            if vector is not None:
                meaning |= self._compared([*meaning, *(seq for seq in words if seq not in meaning)], vector)
            found = self._read(fuse(words, meaning), k, scope)
        except (RetrievalError, sa.exc.SQLAlchemyError) as exc:
            raise SearchFailed(f"the search could not be carried out: {exc}") from exc
        if trouble and not found:
            raise SearchFailed(f"the words found nothing and the vectors did not answer: {trouble}")
        wanted = groups(question.text, question.expansions)
        scores = {WORDS: words, MEANING: meaning}
        return [Found(passage, one.score, self._why(one, passage, scores, wanted, trouble)) for one, passage in found]

    def state(self) -> tuple[State, ...]:
        """How each index is doing; that questions could not be embedded of late counts against the vectors."""
        words, meaning = self._words.state(), self._meaning.state()
        if self._trouble:
            meaning = State(meaning.name, "absent", f"{self._trouble}; the words answer alone ({meaning.words})")
        return words, meaning

    def close(self) -> None:
        """Let go of the threads; the parts are closed by whoever made them."""
        self._pool.shutdown()

    def _ask_meaning(self, query: str, depth: int, scope: frozenset[str]) -> tuple[list[Hit], Vector | None, str]:
        """The hits, the question's vector, and what went wrong if the vectors did not answer."""
        try:
            vector = self._embedder.embed([query])[0]
            hits = self._meaning.search(vector, depth, scope)
        except RetrievalError as exc:
            self._trouble = str(exc)
            log.warning("found by words alone: %s", exc)
            return [], None, self._trouble
        self._trouble = ""
        return hits, vector, ""

    def _compared(self, seqs: Sequence[int], question: Vector) -> dict[int, float]:
        with self._engine.connect() as connection:
            return nearness(connection, self._embedder.name, seqs, question)

    def _read(self, fused: Sequence[Fused], k: int, scope: frozenset[str]) -> list[tuple[Fused, Passage]]:
        """The first `k` that SQL still has, and lets those with this scope read."""
        found: list[tuple[Fused, Passage]] = []
        for start in range(0, len(fused), k):
            some = fused[start : start + k]
            passages = passages_by_seq(self._engine, scope, [one.key for one in some])
            found += [(one, passages[one.key]) for one in some if one.key in passages]
            if len(found) >= k:
                break
        return found[:k]

    def _why(
        self,
        one: Fused,
        passage: Passage,
        scores: Mapping[str, Mapping[int, float]],
        wanted: tuple[Group, ...],
        trouble: str,
    ) -> tuple[Why, ...]:
        why = []
        for name, rank in one.ranks.items():
            by_words = name == WORDS
            words = matched(wanted, " ".join((passage.title, *passage.headings, passage.text))) if by_words else ()
            why.append(Why(name, rank, scores[name][one.key], words))
        if trouble:
            why.append(Why(MEANING, None, None, note=trouble))
        return tuple(why)
