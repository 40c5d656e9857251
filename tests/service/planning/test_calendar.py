"""Working days by number, held against counting day by day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.planning import working_days
from service.planning.calendar import Calendar

DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2032, 12, 31))
COUNTRIES = st.sampled_from([None, "DE-BY", "US", "AE"])
KEPT = {country: Calendar(country) for country in (None, "DE-BY", "US", "AE")}


@given(DAYS, st.integers(-80, 80), COUNTRIES)
def test_a_shift_is_the_one_that_counting_day_by_day_gives(day: dt.date, days: int, country: str | None) -> None:
    assert KEPT[country].shift(day, days) == working_days.shift(day, days, country)


@given(DAYS, COUNTRIES)
def test_a_day_is_worked_on_unless_it_is_a_weekend_or_a_public_holiday(day: dt.date, country: str | None) -> None:
    assert KEPT[country].works(day) == working_days.is_working_day(day, country)


@given(DAYS, st.integers(-80, 80), COUNTRIES)
def test_the_distance_undoes_the_shift_from_either_end(day: dt.date, days: int, country: str | None) -> None:
    calendar = KEPT[country]
    if days >= 0:
        assert calendar.distance(day, calendar.shift(day, days)) == days
        assert calendar.distance(calendar.shift(day, -days), day) == days
    else:
        assert calendar.distance(day, calendar.shift(day, days)) == days


@given(DAYS, DAYS)
def test_a_distance_is_negative_exactly_when_the_second_day_lies_before_the_first(one: dt.date, other: dt.date) -> None:
    assert (KEPT["DE-BY"].distance(one, other) < 0) == (other < one)


@given(st.lists(DAYS, min_size=2, max_size=6))
def test_numbers_do_not_depend_on_the_order_in_which_days_are_asked_for(days: list[dt.date]) -> None:
    one, other = Calendar("DE-BY"), Calendar("DE-BY")
    there = {day: one.number(day) for day in days}
    back = {day: other.number(day) for day in reversed(days)}
    assert there == back


def test_days_on_which_the_organisation_is_closed_are_not_counted() -> None:
    closed = Calendar("DE-BY", [dt.date(2027, 5, 4)])
    assert closed.shift(dt.date(2027, 5, 3), 1) == dt.date(2027, 5, 5)


def test_an_unknown_country_has_weekends_only_and_is_told() -> None:
    calendar = Calendar("Atlantis")
    assert calendar.unknown == "Atlantis"
    assert calendar.shift(dt.date(2027, 12, 24), 1) == dt.date(2027, 12, 27)


@pytest.mark.parametrize("days", [10**9, -(10**9)])
def test_a_shift_past_the_end_of_time_stays_within_it(days: int) -> None:
    assert dt.date.min <= Calendar("DE-BY").shift(dt.date(2027, 1, 4), days) <= dt.date.max
