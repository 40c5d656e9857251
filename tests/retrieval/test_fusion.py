"""Several rankings made into one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fusion import fuse

RANKINGS = st.dictionaries(st.sampled_from("abc"), st.lists(st.integers(0, 30), max_size=20))


def test_what_several_rankings_name_comes_before_what_one_puts_first() -> None:
    assert next(one.key for one in fuse({"words": [1, 2, 3], "meaning": [4, 2, 5]})) == 2


def test_the_score_is_the_sum_of_reciprocal_ranks() -> None:
    (best, _) = fuse({"words": [7, 8], "meaning": [7]}, k=60)
    assert best.score == pytest.approx(2 / 61)
    assert best.ranks == {"words": 1, "meaning": 1}


def test_equals_are_ordered_by_their_best_rank_and_then_their_key() -> None:
    assert [one.key for one in fuse({"a": [9, 5], "b": [3, 1]})] == [3, 9, 1, 5]


def test_nothing_makes_nothing() -> None:
    assert fuse({}) == []
    assert fuse({"words": [], "meaning": []}) == []


@given(RANKINGS)
def test_every_key_comes_once_best_first(rankings: dict[str, list[int]]) -> None:
    fused = fuse(rankings)
    assert sorted(one.key for one in fused) == sorted({key for keys in rankings.values() for key in keys})
    assert all(first.score >= second.score for first, second in itertools.pairwise(fused))


@given(RANKINGS)
def test_the_order_in_which_rankings_are_given_makes_no_difference(rankings: dict[str, list[int]]) -> None:
    turned = dict(reversed(rankings.items()))
    assert [one.key for one in fuse(turned)] == [one.key for one in fuse(rankings)]
