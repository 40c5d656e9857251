"""Answers that have what the question expects of them: a reason, a length of time, hours, a language."""

from __future__ import annotations

import datetime as dt

import pytest

from service.interpretation.nouns import QuestionKind
from tests.service.interpretation.answering.kinds.asking import Written, asked, is_must, telling, texts

FERRY: tuple[Written, ...] = (
    (
        "Harbour plan",
        "it",
        dt.date(2027, 9, 6),
        """# Harbour plan

The app Gangway replaces the booking terminals at nine quays. It comes in English, Norwegian and Polish.

- Passkeys replace the password for 280 shore staff, because the insurer no longer accepts passwords alone.
- Seasonal staff need no passkey.
- Ticket scan within 1.5 seconds, boarding list refresh every 20 seconds.
- The jobs of the crew are listed on paper.

Support for Gangway: daily 05:30 to 23:00, phone and chat.

Rollback was tried on the quay at Holm. It takes four hours and needs the vendor on site.

Face recognition for the crew was looked at and dropped.
""",
    ),
    (
        "Crew notes",
        "people_readiness",
        dt.date(2027, 9, 10),
        """# Crew notes

- Eighteen quay buddies, two per quay. They need Gangway two weeks before. We asked for it and have no answer.
- The works council has seen the texts on location data.
- 14 ticket agents are moved to the quay at Ramberg.
- Season-ticket holders are told by text message on 20 September 2027.
- Rollout is done when every quay has boarded a full weekend with Gangway alone.
""",
    ),
)


@pytest.mark.parametrize(
    ("question", "answer_is"),
    [
        ("why passkeys?", "because the insurer"),
        ("In what languages does Gangway come", "English, Norwegian and Polish"),
        ("how fast is a ticket scan", "1.5 seconds"),
        ("at what time is the support for Gangway open", "05:30 to 23:00"),
    ],
)
def test_what_the_question_expects_is_told_first(question: str, answer_is: str) -> None:
    assert answer_is in texts(asked(question, "said", FERRY))[0]


def test_a_unit_without_what_is_expected_is_left_out_where_another_has_it() -> None:
    assert texts(asked("how fast is a ticket scan", "said", FERRY))[1:] == []


def test_a_reason_that_nobody_gives_is_said_to_be_missing() -> None:
    answer = asked("why was face recognition dropped", "said", FERRY)

    assert "No document gives the reason" in texts(answer)[0]
    assert is_must(answer, answer.claims[0])
    assert "Face recognition" in texts(answer)[1]
    assert any("reason" in line for line in answer.missing)


def test_the_place_of_two_words_side_by_side_is_not_that_of_each_alone() -> None:
    answer = asked("Where does it say how often the boarding list is refreshed?", "where", FERRY)

    assert len(answer.claims) == 1
    assert "every 20 seconds" in texts(answer)[0]


def test_a_word_that_no_document_has_is_named_before_what_there_is_of_the_rest() -> None:
    answer = asked("how do I refund my season ticket", "said", FERRY)

    assert "“refund”" in texts(answer)[0]
    assert is_must(answer, answer.claims[0])


def test_the_nearest_is_told_for_each_thing_that_is_named() -> None:
    answer = asked(
        "Is there a works council vote on the hypercare menu and the canteen budget in Bergen?", "said", FERRY
    )

    assert texts(answer)[0].startswith("Nothing in")
    assert telling(answer, "nearest", "works council")


def test_no_thing_is_looked_for_twice() -> None:
    answer = asked("Will there be a works council vote on the canteen?", "said", FERRY)

    assert texts(answer)[0].count("works council") <= 1


def test_a_short_open_point_is_told_with_the_sentences_that_say_of_what() -> None:
    answer = asked("What should I ask IT?", "ask_it", FERRY)

    assert "quay buddies" in telling(answer, "have no answer").text


def test_people_who_are_only_counted_raise_no_question_of_the_glossary() -> None:
    answer = asked("What should I ask IT?", "ask_it", FERRY)

    assert not any("are these people" in text for text in texts(answer))


@pytest.mark.parametrize("question", ["What does rollout mean for us?", "what does rollout mean for the team"])
def test_a_bare_term_is_explained_to_each_side(question: str) -> None:
    answer = asked(question, "impact", FERRY)

    assert answer.kind == "meaning"
    assert telling(answer, "to IT")
    assert telling(answer, "full weekend with Gangway alone")


@pytest.mark.parametrize("kind", ["said", "where"])
def test_follow_ups_name_things_and_not_what_is_done_with_them(kind: QuestionKind) -> None:
    answer = asked("who needs a passkey", kind, FERRY)

    assert not any("“needs" in text for text in answer.follow_ups)
