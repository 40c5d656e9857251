from __future__ import annotations

from collections.abc import Iterator

import pytest

from evals.metrics.ranking import ndcg
from evals.peers.nouns import Ranker, Text

for library in ("bm25s", "langchain_chroma", "langchain_classic"):
    pytest.importorskip(library)
ranking = pytest.importorskip("evals.peers.ranking")

PASSAGES = [
    Text("h1", "Supervisors are trained in Lyon before the old portal closes.", "harbour"),
    Text("h2", "The steering group meets on Fridays in room four.", "harbour"),
    Text("h3", "Employees receive a new laptop in the second week.", "harbour"),
    Text("q1", "The old portal of the quarry stays open.", "quarry"),
    Text("q2", "", "quarry"),
]
BOTH = ["harbour", "quarry"]


@pytest.fixture(scope="module", params=["bm25", "ensemble"])
def ranker(request: pytest.FixtureRequest) -> Iterator[Ranker]:
    if request.param == "bm25":
        yield ranking.bm25(PASSAGES)
    else:
        with ranking.ensemble(PASSAGES) as made:
            yield made


def test_the_passage_with_the_words_of_the_query_comes_first(ranker: Ranker) -> None:
    assert ranker("training of a supervisor", BOTH, 10)[0] == "h1"
    assert ranker("portals", ["quarry"], 10)[0] == "q1"


def test_other_initiatives_are_not_searched(ranker: Ranker) -> None:
    assert set(ranker("old portal", ["harbour"], 10)) <= {"h1", "h2", "h3"}
    assert set(ranker("old portal", BOTH, 10)) >= {"h1", "q1"}
    assert ranker("old portal", [], 10) == []
    assert ranker("old portal", ["nowhere"], 10) == []


def test_no_more_than_wanted_come_and_none_twice(ranker: Ranker) -> None:
    assert len(ranker("old portal closes", BOTH, 1)) == 1
    found = ranker("old portal in Lyon, laptop, Fridays", BOTH, 50)
    assert len(found) == len(set(found))


def test_a_query_without_words_breaks_nothing(ranker: Ranker) -> None:
    for query in ("", "   ", "?!", "the of and"):
        assert set(ranker(query, BOTH, 3)) <= {passage.id for passage in PASSAGES}


def test_words_alone_find_nothing_where_no_word_is_shared_and_vectors_do() -> None:
    grades = {"h3": 3}
    query = "notebook computers handed out to staff"
    assert ranking.bm25(PASSAGES)(query, BOTH, 10) == []
    with ranking.ensemble(PASSAGES) as fused:
        assert ndcg(fused(query, BOTH, 10), grades) == 1


def test_the_same_query_gives_the_same_ranking_in_another_collection() -> None:
    found = []
    for _ in range(2):
        with ranking.ensemble(PASSAGES) as fused:
            found.append(fused("when does the portal close", BOTH, 10))
    assert found[0] == found[1]
