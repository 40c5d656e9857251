"""When the cache is asked, and when it is not believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

import numpy as np
import pytest
import sqlalchemy as sa

from retrieval.indexes.chroma import CacheCollection, ChromaFailed
from retrieval.indexes.exact import ExactIndex
from retrieval.indexes.index import Vector
from retrieval.indexes.meaning import MeaningIndex
from tests.retrieval.indexes.corpus import BOTH, EMBEDDER, about, put, retire, towards

SECONDS = 20.0


class Shelf:
    """A cache in memory that can be told to misbehave."""

    shared = False

    def __init__(self) -> None:
        self.held: dict[str, Vector] = {}
        self.whose: dict[str, str] = {}
        self.asked = 0
        self.discarded = 0
        self.whole = True
        self.refuses = False
        self.says: dict[str, float] | None = None

    def open(self, sample: Mapping[str, Vector]) -> CacheCollection:
        if self.refuses:
            raise ChromaFailed("no room on the disk")
        self.whole = True
        return self

    def writing(self) -> AbstractContextManager[None]:
        return nullcontext()

    def intact(self) -> bool:
        return self.whole

    def discard(self) -> None:
        self.discarded += 1
        self.held, self.whose, self.says = {}, {}, None

    def close(self) -> None: ...

    def contents(self) -> dict[str, str]:
        return dict(self.whose)

    def put(self, vectors: Mapping[str, Vector], initiatives: Mapping[str, str]) -> None:
        self.held |= vectors
        self.whose |= {key: initiatives[key] for key in vectors}

    def drop(self, ids: Sequence[str]) -> None:
        for key in ids:
            del self.held[key], self.whose[key]

    def nearest(self, question: Vector, n: int) -> dict[str, float]:
        self.asked += 1
        said = {key: float(np.dot(vector, question)) for key, vector in self.held.items()} | (self.says or {})
        return dict(sorted(said.items(), key=lambda one: -one[1])[:n])


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def meaning(engine: sa.Engine, shelf: Shelf) -> Iterator[MeaningIndex]:
    made = MeaningIndex(ExactIndex(engine, EMBEDDER), shelf, exact_up_to=0)
    yield made
    made.close()


def fill(engine: sa.Engine, meaning: MeaningIndex) -> list[int]:
    seqs = put(engine, "north", [about("login", much) for much in range(9, 0, -1)] * 4)
    seqs += put(engine, "south", [about("holiday", 5)] * 4)
    meaning.add(seqs)
    assert meaning.settle(SECONDS)
    return seqs


def best(meaning: MeaningIndex, k: int = 3, scope: frozenset[str] = BOTH) -> list[int]:
    return [hit.seq for hit in meaning.search(towards("login"), k, scope)]


BEST = [1, 10, 19]
"""The first three of the four that hold the most of the topic; the last is passage 28."""


def test_a_wide_scope_is_answered_by_the_cache(engine: sa.Engine, meaning: MeaningIndex, shelf: Shelf) -> None:
    fill(engine, meaning)
    assert best(meaning) == BEST
    assert shelf.asked == 1
    assert meaning.state().status == "ready"


def test_a_narrow_or_small_scope_never_asks_the_cache(engine: sa.Engine, shelf: Shelf) -> None:
    index = MeaningIndex(ExactIndex(engine, EMBEDDER), shelf, exact_up_to=36)
    fill(engine, index)
    assert best(index, scope=frozenset({"north"})) == BEST
    assert best(index, scope=frozenset({"south"})) == [37, 38, 39]
    index.close()
    assert shelf.asked == 0


def test_files_that_are_gone_cost_no_hit_and_are_made_anew(
    engine: sa.Engine, meaning: MeaningIndex, shelf: Shelf
) -> None:
    fill(engine, meaning)
    shelf.whole = False
    shelf.held.clear()
    assert best(meaning) == BEST
    assert meaning.settle(SECONDS)
    assert shelf.discarded == 1
    assert len(shelf.held) == 40
    assert best(meaning) == BEST


def test_a_wrong_cosine_is_caught(engine: sa.Engine, meaning: MeaningIndex, shelf: Shelf) -> None:
    fill(engine, meaning)
    shelf.says = {"p_40": 1.5}
    assert best(meaning) == BEST
    assert meaning.settle(SECONDS)
    assert shelf.discarded == 1


def test_a_passage_that_is_not_there_is_caught(engine: sa.Engine, meaning: MeaningIndex, shelf: Shelf) -> None:
    fill(engine, meaning)
    shelf.says = {"p_4711": 1.5}
    assert best(meaning) == BEST
    assert meaning.settle(SECONDS)
    assert shelf.discarded == 1


def test_fewer_hits_than_there_are_passages_is_caught(engine: sa.Engine, meaning: MeaningIndex, shelf: Shelf) -> None:
    fill(engine, meaning)
    for key in [f"p_{seq}" for seq in range(1, 36)]:
        del shelf.held[key]
    assert best(meaning) == BEST
    assert meaning.settle(SECONDS)
    assert len(shelf.held) == 40


def test_a_cache_of_others_with_an_unknown_passage_is_listed_again_and_kept(
    engine: sa.Engine, meaning: MeaningIndex, shelf: Shelf
) -> None:
    fill(engine, meaning)
    shelf.shared = True
    text, vector = about("login", 9)
    (seq,) = put(engine, "north", [(text, vector)])
    shelf.put({f"p_{seq}": vector}, {f"p_{seq}": "north"})
    assert best(meaning) == BEST
    assert meaning.settle(SECONDS)
    assert best(meaning, 5) == [*BEST, 28, seq]
    assert shelf.discarded == 0


def test_a_cache_that_cannot_be_had_is_named_and_costs_no_hit(engine: sa.Engine, shelf: Shelf) -> None:
    shelf.refuses = True
    index = MeaningIndex(ExactIndex(engine, EMBEDDER), shelf, exact_up_to=0)
    index.add(put(engine, "north", [about("login", 5), about("login", 4)]))
    assert not index.settle(0.5)
    assert best(index) == [1, 2]
    state = index.state()
    index.close()
    assert state.status == "absent"
    assert "no room on the disk" in state.words


def test_what_was_removed_is_dropped_from_the_cache(engine: sa.Engine, meaning: MeaningIndex, shelf: Shelf) -> None:
    fill(engine, meaning)
    retire(engine, BEST)
    meaning.remove(BEST)
    assert meaning.settle(SECONDS)
    assert not {"p_1", "p_10", "p_19"} & shelf.held.keys()
    assert best(meaning) == [28, 2, 11]


def test_passages_that_wait_for_a_vector_are_counted(engine: sa.Engine, meaning: MeaningIndex) -> None:
    fill(engine, meaning)
    put(engine, "north", [about("login", 5)] * 3, by=None)
    state = meaning.state()
    assert state.status == "building"
    assert "3 wait for a vector" in state.words


def test_vectors_of_another_model_do_not_count(engine: sa.Engine, meaning: MeaningIndex) -> None:
    seqs = put(engine, "north", [about("login", 9)], by="another/1")
    meaning.add(seqs)
    assert best(meaning) == []
    assert "1 wait for a vector" in meaning.state().words
