"""What a shift would mean: what follows, what would have to be agreed, what breaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.planning.calendar import Calendar
from service.planning.checks.context import Context
from service.planning.checks.order.prerequisite_too_late import prerequisite_too_late
from service.planning.nouns import Dependency, Disconnect, Milestone
from service.planning.observed import Observed
from service.planning.scheduling.schedule import scheduled
from service.planning.versions.what_if import UnknownMilestone, what_if
from tests.service.planning.plans import TODAY, day, link, milestone, plan

PLAIN = Calendar()
ROLLOUT = plan(
    [
        milestone("sso", "2027-05-03", title="Single sign-on", kinds=["change"], owner="Mia"),
        milestone(
            "wave", "2027-05-10", "2027-05-14", title="Wave 1", owner="Rosa", groups=["nurses"], track="readiness"
        ),
        milestone("go-live", "2027-05-17", title="Go-live", kinds=["go_live"]),
        milestone("leaflet", title="Leaflet", track="readiness"),
        milestone("survey", "2027-06-28", title="Survey"),
        milestone("network", "2027-02-01", title="Network"),
    ],
    [
        link("sso", "wave", why="the course needs a sign-in", sources=["p_course"]),
        link("wave", "go-live", lag=1),
        link("leaflet", "go-live", lag=10, exact=True),
        link("go-live", "survey", lag=20),
        link("network", "sso"),
    ],
)


def checks(milestones: Sequence[Milestone], dependencies: Sequence[Dependency]) -> tuple[Disconnect, ...]:
    return tuple(prerequisite_too_late(Context(tuple(milestones), tuple(dependencies), Observed(), TODAY)))


def test_a_shift_moves_only_what_its_margins_do_not_take_up() -> None:
    assert [one.id for one in what_if(ROLLOUT, "sso", 5, PLAIN).shifted] == ["sso"]
    far = what_if(ROLLOUT, "sso", 10, PLAIN)
    assert {one.id: one.working_days for one in far.shifted} == {"sso": 10, "wave": 5, "go-live": 5, "leaflet": 5}


def test_what_is_stated_would_have_to_move_and_what_was_worked_out_follows() -> None:
    found = {one.id: one for one in what_if(ROLLOUT, "sso", 10, PLAIN).shifted}
    assert found["wave"].basis == "stated"
    assert found["wave"].now == (day("2027-05-17"), day("2027-05-21"))
    assert "the course needs a sign-in" in found["wave"].because
    assert found["leaflet"].basis == "computed"
    assert found["leaflet"].now[0] == day("2027-05-10")


def test_what_breaks_and_what_no_longer_fits_is_told_for_stated_days_as_they_are() -> None:
    found = what_if(ROLLOUT, "sso", 10, PLAIN, checks)
    assert [(one.before, one.after, one.working_days, one.sources) for one in found.broken] == [
        ("sso", "wave", 5, ("p_course",))
    ]
    assert [one.kind for one in found.appeared] == ["prerequisite_too_late"]
    assert found.settled == ()


def test_a_shift_can_settle_what_did_not_fit() -> None:
    late = plan([milestone("access", "2027-05-10"), milestone("pilot", "2027-05-03")], [link("access", "pilot")])
    found = what_if(late, "access", -5, PLAIN, checks)
    assert [one.kind for one in found.settled] == ["prerequisite_too_late"]
    assert found.appeared == ()


def test_the_finish_tells_where_it_would_be() -> None:
    assert what_if(ROLLOUT, "sso", 5, PLAIN).finish == (day("2027-05-17"), day("2027-05-17"))
    assert what_if(ROLLOUT, "sso", 10, PLAIN).finish == (day("2027-05-17"), day("2027-05-24"))


def test_the_lines_name_what_moves_when_why_and_with_whom_to_agree_it() -> None:
    lines = " ".join(what_if(ROLLOUT, "sso", 10, PLAIN).text)
    for words in (
        "“Single sign-on” moves from 3 May 2027 to 17 May 2027, 10 working days later",
        "“Wave 1” would have to move from 10–14 May 2027 to 17–21 May 2027",
        "To be agreed with Rosa",
        "“Leaflet” follows by itself",
        "“Go-live”, moves from 17 May 2027 to 24 May 2027",
        "nurses",
    ):
        assert words in lines


def test_earlier_tells_what_becomes_possible_and_moves_nothing_that_need_not() -> None:
    found = what_if(ROLLOUT, "sso", -5, PLAIN)
    assert [one.id for one in found.shifted] == ["sso"]
    assert {one.id: one.working_days for one in found.possible}["wave"] == -5


def test_earlier_pulls_what_it_waits_for() -> None:
    found = {one.id: one for one in what_if(ROLLOUT, "go-live", -5, PLAIN).shifted}
    assert found["wave"].working_days == -5
    assert "“Go-live” waits for it" in found["wave"].because
    assert found["leaflet"].working_days == -5


def test_what_was_broken_already_is_not_laid_at_the_shift() -> None:
    late = plan([milestone("access", "2027-05-10"), milestone("pilot", "2027-05-03")], [link("access", "pilot")])
    found = what_if(late, "access", 2, PLAIN)
    assert {one.id: one.working_days for one in found.shifted} == {"access": 2, "pilot": 2}
    assert found.broken[0].working_days == 2


def test_a_weekend_cutover_stays_on_a_weekend() -> None:
    cutover = plan([milestone("cutover", "2027-05-08", "2027-05-09")])
    assert what_if(cutover, "cutover", 10, PLAIN).shifted[0].now == (day("2027-05-22"), day("2027-05-23"))


def test_what_is_over_is_not_pushed() -> None:
    done = plan(
        [milestone("access", "2027-05-03"), milestone("pilot", "2027-05-04", status="done")], [link("access", "pilot")]
    )
    assert [one.id for one in what_if(done, "access", 5, PLAIN).shifted] == ["access"]


@pytest.mark.parametrize("key", ["m_nobody", "undated"])
def test_an_unknown_milestone_or_one_without_a_date_is_a_clear_error(key: str) -> None:
    with pytest.raises(UnknownMilestone, match=f'no milestone "{key}"'):
        what_if(plan([milestone("undated"), milestone("other", "2027-05-03")]), key, 5, PLAIN)


def test_a_cycle_does_not_keep_a_shift_from_being_told() -> None:
    turning = plan(
        [milestone("a", "2027-05-03"), milestone("b", "2027-05-04"), milestone("c", "2027-05-05")],
        [link("a", "b", lag=1), link("b", "a", lag=1), link("a", "c")],
    )
    assert {one.id for one in what_if(turning, "a", 5, PLAIN).shifted} == {"a", "c"}


@given(
    st.lists(st.integers(0, 40), min_size=3, max_size=7),
    st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=10),
    st.integers(-15, 15),
)
def test_once_everything_has_moved_that_has_to_nothing_holds_less_than_before(
    offsets: list[int], pairs: set[tuple[int, int]], days: int
) -> None:
    steps = [milestone(f"m{n}", str(TODAY + dt.timedelta(days=offset))) for n, offset in enumerate(sorted(offsets))]
    links = [
        link(f"m{one}", f"m{other}", lag=(one + other) % 3) for one, other in sorted(pairs) if one < other < len(steps)
    ]
    before = plan(steps, links)
    found = what_if(before, "m1", days, PLAIN)
    now = {one.id: one.now for one in found.shifted}
    moved = [
        one.model_copy(update={"start": now[one.id][0], "end": now[one.id][1]}) if one.id in now else one
        for one in before.milestones
    ]
    after = scheduled(moved, links, PLAIN, TODAY)
    for was, new in zip(before.dependencies, after.dependencies, strict=True):
        assert was.margin_days is not None
        assert new.margin_days is not None
        kept = new.margin_days >= min(was.margin_days, 0)
        # What is asked for stands: a shift to later may overtake nothing, and what lies before it stays.
        assert kept or (days < 0 and new.before == "m1") or (days > 0 and new.after == "m1")
