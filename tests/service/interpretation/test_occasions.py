"""An implication needs an occasion: a term's mere mention has none."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.service.interpretation.conftest import Interpret

TWINS = yaml.safe_load((Path(__file__).parent / "twins.yaml").read_text("utf-8"))


@pytest.mark.parametrize("twin", TWINS, ids=lambda t: t["without"])
def test_a_mention_without_an_occasion_implies_nothing_firm(twin: dict[str, str], interpret: Interpret) -> None:
    said = interpret(twin["without"])
    assert [m for s in said.statements for m in s.mentions], "the term itself must be found"
    assert [i.do for i in said.implications if not i.conditional] == []


@pytest.mark.parametrize("twin", TWINS, ids=lambda t: t["with"])
def test_its_twin_with_an_occasion_implies_something(twin: dict[str, str], interpret: Interpret) -> None:
    said = interpret(twin["with"])
    assert [i.do for i in said.implications if not i.conditional] != []


def test_people_side_needs_are_occasions_and_a_technical_description_of_needs_is_none(interpret: Interpret) -> None:
    asked = interpret("Each group needs a sandbox with calls that look real.", "people_readiness", "it")
    assert asked.statements[0].mentions[0].occasion == "planned"
    assert asked.implications
    for planned in (
        "Everybody practises in the sandbox.",
        "We ask all nurses in a pulse survey whether they can work.",
    ):
        assert interpret(planned, "people_readiness", "it").implications, planned
    assert interpret("Readiness plan for the pilot", "people_readiness", "it").implications == ()
    denied = interpret("Nobody needs a sandbox.", "people_readiness", "it")
    assert denied.implications == ()
    described = interpret("The client needs a certificate.", "it", "people_readiness")
    assert described.implications == ()


def test_an_entry_of_a_change_log_is_history(interpret: Interpret) -> None:
    assert interpret("11/16/2021 | Add SSO reference").implications == ()
    assert interpret("On 16 November 2027 add SSO to the portal.").implications
