"""The rule `on_a_holiday`."""

from __future__ import annotations

import pytest

from service.planning.checks.calendar.on_a_holiday import on_a_holiday
from service.planning.nouns import Milestone
from tests.service.planning.checks.steps import closure, plan, shift, step


def test_what_needs_people_on_a_public_holiday_is_one_finding_for_the_day() -> None:
    start = step("go_live", "Lumo go-live", "05-06")
    help_ = step("support_cover", "Extra people", "05-06", "05-14")
    (found,) = on_a_holiday(plan(start, help_, country="DE"))
    assert set(found.milestones) == {start.id, help_.id}
    assert "6 May 2027" in found.title


@pytest.mark.parametrize("country", [None, "GB"])
def test_a_day_that_is_a_holiday_elsewhere_is_no_finding(country: str | None) -> None:
    assert not list(on_a_holiday(plan(step("go_live", "Lumo go-live", "05-06"), country=country)))


def test_a_holiday_of_the_region_counts() -> None:
    start = step("go_live", "Lumo go-live", "01-06")
    assert list(on_a_holiday(plan(start, country="DE-BY")))
    assert not list(on_a_holiday(plan(start, country="DE-HH")))


@pytest.mark.parametrize(
    "harmless",
    [
        step("go_live", "Cutover over the weekend", "05-08"),
        step("go_live", "Lumo go-live", "05-06", said="Go-live on the bank holiday, when the shops are closed"),
        step("change", "Database upgrade", "05-06"),
        step("communication", "Mail to all: what changes", "05-06"),
        step("training", "Courses", "04-26", "05-28"),
        step("go_live", "Lumo go-live", "05-06", "05-31", vague=True),
        step("go_live", "Lumo go-live", "05-06", status="done"),
    ],
    ids=lambda m: m.title,
)
def test_what_needs_nobody_or_was_meant_so_is_no_finding(harmless: Milestone) -> None:
    assert not list(on_a_holiday(plan(harmless, country="DE")))


def test_a_course_on_a_sunday_is_a_finding_unless_its_people_work_then() -> None:
    course = step("training", "Course for cashiers", "10-24", groups=("cashiers",))
    assert list(on_a_holiday(plan(course)))
    assert list(on_a_holiday(plan(course, work=(shift("08:00", "20:00", "cashier", days=range(6)),))))
    assert not list(on_a_holiday(plan(course, work=(shift("08:00", "20:00", "cashier", days=range(7)),))))


def test_closing_days_count_for_those_who_are_closed() -> None:
    start = step("go_live", "Start in Pune", "03-22", groups=("pune",))
    away = closure("holiday", "Holi", "03-22", "03-22", "pune")
    (found,) = on_a_holiday(plan(start, closures=(away,)))
    assert found.sides[-1].sources == (away.quote.source,)
    assert not list(on_a_holiday(plan(start, closures=(closure("holiday", "Holi", "03-22", "03-22", "hartford"),))))


def test_systems_may_change_in_long_holidays_and_courses_may_not() -> None:
    break_ = closure("holiday", "Summer break", "07-15", "08-25")
    assert not list(on_a_holiday(plan(step("go_live", "Lumo go-live", "08-02"), closures=(break_,))))
    assert list(on_a_holiday(plan(step("training", "Courses", "08-02", "08-06"), closures=(break_,))))
