"""Days that follow, margins, slack and the chain that drives the finish."""

from __future__ import annotations

import datetime as dt

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.planning import working_days
from service.planning.calendar import Calendar
from service.planning.nouns import Dependency, LinkType, Milestone
from service.planning.scheduling.schedule import Scheduled, scheduled
from tests.service.planning.plans import TODAY, day, link, milestone

PLAIN = Calendar()
TYPES: list[LinkType] = ["FS", "SS", "FF", "SF"]


def schedule(*things: Milestone | Dependency, calendar: Calendar = PLAIN, today: dt.date = TODAY) -> Scheduled:
    milestones = [one for one in things if isinstance(one, Milestone)]
    return scheduled(milestones, [one for one in things if isinstance(one, Dependency)], calendar, today)


def found(made: Scheduled, key: str) -> Milestone:
    return next(one for one in made.milestones if one.id == key)


def test_two_weeks_before_go_live_is_ten_working_days_holidays_not_counted() -> None:
    made = schedule(
        milestone("leaflet"),
        milestone("go-live", "2027-05-03", title="Go-live"),
        link("leaflet", "go-live", lag=10, exact=True, sources=["p_mail"]),
        calendar=Calendar("DE"),
    )
    leaflet = found(made, "leaflet")
    assert leaflet.start == leaflet.end == working_days.shift(day("2027-05-03"), -10, "DE")
    assert leaflet.basis == "computed"
    assert leaflet.why == "10 working days before “Go-live” (3 May 2027)"
    assert "p_mail" in leaflet.sources


def test_a_distance_is_followed_from_one_milestone_to_the_next_in_either_direction() -> None:
    made = schedule(
        milestone("mail"),
        milestone("leaflet"),
        milestone("go-live", "2027-05-03"),
        milestone("survey"),
        link("leaflet", "go-live", lag=5, exact=True),
        link("mail", "leaflet", lag=5, exact=True),
        link("go-live", "survey", lag=5, exact=True),
    )
    assert [one.id for one in made.milestones] == ["mail", "leaflet", "go-live", "survey"]
    assert found(made, "mail").start == day("2027-04-19")
    assert found(made, "survey").start == day("2027-05-10")


def test_what_has_predecessors_only_comes_as_early_as_the_last_of_them_allows() -> None:
    made = schedule(
        milestone("accounts", "2027-03-01", "2027-03-05"),
        milestone("rooms", "2027-03-03"),
        milestone("training", days=3),
        link("accounts", "training", lag=1, why="training needs access"),
        link("rooms", "training"),
    )
    training = found(made, "training")
    assert (training.start, training.end) == (day("2027-03-08"), day("2027-03-10"))
    assert "the end of “Accounts” (5 March 2027)" in training.why
    assert "training needs access" in training.why
    assert "Rooms" not in training.why


def test_what_has_successors_only_comes_as_late_as_the_first_of_them_allows() -> None:
    made = schedule(
        milestone("rooms", days=2),
        milestone("training", "2027-03-10"),
        milestone("rehearsal", "2027-03-17"),
        link("rooms", "training", lag=1),
        link("rooms", "rehearsal", lag=1),
    )
    assert (found(made, "rooms").start, found(made, "rooms").end) == (day("2027-03-08"), day("2027-03-09"))


@pytest.mark.parametrize(
    ("type", "start", "end"),
    [
        ("FS", "2027-03-08", "2027-03-09"),
        ("SS", "2027-03-03", "2027-03-04"),
        ("FF", "2027-03-05", "2027-03-08"),
        ("SF", "2027-03-02", "2027-03-03"),
    ],
)
def test_each_kind_of_link_ties_the_ends_that_it_names(type: LinkType, start: str, end: str) -> None:
    made = schedule(
        milestone("first", "2027-03-02", "2027-03-05"),
        milestone("second", days=2),
        link("first", "second", type, lag=1),
    )
    second = found(made, "second")
    assert (second.start, second.end) == (day(start), day(end))


def test_nothing_that_follows_is_put_on_a_day_that_is_over() -> None:
    made = schedule(
        milestone("accounts", "2027-03-01"),
        milestone("training"),
        link("accounts", "training"),
        today=day("2027-06-05"),
    )
    assert found(made, "training").start == day("2027-06-07")
    assert "7 June 2027" in found(made, "training").why


