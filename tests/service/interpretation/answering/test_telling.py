"""Units told in plain words, and documents called by their names."""

from __future__ import annotations

import datetime as dt

import pytest

from service.interpretation.answering import telling
from service.interpretation.shown import Unit
from tests.service.interpretation.answering.kinds.asking import sources

TODAY = dt.date(2027, 2, 1)


def units(text: str, title: str = "Plan", dated: dt.date | None = None) -> list[Unit]:
    return [u for shown in sources(((title, "it", dated, text),), TODAY) for u in shown.units]


def told(text: str, beginning: str) -> str:
    return telling.told(next(u for u in units(text) if u.text.startswith(beginning)))


def test_a_row_is_told_by_its_headings_with_days_as_people_read_them() -> None:
    table = "| ID | Task | Start | End | Owner |\n|--|--|--|--|--|\n| T4 | Move shop | 2027-05-03 | 2027-05-14 | |\n"

    assert told(table, "T4") == "Move shop (T4) – 3 May 2027 to 14 May 2027."


def test_a_row_of_one_day_names_it_once() -> None:
    table = "| Task | From | To | Site |\n|---|---|---|---|\n| Stock-take | 2027-06-01 | 2027-06-01 | Cork |\n"

    assert told(table, "Stock-take") == "Stock-take – 1 June 2027; site: Cork."


@pytest.mark.parametrize(
    ("text", "beginning", "expected"),
    [
        ("The lifts are late. They arrive in June.", "They", "The lifts are late. They arrive in June."),
        ("We may move the depot. Not decided.", "We may", "We may move the depot. Not decided."),
        ("Somebody must be there. Who? Open.", "Open", "Somebody must be there. Who? Open."),
        ("The lifts are late. The doors are in time.", "The doors", "The doors are in time."),
    ],
)
def test_a_sentence_is_told_with_what_it_leans_on(text: str, beginning: str, expected: str) -> None:
    assert told(text, beginning) == expected


def test_an_item_is_told_with_the_line_that_introduces_its_list() -> None:
    assert told("Not affected are:\n\n- the tills in Cork\n- the safe\n", "the tills") == (
        "Not affected are: the tills in Cork."
    )


def test_marks_of_the_page_are_left_out() -> None:
    assert told("The **new** till opens on [Monday](http://example.test).", "The") == "The new till opens on Monday."


def test_what_is_very_long_is_cut_and_says_so() -> None:
    cut = told("We count the stock in every shop of the north, " * 12 + "and then stop.", "We count")

    assert len(cut) <= telling.LONGEST
    assert cut.endswith(" …")


@pytest.mark.parametrize(
    ("title", "dated", "expected"),
    [
        ("Big Move: rollout plan", dt.date(2027, 3, 1), "the rollout plan of 1 March 2027"),
        ("Re: Minutes of the board", None, "the minutes of the board"),
        ("Kolibri für alle", None, "“Kolibri für alle”"),
        ("IT security note", dt.date(2027, 1, 9), "the IT security note of 9 January 2027"),
    ],
)
def test_a_document_is_called_as_one_would(title: str, dated: dt.date | None, expected: str) -> None:
    assert telling.said_by(units("It rains.", title, dated)[0].shown) == expected


def test_the_place_has_the_headings_below_the_title() -> None:
    under = units("# Plan\n\n## Support\n\nThe desk is open.\n")

    assert telling.placed(under[-1]) == "under “Support”"


@pytest.mark.parametrize("line", ["Version 1.4, 1 March 2027.", "Owner: Declan Shaw.", "Hi all,"])
def test_letterheads_and_greetings_say_nothing(line: str) -> None:
    found = units(f"# Plan\n\n{line}\n\nThe till opens at eight.\n")

    assert [u.text for u in found if telling.is_said(u)] == ["The till opens at eight."]
