"""Dates and their order: what must come first, what cannot be, what two documents give differently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import pytest

from service.planning.calendar import Calendar
from service.planning.checks.context import Context
from service.planning.checks.order.contradicting_dates import contradicting_dates
from service.planning.checks.order.dependency_cycle import dependency_cycle
from service.planning.checks.order.impossible_date import impossible_date
from service.planning.checks.order.prerequisite_too_late import prerequisite_too_late
from service.planning.nouns import Dependency, Edit, Milestone, Quote, StatedDate
from service.planning.observed import BadDate, Disputed, Observed
from service.planning.scheduling.schedule import scheduled
from tests.service.planning.plans import TODAY, day, link, milestone

IT = Quote(source="p_it", text="live on 3 May", title="Rollout plan", community="it", written=dt.date(2027, 1, 10))
HR = Quote(source="p_hr", text="from 17 May", title="Course plan", community="hr", written=dt.date(2027, 1, 12))


def context(
    milestones: Sequence[Milestone], links: Iterable[Dependency] = (), observed: Observed | None = None
) -> Context:
    made = scheduled(milestones, list(links), Calendar(), TODAY)
    return Context(made.milestones, made.dependencies, observed or Observed(), TODAY)


def vague(one: Milestone) -> Milestone:
    assert one.start is not None
    assert one.end is not None
    return one.model_copy(
        update={"dates": (StatedDate(start=one.start, end=one.end, words="May", precise=False, quote=IT),)}
    )


def test_what_is_needed_and_comes_after_is_told_with_both_days_and_sources() -> None:
    found = list(
        prerequisite_too_late(
            context(
                [
                    milestone("wifi", "2027-01-11", "2027-03-12", title="Access points", sources=["p_net"]),
                    milestone("live", "2027-03-01", title="Ward 1 live", kinds=["go_live"], sources=["p_ward"]),
                ],
                [link("wifi", "live", sources=["p_needs"], why="wards need the network")],
            )
        )
    )
    assert [one.severity for one in found] == ["high"]
    assert found[0].title == (
        "“Access points” is over on 12 March 2027, 9 working days too late for “Ward 1 live” on 1 March 2027"
    )
    assert {source for side in found[0].sides for source in side.sources} == {"p_net", "p_ward", "p_needs"}


def test_one_late_prerequisite_is_told_once_for_all_that_wait() -> None:
    steps = [milestone("wifi", "2027-03-12"), milestone("one", "2027-03-08"), milestone("two", "2027-03-10")]
    found = list(prerequisite_too_late(context(steps, [link("wifi", "one"), link("wifi", "two")])))
    assert [one.milestones for one in found] == [("wifi", "one", "two")]


@pytest.mark.parametrize(
    ("before", "after", "tie"),
    [
        pytest.param(milestone("a", "2027-03-01"), milestone("b", "2027-03-01"), link("a", "b"), id="the same day"),
        pytest.param(
            milestone("a", "2027-03-12"), milestone("b", "2027-03-01"), link("a", "b", basis="computed"), id="by a rule"
        ),
        pytest.param(
            milestone("a", "2027-03-12", status="done"), milestone("b", "2027-03-01"), link("a", "b"), id="done anyway"
        ),
        pytest.param(
            milestone("a", "2027-03-12", kinds=["access"]),
            milestone("b", "2027-03-01", kinds=["training"]),
            link("a", "b"),
            id="a rule of its own",
        ),
        pytest.param(
            vague(milestone("a", "2027-05-01", "2027-05-31")), milestone("b", "2027-05-10"), link("a", "b"), id="in May"
        ),
        pytest.param(
            milestone("a", "2027-05-10"),
            vague(milestone("b", "2027-05-01", "2027-05-31")),
            link("a", "b"),
            id="for May",
        ),
        pytest.param(milestone("a", "2027-03-12"), milestone("b"), link("a", "b", lag=-20), id="no day of its own"),
    ],
)
def test_an_order_that_may_be_kept_is_no_finding(before: Milestone, after: Milestone, tie: Dependency) -> None:
    assert list(prerequisite_too_late(context([before, after], [tie]))) == []


def test_a_month_that_begins_too_late_is_a_finding() -> None:
    steps = [vague(milestone("a", "2027-05-01", "2027-05-31")), milestone("b", "2027-04-10")]
    assert len(list(prerequisite_too_late(context(steps, [link("a", "b")])))) == 1


def test_hours_of_one_day_count_where_they_are_told() -> None:
    course = milestone("course", "2027-05-03").model_copy(update={"starts_at": dt.time(13), "ends_at": dt.time(17)})
    early, late = (milestone("live", "2027-05-03").model_copy(update={"starts_at": dt.time(hour)}) for hour in (6, 18))
    assert len(list(prerequisite_too_late(context([course, early], [link("course", "live")])))) == 1
    assert list(prerequisite_too_late(context([course, late], [link("course", "live")]))) == []


def test_a_circle_is_told_once_with_its_way_and_not_as_a_late_prerequisite() -> None:
    steps = [milestone("load", "2027-01-25"), milestone("roles", "2027-02-08"), milestone("check", "2027-02-08")]
    turning = context(steps, [link("roles", "load"), link("check", "roles"), link("load", "check")])
    found = list(dependency_cycle(turning))
    assert [set(one.milestones) for one in found] == [{"load", "roles", "check"}]
    assert all(side.sources for side in found[0].sides)
    assert list(prerequisite_too_late(turning)) == []


def test_a_circle_that_only_a_rule_closes_is_none() -> None:
    steps = [milestone("a", "2027-01-25"), milestone("b", "2027-02-08")]
    assert list(dependency_cycle(context(steps, [link("a", "b"), link("b", "a", basis="computed")]))) == []


def test_days_that_cannot_be_are_told_once_a_milestone() -> None:
    backwards = milestone("photos", "2027-03-22", "2027-03-12")
    bad = BadDate("22/3 to 12/3", "the end lies before the start", IT, "photos")
    found = list(impossible_date(context([backwards], observed=Observed(bad_dates=(bad,)))))
    assert len(found) == 1
    assert "22/3 to 12/3" in found[0].title
    assert [one.milestones for one in impossible_date(context([backwards]))] == [("photos",)]
    unknown = BadDate("30 February", "February has no 30th", IT)
    assert "30 February" in next(iter(impossible_date(context([], observed=Observed(bad_dates=(unknown,)))))).question


def disputed(*days: str) -> Observed:
    pairs = tuple((day(one), day(one)) for one in days)
    return Observed(disputed=(Disputed("Go-live", (HR, IT), pairs, "live"),))


def test_documents_that_give_different_days_are_told_with_each_ones_words() -> None:
    found = list(
        contradicting_dates(context([milestone("live", "2027-05-17")], observed=disputed("2027-05-17", "2027-05-03")))
    )
    assert [(side.community, side.says, side.sources) for side in found[0].sides] == [
        ("hr", "from 17 May", ("p_hr",)),
        ("it", "live on 3 May", ("p_it",)),
    ]
    assert "17 May 2027 or 3 May 2027" in found[0].title


@pytest.mark.parametrize(
    ("days", "kinds", "severity"),
    [
        (("2027-05-17", "2027-05-03"), (), "high"),
        (("2027-05-06", "2027-05-03"), (), "medium"),
        (("2027-05-04", "2027-05-03"), (), "low"),
        (("2027-05-04", "2027-05-03"), ("go_live",), "high"),
    ],
)
def test_days_further_apart_weigh_more(days: tuple[str, str], kinds: tuple[str, ...], severity: str) -> None:
    live = milestone("live", days[0]).model_copy(update={"kinds": kinds})
    assert [one.severity for one in contradicting_dates(context([live], observed=disputed(*days)))] == [severity]


def test_a_person_who_has_decided_since_settles_it() -> None:
    def live(at: str) -> Milestone:
        word = Edit(by="ana", at=at, reason="agreed", changes={"start": "2027-05-17"})
        return milestone("live", "2027-05-17").model_copy(update={"edits": (word,)})

    clash = disputed("2027-05-17", "2027-05-03")
    assert list(contradicting_dates(context([live("2027-01-20T08:00:00Z")], observed=clash))) == []
    assert len(list(contradicting_dates(context([live("2027-01-11T08:00:00Z")], observed=clash)))) == 1


def test_a_side_that_has_come_to_the_newer_day_itself_contradicts_nobody() -> None:
    clash = disputed("2027-05-17", "2027-05-03")
    moved = Quote(source="p_mail", text="17 May it is", community="it", written=dt.date(2027, 1, 11))

    def live(quote: Quote) -> Milestone:
        told = StatedDate(start=day("2027-05-17"), end=day("2027-05-17"), words="17 May", quote=quote)
        return milestone("live", "2027-05-17").model_copy(update={"dates": (told,)})

    assert list(contradicting_dates(context([live(moved)], observed=clash))) == []
    earlier = moved.model_copy(update={"written": dt.date(2027, 1, 9)})
    assert len(list(contradicting_dates(context([live(earlier)], observed=clash)))) == 1


def test_one_day_said_twice_is_no_contradiction() -> None:
    same = disputed("2027-05-17", "2027-05-17")
    assert list(contradicting_dates(context([milestone("live", "2027-05-17")], observed=same))) == []