def test_stated_days_are_never_moved_even_if_they_cannot_be_kept() -> None:
    stated = milestone("training", "2027-03-01", why="from the course plan")
    made = schedule(milestone("accounts", "2027-04-01"), stated, link("accounts", "training"))
    training = found(made, "training")
    assert (training.start, training.end, training.basis, training.why) == (
        stated.start,
        stated.end,
        "stated",
        stated.why,
    )


def test_an_end_follows_from_a_start_and_a_duration() -> None:
    training = found(schedule(milestone("training", "2027-03-04", days=3)), "training")
    assert training.end == day("2027-03-08")
    assert training.basis == "stated"
    assert "3 working days" in training.why


def test_the_same_day_keeps_a_dependency_and_the_day_after_breaks_it() -> None:
    made = schedule(
        milestone("access", "2027-05-03"),
        milestone("go-live", "2027-05-03"),
        milestone("training", "2027-04-30", "2027-05-05"),
        link("access", "go-live"),
        link("training", "go-live"),
    )
    assert [one.margin_days for one in made.dependencies] == [0, -2]
    assert found(made, "training").slack_days == -2


def test_a_weekend_between_counts_for_nothing() -> None:
    made = schedule(
        milestone("cutover", "2027-05-01", "2027-05-02"),
        milestone("go-live", "2027-05-03"),
        milestone("friday", "2027-04-30"),
        milestone("saturday", "2027-05-01"),
        link("friday", "go-live", lag=1),
        link("cutover", "go-live", lag=1),
        link("cutover", "saturday"),
    )
    assert [one.margin_days for one in made.dependencies] == [0, 0, -1]


def test_cancelled_milestones_take_no_part() -> None:
    made = schedule(
        milestone("pilot", "2027-05-03", status="cancelled"), milestone("go-live"), link("pilot", "go-live")
    )
    assert found(made, "go-live").start is None
    assert made.dependencies[0].margin_days is None
    assert found(made, "pilot").slack_days is None


def test_what_was_worked_out_before_is_worked_out_anew() -> None:
    once = schedule(milestone("mail"), milestone("go-live", "2027-05-03"), link("mail", "go-live", lag=5, exact=True))
    moved = [
        one.model_copy(update={"start": day("2027-06-07"), "end": day("2027-06-07")}) if one.id == "go-live" else one
        for one in once.milestones
    ]
    again = scheduled(moved, once.dependencies, PLAIN, TODAY)
    assert found(again, "mail").start == day("2027-05-31")
    assert "7 June" in found(again, "mail").why
    assert "3 May" not in found(again, "mail").why


def test_a_cycle_is_told_with_its_way_and_the_rest_is_scheduled() -> None:
    made = schedule(
        milestone("load", "2027-01-25"),
        milestone("roles"),
        milestone("check"),
        milestone("go-live"),
        milestone("gateway", "2027-03-01"),
        link("roles", "load"),
        link("check", "roles"),
        link("load", "check"),
        link("load", "roles", "SS"),
        link("gateway", "go-live", lag=2),
    )
    assert [set(way) for way in made.cycles] == [{"load", "roles"}]
    assert "“Load” → “Roles” → “Load”" in made.notes[0]
    assert found(made, "go-live").start == day("2027-03-03")


def test_a_rule_gives_way_where_it_closes_a_circle_with_what_is_stated() -> None:
    made = schedule(
        milestone("training", "2027-03-01"),
        milestone("access"),
        link("training", "access", lag=3),
        link("access", "training", basis="computed"),
    )
    assert made.cycles == ()
    assert found(made, "access").start == day("2027-03-04")


def test_without_any_date_the_plan_says_so() -> None:
    made = schedule(milestone("training"), milestone("access"), link("access", "training"))
    assert [one.start for one in made.milestones] == [None, None]
    assert "No milestone has a date" in made.notes[0]


def test_a_dependency_on_something_unknown_is_left_aside_and_told() -> None:
    made = schedule(milestone("training", "2027-03-01"), link("m_gone", "training"))
    assert made.dependencies[0].margin_days is None
    assert "m_gone" in made.notes[0]


