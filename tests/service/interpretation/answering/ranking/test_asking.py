"""What a question asks for, word by word."""

from __future__ import annotations

import datetime as dt

import pytest

from glossary.edition import Edition
from service.interpretation.answering.asked import fronting, kinds, spelling
from service.interpretation.answering.question import understood
from service.interpretation.answering.ranking import asking, everyday


def _asked(text: str, edition: Edition, vocabulary: frozenset[str] = frozenset()) -> asking.Asked:
    today = dt.date(2027, 3, 15)
    question = understood(text, (), edition, community="people_readiness", today=today)
    return asking.asked(question, edition.matcher, today, vocabulary)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how do ppl pay", "how do people pay"),
        ("they dont come", "they do not come"),
        ("it can't be", "it can not be"),
        ("whos there", "who is there"),
        ("30 mins", "30 minutes"),
    ],
)
def test_the_spelling_of_chats_is_spelt_out(typed: str, meant: str) -> None:
    assert asking.even(typed) == meant


def test_words_that_any_question_has_tell_little(edition: Edition) -> None:
    terms = {term.written: term.telling for term in _asked("what really happens with the turnstile?", edition).terms}
    assert terms["happens"] < terms["turnstile"]


def test_a_name_tells_most(edition: Edition) -> None:
    terms = {term.written: term for term in _asked("do porters use Lanyard at the gate?", edition).terms}
    assert terms["lanyard"].name
    assert terms["lanyard"].telling > terms["porters"].telling


def test_a_day_is_one_thing_and_no_words(edition: Edition) -> None:
    asked = _asked("is the gate shut on 3 May 2027?", edition)
    days = [term.days for term in asked.terms if term.days]
    assert days == [((dt.date(2027, 5, 3), dt.date(2027, 5, 3)),)]
    assert "may" not in {term.written for term in asked.terms}


def test_a_letter_too_few_is_found_in_the_words_of_the_documents(edition: Edition) -> None:
    vocabulary = frozenset({everyday.stem("turnstile"), "gate"})
    asked = _asked("where is the turnstle", edition, vocabulary)
    assert any(everyday.stem("turnstile") in term.words for term in asked.terms)


@pytest.mark.parametrize(
    ("one", "other"),
    [("roll back", "way back"), ("text message", "sms"), ("enough", "suffice"), ("broken", "defective")],
)
def test_everyday_words_stand_for_one_another(one: str, other: str) -> None:
    def groups(text: str) -> frozenset[int]:
        found = frozenset().union(*(some for _, _, some in everyday.phrases_in(text)))
        return found.union(*(everyday.groups_of(everyday.stem(word)) for word in text.split()))

    assert groups(one) & groups(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("turnstile - what does that mean for porters?", "What does turnstile mean for porters?"),
        ("If the gate shuts, who opens it?", "If the gate shuts, who opens it?"),
        ("thanks, when is that?", "thanks, when is that?"),
    ],
)
def test_a_matter_named_first_is_put_where_it_belongs(typed: str, meant: str) -> None:
    assert fronting.unfolded(typed) == meant


@pytest.mark.parametrize(
    "text",
    ["what is the budget for porters", "what is the number of the gate", "what is the opinion of the porters"],
)
def test_what_something_has_is_no_question_of_meaning(text: str) -> None:
    assert kinds.kind_of(spelling.plain(text)) != "meaning"


def test_a_word_that_there_is_is_not_mended() -> None:
    assert spelling.plain("what's for lunch") == "what is for lunch"
