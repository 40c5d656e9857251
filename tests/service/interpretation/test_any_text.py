"""Whatever is handed in, an interpretation comes out, and all that it cites is there."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary import catalog
from service.interpretation.facts.triggers import kind_of
from tests.service.interpretation.conftest import Interpret

LABELS = st.sampled_from(sorted(catalog.packaged().labels()))
WORDS = st.sampled_from(
    "will is not if until from replaces with and but was the a every no may must 3 May 2027 yesterday | - # ## "
    "; : ? . , ( ) users nurses all 12 % out of scope as today we you need should enabled moved to switched off "
    "because which".split()
)
BREAKS = st.sampled_from(["\n\n", "\n", "\n* ", "\n| "])
TEXTS = st.lists(LABELS | WORDS | BREAKS | st.text(max_size=5), max_size=60).map(" ".join)


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, back=st.booleans())
def test_an_interpretation_hangs_together_whatever_the_text(text: str, back: bool, interpret: Interpret) -> None:
    way = ("people_readiness", "it") if back else ("it", "people_readiness")
    said = interpret(text, *way)
    statements = {s.id: s for s in said.statements}
    known = {s.id for s in said.sources}
    for statement in said.statements:
        assert text[statement.start : statement.end] == statement.text
        assert set(statement.sources) <= known
        for mention in statement.mentions:
            assert text[mention.start : mention.end] == mention.label
    for implication in said.implications:
        assert set(implication.occasions) <= statements.keys()
        assert set(implication.sources) <= known
        assert all(implication.id in statements[o].implications for o in implication.occasions)
        assert not re.search(r"\{\w+[|}]", implication.says + implication.do), "a slot was left open"
    for question in said.questions:
        assert question.because


@pytest.mark.parametrize("unit", [" ", "\t", "_", "|", "*", "!["])
@pytest.mark.timeout(60)
def test_a_sentence_with_an_endless_run_is_read_to_its_end(unit: str, interpret: Interpret) -> None:
    run = unit * (60_000 // len(unit))
    said = interpret(f"The pilot of SSO {run} goes live on Monday; users must sign in, and MFA is enabled.", "it", "hr")
    assert "multi-factor-authentication" in {m.concept for s in said.statements for m in s.mentions}


@pytest.mark.timeout(60)
def test_an_event_is_found_behind_a_million_bars() -> None:
    assert kind_of("|" * 1_000_000 + " go-live") == "go_live"
