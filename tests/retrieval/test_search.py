"""Hybrid search: what is found, why, by whom, and what happens when a part of it fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from retrieval.database.queue import put_embeddings
from retrieval.indexes.exact import ExactIndex
from retrieval.indexes.index import EmbeddingFailed, Hit, Index, IndexFailed, Matrix, State, Vector, Words
from retrieval.indexes.lexical import open_words
from retrieval.search import Search, SearchFailed
from tests.retrieval.indexes.corpus import BOTH, EMBEDDER, TopicEmbedder, about, put, retire

NORTH = frozenset({"north"})


class Liar:
    """An index that answers with what it is given, whatever the scope, or fails."""

    def __init__(self, name: str, seqs: Sequence[int] = (), fails: bool = False) -> None:
        self.name = name
        self._seqs = seqs
        self._fails = fails

    def add(self, seqs: Sequence[int]) -> None: ...

    def remove(self, seqs: Sequence[int]) -> None: ...

    def sync(self) -> None: ...

    def search(self, question: Any, k: int, scope: frozenset[str]) -> list[Hit]:
        if self._fails:
            raise IndexFailed("the disk is gone")
        return [Hit(seq, 1.0) for seq in self._seqs][:k]

    def state(self) -> State:
        return State(self.name, "ready", "as told")


class Mute:
    """An embedder whose endpoint is down."""

    name = EMBEDDER

    def embed(self, texts: Sequence[str]) -> Matrix:
        raise EmbeddingFailed("the endpoint is down")


class Made:
    """Makes searches and closes them."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._made: list[Search] = []

    def __call__(
        self, words: Index[Words] | None = None, meaning: Index[Vector] | None = None, embedder: Any = None
    ) -> Search:
        search = Search(
            self._engine,
            words or open_words(self._engine),
            meaning or ExactIndex(self._engine, EMBEDDER),
            embedder or TopicEmbedder(),
        )
        self._made.append(search)
        return search

    def close(self) -> None:
        for search in self._made:
            search.close()


@pytest.fixture
def make(engine: sa.Engine) -> Iterator[Made]:
    made = Made(engine)
    yield made
    made.close()


def seqs(search: Search, query: str, k: int = 5, scope: frozenset[str] = NORTH, **more: Any) -> list[int]:
    return [int(found.passage.id.removeprefix("p_")) for found in search.search(query, k, scope, **more)]


def test_what_words_and_meaning_agree_on_comes_first_and_says_why(engine: sa.Engine, make: Made) -> None:
    login = about("login", 5)[1]
    by_meaning, both, by_words = put(
        engine,
        "north",
        [("signing on to machines", login), ("the login of machines", login), ("no login but a holiday", -login)],
    )
    found = make().search("login", 5, NORTH)
    assert found[0].passage.id == f"p_{both}"
    assert found[0].passage.text == "the login of machines"
    assert {why.index: why.rank for why in found[0].why} == {"words": 1, "meaning": 2}
    assert [why.words for why in found[0].why if why.index == "words"] == [("login",)]
    assert {one.passage.id for one in found} == {f"p_{seq}" for seq in (by_meaning, both, by_words)}
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_a_passage_without_a_vector_is_found_by_its_words(engine: sa.Engine, make: Made) -> None:
    (waiting,) = put(engine, "north", [about("turbine", 3)], by=None)
    assert seqs(make(), "turbine") == [waiting]


def test_expansions_find_what_the_question_does_not_say(engine: sa.Engine, make: Made) -> None:
    (seq,) = put(engine, "north", [("with single sign-on from Monday", about("turbine")[1])], by=None)
    assert seqs(make(), "SSO") == []
    assert seqs(make(), "SSO", expansions=[["SSO", "single sign-on"]]) == [seq]


def test_each_index_is_asked_within_the_scope_only(engine: sa.Engine, make: Made) -> None:
    put(engine, "south", [about("login", 9)] * 120)
    own = put(engine, "north", [about("login", 1), about("holiday", 3)])
    assert seqs(make(), "login", 2) == own


@pytest.mark.parametrize("liar", ["words", "meaning"])
def test_what_an_index_should_not_have_answered_is_read_by_nobody(engine: sa.Engine, make: Made, liar: str) -> None:
    foreign = put(engine, "south", [about("login", 9)])
    own = put(engine, "north", [about("login", 5)])
    search = make(**{liar: Liar(liar, [*foreign, *own])})
    assert seqs(search, "login") == own
    assert set(seqs(search, "login", scope=BOTH)) == {*foreign, *own}


