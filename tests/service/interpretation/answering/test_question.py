"""A question is taken apart, and made whole from the conversation where it refers back."""

from __future__ import annotations

import datetime as dt

import pytest

from glossary.edition import Edition
from service.interpretation.answering.nouns import Question, Turn
from service.interpretation.answering.question import understood

TODAY = dt.date(2027, 4, 12)


def _asked(edition: Edition, *said: str) -> Question:
    history = [Turn("user", text) for text in said[:-1]]
    return understood(said[-1], history, edition, community="people_readiness", today=TODAY, country="IE")


def test_it_names_systems_people_events_and_concepts(edition: Edition) -> None:
    question = _asked(edition, "When do the field engineers in the depots get Scanwise?")
    assert question.systems == ("Scanwise",)
    assert question.groups == ("field engineers", "depots")
    assert question.events == ("access",)
    assert "scanwis" in question.words
    assert _asked(edition, "what does SSO mean for support").concepts == ("single-sign-on",)
    assert _asked(edition, "what does SSO mean for support").categories == ("support",)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("what's new since 2 April", dt.date(2027, 4, 2)),
        ("what changed since the 4th", dt.date(2027, 4, 4)),
        ("what has changed since the 20th", dt.date(2027, 3, 20)),
        ("what changed since last Monday", dt.date(2027, 4, 5)),
        ("any news since yesterday", dt.date(2027, 4, 11)),
        ("what changed in the last two weeks", dt.date(2027, 3, 29)),
        ("what changed 3 days ago", dt.date(2027, 4, 9)),
        ("what changed since December 1", dt.date(2026, 12, 1)),
        ("what changed", None),
    ],
)
def test_since_is_a_day_that_lies_behind(edition: Edition, text: str, since: dt.date | None) -> None:
    question = _asked(edition, text)
    assert (question.kind, question.since) == ("changes", since)


@pytest.mark.parametrize(
    ("before", "then", "kind", "whole"),
    [
        ("When do the depots get Scanwise?", "and for the plants?", "access", "When do the plants get Scanwise?"),
        ("When do the depots get Scanwise?", "in the offices?", "access", "When do the offices get Scanwise?"),
        ("When do the depots get Scanwise?", "when is that?", "access", "When is Scanwise for the depots?"),
        ("When do the depots get Scanwise?", "who?", "affected", "Who is affected by Scanwise?"),
        ("When do the depots get Scanwise?", "what about training?", "access", "When is training for the depots?"),
        ("Who is affected by MFA?", "When is that?", "access", "When is MFA?"),
        ("What does SSO mean for training?", "and communications?", "impact", "What does SSO mean for communications?"),
        ("What does SSO mean?", "Is it the same as MFA?", "meaning", "Is SSO the same as MFA?"),
        (
            "Who is affected by the VPN withdrawal?",
            "what does that mean for training?",
            "impact",
            "What does the VPN withdrawal mean for training?",
        ),
        (
            "Who is affected by the VPN withdrawal?",
            "how many?",
            "affected",
            "How many people are affected by the VPN withdrawal?",
        ),
        ("When is go-live?", "does that clash with a holiday?", "fit", "Does go-live clash with a holiday?"),
    ],
)
def test_what_refers_back_is_filled_in(edition: Edition, before: str, then: str, kind: str, whole: str) -> None:
    question = _asked(edition, before, then)
    assert (question.kind, question.text, question.original) == (kind, whole, then)
    assert question.follows


def test_a_chain_of_questions_is_followed(edition: Edition) -> None:
    question = _asked(
        edition, "who is hit by the VPN withdrawal", "and when is that?", "and what does that mean for training?"
    )
    assert question.text == "What does the VPN withdrawal mean for training?"


@pytest.mark.parametrize("text", ["When does the VPN go?", "Who gets the new app?", "If the VPN goes, who loses it?"])
def test_a_question_that_stands_alone_is_left_alone(edition: Edition, text: str) -> None:
    question = _asked(edition, "Who is affected by MFA?", text)
    assert question.text == text
    assert not question.follows


def test_a_question_without_a_conversation_is_left_as_it_is(edition: Edition) -> None:
    assert _asked(edition, "Why?").text == "Why?"


def test_a_word_with_several_senses_is_asked_back_where_the_answer_hangs_on_it(edition: Edition) -> None:
    question = _asked(edition, "what does release mean")
    assert question.kind == "ambiguous"
    assert set(question.ambiguous[0].candidates) == {"release", "release-from-duty"}
    assert _asked(edition, "when is the release").kind == "access"


def test_the_answer_to_a_question_back_picks_the_sense(edition: Edition) -> None:
    first = _asked(edition, "what does release mean").ambiguous[0].candidates[0]
    for said in ("the first", "1", "the first one"):
        question = _asked(edition, "what does release mean", said)
        assert (question.kind, question.concepts, question.ambiguous) == ("meaning", (first,), ())
    assert _asked(edition, "what does release mean", "the software one").concepts == ("release",)


def test_an_everyday_word_is_found_where_it_is_asked_for_by_itself(edition: Edition) -> None:
    question = _asked(edition, "what does access mean for us")
    assert question.concepts or question.ambiguous


@pytest.mark.parametrize("text", ["asdf jkl qwrt", "", "   ", "???", "wann bekommen wir Zugang", "12345", "x" * 5000])
def test_what_is_no_question_is_other(edition: Edition, text: str) -> None:
    assert _asked(edition, text).kind == "other"


def test_a_few_key_words_are_a_question(edition: Edition) -> None:
    assert _asked(edition, "tablets").kind == "said"
