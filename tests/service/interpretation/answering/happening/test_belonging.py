"""A day belongs to those whom a document names with it: by their place, their phase, or in a newer statement."""

from __future__ import annotations

import datetime as dt

import pytest

from glossary.edition import Edition
from service.interpretation.answering.nouns import Composed
from tests.service.interpretation.answering.initiatives import Initiative, made

AIRPORT = {
    "plan.md": """# Stand Planner: cutover plan

Airport IT, version 1.0, 3 January 2028

| Phase | Date | Scope |
|---|---|---|
| Phase 1 | 6 March 2028 | north pier, 140 gate agents and 30 controllers |
| Phase 2 | 3 April 2028 | south pier, 95 marshallers |
| Ramp Board switched off | 29 May 2028 | all piers |

Accounts for phase 2 are created on 27 March 2028.

Ground crews share terminals; no account is planned for them.

Porters use the lift on 4 May 2028.
""",
    "people.md": """# Stand Planner: people plan

Change team, 17 January 2028

- Classroom training for the marshallers: 20 to 24 March 2028, in the practice system.
- 12 super users, one per pier. They are to try it from 14 February.
- All 520 agents are told by letter on 1 February.
- 11 guides help in the halls.
""",
    "news.md": """# Stand Planner: news

Airport IT, 21 February 2028

phase 1 moves by one week: 13 March instead of 6 March.

Guides: they get in with their phase, no earlier.

The trial went well, 61 of 70 agents use it daily.
""",
}


@pytest.fixture(scope="module")
def airport(edition: Edition) -> Initiative:
    return made(AIRPORT, edition, dt.date(2026, 11, 20), "IE")


def _said(composed: Composed) -> str:
    return " ".join(claim.text for claim in composed.claims)


def test_a_row_with_the_people_and_a_day_is_the_answer_with_what_moved_it(airport: Initiative) -> None:
    first = airport.answer("when do the gate agents go live").claims[0].text
    assert first.index("13 March 2028") < first.index("6 March 2028")


def test_the_phase_of_the_people_tells_when_their_accounts_come(airport: Initiative) -> None:
    composed = airport.answer("when do the marshallers get their accounts")
    assert "27 March 2028" in composed.claims[0].text
    assert "gives a day" not in _said(composed)


def test_accounts_for_a_phase_are_not_taken_for_the_phase(airport: Initiative) -> None:
    first = airport.answer("when does phase 2 start").claims[0].text
    assert "3 April 2028" in first
    assert "disagree" not in first


def test_training_in_a_practice_system_is_training(airport: Initiative) -> None:
    assert airport.answer("when is the training for the marshallers").claims[0].text.startswith("20 to 24 March 2028")


def test_a_sentence_that_leans_on_the_people_before_it_gives_their_day(airport: Initiative) -> None:
    assert airport.answer("when can the super users get in").claims[0].text.startswith("14 February 2028")


def test_a_statement_that_puts_people_with_a_step_answers_with_its_days(airport: Initiative) -> None:
    composed = airport.answer("when do the guides get access")
    assert "with their phase" in composed.claims[0].text
    assert "3 April 2028" in _said(composed)


def test_that_people_get_none_is_said_and_no_day_of_others(airport: Initiative) -> None:
    said = _said(airport.answer("when do ground crews get an account"))
    assert "no account is planned" in said
    assert "27 March" not in said


@pytest.mark.parametrize("text", ["when do we get QX?", "when do we get qx", "when do the governors get access"])
def test_what_stands_in_no_document_gets_no_other_days(airport: Initiative, text: str) -> None:
    composed = airport.answer(text)
    assert composed.missing
    assert all("2028" not in c.text for c in composed.claims if c.status == "computed")


def test_both_sides_of_a_question_are_for_the_people_it_names(airport: Initiative) -> None:
    first = airport.answer("does the training for the marshallers come before they have accounts?").claims[0].text
    assert "24 March 2028" in first
    assert "27 March 2028" in first


def test_a_day_without_a_year_is_counted_back_from_the_newest_document(airport: Initiative) -> None:
    said = _said(airport.answer("what changed since 1 february"))
    assert "13 March 2028" in said
    assert "Classroom" not in said


def test_a_part_and_a_whole_are_no_disagreement(airport: Initiative) -> None:
    assert "differ" not in _said(airport.answer("who is affected by the stand planner"))


def test_a_row_is_told_as_people_step_and_day(airport: Initiative) -> None:
    said = _said(airport.answer("how many are in phase 2"))
    assert "south pier, 95 marshallers: Phase 2, 3 April 2028" in said
    assert "Phase 1" not in said


def test_a_follow_up_that_names_nothing_keeps_what_it_was_about(airport: Initiative) -> None:
    said = _said(airport.answer("and who is affected?", ["when is Ramp Board switched off?"]))
    assert "all piers" in said
    assert "140" not in said


def test_a_night_shift_does_not_shift(airport: Initiative) -> None:
    assert airport.evidence("what did the documents say about the night shift?").question.kind == "said"


def test_a_workshop_is_no_shop(airport: Initiative) -> None:
    assert not airport.evidence("is the workshop in time").question.groups
