"""Needs, lacks, limits and conditions of those who prepare others call for something to be done."""

from __future__ import annotations

import pytest

from service.interpretation.nouns import Interpretation
from tests.service.interpretation.conftest import Interpret


def occasions(said: Interpretation) -> list[str]:
    return [m.occasion for s in said.statements for m in s.mentions if m.occasion]


@pytest.mark.parametrize(
    "text",
    [
        "There is no training environment yet.",
        "Our porters have no access to the test system.",
        "Without single sign-on the tills are useless to us.",
        "Sign-in by MFA takes a minute, too slow for porters.",
        "The works council has to agree to the dashboard first.",
        "The pilot group wants it two weeks earlier.",
        "Need: 12 accounts",
        "What we need from IT:\n- a sandbox that can be reset\n- 12 accounts",
        "We open only if\n- the training environment is stable",
        "Can the go-live move to June?",
        "Only short training sessions fit into a shift.",
    ],
)
def test_a_need_is_an_occasion_where_people_are_prepared(text: str, interpret: Interpret) -> None:
    assert occasions(interpret(text, "people_readiness", "it"))


@pytest.mark.parametrize(
    "text",
    [
        "Not needed: accounts, sandbox",
        "We do not need the sandbox any more than you do.",
        "No changes to the training environment.",
        "The training environment was too slow in 2024.",
        "Nobody needs accounts.",
    ],
)
def test_what_is_not_needed_calls_for_nothing(text: str, interpret: Interpret) -> None:
    assert occasions(interpret(text, "people_readiness", "it")) == []
    assert occasions(interpret("The tills have no single sign-on.")) == []
