"""No claim holds a day or a number that its sources do not, whatever is asked."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from service.interpretation.answering.composing import composed
from service.interpretation.answering.nouns import Evidence
from service.interpretation.facts import find_facts
from service.interpretation.nouns import Claim
from service.interpretation.shown import Shown
from tests.service.interpretation.answering.initiatives import Initiative

_QUESTIONS = [
    "when is go-live",
    "when do people get access",
    "when is the training",
    "when is the old system switched off",
    "what are the dates",
    "what happens in June",
    "is there enough time between training and go-live",
    "do the dates fit",
    "does the go-live fall on a holiday",
    "is the announcement before the go-live",
    "who is affected",
    "who gets access",
    "how many people are affected",
    "what changed",
    "what changed since 1 January",
    "what's new since 2 April",
]
_NUMBER = re.compile(r"\d[\d.,:]*\d|\d")
_COUNTED = re.compile(r"\d+ (?:working day|further date|document|more)s?")


def _days(text: str, today: dt.date) -> set[dt.date]:
    facts = find_facts(text, today=today)
    whole = [f for f in facts if f.kind == "date" and re.search(r"\b\d{4}\b", f.text)]
    return {day for f in whole for day in (f.first, f.last) if day is not None}


def _stray(claim: Claim, evidence: Evidence) -> set[str]:
    """Numbers of the claim that neither its sources nor their dates hold."""
    shown: dict[str, Shown] = {s.id: s for s in evidence.shown}
    sources = [shown[key] for key in claim.sources if key in shown]
    days = {day for s in sources for f in s.reading.facts if f.kind == "date" for day in (f.first, f.last) if day}
    days |= {s.dated for s in sources if s.dated}
    if evidence.question.since:
        days.add(evidence.question.since)
    texts = " ".join(f"{s.source.title} {s.source.where} {s.text}" for s in sources)
    held = set(_NUMBER.findall(texts)) | {str(n) for day in days for n in (day.day, day.year)}
    said = _COUNTED.sub("", claim.text)
    strange = {day.isoformat() for day in _days(said, evidence.today) if day not in days}
    return strange | {n for n in _NUMBER.findall(said) if n not in held}


@pytest.mark.parametrize("name", ["hospital", "bank", "school", "one_door"])
@pytest.mark.parametrize("text", _QUESTIONS)
def test_days_and_numbers_are_those_of_the_sources(name: str, text: str, request: pytest.FixtureRequest) -> None:
    initiative: Initiative = request.getfixturevalue(name)
    evidence = initiative.evidence(text)
    answer = composed(evidence)
    assert answer.claims
    for claim in answer.claims:
        assert {key for key in claim.sources if key.startswith("p_")} <= {s.id for s in evidence.shown}
        assert claim.sources or claim.status == "computed"
        assert not _stray(claim, evidence), claim.text
        assert claim.why or claim.status != "computed"
