from __future__ import annotations

import pytest

from evals.metrics.consistency import consistency
from evals.nouns import Outcome, Part


def attempts(case: str, *prints: str, error: str = "") -> list[Outcome]:
    return [Outcome(suite="chat", case=case, attempt=at, fingerprint=one, error=error) for at, one in enumerate(prints)]


def test_one_answer_out_of_line_makes_a_case_inconsistent_but_counts_in_part() -> None:
    found = consistency([*attempts("a", "x", "x", "x", "x"), *attempts("b", "x", "x", "x", "y")])
    assert found.same == Part(over=1, under=2)
    assert found.agreement.over == pytest.approx(1 + 3 / 6)
    assert found.agreement.under == 2


def test_cases_that_were_tried_once_or_failed_say_nothing() -> None:
    found = consistency([*attempts("a", "x"), *attempts("b", "x", "y", error="no answer"), *attempts("c", "", "")])
    assert found.same.under == found.agreement.under == 0


def test_answers_of_different_systems_are_not_compared() -> None:
    peer = [one.model_copy(update={"system": "peer", "fingerprint": "z"}) for one in attempts("a", "x", "x")]
    assert consistency([*attempts("a", "x", "x"), *peer]).same == Part(over=2, under=2)
