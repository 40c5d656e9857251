"""The rule `change_in_freeze`."""

from __future__ import annotations

import pytest

from service.planning.checks.calendar.change_in_freeze import change_in_freeze
from tests.service.planning.checks.steps import closure, plan, step

GO_LIVE = step("go_live", "Tillmate go-live, stores north", "11-23", groups=("stores north",))


def test_a_go_live_in_a_freeze_is_found_with_both_sides_and_their_sources() -> None:
    freeze = closure("freeze", "Christmas freeze", "11-15", "12-31", said="No changes from 15 November to New Year.")
    (found,) = change_in_freeze(plan(GO_LIVE, closures=(freeze,)))
    assert found.kind == "change_in_freeze"
    assert found.milestones == (GO_LIVE.id,)
    assert {s for side in found.sides for s in side.sources} == {GO_LIVE.sources[0], freeze.quote.source}
    assert "23 November 2027" in found.title


def test_two_documents_that_tell_of_one_freeze_make_one_finding() -> None:
    told = (
        closure("freeze", "freeze", "11-15", "12-31", said="Freeze as every year."),
        closure("freeze", "change freeze", "11-15", "12-31", said="Change freeze: 15 Nov to 31 Dec"),
    )
    other = step("withdrawal", "Old tills removed", "12-01", groups=("stores north",))
    (found,) = change_in_freeze(plan(GO_LIVE, other, closures=told))
    assert set(found.milestones) == {GO_LIVE.id, other.id}
    assert len(found.sides) == 4


@pytest.mark.parametrize(
    "freeze",
    [
        closure("freeze", "freeze", "11-01", "11-22"),
        closure("freeze", "freeze", "11-24", "12-31"),
        closure("freeze", "freeze of the warehouse", "11-15", "12-31", "warehouse"),
        closure("freeze", "payroll freeze", "11-15", "12-31", systems=("Paycore",)),
        closure("holiday", "closed", "11-15", "12-31"),
        closure("freeze", "freeze", "11-15", "12-31", said="Freeze until New Year, except for Tillmate."),
    ],
    ids=["ends before", "begins after", "another place", "another system", "no freeze", "excepted"],
)
def test_a_freeze_that_is_not_for_it_is_no_finding(freeze: object) -> None:
    assert not list(change_in_freeze(plan(GO_LIVE, closures=(freeze,))))


def test_an_approved_exception_is_no_finding() -> None:
    allowed = step("go_live", "Tillmate go-live", "11-23", said="Go-live on 23 Nov, exception approved by the board.")
    assert not list(change_in_freeze(plan(allowed, closures=(closure("freeze", "freeze", "11-15", "12-31"),))))


def test_a_project_may_go_live_at_the_end_of_its_own_code_freeze() -> None:
    own = closure("freeze", "code freeze", "11-09", "11-23")
    assert not list(change_in_freeze(plan(GO_LIVE, closures=(own,))))


def test_courses_are_held_against_busy_days_of_their_people_and_not_against_freezes() -> None:
    course = step("training", "Courses for store staff", "11-23", groups=("stores north",))
    stock = closure("busy", "Stock-take", "11-22", "11-24", "store north")
    assert [f.milestones for f in change_in_freeze(plan(course, closures=(stock,)))] == [(course.id,)]
    assert not list(change_in_freeze(plan(course, closures=(closure("freeze", "freeze", "11-15", "12-31"),))))


def test_a_long_migration_that_only_passes_over_a_freeze_is_no_finding() -> None:
    long = step("change", "Archive migrated", "10-01", "12-30")
    assert not list(change_in_freeze(plan(long, closures=(closure("freeze", "freeze", "11-15", "11-19"),))))
