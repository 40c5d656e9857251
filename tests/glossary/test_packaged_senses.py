"""The packaged glossary takes words in the sense in which a sentence has them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from glossary.catalog import packaged
from glossary.matcher import Matcher

SENTENCES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "senses.yaml").read_text("utf-8"))
ENOUGH = 0.95
"""The share of words that must be taken as they are meant."""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(packaged())


def test_words_are_taken_as_they_are_meant(matcher: Matcher) -> None:
    meant = [sentence for sentence in SENTENCES if sentence["means"] is not None]
    failures = [
        _report(sentence, matcher) for sentence in meant if {sentence["means"]} != set(_said(sentence, matcher))
    ]
    assert len(failures) <= (1 - ENOUGH) * len(meant), "\n".join(failures)


def test_no_everyday_word_is_taken_for_a_term(matcher: Matcher) -> None:
    plain = [sentence for sentence in SENTENCES if sentence["means"] is None]
    assert [_report(sentence, matcher) for sentence in plain if _said(sentence, matcher)] == []


def test_an_idiom_of_general_english_names_no_concept(matcher: Matcher) -> None:
    idioms = [(concept.id, idiom) for concept in packaged().concepts for idiom in concept.idioms]
    assert idioms
    before = "For the system and the training, the word is "
    for concept_id, idiom in idioms:
        found = matcher.find(f"{before}{idiom} here, and the account is open.")
        inside = [m.concept for m in found if m.start < len(before) + len(idiom) and m.end > len(before)]
        assert concept_id not in inside, idiom


def _said(sentence: dict[str, Any], matcher: Matcher) -> list[str]:
    """The concepts that the matcher settles on where the word stands, one for each place that it settles."""
    found = matcher.find(sentence["text"], sentence.get("by"))
    word = re.compile(rf"\b{re.escape(sentence['word'])}\b", re.IGNORECASE)
    places = [place.span() for place in word.finditer(sentence["text"])]
    assert places, f"{sentence['word']!r} does not stand in {sentence['text']!r}"
    overlapping = [m for m in found if any(m.start < end and start < m.end for start, end in places)]
    return [mention.concept for mention in overlapping if mention.concept is not None]


def _report(sentence: dict[str, Any], matcher: Matcher) -> str:
    said = ", ".join(_said(sentence, matcher)) or "nothing"
    return f"{sentence['word']!r}: found {said}, expected {sentence['means']}, in {sentence['text']!r}"
