"""What changed since a day: what moved, what is new, what stays; by the documents' own dates."""

from __future__ import annotations

import datetime as dt

import pytest

from glossary.edition import Edition
from tests.service.interpretation.answering.initiatives import Initiative, made


@pytest.mark.parametrize(
    "text",
    ["what changed since 20 January", "what's new since 20 January?", "what has changed since 15.01.2027", "any news"],
)
def test_what_moved_comes_first_with_the_old_day_beside_it(hospital: Initiative, text: str) -> None:
    composed = hospital.answer(text)
    assert "22 March 2027" in composed.claims[0].text
    assert "15 March 2027" in composed.claims[0].text
    assert 0 in composed.must_say


def test_what_is_new_and_what_stays_are_told_apart(hospital: Initiative) -> None:
    texts = [claim.text for claim in hospital.answer("what changed since 20 January").claims]
    assert any("screen reader" in text and not text.startswith("Stays") for text in texts)
    assert any("92 nurses" in text for text in texts)
    assert any(text.startswith("Stays") and "printer" in text for text in texts)


def test_what_older_documents_say_already_is_no_news(edition: Edition) -> None:
    texts = {
        "a.md": "# Plan\n\n1 March 2027\n\nThe scanners are replaced in all twelve shops.\n",
        "b.md": "# Update\n\n1 April 2027\n\n- The scanners are replaced in all twelve shops.\n"
        "- The tills get a new printer.\n",
    }
    said = " ".join(
        c.text for c in made(texts, edition, dt.date(2027, 4, 2)).answer("what changed since 15 March").claims
    )
    assert "printer" in said
    assert "scanners" not in said


def test_only_what_is_asked_for_is_told(one_door: Initiative) -> None:
    texts = [claim.text for claim in one_door.answer("what is new about the tablets since 5 April?").claims]
    assert any("12 still missing" in text for text in texts)
    assert not any("VPN" in text for text in texts)


def test_nothing_newer_is_said_as_such_with_the_newest_document(one_door: Initiative) -> None:
    composed = one_door.answer("what changed since 10 April")
    assert "the newest is the weekly update" in composed.claims[0].text
    assert composed.must_say == {0}
    assert composed.missing


def test_documents_without_a_day_of_their_own_cannot_be_ordered(edition: Edition) -> None:
    plan = made({"plan.md": "# Plan\n\nThe scanners are replaced.\n"}, edition, dt.date(2027, 4, 2))
    assert "cannot be told" in plan.answer("what changed since Monday").claims[0].text


def test_two_statements_of_one_day_are_no_change(edition: Edition) -> None:
    texts = {
        "a.md": "# Plan\n\n1 March 2027\n\nGo-live of the scanners is on 3 May 2027.\n",
        "b.md": "# Update\n\n1 April 2027\n\nGo-live of the scanners is on 3 May 2027, as planned.\n",
    }
    composed = made(texts, edition, dt.date(2027, 4, 2)).answer("have any dates moved since 15 March?")
    assert not any("disagree" in claim.text or "moved" in claim.text.lower() for claim in composed.claims)
