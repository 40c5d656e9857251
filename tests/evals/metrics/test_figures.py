from __future__ import annotations

import random

import pytest

from evals.metrics.figures import by_case, figures
from evals.metrics.resampling import interval
from evals.nouns import Outcome, Part, SuiteName


def outcome(
    case: str, over: float, under: float = 1, *, system: str = "crosswalk", attempt: int = 0, error: str = ""
) -> Outcome:
    parts = {} if error else {"f1": Part(over=over, under=under)}
    return Outcome(suite="grounding", case=case, system=system, attempt=attempt, parts=parts, error=error)


def test_a_figure_is_the_sum_over_cases_with_their_interval() -> None:
    outcomes = [outcome("a", 1, 4), outcome("b", 3, 4), outcome("c", 2, 2)]
    (figure,) = figures(outcomes)
    assert (figure.suite, figure.system, figure.metric, figure.cases) == ("grounding", "crosswalk", "f1", 3)
    assert figure.value == pytest.approx(6 / 10)
    assert (figure.low, figure.high) == interval([one.parts["f1"] for one in outcomes])


def test_a_case_that_was_tried_more_often_weighs_no_more() -> None:
    often = [outcome("a", 0, attempt=at) for at in range(5)]
    (figure,) = figures([*often, outcome("b", 1)])
    assert figure.value == 0.5
    assert figure.cases == 2


def test_attempts_of_a_case_are_averaged() -> None:
    outcomes = [outcome("a", 0, attempt=0), outcome("a", 1, attempt=1)]
    assert by_case(outcomes) == {("grounding", "crosswalk", "f1"): {"a": Part(over=0.5, under=1)}}


def test_an_error_is_left_out_and_never_becomes_a_score() -> None:
    (figure,) = figures([outcome("a", 1), outcome("b", 0, error="connection refused")])
    assert (figure.value, figure.cases) == (1, 1)


def test_a_metric_that_no_case_says_anything_about_has_no_figure() -> None:
    assert figures([outcome("a", 0, 0)]) == ()


def test_suites_stand_in_their_own_order_and_systems_as_they_occur() -> None:
    made: list[Outcome] = []
    suites: tuple[SuiteName, ...] = ("plans", "senses")
    for suite in suites:
        made += [outcome("a", 1, system=name).model_copy(update={"suite": suite}) for name in ("crosswalk", "bm25")]
    assert [(one.suite, one.system) for one in figures(made)] == [
        ("senses", "crosswalk"),
        ("senses", "bm25"),
        ("plans", "crosswalk"),
        ("plans", "bm25"),
    ]


def test_the_order_of_outcomes_within_a_case_makes_no_difference() -> None:
    made = [outcome(f"c{case}", (case * attempt) % 3, 3, attempt=attempt) for case in range(8) for attempt in range(3)]
    mixed = sorted(made, key=lambda one: (one.case, random.Random(one.attempt).random()))
    assert figures(mixed) == figures(made)
