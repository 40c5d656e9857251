from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.latency import latency, percentile, tokens
from evals.nouns import Outcome


def answered(seconds: float, error: str = "") -> Outcome:
    return Outcome(suite="chat", case="a", seconds=seconds, error=error, input_tokens=100, output_tokens=7)


def test_errors_are_neither_fast_nor_slow_nor_do_they_cost_anything() -> None:
    outcomes = [answered(1), answered(2), answered(90, "refused"), answered(3)]
    found = latency(outcomes)
    assert found is not None
    assert (found.answers, found.mean, found.p50, found.p95, found.longest) == (3, 2, 2, 3, 3)
    assert (tokens(outcomes).input, tokens(outcomes).output) == (300, 21)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=200), st.integers(1, 100))
def test_a_percentile_is_one_of_the_values_that_so_many_do_not_exceed(values: list[float], percent: int) -> None:
    found = percentile(values, percent)
    assert found in values
    assert sum(value <= found for value in values) >= percent / 100 * len(values) - 1e-9
    assert sum(value < found for value in values) < percent / 100 * len(values) + 1e-9


def test_without_an_answer_there_is_no_latency() -> None:
    assert latency([answered(4, "timed out")]) is None
    with pytest.raises(ValueError, match="expected 0 to 100 and at least one value"):
        percentile([], 50)
