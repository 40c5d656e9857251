from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree

from service.planning.exports.texts import mspdi
from service.planning.nouns import LinkType, Plan
from tests.service.planning.exports.liaison import edge, milestone, sample
from tests.service.planning.exports.plans import PLANS

# The order of the elements that are used, as the published schema has them.
PROJECT = (
    "SaveVersion UID Name Title Revision ScheduleFromStart StartDate FinishDate CurrencyCode CalendarUID "
    "DefaultStartTime DefaultFinishTime MinutesPerDay MinutesPerWeek DaysPerMonth HonorConstraints WeekStartDay "
    "StatusDate CurrentDate Calendars Tasks Resources Assignments"
).split()
CALENDAR = "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions".split()
TASK = (
    "UID ID Name Type IsNull Contact WBS OutlineNumber OutlineLevel Priority Start Finish Duration DurationFormat "
    "Estimated Milestone Summary Critical PercentComplete ActualStart ActualFinish ActualDuration RemainingDuration "
    "ConstraintType CalendarUID ConstraintDate IgnoreResourceCalendar Notes PredecessorLink"
).split()
LINK = "PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat".split()
SPACE = f"{{{mspdi.NAMESPACE}}}"


def project(plan: Plan) -> Element:
    root: Element = ElementTree.fromstring(mspdi.export(plan).content)
    return root


def names(element: Element) -> list[str]:
    return [child.tag.removeprefix(SPACE) for child in element]


def text(element: Element, name: str) -> str | None:
    return element.findtext(f"{SPACE}{name}")


def tasks(plan: Plan) -> dict[str | None, Element]:
    return {text(task, "Name"): task for task in project(plan).iter(f"{SPACE}Task")}


def links(task: Element) -> Iterator[tuple[str | None, ...]]:
    for link in task.iter(f"{SPACE}PredecessorLink"):
        yield tuple(text(link, name) for name in ("PredecessorUID", "Type", "LinkLag", "LagFormat"))


@pytest.mark.parametrize("name", PLANS)
def test_elements_stand_in_the_order_of_the_schema(name: str) -> None:
    root = project(PLANS[name]())
    for order, found in (
        (PROJECT, [root]),
        (CALENDAR, root.iter(f"{SPACE}Calendar")),
        (TASK, root.iter(f"{SPACE}Task")),
    ):
        for element in found:
            places = [order.index(child) for child in names(element)]
            assert places == sorted(places)
    for link in root.iter(f"{SPACE}PredecessorLink"):
        assert [LINK.index(child) for child in names(link)] == sorted(LINK.index(child) for child in names(link))


def test_each_track_is_a_summary_task_with_its_milestones_below() -> None:
    found = tasks(sample())
    assert [name for name, task in found.items() if text(task, "Summary") == "1"] == [
        "Technical track",
        "Both tracks",
        "Readiness track",
    ]
    assert text(found["Courses for wave 1"], "OutlineNumber") == "3.3"


def test_links_carry_type_and_lag_in_tenths_of_minutes_between_points_of_time() -> None:
    found = tasks(sample())
    uid = {name: text(task, "UID") for name, task in found.items()}
    assert set(links(found["Wave 1 goes live"])) == {
        (uid["Accounts for wave 1"], "1", "19200", "7"),
        (uid["Courses for wave 1"], "0", "-4800", "7"),
        (uid["Service desk briefed and rota agreed"], "1", "-4800", "7"),
    }
    assert list(links(found["Floor walkers in the first 48 hours"])) == [(uid["Wave 1 goes live"], "3", "0", "7")]
    assert list(links(found["Survey of the wards four weeks on"])) == [(uid["Wave 2 goes live"], "2", "-4800", "7")]


def test_a_stated_date_must_hold_and_a_proposed_one_may_slip() -> None:
    found = tasks(sample())
    assert text(found["Wave 1 goes live"], "ConstraintType") == "2"
    assert text(found["Wave 1 goes live"], "ConstraintDate") == "2027-05-17T08:00:00"
    assert text(found["Survey of the wards four weeks on"], "ConstraintType") == "4"


