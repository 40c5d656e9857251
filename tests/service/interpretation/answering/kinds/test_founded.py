"""What holds for every composed answer: figures of the cited sources, plain words, few claims, each with its source."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from retrieval.loaders import load
from service.interpretation.answering.finding.claims import MOST
from service.interpretation.nouns import QuestionKind
from tests.service.interpretation.answering.kinds import asking

SAMPLE = Path("service/sample")
MATTERS = (
    "the VPN",
    "MFA",
    "go-live",
    "training",
    "support on the night shift",
    "wave 2",
    "phase 1",
    "the desk phones",
    "logins",
    "the field engineers",
    "Worklane",
    "Mediro",
    "Kolibri",
    "the cafeteria",
)
QUESTIONS: dict[QuestionKind, str] = {
    "meaning": "What does {} mean?",
    "impact": "What does {} mean for training, communications and support?",
    "ask_it": "What should I ask IT about {}?",
    "said": "What do the documents say about {}?",
    "where": "Where do the documents mention {}?",
    "ambiguous": "Tell me about {}",
    "other": "And {}?",
}


@lru_cache(maxsize=1)
def sample() -> tuple[asking.Written, ...]:
    """The sample's documents."""
    listed = yaml.safe_load((SAMPLE / "initiative.yaml").read_text(encoding="utf-8"))["documents"]
    return tuple(_written(one) for one in listed)


def _written(one: dict[str, object]) -> asking.Written:
    name = str(one["file"])
    parsed = load(name, SAMPLE / name)
    dated = one["dated"]
    assert isinstance(dated, dt.date)
    return parsed.title, one["community"], dated, parsed  # type: ignore[return-value]


def initiatives() -> dict[str, tuple[asking.Written, ...]]:
    return {"hospital": asking.HOSPITAL, "bank": asking.BANK, "school": asking.SCHOOL, "sample": sample(), "none": ()}


@pytest.mark.parametrize("kind", QUESTIONS)
@pytest.mark.parametrize("name", ["hospital", "bank", "school", "sample", "none"])
def test_every_claim_is_plain_and_has_its_figures_from_what_it_cites(name: str, kind: QuestionKind) -> None:
    for matter in MATTERS:
        gathered = asking.evidence(QUESTIONS[kind].format(matter), kind, initiatives()[name])
        answer = asking.COMPOSE[kind](gathered)

        assert answer.claims
        assert len(answer.claims) <= MOST
        assert not asking.unfounded(answer, gathered), gathered.question.text
        assert all(at < len(answer.claims) for at in answer.must_say)
        for claim in answer.claims:
            assert not re.search(r"\||\*\*|^#|\]\(|\{", claim.text), claim.text
            assert claim.sources or claim.status == "computed", claim
            assert claim.why or claim.status != "computed", claim
            assert claim.text.rstrip().endswith((".", "?", "!", "”", "…", ")", ":")), claim.text
