"""What is measured falls when a plan is made worse, and only then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from evals.plans.expected import Conflict, Expected, Link, Step
from evals.plans.scoring import Score, score, total, words
from service.planning.nouns import Dependency, Disconnect, Milestone, Side


@dataclass(frozen=True)
class Drawn:
    milestones: tuple[Milestone, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    disconnects: tuple[Disconnect, ...] = ()


FILES = {"p_it": "plan.md", "p_people": "people.docx", "p_other": "minutes.txt"}
EXPECTED = Expected(
    today=dt.date(2027, 1, 4),
    milestones=(
        Step(title="Courses for tranche A", start=dt.date(2027, 2, 1), end=dt.date(2027, 2, 5)),
        Step(title="Courses for tranche B", start=dt.date(2027, 2, 8)),
        Step(title="Accounts handed out", start=dt.date(2027, 2, 15), supersedes=(dt.date(2027, 2, 22),)),
        Step(title="Board meets", start=dt.date(2027, 3, 1), optional=True),
    ),
    dependencies=(Link(before="Accounts handed out", after="Courses for tranche A"),),
    disconnects=(
        Conflict(
            kind="training_before_access",
            also=("prerequisite_too_late",),
            what="Courses before accounts.",
            documents=("plan.md", "people.docx"),
            about=("course",),
        ),
        Conflict(kind="nobody_owns_it", what="Nobody has it.", documents=("people.docx",), about=("poster",)),
    ),
    acceptable=(
        Conflict(kind="nobody_owns_it", what="True too.", documents=("plan.md",), about=("mast",)),
        Conflict(kind="numbers_do_not_match", what="True too.", documents=("plan.md",), about=("40",)),
    ),
)


def milestone(key: str, title: str, start: dt.date, end: dt.date | None = None, **given: object) -> Milestone:
    return Milestone.model_validate(
        {"id": key, "track": "technical", "title": title, "start": start, "end": end or start, **given}
    )


def disconnect(kind: str, title: str, *sources: str) -> Disconnect:
    return Disconnect.model_validate(
        {
            "id": f"x_{kind}_{title}",
            "kind": kind,
            "severity": "high",
            "title": title,
            "sides": [Side(community=None, says="it says so", sources=tuple(sources))],
            "why": "it matters",
            "question": "which?",
        }
    )


RIGHT = Drawn(
    milestones=(
        milestone("m_a", "Courses, tranche A", dt.date(2027, 2, 1), dt.date(2027, 2, 5)),
        milestone("m_b", "Courses, tranche B", dt.date(2027, 2, 8)),
        milestone("m_c", "Accounts are handed out", dt.date(2027, 2, 15)),
    ),
    dependencies=(Dependency(before="m_c", after="m_a"),),
    disconnects=(
        disconnect("training_before_access", "Courses start before accounts are there", "p_it", "p_people"),
        disconnect("nobody_owns_it", "Nobody has the posters", "p_people"),
    ),
)


def scored(plan: Drawn) -> Score:
    return score("one", EXPECTED, plan, FILES)


def test_all_that_is_expected_is_found_in_a_plan_that_has_it() -> None:
    got = scored(RIGHT)
    assert len(got.milestones.found) == 3
    assert not got.milestones.missed
    assert not got.milestones.wrong
    assert not got.milestones.doubled
    assert not got.milestones.other
    assert len(got.dependencies.found) == 1
    assert len(got.disconnects.found) == 2
    assert not got.disconnects.missed
    assert not got.disconnects.false


def test_nothing_is_found_in_an_empty_plan_and_what_is_optional_is_not_missed() -> None:
    got = scored(Drawn())
    assert [step.title for step in got.milestones.missed] == [s.title for s in EXPECTED.milestones if not s.optional]
    assert len(got.dependencies.missed) == 1
    assert len(got.disconnects.missed) == 2


def test_a_milestone_on_another_day_has_the_wrong_date() -> None:
    moved = replace(
        RIGHT, milestones=(*RIGHT.milestones[:2], milestone("m_c", "Accounts handed out", dt.date(2027, 2, 16)))
    )
    ((step, _),) = scored(moved).milestones.wrong
    assert step.title == "Accounts handed out"


def test_a_period_with_another_end_has_the_wrong_date() -> None:
    shorter = milestone("m_a", "Courses, tranche A", dt.date(2027, 2, 1), dt.date(2027, 2, 4))
    got = scored(replace(RIGHT, milestones=(shorter, *RIGHT.milestones[1:])))
    assert [step.title for step, _ in got.milestones.wrong] == ["Courses for tranche A"]


def test_a_step_that_stands_in_the_plan_twice_is_doubled() -> None:
    again = milestone("m_d", "Accounts handed out", dt.date(2027, 2, 15))
    got = scored(replace(RIGHT, milestones=(*RIGHT.milestones, again)))
    assert len(got.milestones.doubled) == 1
    assert not got.milestones.other


def test_a_superseded_day_that_is_still_in_the_plan_is_doubled() -> None:
    old = milestone("m_d", "Accounts handed out", dt.date(2027, 2, 22))
    assert len(scored(replace(RIGHT, milestones=(*RIGHT.milestones, old))).milestones.doubled) == 1


def test_a_stated_milestone_that_nobody_expects_is_told_and_a_proposed_one_is_not() -> None:
    stated = milestone("m_d", "Canteen is painted", dt.date(2027, 5, 3))
    proposed = milestone("m_e", "Hypercare", dt.date(2027, 5, 4), basis="proposed", why="a rule")
    got = scored(replace(RIGHT, milestones=(*RIGHT.milestones, stated, proposed)))
    assert got.milestones.other == (stated,)


def test_a_proposal_does_not_stand_for_what_documents_state() -> None:
    proposed = milestone("m_c", "Accounts handed out", dt.date(2027, 2, 15), basis="proposed", why="a rule")
    got = scored(replace(RIGHT, milestones=(*RIGHT.milestones[:2], proposed)))
    assert [step.title for step in got.milestones.missed] == ["Accounts handed out"]


def test_tranches_are_told_apart_by_their_letter() -> None:
    only_b = tuple(m for m in RIGHT.milestones if m.id != "m_a")
    assert [step.title for step in scored(replace(RIGHT, milestones=only_b)).milestones.missed] == [
        "Courses for tranche A"
    ]


def test_a_dependency_the_other_way_round_is_missed() -> None:
    got = scored(replace(RIGHT, dependencies=(Dependency(before="m_a", after="m_c"),)))
    assert len(got.dependencies.missed) == 1
    assert got.dependencies.other == 1


def test_a_finding_of_another_kind_is_false_and_the_planted_one_missed() -> None:
    other = disconnect("no_support_cover", "Courses start before accounts are there", "p_it")
    got = scored(replace(RIGHT, disconnects=(other, RIGHT.disconnects[1])))
    assert got.disconnects.false == (other,)
    assert [conflict.kind for conflict in got.disconnects.missed] == ["training_before_access"]


def test_a_finding_may_be_told_under_a_kind_that_is_named_as_well() -> None:
    other = disconnect("prerequisite_too_late", "Courses start before accounts are there", "p_it")
    assert not scored(replace(RIGHT, disconnects=(other, RIGHT.disconnects[1]))).disconnects.missed


def test_a_finding_that_rests_on_other_documents_or_is_about_other_things_is_false() -> None:
    elsewhere = disconnect("nobody_owns_it", "Nobody has the posters", "p_other")
    about_else = disconnect("nobody_owns_it", "Nobody has the leaflets", "p_people")
    for one in (elsewhere, about_else):
        got = scored(replace(RIGHT, disconnects=(RIGHT.disconnects[0], one)))
        assert got.disconnects.false == (one,)
        assert len(got.disconnects.missed) == 1


def test_the_same_finding_twice_counts_once() -> None:
    again = disconnect("nobody_owns_it", "The posters are nobody's", "p_people")
    got = scored(replace(RIGHT, disconnects=(*RIGHT.disconnects, again)))
    assert len(got.disconnects.found) == 2
    assert len(got.disconnects.again) == 1
    assert not got.disconnects.false


def test_what_is_acceptable_is_neither_found_nor_false() -> None:
    extra = disconnect("nobody_owns_it", "The masts have no name", "p_it")
    got = scored(replace(RIGHT, disconnects=(*RIGHT.disconnects, extra)))
    assert got.disconnects.acceptable == (extra,)
    assert not got.disconnects.false


def test_a_number_is_not_found_within_another() -> None:
    extra = disconnect("numbers_do_not_match", "400 seats for 4,000 people", "p_it")
    assert scored(replace(RIGHT, disconnects=(*RIGHT.disconnects, extra))).disconnects.false == (extra,)
    fitting = disconnect("numbers_do_not_match", "40 seats for 45 people", "p_it")
    assert scored(replace(RIGHT, disconnects=(*RIGHT.disconnects, fitting))).disconnects.acceptable == (fitting,)


def test_words_are_stems_numbers_and_single_capitals() -> None:
    assert words("Courses for tranche A, 1,200 seats") >= {"cours", "tranch", "a", "1,200", "seat"}


def test_the_total_adds_up_over_initiatives() -> None:
    sums = total([scored(RIGHT), scored(Drawn())])
    assert sums["milestones"]["expected"] == 6
    assert sums["milestones"]["found"] == 3
    assert sums["disconnects"] == {"found": 2, "missed": 2, "false": 0, "acceptable": 0, "again": 0}
