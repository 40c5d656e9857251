from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.metrics.texts.days import Day, find

SPELLINGS = (
    "{d} {B} {y}",
    "{B} {d}, {y}",
    "{d:02}.{m:02}.{y}",
    "{d}.{m}.{yy:02}",
    "{d:02}/{m:02}/{y}",
    "{m:02}/{d:02}/{y}",
    "{y}-{m:02}-{d:02}",
    "{y}-{m:02}-{d:02}T09:30",
    "{d}-{b}-{y}",
    "the {d}th of {B}, {y}",
    "{b}. {d} {y}",
    "{d} {B}",
    "{B} the {d}th",
    "{d}/{m}",
    "{d:02}.{m:02}.",
)
FRAMES = ("Done by {} at the latest.", "({})", "{}", "from {} – see the plan", "Fri {}: all sites")


def meant(text: str) -> list[tuple[Day, ...]]:
    return [written.days for written in find(text)]


@settings(max_examples=300, deadline=None)
@given(st.dates(dt.date(2020, 1, 1), dt.date(2039, 12, 31)), st.sampled_from(SPELLINGS), st.sampled_from(FRAMES))
def test_a_day_is_read_in_any_spelling(day: dt.date, spelling: str, frame: str) -> None:
    written = spelling.format(d=day.day, m=day.month, y=day.year, yy=day.year % 100, B=f"{day:%B}", b=f"{day:%b}")
    (days,) = meant(frame.format(written))
    wanted = Day(day.year, day.month, day.day)
    assert any(one.tells(wanted) for one in days)
    other = day + dt.timedelta(days=15)
    if day.day > 12:
        assert not any(one.tells(Day(other.year, other.month, other.day)) for one in days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("14 to 16 May 2027", [14, 16]),
        ("14–16 May", [14, 16]),
        ("on 3, 4 and 5 May", [3, 4, 5]),
        ("May 14-16, 2027", [14, 16]),
        ("between 14th and 16th May", [14, 16]),
    ],
)
def test_of_a_range_each_end_is_a_day_of_that_month(text: str, days: list[int]) -> None:
    assert [(one.month, one.day) for (one,) in meant(text)] == [(5, day) for day in days]


@pytest.mark.parametrize(
    "text",
    [
        "version 2.14.1",
        "you may 200 times",
        "call 01/4443",
        "in room 31.3",
        "10.14.2.7",
        "35 May",
        "30/02/2027",
        "maybe 14",
        "marching 3",
        "4.5 days",
    ],
)
def test_what_is_no_day_is_left_alone(text: str) -> None:
    assert find(text) == []


def test_another_year_is_another_day_and_a_missing_one_leaves_it_open() -> None:
    day = Day(2027, 5, 14)
    assert not Day(2026, 5, 14).tells(day)
    assert Day(None, 5, 14).tells(day)
    assert day.tells(Day(None, 5, 14))


def test_a_day_tells_its_month_and_not_the_other_way_round() -> None:
    day, month = Day(2027, 5, 14), Day(2027, 5, None)
    assert day.tells(month)
    assert not month.tells(day)
    assert meant("by May 2027") == [(month,)]