def test_the_critical_path_leads_to_the_last_go_live_by_its_tightest_dependencies() -> None:
    made = schedule(
        milestone("design", "2027-02-01"),
        milestone("accounts", "2027-03-01", "2027-03-05"),
        milestone("rooms", "2027-02-01"),
        milestone("training", "2027-03-08", "2027-03-12"),
        milestone("pilot", "2027-02-08", kinds=["go_live"]),
        milestone("go-live", "2027-03-15", kinds=["go_live"]),
        milestone("survey", "2027-05-03"),
        link("design", "accounts"),
        link("accounts", "training", lag=1),
        link("rooms", "training"),
        link("training", "go-live", lag=1),
        link("rooms", "pilot"),
        link("go-live", "survey"),
    )
    assert made.critical_path == ("design", "accounts", "training", "go-live")
    assert found(made, "go-live").slack_days == 0
    assert found(made, "training").slack_days == 0
    assert (found(made, "rooms").slack_days, found(made, "rooms").free_days) == (25, 5)
    assert found(made, "design").free_days == 20


def test_what_is_only_proposed_drives_nothing_and_takes_no_room() -> None:
    made = schedule(
        milestone("accounts", "2027-03-01"),
        milestone("briefing", "2027-03-10", basis="proposed"),
        milestone("go-live", "2027-03-15", kinds=["go_live"]),
        link("accounts", "go-live"),
        link("accounts", "briefing", basis="proposed"),
        link("briefing", "go-live", lag=3, basis="proposed"),
    )
    assert made.critical_path == ("accounts", "go-live")
    assert found(made, "accounts").slack_days == found(made, "accounts").free_days == 10
    assert found(made, "briefing").slack_days == 0


def test_a_code_without_a_holiday_calendar_is_told() -> None:
    assert '"Atlantis"' in schedule(milestone("a", "2027-03-01"), calendar=Calendar("Atlantis")).notes[0]


@st.composite
def nets(draw: st.DrawFn) -> tuple[list[Milestone], list[Dependency]]:
    """Plans without cycles: some milestones with days, some without."""
    size = draw(st.integers(2, 9))
    milestones = []
    for number in range(size):
        first = TODAY + dt.timedelta(days=draw(st.integers(0, 60)))
        last = first + dt.timedelta(days=draw(st.integers(0, 6)))
        dated = draw(st.booleans())
        length = draw(st.integers(1, 4)) if not dated else None
        milestones.append(
            milestone(f"m{number}", str(first) if dated else None, str(last) if dated else None, days=length)
        )
    pairs = draw(st.sets(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=14))
    links = [
        link(f"m{min(pair)}", f"m{max(pair)}", draw(st.sampled_from(TYPES)), draw(st.integers(-3, 6)))
        for pair in sorted(pairs)
        if pair[0] != pair[1]
    ]
    return milestones, links


def counted(start: dt.date, end: dt.date) -> int:
    """Working days from one day to another, one of the two counted, found by walking there."""
    step = dt.timedelta(days=1)
    if end < start:
        return next(-days for days in range(1, 200) if working_days.shift(start, -days) <= end)
    after = sum(working_days.is_working_day(start + step * n) for n in range(1, (end - start).days + 1))
    before = sum(working_days.is_working_day(start + step * n) for n in range((end - start).days))
    return max(after, before)


def by_hand(one: Dependency, at: dict[str, Milestone]) -> int | None:
    before, after = at[one.before], at[one.after]
    start = before.end if one.type in ("FS", "FF") else before.start
    end = after.start if one.type in ("FS", "SS") else after.end
    return None if start is None or end is None else counted(start, end) - one.lag_days


@given(nets())
def test_margins_are_those_that_one_counts_by_hand(net: tuple[list[Milestone], list[Dependency]]) -> None:
    made = scheduled(*net, PLAIN, TODAY)
    at = {one.id: one for one in made.milestones}
    assert [one.margin_days for one in made.dependencies] == [by_hand(one, at) for one in made.dependencies]