def test_passages_that_are_gone_make_room_for_the_next_best(engine: sa.Engine, make: Made) -> None:
    gone = put(engine, "north", [about("login", 9)] * 10)
    stays = put(engine, "north", [about("login", 2)])
    retire(engine, gone)
    search = make(meaning=Liar("meaning", [*gone, 4711, *stays]))
    assert seqs(search, "login", 1) == stays


def test_without_vectors_the_words_answer_and_say_so(engine: sa.Engine, make: Made) -> None:
    (seq,) = put(engine, "north", [about("login", 5)])
    for search in (make(embedder=Mute()), make(meaning=Liar("meaning", fails=True))):
        (found,) = search.search("login", 5, NORTH)
        assert found.passage.id == f"p_{seq}"
        (note,) = [why.note for why in found.why if why.index == "meaning"]
        assert "down" in note or "gone" in note
        assert [(state.name, state.status) for state in search.state()] == [("words", "ready"), ("meaning", "absent")]


def test_without_vectors_finding_nothing_by_words_is_an_error(engine: sa.Engine, make: Made) -> None:
    put(engine, "north", [about("login", 5)])
    with pytest.raises(SearchFailed, match="the endpoint is down"):
        make(embedder=Mute()).search("turbine", 5, NORTH)


def test_without_words_the_search_fails(engine: sa.Engine, make: Made) -> None:
    put(engine, "north", [about("login", 5)])
    with pytest.raises(SearchFailed, match="the disk is gone"):
        make(words=Liar("words", fails=True)).search("login", 5, NORTH)


def test_a_search_is_whole_again_when_its_vectors_are(engine: sa.Engine, make: Made) -> None:
    put(engine, "north", [about("login", 5)])
    index = Liar("meaning", fails=True)
    search = make(meaning=index)
    search.search("login", 5, NORTH)
    index._fails = False
    search.search("login", 5, NORTH)
    assert [state.status for state in search.state()] == ["ready", "ready"]


@pytest.mark.parametrize(("query", "k", "scope"), [("login", 5, frozenset()), ("login", 0, NORTH), (" \n", 5, NORTH)])
def test_asking_for_nothing_finds_nothing(
    engine: sa.Engine, make: Made, query: str, k: int, scope: frozenset[str]
) -> None:
    put(engine, "north", [about("login", 5)])
    assert seqs(make(), query, k, scope) == []


def test_one_sentence_that_answers_is_found_in_a_passage_about_something_else(engine: sa.Engine, make: Made) -> None:
    topics = TopicEmbedder()
    a_bit_of_it = [f"the turbine and the login of hall {n}" for n in range(4)]
    one_sentence = ["the holiday", "the holiday", "the turbine", "the holiday"]
    said = [("\n".join(each), topics.embed(["\n".join(each)])[0]) for each in (a_bit_of_it, one_sentence)]
    broad, narrow = put(engine, "north", said)
    search = make(words=Liar("words"))
    assert seqs(search, "turbine") == [broad, narrow]
    put_embeddings(engine, EMBEDDER, [broad, narrow], [topics.embed(a_bit_of_it), topics.embed(one_sentence)])
    assert seqs(search, "turbine") == [narrow, broad]


def test_what_only_the_words_propose_is_compared_by_meaning_too(engine: sa.Engine, make: Made) -> None:
    near, far = put(engine, "north", [about("login", 2), ("login " * 9 + "then", about("holiday", 9)[1])])
    found = make(meaning=Liar("meaning")).search("login", 5, NORTH)
    assert [one.passage.id for one in found] == [f"p_{near}", f"p_{far}"]
    assert all({why.index for why in one.why} == {"words", "meaning"} for one in found)


def test_a_passage_that_waits_for_its_vector_is_not_behind_those_that_have_none_of_its_words(
    engine: sa.Engine, make: Made
) -> None:
    put(engine, "north", [about("login", 9)])
    (waiting,) = put(engine, "north", [("the turbine login stands still", about("turbine")[1])], by=None)
    assert seqs(make(), "turbine login")[0] == waiting
