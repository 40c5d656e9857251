"""How far apart two things are, in working days."""

from __future__ import annotations

import pytest

from service.interpretation.drafting.linking.lags import Lag, before_word, lag_cell, notation, relative, working_days


@pytest.mark.parametrize(
    ("words", "lag"),
    [
        ("the survey goes out two weeks", Lag(10, exact=True)),
        ("accounts are opened at least five working days", Lag(5)),
        ("no later than 10 calendar days", Lag(7)),
        ("keys are handed over the day", Lag(1, exact=True)),
        ("the desk opens 14 days", Lag(10, exact=True)),
        ("a month", Lag(21, exact=True)),
        ("within 3 days", Lag()),
        ("it starts immediately", Lag()),
    ],
)
def test_a_distance_in_words_is_told_in_working_days(words: str, lag: Lag) -> None:
    assert before_word(words)[1] == lag


def test_what_stands_before_the_distance_is_kept() -> None:
    assert before_word("the survey goes out two weeks")[0].strip() == "the survey goes out"


@pytest.mark.parametrize(
    ("text", "anchor", "sense", "days"),
    [
        ("Go-live − 2 weeks", "Go-live", "before", 10),
        ("T-10", "T", "before", 10),
        ("D+3", "D", "after", 3),
        ("opening day + 5 working days", "opening day", "after", 5),
    ],
)
def test_a_day_counted_from_another_is_exact(text: str, anchor: str, sense: str, days: int) -> None:
    found = relative(text)
    assert found is not None
    assert (found.anchor, found.sense, found.lag) == (anchor, sense, Lag(days, exact=True))


@pytest.mark.parametrize("text", ["2027-05-03", "M-1", "mid-May", "TBD"])
def test_dates_and_ids_are_no_days_counted_from_another(text: str) -> None:
    assert relative(text) is None


def test_a_link_is_read_as_project_programs_write_it() -> None:
    assert notation("FS+2d") == ("FS", 2)
    assert notation("SS-1w") == ("SS", -5)
    assert notation("ff") == ("FF", 0)
    assert notation("soon") is None
    assert lag_cell("-1 week") == -5


def test_calendar_days_count_as_the_working_days_among_them() -> None:
    assert working_days(21, "days") == 15
    assert working_days(10, "days", calendar=True) == 7
    assert working_days(3, "days") == 3
