"""Same action, same people: breaking the one or the other lowers the likeness."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from evals.actions.judged import pairs
from evals.actions.learnt import load, remembering
from evals.actions.matching import foreseen, likeness, same
from evals.actions.nouns import Matrix, Offered, Wanted
from retrieval.indexes.embeddings import MiniLM

LEARNT = load()
JUDGED = [pair for pair in pairs.pairs(pairs.load()) if pair.half == "held_out"]
TOLD = Wanted(does="Tell the drivers two weeks ahead what changes and whom to ask", categories=("communications",))
ANNOUNCED = Offered(
    id="announced",
    says="What is announced by nobody is taken for a fault.",
    do="Tell the people affected what changes, why, from which day and whom to ask; once two weeks ahead.",
    who="communications lead",
    category="communications",
)
PRACTISED = Offered(
    id="practised",
    says="Few people read instructions before they need them.",
    do="Hold short lessons at the workplace, in each shift, and repeat them for those who were absent.",
    who="training lead",
    category="training",
)


def test_an_action_in_other_words_is_the_same() -> None:
    assert same(TOLD, ANNOUNCED, LEARNT)


def test_another_action_is_less_like() -> None:
    assert likeness(TOLD, PRACTISED, LEARNT) < likeness(TOLD, ANNOUNCED, LEARNT) / 2
    assert not same(TOLD, PRACTISED, LEARNT)


def test_the_opposite_action_is_less_like() -> None:
    silent = TOLD.model_copy(update={"does": "Do not tell the drivers what changes and whom to ask"})
    told = TOLD.model_copy(update={"does": "Tell the drivers what changes and whom to ask"})
    assert likeness(silent, ANNOUNCED, LEARNT) < likeness(told, ANNOUNCED, LEARNT) - 0.2


def test_the_same_action_for_other_people_is_less_like() -> None:
    desk = Offered(
        id="desk",
        says="The help desk takes the calls.",
        do="Hand the help desk a script with the likeliest questions.",
        who="support lead",
        category="support",
    )
    for_desk = Wanted(does="Hand out a script with the likeliest questions", who="help desk", categories=("support",))
    for_visitors = for_desk.model_copy(update={"who": "contractors"})
    assert likeness(for_visitors, desk, LEARNT) < likeness(for_desk, desk, LEARNT)


def test_another_category_is_less_like() -> None:
    elsewhere = ANNOUNCED.model_copy(update={"category": "governance"})
    assert likeness(TOLD, elsewhere, LEARNT) < likeness(TOLD, ANNOUNCED, LEARNT)


def test_judged_pairs_agree_far_less_once_what_is_offered_is_shuffled() -> None:
    alike = [pair for pair in JUDGED if pair.same]
    offered = [pair.offered for pair in alike]
    random.Random(5).shuffle(offered)
    found = sum(same(pair.wanted, pair.offered, LEARNT) for pair in alike)
    shuffled = sum(same(pair.wanted, other, LEARNT) for pair, other in zip(alike, offered, strict=True))
    assert found > 0.6 * len(alike)
    assert shuffled < found / 3


def test_each_wanted_action_gets_the_offered_one_that_says_it_best() -> None:
    lessons = Wanted(does="Short lessons for all shifts", categories=("training",))
    first, second = foreseen([TOLD, lessons], [PRACTISED, ANNOUNCED], LEARNT)
    assert (first.best, second.best) == (ANNOUNCED, PRACTISED)
    assert first.likeness == pytest.approx(likeness(TOLD, ANNOUNCED, LEARNT))


def test_one_offered_action_serves_each_wanted_one_that_it_says() -> None:
    again = TOLD.model_copy(update={"does": "Tell people what changes and from which day"})
    assert [one.same for one in foreseen([TOLD, again], [ANNOUNCED], LEARNT)] == [True, True]


def test_nothing_is_foreseen_where_nothing_is_offered() -> None:
    (found,) = foreseen([TOLD], [], LEARNT)
    assert (found.best, found.same, found.likeness) == (None, False, 0.0)
    assert foreseen([], [ANNOUNCED], LEARNT) == ()


def test_likeness_is_the_same_alone_and_among_others() -> None:
    similar = remembering(MiniLM().embed)
    (found,) = foreseen([TOLD], [PRACTISED, ANNOUNCED], LEARNT, similar)
    assert found.best == ANNOUNCED
    assert found.likeness == pytest.approx(likeness(TOLD, ANNOUNCED, LEARNT, similar), abs=1e-5)


def test_a_text_is_embedded_once() -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> Matrix:
        asked.extend(texts)
        return np.eye(len(texts), 8, dtype=np.float32)

    similar = remembering(embed)
    similar(["a", "b"], ["b"])
    similar(["b"], ["a", "a"])
    assert sorted(asked) == ["a", "b"]
    assert similar([], ["a"]).shape == (0, 1)
