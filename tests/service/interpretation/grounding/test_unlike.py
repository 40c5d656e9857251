"""Claims in free words about initiatives unlike the sample: what is turned round, widened or swapped does not stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from glossary import catalog
from glossary.edition import Edition
from glossary.matcher import Matcher
from retrieval.loaders import parse_text
from service.interpretation.answering import telling
from service.interpretation.grounding.grounding import ground
from service.interpretation.grounding.nouns import Proposed
from service.interpretation.shown import Shown, shown_input

CONCEPTS = catalog.packaged()
GLOSSARY = Edition(CONCEPTS, Matcher(CONCEPTS))
DOCUMENTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "unlike_claims.yaml").read_text(encoding="utf-8"))


def document(name: str) -> Shown:
    given = DOCUMENTS[name]
    parsed = parse_text(given["text"])
    shown = shown_input(given["title"], parsed.text, parsed.blocks, GLOSSARY, given["dated"])
    return replace(shown, source=shown.source.model_copy(update={"id": name, "kind": "document"}), dated=given["dated"])


def stands(shown: Shown, claim: str) -> bool:
    return ground(Proposed(claim, (shown.id,)), {shown.id: shown}, glossary=GLOSSARY).stands


@pytest.mark.parametrize("name", DOCUMENTS)
def test_free_words_for_what_a_source_says_stand(name: str) -> None:
    shown = document(name)
    assert [claim for claim in DOCUMENTS[name]["true"] if not stands(shown, claim)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_turned_widened_swapped_or_only_asked_for_does_not_stand(name: str) -> None:
    shown = document(name)
    assert [claim for claim in DOCUMENTS[name]["false"] if stands(shown, claim)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_an_answer_tells_of_a_source_stands_with_and_without_its_name(name: str) -> None:
    shown = document(name)
    told = [telling.told(unit) for unit in shown.units if telling.is_said(unit)]
    by = telling.said_by(shown)
    assert told
    assert [words for words in told if not stands(shown, words)] == []
    assert [words for words in told if not stands(shown, f"According to {by}, {words}")] == []


def test_a_claim_that_names_another_author_or_day_for_its_source_does_not_stand() -> None:
    shown = document("cut")
    assert stands(shown, "According to the cutover plan of 4 January 2028, sign-in is by smartcard and PIN.")
    assert not stands(shown, "According to the cutover plan of 4 June 2028, sign-in is by smartcard and PIN.")
