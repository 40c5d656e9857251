from __future__ import annotations

import pytest

from evals.metrics.counting import Counts, counted, parts, ratio, share
from evals.nouns import Part


def test_precision_recall_and_f1_follow_from_the_counts() -> None:
    made = parts(Counts(tp=6, fp=2, fn=6), "sense_")
    assert {name: part.over / part.under for name, part in made.items()} == {
        "sense_precision": 6 / 8,
        "sense_recall": 6 / 12,
        "sense_f1": pytest.approx(2 * 0.75 * 0.5 / (0.75 + 0.5)),
    }


def test_a_case_that_decides_nothing_says_nothing_about_precision() -> None:
    made = parts(Counts(fn=2))
    assert made["precision"].under == 0
    assert made["recall"] == Part(over=0, under=2)


def test_cases_are_summed_before_they_are_divided() -> None:
    cases = [parts(Counts(tp=1)), parts(Counts(tp=1, fp=8))]
    assert ratio(case["precision"] for case in cases) == 2 / 10


def test_swapped_senses_lower_all_three() -> None:
    expected = {("release", "deployment"), ("environment", "workplace"), ("change", "change-record")}
    swapped = {("release", "workplace"), ("environment", "deployment"), ("change", "change-record")}
    right, wrong = parts(counted(expected, expected)), parts(counted(expected, swapped))
    assert all(ratio([right[name]]) == 1 for name in right)
    assert all(ratio([wrong[name]]) == pytest.approx(1 / 3) for name in wrong)


def test_no_parts_make_no_figure() -> None:
    assert ratio([]) is None
    assert ratio([share([])]) is None
