from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from evals.metrics.counting import ratio
from evals.metrics.resampling import EXACT, difference_interval, holm, interval, paired
from evals.nouns import Part

PARTS = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda p: Part(over=min(p), under=max(p)))
SAMPLE = [
    Part(over=over, under=under) for over, under in [(3, 4), (0, 2), (4, 4), (1, 3), (2, 2), (5, 6), (2, 5), (1, 1)] * 5
]


def shifted(parts: list[Part], cases: int) -> list[Part]:
    return [Part(over=max(p.over - 1, 0), under=p.under) if at < cases else p for at, p in enumerate(parts)]


def columns(parts: list[Part]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.array([p.over for p in parts]), np.array([p.under for p in parts])


def test_the_interval_is_scipys_percentile_bootstrap_over_cases() -> None:
    over, under = columns(SAMPLE)
    oracle = stats.bootstrap(
        (over, under),
        lambda a, b, axis=-1: a.sum(axis=axis) / b.sum(axis=axis),
        paired=True,
        vectorized=True,
        method="percentile",
        n_resamples=20_000,
        rng=np.random.default_rng(1),
    ).confidence_interval
    assert interval(SAMPLE, draws=20_000) == pytest.approx((oracle.low, oracle.high), abs=0.004)


def test_words_of_one_case_are_not_taken_for_cases() -> None:
    """Ten cases of ten words each, all right or all wrong, tell no more than ten cases."""
    few = [Part(over=10 * (at % 2), under=10) for at in range(10)]
    many = [Part(over=at % 2, under=1) for at in range(100)]
    wide, narrow = interval(few), interval(many)
    assert wide is not None
    assert narrow is not None
    assert wide[1] - wide[0] > 2 * (narrow[1] - narrow[0])


@settings(max_examples=40, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=20))
def test_the_interval_lies_around_the_figure_and_is_the_same_each_time(parts: list[Part]) -> None:
    value, ends = ratio(parts), interval(parts, draws=300)
    assert ends == interval(parts, draws=300)
    assert (value is None) == (ends is None)
    if value is not None and ends is not None:
        singles = [part.over / part.under for part in parts if part.under]
        assert min(singles) - 1e-9 <= ends[0] <= ends[1] <= max(singles) + 1e-9


def test_cases_that_say_nothing_do_not_widen_the_interval() -> None:
    assert interval(SAMPLE) == interval([*SAMPLE, *[Part(over=0, under=0)] * 40])


def permuted(before: list[Part], after: list[Part], alternative: str) -> float:
    """Scipy's exact test, by handing it the positions of the parts."""
    over, under = (np.concatenate(both) for both in zip(columns(before), columns(after), strict=True))

    def statistic(x: NDArray[np.int64], y: NDArray[np.int64], axis: int = -1) -> NDArray[np.float64]:
        x, y = x.astype(int), y.astype(int)
        return np.asarray(
            over[y].sum(axis=axis) / under[y].sum(axis=axis) - over[x].sum(axis=axis) / under[x].sum(axis=axis)
        )

    places = np.arange(len(before)), np.arange(len(before), 2 * len(before))
    result = stats.permutation_test(
        places, statistic, permutation_type="samples", alternative=alternative, n_resamples=math.inf, vectorized=True
    )
    return float(result.pvalue)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(PARTS, PARTS), min_size=2, max_size=9))
def test_p_values_are_those_of_scipys_exact_permutation_test(pairs: list[tuple[Part, Part]]) -> None:
    before, after = ([Part(over=p.over, under=p.under + 1) for p in side] for side in zip(*pairs, strict=True))
    found = paired(before, after)
    assert found.worse == pytest.approx(permuted(before, after, "less"))
    assert found.two_sided == pytest.approx(permuted(before, after, "two-sided"))


def test_a_fall_is_significant_only_where_enough_cases_fall() -> None:
    assert paired(SAMPLE, shifted(SAMPLE, 20)).worse < 0.05
    assert paired(SAMPLE, shifted(SAMPLE, 3)).worse > 0.05
    assert paired(shifted(SAMPLE, 20), SAMPLE).worse == 1
    assert paired(SAMPLE, SAMPLE).two_sided == 1


def test_many_differing_cases_are_sampled_to_nearly_the_exact_value() -> None:
    before, after = [Part(over=1, under=1)] * 30, [Part(over=at % 3 > 0, under=1) for at in range(30)]
    mixed = [*before[:24], *after[:6]], [*after[:24], *before[:6]]
    found = paired(*mixed)
    assert found.differing == 10 <= EXACT
    before, after = [p for p in mixed[0] for _ in range(2)], [p for p in mixed[1] for _ in range(2)]
    found = paired(before, after)
    assert found.differing == 20 > EXACT
    assert found.worse == pytest.approx(stats.binomtest(16, 20, alternative="greater").pvalue, abs=0.003)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(PARTS, PARTS), max_size=12))
def test_the_other_way_round_the_difference_is_the_opposite(pairs: list[tuple[Part, Part]]) -> None:
    before, after = [one for one, _ in pairs], [other for _, other in pairs]
    there, back = paired(before, after), paired(after, before)
    assert there.two_sided == pytest.approx(back.two_sided)
    assert (there.difference is None) == (back.difference is None)
    if there.difference is not None and back.difference is not None:
        assert there.difference == pytest.approx(-back.difference)
    assert 0 < there.worse <= 1


def test_what_both_runs_share_cancels_out_of_the_interval_of_the_difference() -> None:
    apart, fallen = interval(SAMPLE), difference_interval(SAMPLE, shifted(SAMPLE, 20))
    assert apart is not None
    assert fallen is not None
    assert fallen[1] < 0
    assert fallen[1] - fallen[0] < apart[1] - apart[0]
    assert difference_interval(SAMPLE, SAMPLE) == (0, 0)
    assert difference_interval([Part(over=0, under=0)], [Part(over=1, under=1)]) is None


def test_two_runs_with_other_cases_are_not_compared() -> None:
    with pytest.raises(ValueError, match="found 40 cases before and 39 after"):
        paired(SAMPLE, SAMPLE[1:])


def test_holm_asks_more_of_each_the_more_are_asked() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([0.5, 0.9]) == (1.0, 1.0)
    assert holm([]) == ()
