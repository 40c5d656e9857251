from __future__ import annotations

import random

import pytest

from evals.nouns import SUITES
from evals.reports.summary import SuiteSummary, Summary, summary
from evals.reports.wording import HEADLINES
from evals.running.journal import Run
from tests.evals.reports.made import case, run, whole


def only(found: Summary) -> SuiteSummary:
    (suite,) = found.suites
    return suite


def test_every_suite_stands_in_its_order_with_its_headline_first() -> None:
    found = summary(whole(share=0.2))
    assert tuple(one.suite for one in found.suites) == SUITES
    for suite in found.suites:
        assert suite.figures[0].metric == HEADLINES[suite.suite]
        assert suite.figures[0].system == "crosswalk"


def test_a_figure_is_the_ratio_of_sums_and_errors_are_counted_apart() -> None:
    found = summary(run(case(id="a", right=1, of=4), case(id="b", right=4, of=4), case(id="c", error="found 503")))
    suite = only(found)
    figure = suite.figure()
    assert figure is not None
    assert (figure.value, figure.cases) == (0.625, 2)
    assert (suite.cases, suite.failed, suite.errors) == (3, 1, 1)
    assert [(one.case, one.error) for one in found.failures] == [("c", "found 503")]
    assert "1 case could not be run" in suite.says
    assert "1 of 2 cases misses something" in suite.says


def test_a_suite_that_could_not_be_run_at_all_has_no_figure_and_says_so() -> None:
    suite = only(summary(run(case(error="found 503"))))
    assert suite.figures == ()
    assert suite.figure() is None
    assert suite.times is None
    assert suite.says.startswith("No figure for F1 of senses")


def test_a_run_without_outcomes_is_told_as_such() -> None:
    assert summary(run()).suites == ()
    assert "0 cases in 0 suites" in summary(run()).says


@pytest.mark.parametrize(
    ("ours", "theirs", "word"),
    [(20, 8, "ahead of flashtext"), (8, 20, "behind flashtext"), (20, 19, "not told apart from flashtext")],
)
def test_a_peer_is_told_as_ahead_or_behind_only_beyond_chance(ours: int, theirs: int, word: str) -> None:
    cases = [case(id=f"case-{n:02}", right=float(n < ours)) for n in range(20)]
    peers = [case(id=f"case-{n:02}", right=float(n < theirs), system="flashtext") for n in range(20)]
    assert word in only(summary(run(*cases, *peers))).says


def test_a_peer_is_compared_on_the_cases_that_both_could_run() -> None:
    cases = [case(id=f"case-{n}", right=float(n < 5)) for n in range(10)]
    peers = [case(id=f"case-{n}", system="flashtext") for n in range(5)]
    (beside,) = only(summary(run(*cases, *peers, case(id="case-7", system="flashtext", error="found 503")))).beside
    assert (beside.found.cases, beside.found.difference) == (5, 0)


def test_the_weakest_slice_stands_first() -> None:
    cases = [
        case(id=f"{word}-{n}", right=float(n < right), tags=(f"word:{word}",))
        for word, right in (("access", 4), ("freeze", 1), ("pilot", 3))
        for n in range(4)
    ]
    slices = only(summary(run(*cases))).slices
    assert [(one.tag, one.value, one.cases, one.failed) for one in slices] == [
        ("word:freeze", 0.25, 4, 3),
        ("word:pilot", 0.75, 4, 1),
        ("word:access", 1, 4, 0),
    ]


def test_attempts_are_one_case_and_their_agreement_is_told() -> None:
    outcomes = [
        case(id=name, right=float(attempt < wrong), attempt=attempt, fingerprint=f"{name}{min(attempt, alike)}")
        for name, wrong, alike in (("steady", 3, 0), ("wavering", 2, 1))
        for attempt in range(3)
    ]
    suite = only(summary(run(*outcomes, repeat=3)))
    figure = suite.figure()
    assert figure is not None
    assert figure.value == pytest.approx(5 / 6)
    assert figure.cases == 2
    assert (suite.cases, suite.failed) == (2, 0)
    assert suite.repeats is not None
    assert (suite.repeats.same, suite.repeats.cases) == (0.5, 2)


def test_times_tokens_and_modes_are_those_of_crosswalk() -> None:
    outcomes = [
        case(id=f"case-{n:03}", seconds=n / 100, input_tokens=10, output_tokens=2, mode="model") for n in range(1, 101)
    ]
    slow = case(id="case-001", system="flashtext", seconds=99, input_tokens=7)
    suite = only(summary(run(*outcomes, slow, model="m")))
    assert suite.times is not None
    assert (suite.times.p50, suite.times.p95, suite.times.longest) == (0.5, 0.95, 1)
    assert (suite.input_tokens, suite.output_tokens, suite.modes) == (1000, 200, {"model": 100})


def test_the_same_outcomes_in_another_order_give_the_same_json() -> None:
    made = whole(share=0.15, repeat=2, model="qwen3-8b")
    shuffled = list(made.outcomes)
    random.Random(5).shuffle(shuffled)
    assert summary(Run(made.manifest, tuple(shuffled))).model_dump_json() == summary(made).model_dump_json()