def test_durations_are_working_days_unless_the_work_falls_on_a_day_off() -> None:
    found = tasks(sample())
    assert text(found["Courses for wave 1"], "Duration") == "PT56H0M0S"  # Ascension Day is off
    assert text(found["Floor walkers in the first 48 hours"], "Duration") == "PT16H0M0S"  # from Whit Monday on
    assert text(found["Wave 2 goes live"], "Duration") == "PT0H0M0S"
    assert text(found["Wave 2 goes live"], "CalendarUID") == "2"  # a Saturday


@pytest.mark.parametrize("type", ["FS", "SS", "FF", "SF"])
@pytest.mark.parametrize("lag", [0, 2, -1])
@pytest.mark.parametrize(("long", "long_after"), [(0, 0), (0, 3), (3, 0), (3, 3)])
def test_a_link_holds_on_the_days_on_which_the_plan_says_that_it_just_holds(
    type: LinkType, lag: int, long: int, long_after: int
) -> None:
    first = dt.date(2027, 6, 7)
    before = dt.timedelta(days=long if type[0] == "F" else 0)
    after = first + before + dt.timedelta(days=lag) - dt.timedelta(days=long_after if type[1] == "F" else 0)
    ends = (first + dt.timedelta(days=long), after + dt.timedelta(days=long_after))
    plan = sample().model_copy(
        update={
            "milestones": (
                milestone("a", "technical", "A", first.isoformat(), ends[0].isoformat()),
                milestone("b", "technical", "B", after.isoformat(), ends[1].isoformat()),
            ),
            "dependencies": (edge("a", "b", type=type, lag=lag),),
        }
    )
    found = tasks(plan)
    ((_, _, tenths, _),) = links(found["B"])
    points = [
        dt.datetime.fromisoformat(text(found[name], "Start" if kind == "S" else "Finish") or "")
        for name, kind in zip("AB", type, strict=True)
    ]
    days = [point.date().toordinal() + (point.hour == 17) for point in points]
    assert days[1] - days[0] == int(tenths or "0") / 4800


@pytest.mark.parametrize(("lag", "tenths"), [(1, "0"), (2, "4800"), (0, "0")])
def test_a_lag_from_a_weekend_counts_from_the_next_working_day(lag: int, tenths: str) -> None:
    plan = sample().model_copy(
        update={
            "milestones": (
                milestone("saturday", "technical", "A", "2027-06-12"),
                milestone("later", "technical", "B", "2027-06-14"),
            ),
            "dependencies": (edge("saturday", "later", type="SS", lag=lag),),
        }
    )
    assert [link[2] for link in links(tasks(plan)["B"])] == [tenths]


def test_public_holidays_are_exceptions_of_the_calendar() -> None:
    root = project(sample())
    periods = root.findall(f".//{SPACE}Exception/{SPACE}TimePeriod/{SPACE}FromDate")
    assert "2027-05-06T00:00:00" in {period.text for period in periods}


def test_a_circle_is_opened_where_project_would_refuse_it_and_reported() -> None:
    plan = sample()
    around = plan.model_copy(update={"dependencies": (*plan.dependencies, edge("golive", "server"))})
    export = mspdi.export(around)
    assert any("would close a circle" in line for line in export.report)
    assert not any("circle" in line for line in mspdi.export(plan).report)
    before = {text(task, "UID"): {link[0] for link in links(task)} for task in tasks(around).values()}
    done: set[str | None] = set()
    while ready := {uid for uid, waits in before.items() if uid not in done and waits <= done}:
        done |= ready
    assert done == set(before)


def test_what_has_no_date_is_not_given_one() -> None:
    assert "Joint review" not in tasks(sample())
    assert any("Joint review" in line for line in mspdi.export(sample()).report)


def test_an_end_before_its_start_is_shown_over_both_days() -> None:
    turned = milestone("turned", "technical", "Turned", "2027-03-12").model_copy(update={"end": dt.date(2027, 3, 10)})
    plan = sample().model_copy(update={"milestones": (turned,), "dependencies": ()})
    assert text(tasks(plan)["Turned"], "Start") == "2027-03-10T08:00:00"
