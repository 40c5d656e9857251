"""When something happens: the day for those who ask, by which source, and what is not certain about it."""

from __future__ import annotations

import datetime as dt

import pytest

from glossary.edition import Edition
from service.interpretation.answering.nouns import Composed
from tests.service.interpretation.answering.initiatives import Initiative, made


def _said(composed: Composed) -> str:
    return " ".join(claim.text for claim in composed.claims)


def _must(composed: Composed) -> str:
    return " ".join(composed.claims[i].text for i in sorted(composed.must_say))


@pytest.mark.parametrize(
    "text",
    [
        "when do the cardiology nurses get access",
        "When can cardiology nurses log in?",
        "what date do the nurses in cardiology get their accounts",
        "by when have the accounts for cardiology nurses been created",
    ],
)
def test_the_day_comes_first_in_the_words_of_its_source(hospital: Initiative, text: str) -> None:
    first = hospital.answer(text).claims[0]
    assert "22 February 2027" in first.text
    assert "the IT plan of 4 January 2027" in first.text
    assert first.status == "supported"
    assert first.sources


def test_days_that_differ_stand_side_by_side_the_newest_first(hospital: Initiative) -> None:
    composed = hospital.answer("when is go-live in maternity")
    first = composed.claims[0]
    assert first.text.index("22 March 2027") < first.text.index("15 March 2027")
    assert "moved" in first.text
    assert "25 January 2027" in first.text
    assert len(first.sources) == 2
    assert 0 in composed.must_say


def test_a_newer_mail_stands_before_the_plans_that_it_contradicts(one_door: Initiative) -> None:
    first = one_door.answer("when is the VPN switched off?").claims[0]
    assert first.text.index("14 May 2027") < first.text.index("28 May 2027")
    assert len(first.sources) == 4


def test_sources_that_agree_are_told_together(one_door: Initiative) -> None:
    first = one_door.answer("When do the depots get Worklane?").claims[0]
    assert "3 May 2027" in first.text
    assert len(first.sources) == 3


def test_a_day_under_a_condition_is_not_told_as_certain(hospital: Initiative, one_door: Initiative) -> None:
    composed = hospital.answer("when does paediatrics go live?")
    assert "not certain" in composed.claims[0].text
    assert 0 in composed.must_say
    assert "Not decided" in _must(one_door.answer("When is wave 2?"))


def test_a_day_that_is_kept_free_is_pointed_out(one_door: Initiative, bank: Initiative, school: Initiative) -> None:
    assert "holiday" in _must(one_door.answer("when does Worklane go live"))
    assert "freeze" in _must(bank.answer("when does wave 1 start"))
    assert "holiday" in _must(school.answer("when do teachers get access"))


def test_a_public_holiday_is_pointed_out_though_no_document_names_it(edition: Edition) -> None:
    plan = made({"plan.md": "# Plan\n\nThe new till goes live on 17 March 2027.\n"}, edition, dt.date(2027, 2, 1), "IE")
    assert "public holiday" in _must(plan.answer("when does the new till go live"))


def test_no_day_for_those_who_ask_is_said_as_such(one_door: Initiative, hospital: Initiative) -> None:
    for initiative, text, people in (
        (one_door, "when do the plants get Worklane", "the plants"),
        (hospital, "when is the night staff trained", "the night staff"),
    ):
        composed = initiative.answer(text)
        assert f"gives a day for {people}" in composed.claims[0].text
        assert 0 in composed.must_say
        assert any(people in missing for missing in composed.missing)


def test_what_is_said_of_it_without_a_day_is_told(bank: Initiative) -> None:
    composed = bank.answer("when are the tellers in the south trained")
    assert "No document that I found gives a day" in composed.claims[0].text
    assert "not planned yet" in _said(composed)
    assert composed.missing


def test_a_thing_that_no_document_mentions_is_named(hospital: Initiative) -> None:
    composed = hospital.answer("when does radiology get ward round")
    assert "radiology" in composed.claims[0].text
    assert 0 in composed.must_say


def test_what_has_nothing_to_do_with_the_documents_is_not_answered(one_door: Initiative) -> None:
    composed = one_door.answer("when does the cafeteria get new chairs")
    assert composed.missing
    assert all(claim.status != "supported" for claim in composed.claims)


def test_a_numbered_part_is_not_taken_for_another(one_door: Initiative, bank: Initiative) -> None:
    assert "26 April 2027" in one_door.answer("when is wave 2").claims[0].text
    assert "10 May 2027" in one_door.answer("when is wave 3").claims[0].text
    assert "12 July 2027" in bank.answer("when is wave 2").claims[0].text


def test_a_day_that_no_longer_holds_is_not_told_as_one_that_does(edition: Edition) -> None:
    plan = made(
        {"mail.md": "# Update\n\n7 June 2027\n\nThe fax line is switched off on 9 July, not on 30 July.\n"},
        edition,
        dt.date(2027, 6, 8),
    )
    (claim,) = plan.answer("when is the fax line switched off").claims
    assert claim.text.startswith("9 July 2027")


def test_what_happens_on_a_day_is_told(one_door: Initiative) -> None:
    said = _said(one_door.answer("what happens on 10 May?"))
    assert "plants" in said
    assert "freeze" in said
    assert "12 April" not in said


def test_accounts_that_come_after_the_training_are_pointed_out(one_door: Initiative) -> None:
    composed = one_door.answer("when is the training?")
    assert "14 to 23 April 2027" in composed.claims[0].text
    assert "26 April 2027" in _must(composed)


def test_at_most_eight_claims_are_made(one_door: Initiative) -> None:
    assert len(one_door.answer("what are the dates?").claims) <= 8
