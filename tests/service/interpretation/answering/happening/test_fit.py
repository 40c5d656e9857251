"""Whether dates fit: order, working days in between, freezes and holidays, and which rule says so."""

from __future__ import annotations

import datetime as dt

import pytest

from glossary.edition import Edition
from service.interpretation.answering.nouns import Composed
from tests.service.interpretation.answering.initiatives import Initiative, made


def _must(composed: Composed) -> str:
    return " ".join(composed.claims[i].text for i in sorted(composed.must_say))


def test_working_days_in_between_are_counted_and_the_rule_is_named(one_door: Initiative) -> None:
    verdict = one_door.answer("Is there enough time between training and go-live?").claims[0]
    assert "23 April 2027" in verdict.text
    assert "3 May 2027" in verdict.text
    assert "5 working days in between" in verdict.text
    assert verdict.status == "computed"
    assert "training is to end before" in verdict.why
    assert "IE" in verdict.why


def test_public_holidays_are_no_working_days(edition: Edition) -> None:
    texts = {"plan.md": "# Plan\n\nThe training ends on 26 March 2027. Go-live is on 31 March 2027.\n"}
    for country, days in (("IE", "1 working day in between"), (None, "2 working days in between")):
        plan = made(texts, edition, dt.date(2027, 2, 1), country)
        assert days in plan.answer("is there enough time between training and go-live?").claims[0].text


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("is the training before the go-live", "Yes"),
        ("is the training after the go-live", "No"),
        ("does the training come before the go-live?", "Yes"),
        ("does the training clash with the go-live", "No"),
        ("do training and go-live fit", "They fit"),
    ],
)
def test_yes_and_no_answer_what_was_asked(one_door: Initiative, text: str, verdict: str) -> None:
    assert one_door.answer(text).claims[0].text.startswith(f"{verdict}: ")


def test_the_wrong_order_is_said_first(bank: Initiative, school: Initiative, one_door: Initiative) -> None:
    for initiative, text in (
        (bank, "is the training before wave 1 in the north"),
        (school, "do parents get access before the teachers"),
        (one_door, "will the accounts be ready in time for the training"),
        (one_door, "is the accessibility check before go-live"),
    ):
        composed = initiative.answer(text)
        assert composed.claims[0].text.startswith("No: ")
        assert 0 in composed.must_say
        assert any(question.startswith("Ask IT") for question in composed.follow_ups)


def test_too_little_time_is_called_tight(hospital: Initiative) -> None:
    composed = hospital.answer("is the training of the cardiology nurses before they get their accounts")
    assert "tight" in composed.claims[0].text


def test_each_of_two_days_that_sources_give_is_weighed(hospital: Initiative) -> None:
    composed = hospital.answer("is there enough time between training and go-live for the midwives")
    assert "22 March 2027" in composed.claims[0].text
    assert "15 March 2027" in composed.claims[1].text
    assert {0, 1} <= composed.must_say


def test_accounts_that_come_after_the_training_are_pointed_out(one_door: Initiative) -> None:
    assert "26 April 2027" in _must(one_door.answer("Is there enough time between training and go-live?"))


@pytest.mark.parametrize(
    "text", ["does wave 1 clash with the freeze", "is wave 1 in the freeze?", "does wave 1 fall into a release freeze"]
)
def test_a_day_in_a_freeze_does_not_fit(bank: Initiative, text: str) -> None:
    composed = bank.answer(text)
    assert "28 June 2027 falls into a freeze" in composed.claims[0].text
    assert 0 in composed.must_say


def test_a_freeze_of_other_places_is_none(one_door: Initiative) -> None:
    composed = one_door.answer("does wave 2 clash with the freeze")
    assert "falls on no freeze" in composed.claims[0].text


def test_without_a_second_day_it_cannot_be_told(one_door: Initiative) -> None:
    composed = one_door.answer("do the champions get access in time for the training")
    assert "cannot be told" in composed.claims[0].text
    assert 0 in composed.must_say
    assert composed.missing


def test_asked_of_all_dates_it_says_what_is_wrong_with_them(one_door: Initiative, bank: Initiative) -> None:
    must = _must(one_door.answer("do the dates fit?"))
    for word in ("14 May 2027", "26 April 2027", "holiday", "freeze"):
        assert word in must
    assert "freeze" in _must(bank.answer("is there a problem with the timeline?"))
