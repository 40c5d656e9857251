"""Who is affected: groups with their numbers, by source; who is spared; numbers that differ."""

from __future__ import annotations

import pytest

from service.interpretation.answering.nouns import Composed
from tests.service.interpretation.answering.initiatives import Initiative


def _must(composed: Composed) -> str:
    return " ".join(composed.claims[i].text for i in sorted(composed.must_say))


@pytest.mark.parametrize(
    "text", ["who is affected by the VPN withdrawal", "who is hit when the VPN goes", "how many people lose the VPN?"]
)
def test_the_group_with_its_number_comes_first(one_door: Initiative, text: str) -> None:
    first = one_door.answer(text).claims[0]
    assert "610" in first.text
    assert len(first.sources) >= 2


def test_a_day_that_another_document_gives_differently_is_not_told_alone(one_door: Initiative) -> None:
    must = _must(one_door.answer("who is hit by the VPN withdrawal"))
    assert "14 May 2027" in must
    assert "28 May 2027" in must


def test_every_group_is_told_once(one_door: Initiative) -> None:
    composed = one_door.answer("who is affected by MFA?")
    texts = [claim.text for claim in composed.claims]
    for number in ("760", "450 field", "210", "1,420"):
        assert any(number in text for text in texts)
    assert len(texts) <= 8


@pytest.mark.parametrize(
    "text", ["is the shop floor affected", "is the shop floor in scope?", "does this affect the shop floor"]
)
def test_who_is_spared_is_said_as_such(one_door: Initiative, text: str) -> None:
    composed = one_door.answer(text)
    assert composed.claims[0].text.startswith("Not affected")
    assert 0 in composed.must_say


def test_who_is_out_of_scope_is_told_beside_the_others(hospital: Initiative, bank: Initiative) -> None:
    assert "Outpatients" in _must(hospital.answer("are outpatients affected?"))
    assert "Call centre" in _must(bank.answer("who gets the teller desktop"))


def test_numbers_of_the_same_people_that_differ_stand_side_by_side(bank: Initiative, hospital: Initiative) -> None:
    must = _must(bank.answer("how many tellers are affected?"))
    assert "2,100" in must
    assert "2,300" in must
    must = _must(hospital.answer("who is affected in cardiology?"))
    assert "85" in must
    assert "92" in must


def test_numbers_of_different_people_are_no_difference(one_door: Initiative) -> None:
    assert "numbers differ" not in _must(one_door.answer("who is affected by MFA?"))


def test_people_whom_no_document_names_are_said_as_such(one_door: Initiative) -> None:
    composed = one_door.answer("are the plants affected by Worklane?")
    assert "whether the plants are affected" in composed.claims[0].text
    assert 0 in composed.must_say


def test_what_no_document_speaks_of_affects_nobody_known(bank: Initiative) -> None:
    composed = bank.answer("who is affected by the swimming pool renovation")
    assert composed.missing
    assert all(claim.status != "supported" for claim in composed.claims)
