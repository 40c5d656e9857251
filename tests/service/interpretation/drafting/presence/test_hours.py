"""Hours of the week as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from service.interpretation.drafting.presence import hours


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("07:00-19:00", "07:00", "19:00"),
        ("8 am to 6 pm", "08:00", "18:00"),
        ("6 to 8 pm", "18:00", "20:00"),
        ("9:00 am to noon", "09:00", "12:00"),
        ("Mon-Fri 8-18", "08:00", "18:00"),
        ("0700-1530", "07:00", "15:30"),
        ("22.00–06.00", "22:00", "06:00"),
        ("Mon-Fri 9 to 5", "09:00", "17:00"),
        ("Sunday 8 to 8", "08:00", "20:00"),
    ],
)
def test_stretches_of_the_day(text: str, start: str, end: str) -> None:
    (found,) = hours.times_in(text)
    assert (found.start, found.end) == (dt.time.fromisoformat(start), dt.time.fromisoformat(end))


@pytest.mark.parametrize(
    "text", ["from 3 to 24 March", "2027-05-03", "1.2-1.4", "10 to 12 people", "every Wednesday from 3 to 24 March"]
)
def test_dates_and_counts_are_no_hours(text: str) -> None:
    assert not hours.times_in(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Monday to Friday", {0, 1, 2, 3, 4}),
        ("Mon-Sat, except Wednesday", {0, 1, 3, 4, 5}),
        ("daily", set(range(7))),
        ("not at weekends", {0, 1, 2, 3, 4}),
        ("Mo-Sa", {0, 1, 2, 3, 4, 5}),
        ("Saturdays and Sundays", {5, 6}),
    ],
)
def test_days_of_the_week(text: str, days: set[int]) -> None:
    assert hours.days_in(text) == frozenset(days)


def test_no_day_is_named_where_a_date_has_its_weekday() -> None:
    assert hours.days_in("Mon 3 May") is None


def test_each_stretch_has_the_days_before_it() -> None:
    week, saturday = hours.hours_in("Mon-Fri 9:00-17:00, Sat 9:00-12:00", hours.ALL_DAYS)
    assert week.days == hours.WORKDAYS
    assert saturday.days == {5}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Sat 10-4", {5}),
        ("school days 6:30 a.m. to 5 p.m.", {0, 1, 2, 3, 4}),
        ("Monday to Friday, 10 am to 6 pm; Saturday and Sunday closed", {0, 1, 2, 3, 4}),
        ("weekdays 9 am - 5 pm, at any time of the year", {0, 1, 2, 3, 4}),
        ("around the clock, Sunday 22:00 until Friday 22:00", {6, 0, 1, 2, 3, 4}),
    ],
)
def test_days_that_hours_are_for(text: str, days: set[int]) -> None:
    (found,) = hours.hours_in(text, hours.ALL_DAYS)
    assert found.days == days
