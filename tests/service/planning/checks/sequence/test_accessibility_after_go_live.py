"""The rule `accessibility_after_go_live`."""

from __future__ import annotations

import pytest

from service.planning.checks.sequence.accessibility_after_go_live import accessibility_after_go_live
from service.planning.nouns import Milestone
from tests.service.planning.checks.steps import plan, step

GO_LIVE = step("go_live", "Orderly go-live", "05-03")


@pytest.mark.parametrize(
    "title",
    [
        "Accessibility check of Orderly",
        "WCAG audit of Orderly",
        "Orderly tried out with colleagues who hear or see badly",
        "Screen reader test of Orderly",
        "Large print in Orderly assessed",
    ],
)
def test_a_check_after_the_start_is_found_in_whatever_words(title: str) -> None:
    check = step("test", title, "05-24")
    (found,) = accessibility_after_go_live(plan(GO_LIVE, check))
    assert found.milestones == (GO_LIVE.id, check.id)


@pytest.mark.parametrize(
    "others",
    [
        [step("test", "Accessibility check of Orderly", "04-12")],
        [
            step("test", "Accessibility check of Orderly", "04-12"),
            step("test", "Accessibility of Orderly, mobile", "05-24"),
        ],
        [step("test", "Accessibility re-test of Orderly", "05-24")],
        [step("test", "Accessibility check of Paycore", "05-24", systems=("Paycore",))],
        [step("test", "Load test of Orderly", "05-24")],
        [step("change", "Orderly is accessible from home", "05-24")],
        [step("communication", "Newsletter on accessibility", "05-24")],
    ],
    ids=["before", "one before", "again", "another system", "another test", "reachable", "a message"],
)
def test_checks_in_time_or_of_something_else_are_no_finding(others: list[Milestone]) -> None:
    assert not list(accessibility_after_go_live(plan(GO_LIVE, *others)))


def test_a_check_that_names_nothing_is_of_what_the_initiative_starts() -> None:
    waves = [step("go_live", f"Orderly go-live {place}", on) for place, on in (("Leeds", "05-03"), ("York", "06-07"))]
    printers = step("go_live", "Printers replaced", "05-10")
    check = step("test", "Voice and contrast tested with blind colleagues", "05-24")
    (found,) = accessibility_after_go_live(plan(*waves, printers, check))
    assert found.milestones[0] == waves[0].id


def test_a_check_that_runs_on_after_the_start_is_found() -> None:
    assert list(
        accessibility_after_go_live(plan(GO_LIVE, step("test", "Accessibility check of Orderly", "04-26", "05-07")))
    )
