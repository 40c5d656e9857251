"""The rule `training_before_access`."""

from __future__ import annotations

import pytest

from service.planning.checks.order.prerequisite_too_late import prerequisite_too_late
from service.planning.checks.sequence.training_before_access import training_before_access
from service.planning.nouns import Dependency, Milestone
from tests.service.planning.checks.steps import ahead, plan, step

COURSE = step("training", "Orderly courses", "04-14", "04-23", groups=("planners",))
ACCESS = step("access", "Orderly accounts for planners", "04-26", groups=("planners",))


def test_a_course_before_its_accounts_is_found_with_both_sides() -> None:
    (found,) = training_before_access(plan(COURSE, ACCESS))
    assert found.milestones == (COURSE.id, ACCESS.id)
    assert [s.community for s in found.sides] == ["people_readiness", "it"]
    assert "14 April 2027" in found.title
    assert "26 April 2027" in found.title


def test_several_courses_before_one_opening_are_one_finding() -> None:
    again = step("training", "Orderly courses, late group", "04-19", groups=("planners",))
    (found,) = training_before_access(plan(COURSE, again, ACCESS))
    assert set(found.milestones) == {COURSE.id, again.id, ACCESS.id}


@pytest.mark.parametrize(
    "others",
    [
        [step("access", "Orderly accounts for planners", "04-14", groups=("planners",))],
        [ACCESS, step("access", "Practice system opened", "04-12")],
        [step("access", "Orderly accounts for buyers", "04-26", groups=("buyers",))],
        [step("access", "Paycore accounts", "04-26", groups=("planners",))],
        [step("access", "Accounts", "04-01", "04-30", vague=True)],
        [step("go_live", "Orderly go-live", "05-10", groups=("planners",))],
        [step("withdrawal", "Old accounts withdrawn", "06-01")],
    ],
    ids=["same day", "practice system before", "other people", "other system", "vague", "go-live after", "withdrawal"],
)
def test_a_course_whose_people_get_in_in_time_is_no_finding(others: list[Milestone]) -> None:
    assert not list(training_before_access(plan(COURSE, *others)))


@pytest.mark.parametrize(
    "said", ["A demo for planners", "Slides only, no accounts needed", "Basics on paper: how orders will flow"]
)
def test_a_course_that_needs_no_access_is_no_finding(said: str) -> None:
    assert not list(training_before_access(plan(step("training", "Orderly courses", "04-14", said=said), ACCESS)))


def test_accounts_for_a_few_do_not_help_the_others() -> None:
    few = step("access", "Orderly log-ins for champions", "04-01", groups=("champions",))
    assert list(training_before_access(plan(COURSE, few, ACCESS)))


def test_what_people_get_in_with_is_known_by_its_name() -> None:
    cards = step(None, "Smartcards for planners", "04-26", groups=("planners",))
    assert list(training_before_access(plan(COURSE, cards)))


def test_parts_of_a_rollout_are_kept_apart() -> None:
    first = step("training", "Orderly courses, first", "04-12", parts=("wave 1",))
    accounts = [
        step("access", f"Orderly accounts {number}", on, parts=(f"wave {number}",))
        for number, on in ((1, "04-09"), (2, "05-03"))
    ]
    second = step("training", "Orderly courses, second", "04-26", parts=("wave 2",))
    (found,) = training_before_access(plan(first, second, *accounts))
    assert found.milestones == (second.id, accounts[1].id)


def test_a_stated_dependency_tells_what_a_course_waits_for_in_other_words() -> None:
    opening = step("access", "Sandbox", "04-26")
    link = Dependency(before=opening.id, after=COURSE.id)
    assert list(training_before_access(plan(COURSE, opening, dependencies=[link])))


def test_what_helpers_show_their_colleagues_is_no_course() -> None:
    shown = ahead("needed", "Planners show Orderly from 14 April.", "planner", on="04-14")
    helping = step("training", "Orderly shown", "04-14", said="Planners show Orderly from 14 April.")
    assert not list(training_before_access(plan(helping, ACCESS, head_starts=(shown,))))


CREW = step(None, "Crew A", "04-13", said="Crew A: sim room, each under the own profile").model_copy(
    update={"track": "readiness"}
)


def test_a_course_that_only_its_words_tell_waits_for_what_it_needs() -> None:
    context = plan(CREW, step(None, "Operator profiles loaded", "04-20"))
    (found,) = training_before_access(context)
    assert CREW.id in found.milestones


def test_what_such_a_course_needs_may_be_there_before() -> None:
    assert not list(training_before_access(plan(CREW, step(None, "Operator profiles loaded", "04-12"))))


def test_a_stated_need_is_told_once_whatever_the_words() -> None:
    course = step("training", "Orderly evening class", "04-13")
    badges = step(None, "Badges of the filling hall are live", "04-20")
    needs = Dependency(before=badges.id, after=course.id, basis="stated", margin_days=-5)
    context = plan(course, badges, dependencies=[needs])
    (found,) = training_before_access(context)
    assert set(found.milestones) == {course.id, badges.id}
    assert not list(prerequisite_too_late(context))
