"""Readings and interpretations over a small glossary made in the test."""

from __future__ import annotations

import datetime as dt
from typing import Any

from glossary.catalog import Catalog
from glossary.concepts import Community
from glossary.matcher import Matcher
from retrieval.documents import Passage
from retrieval.loaders import parse_text
from service.interpretation.citing import Citing
from service.interpretation.coverage.steps import Step, steps
from service.interpretation.evidence import Reading, read
from service.interpretation.nouns import Interpretation
from service.interpretation.translate import translate

TODAY = dt.date(2026, 11, 21)


def rule(rule_id: str, **fields: Any) -> dict[str, Any]:
    """An implication of a concept, as a glossary file has it."""
    return {
        "id": rule_id,
        "from": "it",
        "to": "people_readiness",
        "category": "communications",
        "says": "From {date|that day} {group|the people affected} sign in differently in {system|their tools}.",
        "do": "Tell {group|the people affected} about it.",
        "who": "communications lead",
        "when": {"anchor": "change", "offset_days": -10},
        "severity": "medium",
    } | fields


def reading(text: str, glossary: Catalog, *, community: Community = "it", today: dt.date = TODAY) -> Reading:
    parsed = parse_text(text)
    return read(parsed.text, parsed.blocks, Matcher(glossary), today=today, community=community)


def interpreted(
    text: str,
    glossary: Catalog,
    *,
    from_: Community = "it",
    to: Community = "people_readiness",
    country: str | None = None,
    planned: tuple[str, ...] | None = None,
) -> Interpretation:
    """An interpretation of pasted text; `planned` are the texts of an initiative's other documents."""
    other: list[Passage] = []
    known: list[Step] = []
    for number, plan in enumerate(planned or ()):
        other.append(
            Passage(
                id=f"p_{number}",
                document_id=f"d_{number}",
                initiative_id="i",
                title="A plan",
                version=1,
                start=0,
                end=len(plan),
                text=plan,
            )
        )
        read_plan = reading(plan, glossary, community="people_readiness")
        known.extend(steps(read_plan, f"d_{number}", "people_readiness", lambda *_, n=number: (f"p_{n}",)))
    return translate(
        reading(text, glossary, community=from_),
        glossary,
        from_=from_,
        to=to,
        record_id="r_test",
        cite=Citing("A note").cite,
        planned=known if planned is not None else None,
        country=country,
        known=other,
    )