@given(nets())
def test_nothing_stated_moves_and_whatever_hangs_on_a_day_gets_one(
    net: tuple[list[Milestone], list[Dependency]],
) -> None:
    made = scheduled(*net, PLAIN, TODAY)
    at = {one.id: one for one in made.milestones}
    for one in net[0]:
        if one.start is not None:
            assert (at[one.id].start, at[one.id].end) == (one.start, one.end)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(at)
    graph.add_edges_from((one.before, one.after) for one in net[1])
    for part in nx.connected_components(graph):
        days = {at[key].start is not None for key in part}
        assert len(days) == 1


@given(nets())
def test_what_was_worked_out_keeps_to_what_it_follows_from_and_leaves_no_day_unused(
    net: tuple[list[Milestone], list[Dependency]],
) -> None:
    made = scheduled(*net, PLAIN, TODAY)
    for one in made.milestones:
        if one.basis != "computed" or one.start is None:
            continue
        margins = [
            d.margin_days for d in made.dependencies if one.id in (d.before, d.after) and d.margin_days is not None
        ]
        assert one.duration_days == counted(one.start, one.end or one.start) + 1
        assert 0 in margins or "not before" in one.why or any(abs(margin) == 1 for margin in margins)


@given(nets())
def test_total_slack_is_the_least_sum_of_margins_on_any_way(net: tuple[list[Milestone], list[Dependency]]) -> None:
    made = scheduled(*net, PLAIN, TODAY)
    at = {one.id: one for one in made.milestones if one.end is not None}
    last = max((one.end for one in at.values() if one.end), default=None)
    finish = made.critical_path[-1] if made.critical_path else None
    ways: dict[str, list[tuple[int, str]]] = {key: [] for key in at}
    for tie in made.dependencies:
        if tie.margin_days is not None:
            ways[tie.before].append((tie.margin_days, tie.after))
    for one in at.values():
        assert one.end is not None
        assert last is not None
        if not ways[one.id]:
            assert one.slack_days == (0 if one.id == finish else counted(one.end, last))
            continue
        least = min(margin + (at[after].slack_days or 0) for margin, after in ways[one.id])
        assert one.slack_days == (min(0, least) if one.id == finish else least)
        assert one.free_days == min(margin for margin, _ in ways[one.id])


@given(nets())
def test_slack_is_how_far_a_milestone_can_slip_until_the_finish_does(
    net: tuple[list[Milestone], list[Dependency]],
) -> None:
    links = [one.model_copy(update={"type": "FS", "lag_days": 0}) for one in net[1]]
    place = {one.id: 3 * number for number, one in enumerate(net[0])}
    made = scheduled([milestone(key, str(PLAIN.shift(TODAY, at))) for key, at in place.items()], links, PLAIN, TODAY)
    if not made.critical_path:
        return
    finish = made.critical_path[-1]

    def slipped(key: str, days: int) -> int:
        """Where the finish is, in working days, once a milestone has slipped and pushed what waits for it."""
        at = dict(place)
        at[key] += days
        for here in at:
            at[here] = max([at[here], *(at[link.before] for link in links if link.after == here)])
        return at[finish]

    graph: nx.DiGraph[str] = nx.DiGraph((link.before, link.after) for link in links)
    for one in made.milestones:
        if one.id in nx.ancestors(graph, finish):
            assert one.slack_days is not None
            assert slipped(one.id, one.slack_days) == place[finish]
            assert slipped(one.id, one.slack_days + 1) > place[finish]


@given(nets())
def test_cycles_are_found_where_networkx_finds_them(net: tuple[list[Milestone], list[Dependency]]) -> None:
    turned = [*net[1], *(link(one.after, one.before) for one in net[1][:2])]
    made = scheduled(net[0], turned, PLAIN, TODAY)
    graph: nx.DiGraph[str] = nx.DiGraph([(one.before, one.after) for one in turned])
    knots = [knot for knot in nx.strongly_connected_components(graph) if len(knot) > 1]
    assert len(made.cycles) == len(knots)
    for cycle in made.cycles:
        knot = next(some for some in knots if cycle[0] in some)
        shortest = min(len(way) for way in nx.simple_cycles(graph.subgraph(knot)))
        assert len(cycle) == shortest
        assert nx.is_path(graph, [*cycle, cycle[0]])
