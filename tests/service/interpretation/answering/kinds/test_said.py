"""What the documents say, and where."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from service.interpretation.answering.kinds import where
from tests.service.interpretation.answering.kinds.asking import (
    BANK,
    HOSPITAL,
    SCHOOL,
    Written,
    asked,
    evidence,
    telling,
    texts,
)


@pytest.mark.parametrize("question", ["What do the documents say about call recording?", "anything on call recording"])
def test_what_was_said_comes_with_the_document_and_its_day_the_newest_first(question: str) -> None:
    answer = asked(question, "said", BANK)

    assert texts(answer) == [
        "The mail from HR of 11 June 2027: The works council has not yet approved call recording.",
        "The rollout plan of 2 June 2027: Call recording for advisers is switched to the new archive on 5 July 2027.",
    ]
    assert all(claim.status == "supported" for claim in answer.claims)


def test_what_is_not_affected_is_told_as_such() -> None:
    assert "Fax lines are not affected." in asked("Do the fax lines change?", "said", BANK).claims[0].text


def test_a_heading_that_changes_what_is_said_is_told_with_it() -> None:
    written: tuple[Written, ...] = (
        ("Plan", "it", None, "# Plan\n\n## Out of scope\n\n- Payroll\n- Label printers in the warehouse\n"),
    )

    assert "“Out of scope”" in asked("What do they say about the label printers?", "said", written).claims[0].text


def test_a_contradiction_is_said_first() -> None:
    answer = asked("What was said about floor support?", "said", HOSPITAL)

    assert answer.must_say == {0}
    assert len(answer.claims[0].sources) == 2


def test_days_of_different_steps_are_no_contradiction() -> None:
    answer = asked("What do the documents say about phase 2?", "said", HOSPITAL)

    assert not answer.must_say
    assert "10 May 2027" in answer.claims[0].text


def test_what_two_documents_say_alike_is_told_once_with_both() -> None:
    line = "The old archive closes on 3 May 2027 for all 40 clerks."
    written: tuple[Written, ...] = (
        ("Plan", "it", dt.date(2027, 1, 5), f"# Plan\n\n{line}\n"),
        ("Minutes", "business", dt.date(2027, 1, 9), f"# Minutes\n\n{line}\n"),
    )
    answer = asked("What do they say about the old archive?", "said", written)

    assert len(answer.claims) == 1
    assert len(answer.claims[0].sources) == 2
    assert "Also in the plan of 5 January 2027" in answer.claims[0].text


def test_nothing_of_another_matter_is_told() -> None:
    assert not any("Mediro" in text for text in texts(asked("What about the pharmacy interface?", "said", HOSPITAL)))


def test_the_place_is_document_heading_and_quote() -> None:
    answer = asked("Where does it say that the generic ward logins stay?", "where", HOSPITAL)

    assert texts(answer)[0] == (
        "In the Nursing readiness notes of 9 February 2027, under “Sign-in”: "
        "“The generic ward logins stay until 30 June 2027, we have told everybody so.”"
    )


def test_a_day_that_no_document_gives_is_denied_with_the_day_that_they_give() -> None:
    answer = asked("Where does it say that the desk phones are decommissioned on 1 November 2027?", "where", BANK)

    assert "No document says this of 1 November 2027" in answer.claims[0].text
    assert answer.must_say == {0}
    telling(answer, "1 October 2027")


def test_of_two_days_the_place_of_the_one_asked_for_is_given() -> None:
    answer = asked("Where is it written that the ward logins stay until 30 June?", "where", HOSPITAL)

    assert "30 June 2027" in answer.claims[0].text
    assert not any(text.startswith("In the technical plan") for text in texts(answer))


def test_a_sentence_beside_the_name_is_found_by_it() -> None:
    answer = asked("Where do I find the delivery time for the headset?", "where", BANK)

    assert "about four weeks" in answer.claims[0].text


def test_the_page_of_a_table_row_is_not_lost_and_the_row_reads_as_words() -> None:
    answer = asked("Where does it say when phase 2 is?", "where", HOSPITAL)

    assert "Phase 2 – from: 10 May 2027; wards: internal medicine, 190 nurses" in answer.claims[0].text
    assert not any("|" in text or "“Phase" in text for text in texts(answer))


def test_what_stands_in_quotation_marks_stands_so_in_the_document() -> None:
    gathered = evidence("Where do the documents mention Mediro?", "where", HOSPITAL)
    written = " ".join(" ".join(shown.text.split()) for shown in gathered.passages)

    quotes = [quote for text in texts(where.compose(gathered)) for quote in re.findall(r": “([^”]+)”", text)]
    assert quotes
    assert all(quote in written for quote in quotes)


@pytest.mark.parametrize("matter", ["laptops", "the loan agreement", "Kolibri"])
def test_nothing_is_said_to_be_contradicted_that_is_not(matter: str) -> None:
    answer = asked(f"What do they say about {matter}?", "said", SCHOOL)

    assert answer.claims
    assert not answer.must_say
