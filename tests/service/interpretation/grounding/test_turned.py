"""Claims that swap counts, parties or degrees, raise certainty, or come from an order to the reader do not stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from glossary import catalog
from glossary.edition import Edition
from glossary.matcher import Matcher
from retrieval.loaders import parse_text
from service.interpretation.grounding.grounding import ground
from service.interpretation.grounding.nouns import Proposed
from service.interpretation.shown import shown_input

CONCEPTS = catalog.packaged()
GLOSSARY = Edition(CONCEPTS, Matcher(CONCEPTS))
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "turned_claims.yaml").read_text(encoding="utf-8"))


def stands(says: str, claim: str) -> bool:
    parsed = parse_text(f"{says}\n")
    shown = shown_input("Notes", parsed.text, parsed.blocks, GLOSSARY, dt.date(2031, 3, 2))
    shown = replace(shown, source=shown.source.model_copy(update={"id": "notes", "kind": "document"}))
    return ground(Proposed(claim, ("notes",)), {"notes": shown}, glossary=GLOSSARY).stands


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"][:40])
def test_what_a_sentence_says_stands(case: dict[str, Any]) -> None:
    assert [claim for claim in case["true"] if not stands(case["says"], claim)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"][:40])
def test_what_is_swapped_raised_or_only_ordered_to_be_said_does_not_stand(case: dict[str, Any]) -> None:
    assert [claim for claim in case["false"] if stands(case["says"], claim)] == []
