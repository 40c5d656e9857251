"""The rule `champions_without_early_access`."""

from __future__ import annotations

from service.planning.checks.sequence.champions_without_early_access import champions_without_early_access
from tests.service.planning.checks.steps import ahead, plan, step

SHOW = ahead("needed", "Mentors show Orderly from 6 April.", "mentor", on="04-06")
LEAD = ahead("needed", "Mentors must be in two weeks before.", "mentor", lead=14)
GO_LIVE = step("go_live", "Orderly go-live", "05-03")


def test_helpers_who_get_in_with_everybody_are_found() -> None:
    refused = ahead("refused", "Mentors get in with their wave.", "mentor")
    (found,) = champions_without_early_access(plan(GO_LIVE, head_starts=(SHOW, refused)))
    assert {s.says for s in found.sides} >= {"Mentors show Orderly from 6 April.", "Mentors get in with their wave."}
    assert "Mentors" in found.title
    assert "6 April 2027" in found.title


def test_helpers_for_whom_nothing_opens_before_their_day_are_found() -> None:
    (found,) = champions_without_early_access(
        plan(step("access", "Orderly log-ins", "04-12"), GO_LIVE, head_starts=(SHOW,))
    )
    assert "12 April 2027" in found.title


def test_access_given_too_late_for_the_lead_is_found_and_in_time_is_not() -> None:
    late = ahead("given", "Mentors have log-ins from 26 April.", "mentor", on="04-26")
    early = ahead("given", "Mentors have log-ins from 19 April.", "mentor", on="04-19")
    assert list(champions_without_early_access(plan(GO_LIVE, head_starts=(LEAD, late))))
    assert not list(champions_without_early_access(plan(GO_LIVE, head_starts=(LEAD, early))))


def test_an_early_milestone_for_helpers_is_enough() -> None:
    theirs = step("access", "Tablets for the mentors", "03-29", groups=("mentors",))
    assert not list(champions_without_early_access(plan(theirs, GO_LIVE, head_starts=(SHOW,))))


def test_access_for_it_only_is_none_for_helpers() -> None:
    ring = step("access", "Orderly for IT", "03-15", groups=("it",))
    only = ahead("refused", "Early access for IT only.")
    assert list(champions_without_early_access(plan(ring, GO_LIVE, head_starts=(SHOW, only))))


def test_helpers_who_begin_after_everybody_got_in_are_no_finding() -> None:
    later = ahead("needed", "Mentors help from 10 May.", "mentor", on="05-10")
    assert not list(champions_without_early_access(plan(GO_LIVE, head_starts=(later,))))


def test_a_plan_without_helpers_is_no_finding() -> None:
    refused = ahead("refused", "Early access for IT only.")
    assert not list(champions_without_early_access(plan(GO_LIVE, head_starts=(refused,))))


def test_planned_early_access_that_is_not_early_is_found() -> None:
    early = step("access", "Early access for champions", "05-03", groups=("champions",), category="early_access")
    assert list(champions_without_early_access(plan(early, GO_LIVE)))
