"""What is not in the sources, what is no question, and what has several senses."""

from __future__ import annotations

import pytest

from service.interpretation.nouns import QuestionKind
from tests.service.interpretation.answering.kinds.asking import BANK, HOSPITAL, SCHOOL, Written, asked, texts


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What do the documents say about the canteen?", "said"),
        ("Where is the car park mentioned?", "where"),
        ("Who won the football match?", "other"),
        ("Why was the marketing budget halved?", "said"),
    ],
)
def test_what_is_not_there_is_said_not_to_be_there_with_what_was_looked_for(question: str, kind: QuestionKind) -> None:
    answer = asked(question, kind, HOSPITAL)

    assert answer.claims[0].text.startswith("Nothing in the 3 documents answers this")
    assert 0 in answer.must_say
    assert answer.missing
    assert not any(claim.status == "supported" for claim in answer.claims)


def test_the_nearest_thing_is_shown_only_if_it_is_near() -> None:
    answer = asked("What is the price of the laptops?", "said", SCHOOL)

    assert texts(answer)[0].startswith("Nothing in the only document")
    assert "laptop" in texts(answer)[1]
    assert answer.claims[1].status == "supported"


@pytest.mark.parametrize("talk", ["hello", "Hi, how are you?", "Thanks!", "…", "ok"])
def test_small_talk_gets_what_can_be_asked_and_no_passage(talk: str) -> None:
    answer = asked(talk, "other", BANK)

    assert len(answer.claims) == 1
    assert "You can ask" in answer.claims[0].text
    assert not answer.claims[0].sources


def test_whom_to_ask_is_told_by_the_glossary() -> None:
    answer = asked("What do they say about the help desk?", "said", SCHOOL)

    whom = answer.claims[-1]
    assert whom.text.startswith("Ask IT")
    assert whom.sources[0].startswith("g_")


def test_an_ambiguous_word_is_asked_back_in_the_askers_words() -> None:
    answer = asked("What about onboarding?", "ambiguous", HOSPITAL)

    assert answer.claims[0].text.startswith("Which do you mean by “onboarding”")
    assert len(answer.claims) > 2
    assert answer.kind == "ambiguous"
    assert all(claim.status == "glossary" for claim in answer.claims)


def test_the_sense_that_the_documents_have_is_told_and_answered() -> None:
    answer = asked("What does release mean?", "ambiguous", BANK)

    assert "the documents mean" in answer.claims[0].text
    assert answer.claims[0].sources[0].startswith("p_")
    assert 0 in answer.must_say
    assert len(answer.claims) > 1


def test_a_sense_that_nothing_around_the_word_speaks_for_is_asked_back() -> None:
    written: tuple[Written, ...] = (
        ("Note", "it", None, "# Note\n\nThe board decides on the release of 85,000 euros in June.\n"),
    )
    answer = asked("What does release mean?", "ambiguous", written)

    assert answer.claims[0].text.startswith("Which do you mean by “release”")
