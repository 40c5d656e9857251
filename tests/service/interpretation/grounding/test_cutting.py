"""What of a text is a statement, and what a sentence states one after the other."""

from __future__ import annotations

import datetime as dt

import pytest

from glossary.edition import Edition
from retrieval.loaders import parse_text
from service.interpretation.grounding.cutting import Said, cut
from service.interpretation.shown import shown_input

TODAY = dt.date(2027, 4, 12)


def said(text: str, edition: Edition) -> list[Said]:
    return cut(shown_input("A mail", text, parse_text(text).blocks, edition, TODAY))


def statements(text: str, edition: Edition) -> list[str]:
    return [one.text for one in said(text, edition) if one.states]


@pytest.mark.parametrize(
    "line",
    [
        "Hi all,",
        "Dear colleagues,",
        "Are you ready for the new tills?",
        "When does the pilot start?",
        "Thank you for your patience.",
        "Please read the guide before you start.",
        "If you have questions, talk to your manager.",
        "Don't forget to smile!",
        "We are very excited about the months ahead.",
        "I think this will be a great step for all of us.",
        "To: Everybody in Leeds <leeds@example.org>",
    ],
)
def test_what_states_nothing_is_not_checked(edition: Edition, line: str) -> None:
    assert statements(f"{line}\n", edition) == []


@pytest.mark.parametrize(
    "line",
    [
        "The pilot starts on 3 May.",
        "Please hand in your old badge by 3 May.",
        "We are happy to tell you that the VPN is switched off next month.",
        "Posters hang in every canteen.",
        "Thank you, the 40 licences have arrived.",
        "The bank pays 200 € for each idea.",
    ],
)
def test_what_gives_a_day_a_number_or_an_event_is_checked_however_it_is_said(edition: Edition, line: str) -> None:
    assert statements(f"{line}\n", edition) == [line]


def test_a_signature_is_not_checked_and_what_follows_it_is(edition: Edition) -> None:
    text = "The pilot starts on 3 May.\n\nBest regards\n\nAna Ruiz\n\nHR\n\nThe doors open at 09:00 on that day.\n"
    assert statements(text, edition) == ["The pilot starts on 3 May.", "The doors open at 09:00 on that day."]


def test_rows_and_items_are_statements_of_their_own(edition: Edition) -> None:
    text = "- The pilot starts on 3 May.\n- Leeds follows.\n\n| When | What |\n|---|---|\n| 9 May | Doors open |\n"
    assert statements(text, edition) == ["The pilot starts on 3 May.", "Leeds follows.", "Doors open, on 9 May"]


def test_headings_are_checked_only_where_they_give_a_day(edition: Edition) -> None:
    text = "# Our plan\n\n## Go-live on 3 May\n\nLeeds follows in June.\n"
    assert statements(text, edition) == ["Go-live on 3 May", "Leeds follows in June."]


def test_a_subject_line_is_checked_without_its_label(edition: Edition) -> None:
    assert statements("Subject: Doors open on 3 May\n", edition) == ["Doors open on 3 May"]


def test_offsets_lead_back_to_the_text(edition: Edition) -> None:
    text = "Hello,\n\nThe pilot starts on 3 May. Leeds follows in June.\n"
    assert [text[one.start : one.end] for one in said(text, edition)] == [
        "Hello,",
        "The pilot starts on 3 May.",
        "Leeds follows in June.",
    ]


def test_each_part_of_a_sentence_has_its_subject(edition: Edition) -> None:
    text = "The old client is locked on 7 May and is removed on 30 June.\n"
    assert said(text, edition)[0].parts == ("The old client is locked on 7 May", "The old client is removed on 30 June")
    assert said("Leeds and York get the new tills on 7 May.\n", edition)[0].parts == ()


def test_a_sentence_that_says_it_knows_the_one_before(edition: Edition) -> None:
    text = "The pilot is for Leeds. It starts on 3 May.\n"
    assert [one.before for one in said(text, edition)] == ["", "The pilot is for Leeds."]
