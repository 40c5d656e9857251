"""Sentences with exact spans, from prose, lists, tables and mails."""

from __future__ import annotations

from itertools import pairwise

import pytest

from retrieval.loaders import parse_text
from service.interpretation.reading import sentences
from service.interpretation.reading.sentences import Sentence


def split(text: str) -> tuple[str, list[Sentence]]:
    parsed = parse_text(text)
    return parsed.text, sentences.split(parsed.text, parsed.blocks)


def texts(text: str) -> list[str]:
    return [s.text for s in split(text)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "# Plan\n\nOne thing. Another thing!\n\n- first item\n- second item. And more.\n",
        "Hi all,\n\nSSO starts on 3 May. Questions?\n\nCheers\nTom",
        "| What | When |\n|---|---|\n| Pilot | 3 May |\n| Roll-out | 7 June |\n",
        "Emoji 🚀 first. **Bold** second… “Quoted third.” Fourth.",
        "Ça va changer. Die Umstellung beginnt. النظام يتغير.",
    ],
)
def test_each_span_holds_exactly_its_text_in_order(text: str) -> None:
    whole, found = split(text)
    assert found
    assert all(whole[s.start : s.end] == s.text for s in found)
    assert [s.start for s in found] == sorted(s.start for s in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_list_marks_and_emphasis_at_the_edges_are_left_out() -> None:
    assert texts("- **SSO** starts\n- [ ] Book rooms\n- [x] Order tokens\n\n1. Print\n2. Post\n") == [
        "SSO** starts",
        "Book rooms",
        "Order tokens",
        "Print",
        "Post",
    ]


def test_an_item_may_hold_several_sentences() -> None:
    found = split("- Print the guide. Post it.\n- Call\n")[1]
    assert [(s.text, s.kind) for s in found] == [
        ("Print the guide.", "item"),
        ("Post it.", "item"),
        ("Call", "item"),
    ]
    assert found[0].block == found[1].block != found[2].block


def test_a_row_is_one_sentence_and_the_heading_row_none() -> None:
    found = split("| What | When |\n|---|---|\n| Pilot. Small. | 3 May |\n")[1]
    assert [(s.text, s.kind) for s in found] == [("Pilot. Small. | 3 May", "row")]


def test_sentences_know_their_headings() -> None:
    found = split("# Plan\n\n## Out of scope\n\n- Faxes\n")[1]
    assert [s.headings for s in found if s.text == "Faxes"] == [("Plan", "Out of scope")]


def test_code_has_no_sentences() -> None:
    assert texts("Before.\n\n```\nrun this. now.\n```\n\nAfter.") == ["Before.", "After."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Use a token, e.g. a card, for sign-in.",
        "Ask Dr. Weber or Mr. Lee about it.",
        "Version 4.2 ships at 5 p.m. on 3.5.2027.",
        "See sec. 3.1 of the guide.",
        "Acme Inc. and Bolt Ltd. deliver it.",
    ],
)
def test_abbreviations_and_numbers_end_no_sentence(sentence: str) -> None:
    assert texts(f"{sentence} Then it ends.") == [sentence, "Then it ends."]


def test_a_greeting_is_no_part_of_what_follows() -> None:
    assert texts("Hi all,\n\nwe turn on MFA. Thanks!\n\nTom")[:3] == ["Hi all,", "we turn on MFA.", "Thanks!"]


@pytest.mark.parametrize("text", ["", "   ", "---\n\n***\n", "…\n\n?!"])
def test_what_has_no_letters_has_no_sentences(text: str) -> None:
    assert texts(text) == []


def test_a_year_ends_a_sentence_before_a_count() -> None:
    assert texts("The move is on 3 May 2027. 240 drivers get a card.") == [
        "The move is on 3 May 2027.",
        "240 drivers get a card.",
    ]
