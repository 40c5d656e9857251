"""What every index promises, whatever is behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from retrieval.indexes.chroma import Embedded
from retrieval.indexes.exact import ExactIndex
from retrieval.indexes.index import Index, Words
from retrieval.indexes.lexical import open_words
from retrieval.indexes.meaning import MeaningIndex
from tests.retrieval.indexes.corpus import BOTH, EMBEDDER, about, put, retire, towards

SECONDS = 60.0


class Bench:
    """An index under test, the question that fits it, and a way to start it again."""

    def __init__(self, make: Callable[[], Index[Any]], ask: Callable[[str], Any]) -> None:
        self._make = make
        self._ask = ask
        self.index = make()

    def seqs(self, topic: str, k: int, scope: frozenset[str] = BOTH) -> list[int]:
        return [hit.seq for hit in self.index.search(self._ask(topic), k, scope)]

    def settled(self) -> None:
        if isinstance(self.index, MeaningIndex):
            assert self.index.settle(SECONDS), self.index.state()

    def close(self) -> None:
        if isinstance(self.index, MeaningIndex):
            self.index.close()

    def restart(self) -> None:
        self.close()
        self.index = self._make()
        self.settled()


@pytest.fixture(params=["exact", "chroma", "words"])
def bench(request: pytest.FixtureRequest, engine: sa.Engine, tmp_path: Path) -> Iterator[Bench]:
    made = {
        "exact": lambda: Bench(lambda: ExactIndex(engine, EMBEDDER), towards),
        "chroma": lambda: Bench(
            lambda: MeaningIndex(ExactIndex(engine, EMBEDDER), Embedded(tmp_path / "vectors", "passages"), 0), towards
        ),
        "words": lambda: Bench(lambda: open_words(engine), Words),
    }[request.param]()
    yield made
    made.close()


def test_the_best_passages_come_first(bench: Bench, engine: sa.Engine) -> None:
    weak, strong, middle, other = put(
        engine, "north", [about("login", 1), about("login", 8), about("login", 3), about("holiday", 8)]
    )
    bench.index.add([weak, strong, middle, other])
    bench.settled()
    assert bench.seqs("login", 3) == [strong, middle, weak]


def test_nothing_outside_the_scope_is_found_however_well_it_fits(bench: Bench, engine: sa.Engine) -> None:
    foreign = put(engine, "south", [about("login", 9)] * 30)
    own = put(engine, "north", [about("login", 2), about("login", 1)])
    bench.index.add(foreign + own)
    bench.settled()
    assert bench.seqs("login", 5, frozenset({"north"})) == own
    assert bench.seqs("login", 40, BOTH) == [*foreign, *own]


def test_an_empty_scope_and_an_unknown_one_find_nothing(bench: Bench, engine: sa.Engine) -> None:
    bench.index.add(put(engine, "north", [about("login", 5)]))
    bench.settled()
    assert bench.seqs("login", 5, frozenset()) == []
    assert bench.seqs("login", 5, frozenset({"elsewhere"})) == []


def test_an_index_without_passages_answers_with_nothing(bench: Bench) -> None:
    bench.settled()
    assert bench.seqs("login", 5) == []


def test_asking_for_more_than_there_is_gives_what_there_is(bench: Bench, engine: sa.Engine) -> None:
    seqs = put(engine, "north", [about("login", 3), about("login", 2)])
    bench.index.add(seqs)
    bench.settled()
    assert bench.seqs("login", 1000) == seqs
    assert bench.seqs("login", 0) == []


def test_equals_come_in_the_order_of_their_numbers(bench: Bench, engine: sa.Engine) -> None:
    seqs = put(engine, "north", [about("login", 3)] * 40)
    bench.index.add(seqs[::-1])
    bench.settled()
    assert bench.seqs("login", 7) == seqs[:7]


def test_a_passage_that_was_removed_never_comes_back(bench: Bench, engine: sa.Engine) -> None:
    gone, stays = put(engine, "north", [about("login", 8), about("login", 2)])
    bench.index.add([gone, stays])
    bench.settled()
    retire(engine, [gone])
    bench.index.remove([gone])
    assert bench.seqs("login", 5) == [stays]
    bench.settled()
    assert bench.seqs("login", 5) == [stays]
    bench.index.add([gone])
    bench.index.sync()
    assert bench.seqs("login", 5) == [stays]
    bench.restart()
    assert bench.seqs("login", 5) == [stays]


def test_being_told_twice_or_of_nothing_makes_no_difference(bench: Bench, engine: sa.Engine) -> None:
    seqs = put(engine, "north", [about("login", 3), about("login", 2)])
    for _ in range(2):
        bench.index.add(seqs)
        bench.index.add([])
        bench.index.remove([])
        bench.index.remove([999])
    bench.settled()
    assert bench.seqs("login", 5) == seqs


def test_what_it_was_not_told_of_is_caught_up_with(bench: Bench, engine: sa.Engine) -> None:
    old, stays = put(engine, "north", [about("login", 3), about("login", 2)])
    bench.index.sync()
    bench.settled()
    retire(engine, [old])
    (new,) = put(engine, "south", [about("login", 9)])
    bench.index.sync()
    bench.settled()
    assert bench.seqs("login", 5) == [new, stays]


def test_a_restart_finds_the_same(bench: Bench, engine: sa.Engine) -> None:
    seqs = put(engine, "north", [about("login", 5), about("login", 4), about("login", 3)])
    bench.index.add(seqs)
    bench.settled()
    bench.restart()
    assert bench.seqs("login", 5) == seqs
    assert bench.index.state().status == "ready"
