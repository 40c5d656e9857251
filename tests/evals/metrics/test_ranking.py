from __future__ import annotations

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ir_measures import RR, R, ScoredDoc, nDCG
from ir_measures.measures import Measure
from ir_measures.util import Qrel

from evals.metrics.ranking import ndcg, recall_at, reciprocal_rank

PASSAGES = [f"p{number:02}" for number in range(30)]
RANKINGS = st.lists(st.sampled_from(PASSAGES), unique=True, min_size=1)
GRADES = st.dictionaries(st.sampled_from(PASSAGES), st.integers(0, 3), min_size=1)


def oracle(measure: Measure, ranking: list[str], grades: dict[str, int]) -> float:
    qrels = [Qrel("q", one, grade) for one, grade in grades.items()]
    run = [ScoredDoc("q", one, float(len(ranking) - rank)) for rank, one in enumerate(ranking)]
    return float(ir_measures.calc_aggregate([measure], qrels, run)[measure])


@settings(max_examples=60, deadline=None)
@given(RANKINGS, GRADES)
def test_figures_are_those_of_ir_measures(ranking: list[str], grades: dict[str, int]) -> None:
    assert ndcg(ranking, grades) == pytest.approx(oracle(nDCG @ 10, ranking, grades))
    assert ndcg(ranking, grades, k=3) == pytest.approx(oracle(nDCG @ 3, ranking, grades))
    assert recall_at(ranking, grades) == pytest.approx(oracle(R @ 10, ranking, grades))
    assert reciprocal_rank(ranking, grades) == pytest.approx(oracle(RR, ranking, grades))


@settings(max_examples=100, deadline=None)
@given(RANKINGS, GRADES, st.data())
def test_moving_a_better_passage_up_never_lowers_ndcg(
    ranking: list[str], grades: dict[str, int], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(ranking) - 1))
    best_first = ranking[:at] + sorted(ranking[at:], key=lambda one: -grades.get(one, 0))
    assert ndcg(best_first, grades) >= ndcg(ranking, grades) - 1e-12
    assert 0 <= ndcg(ranking, grades) <= 1 + 1e-12


def test_a_passage_that_is_repeated_counts_where_it_first_stands() -> None:
    assert ndcg(["a", "a", "b"], {"a": 3, "b": 1}) == ndcg(["a", "b"], {"a": 3, "b": 1})
    assert recall_at(["a", "a", "b"], {"b": 1}, k=2) == 1


def test_losing_the_second_of_two_fused_rankings_lowers_ndcg_and_recall() -> None:
    by_words, by_meaning = ["a", "x", "y"], ["b", "c", "z"]
    grades = {"a": 3, "b": 3, "c": 2}
    fused = [one for pair in zip(by_words, by_meaning, strict=True) for one in pair]
    for figure in (ndcg, recall_at):
        assert figure(by_words, grades) < figure(fused, grades)


def test_without_anything_relevant_nothing_is_gained() -> None:
    assert [f(["a"], {"a": 0}) for f in (ndcg, recall_at, reciprocal_rank)] == [0, 0, 0]
