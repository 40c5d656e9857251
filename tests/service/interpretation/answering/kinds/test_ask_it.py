"""What to ask IT."""

from __future__ import annotations

import pytest

from tests.service.interpretation.answering.kinds.asking import BANK, HOSPITAL, SCHOOL, asked, is_must, telling, texts


@pytest.mark.parametrize("question", ["What should I ask IT?", "Which questions do we have to put to IT?"])
def test_contradictions_come_first_each_with_both_sources(question: str) -> None:
    answer = asked(question, "ask_it", HOSPITAL)

    assert "?" in answer.claims[0].text
    conflict = telling(answer, "phase 1", "19 April 2027", "12 April 2027")
    assert len(conflict.sources) == 2
    assert is_must(answer, conflict)
    denied = telling(answer, "No floor support is planned", "somebody has to be on the wards")
    assert is_must(answer, denied)


def test_open_points_are_asked_with_the_document_that_leaves_them_open() -> None:
    answer = asked("What should I ask IT?", "ask_it", HOSPITAL)

    point = telling(answer, "Left open in", "E-learning for bank nurses")
    assert "9 February 2027" in point.text
    assert point.status == "supported"


def test_a_verdict_is_asked_about_together_with_what_it_is_about() -> None:
    point = telling(asked("What should I ask IT?", "ask_it", HOSPITAL), "Left open", "Who pays? Open.")

    assert "floor support" in point.text


def test_about_a_thing_only_what_bears_on_it_is_asked() -> None:
    answer = asked("What should I ask IT about the ward logins?", "ask_it", HOSPITAL)

    telling(answer, "30 June 2027", "10 May 2027")
    assert not any("Pharmacy" in text or "E-learning" in text for text in texts(answer))


def test_the_glossarys_question_stands_with_the_place_that_raises_it() -> None:
    answer = asked("What should I ask IT about MFA?", "ask_it", BANK)

    asking = next(claim for claim in answer.claims if claim.status == "glossary")
    assert "6 September 2027" in asking.text
    assert {source[:2] for source in asking.sources} == {"g_", "p_"}


def test_what_the_passages_on_a_thing_do_not_tell_is_asked() -> None:
    answer = asked("What should I ask IT about Kolibri?", "ask_it", SCHOOL)

    telling(answer, "Who exactly is affected")
    assert not any(text.startswith("On which day") for text in texts(answer))


def test_no_open_incident_is_no_open_point() -> None:
    written = (("Plan", "it", None, "# Plan\n\nWe are done when no priority 1 incident is open on the new system.\n"),)

    assert not any("Left open" in text for text in texts(asked("What should I ask IT?", "ask_it", written)))  # type: ignore[arg-type]
