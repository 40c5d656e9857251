"""Dates in the forms people write: each sentence with the words that are a date in it, and what they mean."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.documents import Block, Cell
from service.interpretation.facts import SprintCalendar, find_dates, read
from service.planning.facts import Fact

# A Tuesday.
TODAY = dt.date(2027, 4, 20)


def dates(text: str, **options: object) -> list[Fact]:
    return find_dates(read(text), today=TODAY, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "words", "value", "unit"),
    [
        ("Go-live is 2027-03-14.", "2027-03-14", "2027-03-14", "day"),
        ("Go-live is 2027/03/14.", "2027/03/14", "2027-03-14", "day"),
        ("It starts on 14 March 2027 in Lyon.", "14 March 2027", "2027-03-14", "day"),
        ("It starts on the 14th of March, 2027.", "14th of March, 2027", "2027-03-14", "day"),
        ("March 14th, 2027 is the day", "March 14th, 2027", "2027-03-14", "day"),
        ("Due: 14-Mar-27", "14-Mar-27", "2027-03-14", "day"),
        ("moved to 14.03.2027 at last", "14.03.2027", "2027-03-14", "day"),
        ("on 14/03/27 we meet", "14/03/27", "2027-03-14", "day"),
        ("on 03/14/2027 we meet", "03/14/2027", "2027-03-14", "day"),
        ("closed 3–14 May 2027", "3–14 May 2027", "2027-05-03/2027-05-14", "day"),
        ("closed May 3 - 14, 2027", "May 3 - 14, 2027", "2027-05-03/2027-05-14", "day"),
        ("from 3 May 2027 to 14 May 2027", "3 May 2027 to 14 May 2027", "2027-05-03/2027-05-14", "day"),
        ("between 3 May and 14 May 2027", "3 May and 14 May 2027", "2027-05-03/2027-05-14", "day"),
        ("from Monday 3 to Friday 14 May 2027", "Monday 3 to Friday 14 May 2027", "2027-05-03/2027-05-14", "day"),
        ("freeze 28 Dec 2026 – 8 Jan 2027", "28 Dec 2026 – 8 Jan 2027", "2026-12-28/2027-01-08", "day"),
        ("freeze 28 Dec – 8 Jan 2027", "28 Dec – 8 Jan 2027", "2026-12-28/2027-01-08", "day"),
        ("03.05.–14.05.2027", "03.05.–14.05.2027", "2027-05-03/2027-05-14", "day"),
        ("On 3 and 4 May 2027 the site is shut", "3 and 4 May 2027", "2027-05-03/2027-05-04", "day"),
        ("in May 2027", "May 2027", "2027-05-01/2027-05-31", "month"),
        ("due Mar-27", "Mar-27", "2027-03-01/2027-03-31", "month"),
        ("from March to May 2027", "March to May 2027", "2027-03-01/2027-05-31", "month"),
        ("by Q3 2027", "Q3 2027", "2027-07-01/2027-09-30", "quarter"),
        ("in the third quarter of 2027", "third quarter of 2027", "2027-07-01/2027-09-30", "quarter"),
        ("Q2–Q3 2027", "Q2–Q3 2027", "2027-04-01/2027-09-30", "quarter"),
        ("in H2 2027", "H2 2027", "2027-07-01/2027-12-31", "quarter"),
        ("ready by 2026-W50", "2026-W50", "2026-12-07/2026-12-13", "week"),
        ("in KW 19/2027", "KW 19/2027", "2027-05-10/2027-05-16", "week"),
        ("in 2028 at the latest", "2028", "2028-01-01/2028-12-31", "year"),
        ("the freeze ends 14 March 2027 at 18:00 CET.", "14 March 2027 at 18:00 CET", "2027-03-14T18:00", "day"),
        ("at 6 pm on 14 March 2027", "6 pm on 14 March 2027", "2027-03-14T18:00", "day"),
        ("2027-03-14T18:00Z", "2027-03-14T18:00Z", "2027-03-14T18:00", "day"),
        ("in Febuary 2027", "Febuary 2027", "2027-02-01/2027-02-28", "month"),
        ("go-live 14May2027!", "14May2027", "2027-05-14", "day"),
    ],
)
def test_a_date_with_its_year_is_read_with_its_exact_words_and_precision(
    sentence: str, words: str, value: str, unit: str
) -> None:
    (date,) = dates(sentence)
    assert (date.text, date.value, date.unit, date.note) == (words, value, unit, "")
    assert sentence[date.start : date.end] == words
    assert date.first is not None
    assert value.startswith(date.first.isoformat())


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("We start on 3 May to 14 May", "3 May to 14 May", "2027-05-03/2027-05-14"),
        ("Thursday 6 May suits", "Thursday 6 May", "2027-05-06"),
        ("Access opens 14 May (Friday).", "14 May (Friday)", "2027-05-14"),
        ("on 14/6 we", "14/6", "2027-06-14"),
        ("in week 19", "week 19", "2027-05-10/2027-05-16"),
        ("CW19 is fine", "CW19", "2027-05-10/2027-05-16"),
        ("weeks 19-21", "weeks 19-21", "2027-05-10/2027-05-30"),
        ("w/c 3 May", "w/c 3 May", "2027-05-03/2027-05-09"),
        ("the week of 5 May", "week of 5 May", "2027-05-03/2027-05-09"),
        ("by the end of June", "end of June", "2027-06-24/2027-06-30"),
        ("until mid-May", "mid-May", "2027-05-11/2027-05-21"),
        ("early Q3", "early Q3", "2027-07-01/2027-07-30"),
    ],
)
def test_a_year_that_is_not_written_is_inferred_and_the_note_says_so(sentence: str, words: str, value: str) -> None:
    (date,) = dates(sentence)
    assert (date.text, date.value) == (words, value)
    assert "inferred" in date.note


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("see you Monday", "Monday", "2027-04-26"),
        ("next Tuesday", "next Tuesday", "2027-04-27"),
        ("please reply by EOD Thursday", "EOD Thursday", "2027-04-22"),
        ("by Friday, please", "Friday", "2027-04-23"),
        ("from Monday to Wednesday", "Monday to Wednesday", "2027-04-26/2027-04-28"),
        ("tomorrow", "tomorrow", "2027-04-21"),
        ("send it tmrw", "tmrw", "2027-04-21"),
        ("live in two weeks", "in two weeks", "2027-05-04"),
        ("in 5 working days", "in 5 working days", "2027-04-27"),
        ("next week", "next week", "2027-04-26/2027-05-02"),
        ("next quarter", "next quarter", "2027-07-01/2027-09-30"),
        ("at the end of the week", "end of the week", "2027-04-23"),
        ("done EOM", "EOM", "2027-04-30"),
    ],
)
def test_what_counts_from_today_is_placed_and_the_note_says_from_when(sentence: str, words: str, value: str) -> None:
    (date,) = dates(sentence)
    assert (date.text, date.value) == (words, value)
    assert "counted from 2027-04-20" in date.note


def test_the_order_of_day_and_month_is_asked_and_not_guessed() -> None:
    (date,) = dates("Go-live is 12/01/2027.")
    assert (date.value, date.first) == ("", None)
    assert "12 January or 1 December" in date.note


@pytest.mark.parametrize(
    ("options", "value", "because"),
    [
        ({"day_first": True}, "2027-01-12", ""),
        ({"day_first": False}, "2027-12-01", ""),
        ({"country": "FR"}, "2027-01-12", "FR"),
        ({"country": "US"}, "2027-12-01", "US"),
        ({"country": "CA"}, "", "not known"),
    ],
)
def test_the_order_is_settled_by_what_is_told_or_the_country(
    options: dict[str, object], value: str, because: str
) -> None:
    (date,) = dates("Go-live is 12/01/2027.", **options)
    assert date.value == value
    assert because in date.note


def test_another_date_of_the_document_settles_the_order_before_the_country_does() -> None:
    date, _ = dates("Go-live is 12/01/2027, hypercare until 25/01/2027.", country="US")
    assert date.value == "2027-01-12"
    assert "25/01/2027" in date.note


def test_a_weekday_beside_it_settles_the_order() -> None:
    (date,) = dates("Go-live is Tuesday 12/01/2027.")
    assert date.value == "2027-01-12"


@pytest.mark.parametrize("words", ["30 February", "31/04/2027", "29 Feb 2027", "2027-02-30"])
def test_an_impossible_day_has_no_value_and_says_why(words: str) -> None:
    (date,) = dates(f"It is due on {words}.")
    assert (date.text, date.value, date.first) == (words, "", None)
    assert "no " in date.note


def test_a_weekday_that_does_not_fit_is_remarked() -> None:
    (date,) = dates("on Monday 6 May 2027")
    assert date.value == "2027-05-06"
    assert "Thursday" in date.note


@pytest.mark.parametrize(
    "sentence",
    [
        "You may start when we tell you.",
        "Of 20 people 14 may need help.",
        "We offer support 24/7 and a ratio of 1/2.",
        "Version 1.2.2027 and v2.1 replace 3.5.",
        "See section 3.1.27 or call +49 30 12 34 56.",
        "The host is 10.12.20.27.",
        "Ticket INC-2027-05-03 was closed.",
        "April Jones and May Lin sign off.",
        "The Q&A is on the second floor.",
        "We march on, and the sun sets; he sat down, thus it ended.",
        "Step 3, room 14 and 12 users",
        "Q1: Who may sign in?",
        "",
    ],
)
def test_what_only_looks_like_a_date_is_none(sentence: str) -> None:
    assert dates(sentence) == []


def test_every_day_of_a_list_is_a_date() -> None:
    assert [d.value for d in dates("on 3, 5 and 7 May 2027")] == ["2027-05-03", "2027-05-05", "2027-05-07"]


def test_a_number_of_something_else_is_no_day_of_a_range() -> None:
    assert [d.text for d in dates("Wave 2 - 14 May 2027")] == ["14 May 2027"]


def test_the_year_comes_from_the_dates_around_it() -> None:
    kick_off, training, live = dates("Kick-off on 2 December 2026, training on 3 February, go-live 14 March 2027.")
    assert (kick_off.value, training.value, live.value) == ("2026-12-02", "2027-02-03", "2027-03-14")


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("We meet on the 12th.", "2027-05-12"),
        ("UAT starts w/c 10th May, sign off by the 21st.", "2027-05-21"),
    ],
)
def test_a_day_without_its_month_is_the_next_such_day(sentence: str, value: str) -> None:
    day = dates(sentence)[-1]
    assert day.value == value
    assert "month is inferred" in day.note


def test_a_bare_year_says_nothing_of_the_days_around_it() -> None:
    day, year = dates("It is switched off on 14 May. We looked at it in 2024.")
    assert (day.text, day.value) == ("14 May", "2027-05-14")
    assert year.value.startswith("2024")


def test_yearless_dates_of_one_line_are_of_one_year() -> None:
    found = dates("MFA: IT 1 March, HR 8 March, Finance 15 March")
    assert [d.value for d in found] == ["2028-03-01", "2028-03-08", "2028-03-15"]


def test_opening_hours_and_feasts_are_no_days() -> None:
    assert dates("Support: Mon–Fri 08:00–18:00; Easter Monday is free") == []


def test_a_floor_or_a_wave_is_no_day() -> None:
    assert dates("It is on the 3rd floor, from the 2nd wave on, for the 5th time; the 31st item") == []


def test_something_moved_from_one_day_to_another_is_no_range() -> None:
    assert [d.text for d in dates("The launch moves from 3 May to 17 May.")] == ["3 May", "17 May"]


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("ready in Q1 FY28", "Q1 FY28", "Q1 FY28"),
        ("budgeted for FY2027/28", "FY2027/28", "FY2027/28"),
        ("done by sprint 14", "sprint 14", "sprint 14"),
        ("at the end of sprint 3", "end of sprint 3", "end of sprint 3"),
        ("in week 2 of the pilot", "week 2", "week 2"),
        ("every Monday", "every Monday", "every monday"),
        ("The switch is on a Monday.", "Monday", "every monday"),
    ],
)
def test_what_has_no_place_in_the_calendar_keeps_its_name_and_says_why(sentence: str, words: str, value: str) -> None:
    (date,) = dates(sentence)
    assert (date.text, date.value, date.first) == (words, value, None)
    assert date.note


def test_weeks_that_are_counted_from_one_are_weeks_of_a_plan() -> None:
    assert [d.first for d in dates("Week 1: kick-off. Week 2: training.")] == [None, None]


def test_a_calendar_of_sprints_places_them() -> None:
    (date,) = dates("done by sprint 14", sprints=SprintCalendar(12, dt.date(2027, 4, 5), 14))
    assert (date.first, date.last, date.unit) == (dt.date(2027, 5, 3), dt.date(2027, 5, 14), "sprint")


@pytest.mark.parametrize(
    "stated",
    [
        "Sprint 14 (3–14 May 2027).",
        "Sprint 14 starts on 3 May 2027. We work in two-week sprints.",
        "Sprint 13: 19 April 2027, sprint 14: 3 May 2027.",
    ],
)
def test_a_document_that_dates_one_sprint_dates_the_others(stated: str) -> None:
    found = dates(f"{stated} Go-live is at the end of sprint 15.")
    assert found[-1].text == "end of sprint 15"
    assert found[-1].last == dt.date(2027, 5, 28)


def test_a_wrapped_line_breaks_no_date_and_a_cell_border_does() -> None:
    wrapped = "The go-live is on 14\nMarch 2027."
    (date,) = find_dates(read(wrapped, [Block(kind="paragraph", start=0, end=len(wrapped))]), today=TODAY)
    assert date.text == "14\nMarch 2027"
    row = "14 | March 2027"
    cells = (Cell(start=0, end=2, header="Users"), Cell(start=5, end=15, header="Start"))
    (date,) = find_dates(read(row, [Block(kind="row", start=0, end=15, cells=cells)]), today=TODAY)
    assert date.text == "March 2027"


def test_a_configuration_file_states_no_dates() -> None:
    text = "expires: 2027-03-14"
    assert find_dates(read(text, [Block(kind="code", start=0, end=len(text))]), today=TODAY) == []


@pytest.mark.parametrize(
    ("text", "country", "values"),
    [
        ("Trial weeks 4/12 - 4/23", None, ["2027-04-12/2027-04-23"]),
        ("Open 5/10-5/21, closed 6/1 - 6/2.", "US", ["2027-05-10/2027-05-21", "2027-06-01/2027-06-02"]),
        ("Hubs north 08.03., south 12.04.", None, ["2027-03-08", "2027-04-12"]),
        ("Closed 08.03. - 12.03. and 13.-14.04.", None, ["2027-03-08/2027-03-12", "2027-04-13/2027-04-14"]),
        ("The swap is on Mon 8/3 at all hubs", "GB", ["2027-03-08"]),
        ("Cutover 10/04, the others 03/05 at the earliest", "GB", ["2027-04-10", "2027-05-03"]),
        ("12 + 13 March", None, ["2027-03-12/2027-03-13"]),
        ("08.03.27-12.03.27", None, ["2027-03-08/2027-03-12"]),
        ("Per 1 July the 14 grades become 7", None, ["2027-07-01"]),
        ("It was booked for 10 May", None, ["2027-05-10"]),
        ("3/4 of users passed 7/8 sessions, 1/2 - 3/4 of them twice; it costs 12.04. a day", "GB", []),
    ],
)
def test_a_short_date_is_told_by_what_stands_around_it(text: str, country: str | None, values: list[str]) -> None:
    found = find_dates(read(text), today=dt.date(2027, 1, 11), country=country)
    assert [d.value for d in found] == values
