from __future__ import annotations

import pytest

from evals.judging.agreement import agreement, verdicts
from evals.nouns import Judged, Outcome


def points(both: int, judge_alone: int, rules_alone: int, neither: int, unscored: int = 0) -> list[Judged]:
    return [
        *[Judged(text="It moves.", verdict="yes", rules=True)] * both,
        *[Judged(text="It moves.", verdict="yes", rules=False)] * judge_alone,
        *[Judged(text="It moves.", verdict="no", rules=True)] * rules_alone,
        *[Judged(text="It moves.", verdict="no", rules=False)] * neither,
        *[Judged(text="It moves.", verdict="unscored", why="timeout: 60 s", rules=True)] * unscored,
    ]


def turned(held: list[Judged]) -> list[Judged]:
    return [one.model_copy(update={"verdict": "no" if one.verdict == "yes" else "yes"}) for one in held]


def test_kappa_is_the_agreement_beyond_that_of_chance() -> None:
    found = agreement("chat", points(20, 10, 5, 15))
    assert (found.both, found.judge_alone, found.rules_alone, found.neither) == (20, 10, 5, 15)
    assert found.agreed == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)


def test_a_judge_that_says_the_opposite_agrees_on_nothing() -> None:
    held = points(5, 0, 0, 5)
    right, wrong = agreement("chat", held), agreement("chat", turned(held))
    assert (right.agreed, right.kappa) == (1, 1)
    assert (wrong.agreed, wrong.kappa) == (0, -1)


def test_what_is_unscored_counts_as_asked_and_as_nothing_else() -> None:
    some, more = agreement("chat", points(4, 1, 1, 3)), agreement("chat", points(4, 1, 1, 3, unscored=30))
    assert (more.asked, more.unscored) == (39, 30)
    assert (more.agreed, more.kappa) == (some.agreed, some.kappa)
    none = agreement("chat", points(0, 0, 0, 0, unscored=3))
    assert (none.agreed, none.kappa) == (None, None)


@pytest.mark.parametrize("counts", [(9, 0, 0, 0), (0, 0, 0, 9)])
def test_kappa_is_undefined_where_chance_alone_makes_all_verdicts_equal(counts: tuple[int, int, int, int]) -> None:
    found = agreement("chat", points(*counts))
    assert (found.agreed, found.kappa) == (1, None)


def test_a_run_tells_the_suites_apart_why_points_are_unscored_and_where_judge_and_rules_differ() -> None:
    given = [
        Outcome(suite="refusal", case="parking", judged=tuple(points(1, 0, 0, 0, unscored=2))),
        Outcome(suite="chat", case="moves", attempt=1, judged=tuple(points(1, 1, 1, 0))),
        Outcome(suite="chat", case="unjudged"),
    ]
    found = verdicts("strict", given)
    assert found is not None
    assert [(one.suite, one.asked, one.unscored) for one in found.suites] == [("chat", 3, 0), ("refusal", 3, 2)]
    assert found.reasons == {"timeout": 2}
    assert [(one.case, one.attempt, one.rules) for one in found.differing] == [("moves", 1, False), ("moves", 1, True)]


def test_without_a_judge_there_is_nothing_to_tell() -> None:
    assert verdicts("", [Outcome(suite="chat", case="moves")]) is None
