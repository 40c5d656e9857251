"""Two rankings made into one by their scores."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fusion import fuse

WORDS = st.dictionaries(st.integers(0, 30), st.floats(0.01, 50), max_size=20)
MEANING = st.dictionaries(st.integers(0, 30), st.floats(-1, 1), max_size=20)


def keys(words: dict[int, float], meaning: dict[int, float], weight: float = 0.5) -> list[int]:
    return [one.key for one in fuse(words, meaning, weight)]


def test_what_both_rank_high_comes_before_what_one_puts_first() -> None:
    assert keys({1: 9.0, 2: 8.5, 3: 1.0}, {4: 0.8, 2: 0.75, 1: 0.1, 3: 0.1})[0] == 2


def test_a_score_is_between_none_and_the_best_of_both() -> None:
    best, other = fuse({7: 4.0, 8: 1.0}, {7: 0.6, 8: 0.2}, 0.5)
    assert (best.key, best.score) == (7, 1.0)
    assert other.score == pytest.approx(0.5 * 0.25)
    assert best.ranks == {"words": 1, "meaning": 1}


def test_how_far_apart_scores_are_counts_and_not_their_ranks() -> None:
    nearly_alike, far_apart = {1: 10.0, 2: 9.9}, {2: 0.9, 1: 0.2, 3: 0.1}
    assert keys(nearly_alike, far_apart) == [2, 1, 3]


def test_where_no_vector_is_known_yet_the_words_speak_for_it() -> None:
    assert keys({1: 5.0, 2: 4.0}, {2: 0.5, 3: 0.1}, weight=0.3)[0] == 1


def test_equals_are_ordered_by_their_best_rank_and_then_their_key() -> None:
    assert keys({9: 2.0, 5: 2.0}, {}) == [5, 9]
    assert keys({}, {4: 0.3, 2: 0.3}) == [2, 4]


def test_nothing_makes_nothing() -> None:
    assert fuse({}, {}) == []


@given(WORDS, MEANING)
def test_every_key_comes_once_best_first(words: dict[int, float], meaning: dict[int, float]) -> None:
    fused = fuse(words, meaning)
    assert sorted(one.key for one in fused) == sorted({*words, *meaning})
    assert all(first.score >= second.score for first, second in itertools.pairwise(fused))
    assert all(0 <= one.score <= 1 + 1e-9 for one in fused)


@given(WORDS, MEANING)
def test_the_order_in_which_scores_are_given_makes_no_difference(
    words: dict[int, float], meaning: dict[int, float]
) -> None:
    turned = dict(reversed(words.items())), dict(reversed(meaning.items()))
    assert [one.key for one in fuse(*turned)] == [one.key for one in fuse(words, meaning)]
