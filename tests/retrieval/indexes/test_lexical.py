"""What is particular to passages found by their words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import sqlalchemy as sa

from retrieval.database.engine import writing
from retrieval.indexes import lexical
from retrieval.indexes.index import IndexFailed, Words
from retrieval.indexes.lexical import open_words
from tests.retrieval.indexes.corpus import put

NORTH = frozenset({"north"})


def store(engine: sa.Engine, *texts: str) -> list[int]:
    return put(engine, "north", [(text, np.ones(1, dtype=np.float32)) for text in texts])


def find(engine: sa.Engine, text: str, expansions: Sequence[tuple[str, ...]] = ()) -> list[int]:
    return [hit.seq for hit in open_words(engine).search(Words(text, tuple(expansions)), 10, NORTH)]


def test_inflections_and_accents_make_no_difference(engine: sa.Engine) -> None:
    first, _ = store(engine, "The trainers were trained in the halls", "nothing of that kind")
    assert find(engine, "train hall") == [first]


def test_a_phrase_of_an_expansion_finds_what_the_question_does_not_say(engine: sa.Engine) -> None:
    spelt, apart, short = store(engine, "with single sign-on at work", "a single person may sign on", "SSO is coming")
    assert find(engine, "SSO") == [short]
    assert set(find(engine, "SSO", [("SSO", "single sign-on")])) == {spelt, short}
    assert apart not in find(engine, "SSO", [("SSO", "single sign-on")])


@pytest.mark.parametrize("text", ['SLA: "x', "a AND OR NOT", "NEAR(", "it's", "'", "\\", "a | b & !c <-> d", "* ^ : -"])
def test_nothing_typed_is_an_operator_or_an_error(engine: sa.Engine, text: str) -> None:
    (seq,) = store(engine, "an SLA of four hours, x a b c d")
    assert find(engine, f"{text} hours") == [seq]
    find(engine, text)


def test_words_that_most_passages_have_do_not_slow_the_rare_ones(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "MOST_ROWS", 5)
    *_, rare, rarer = store(engine, *["common and usual"] * 8, "rare and common", "rarer and usual")
    assert find(engine, "common usual rare rarer") == [rare, rarer]
    assert len(find(engine, "common usual")) == 10


def test_a_database_that_does_not_answer_is_an_error_and_no_empty_result(engine: sa.Engine) -> None:
    store(engine, "something")
    with writing(engine) as connection:
        connection.execute(sa.text("DROP TABLE IF EXISTS passages_fts"))
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("ALTER TABLE passages DROP COLUMN words"))
    with pytest.raises(IndexFailed, match="word index cannot answer"):
        find(engine, "something")
    assert open_words(engine).state().status == "absent"


def test_a_misspelt_word_finds_what_is_spelt_nearly_so(engine: sa.Engine) -> None:
    printer, _, forklift = store(engine, "the printers in the office", "a painting", "the forklift licences")
    assert find(engine, "pirnter") == [printer]
    assert find(engine, "forklfit lisence") == [forklift]


def test_a_word_that_some_passage_has_is_taken_as_it_is(engine: sa.Engine) -> None:
    badge, _ = store(engine, "the badge reader", "the budge of a wall")
    assert find(engine, "badge") == [badge]


@pytest.mark.parametrize("text", ["cat", "2028", "zebra", "ab12cd"])
def test_what_is_far_off_short_or_a_number_is_not_guessed(engine: sa.Engine, text: str) -> None:
    store(engine, "the car park of 2027 and the debris at ab12ce")
    assert find(engine, text) == []
