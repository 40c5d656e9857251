"""Initiatives of a few made-up documents, drafted as the product does."""

from __future__ import annotations

import datetime as dt

from glossary.edition import Edition
from retrieval.documents import Community
from retrieval.passages import passages
from service.interpretation.drafting.milestones import milestones
from service.interpretation.drafting.nouns import Drafted, Material
from service.planning.nouns import Milestone
from tests.service.interpretation.answering.initiatives import ID, made

TODAY = dt.date(2027, 1, 11)
IT: Community = "it"
PEOPLE: Community = "people_readiness"


def material(
    edition: Edition,
    *documents: tuple[Community, str | None, str],
    country: str | None = "GB",
    name: str = "",
    today: dt.date = TODAY,
) -> Material:
    """Documents as (whose, their day, their Markdown), as drafting gets them."""
    texts = {f"{number}.md": (community, text) for number, (community, _, text) in enumerate(documents)}
    initiative = made(texts, edition, today, country)
    for key, document in initiative.documents.items():
        day = documents[int(document.name.removesuffix(".md"))][1]
        initiative.documents[key] = document.model_copy(update={"dated": dt.date.fromisoformat(day) if day else None})
    found = [p for document in initiative.documents.values() for p in passages(document)]
    shown = initiative.gathering.showing.passages(frozenset({ID}), found, edition, today, country)
    return Material(tuple(shown), edition, today, country, name)


def drafted(
    edition: Edition,
    *documents: tuple[Community, str | None, str],
    country: str | None = "GB",
    name: str = "",
    today: dt.date = TODAY,
) -> Drafted:
    """The milestones of documents as (whose, their day, their Markdown)."""
    return milestones(material(edition, *documents, country=country, name=name, today=today))


def one(found: Drafted, *words: str) -> Milestone:
    """The only milestone whose title has these words."""
    named = [m for m in found.milestones if all(w.lower() in m.title.lower() for w in words)]
    assert len(named) == 1, [m.title for m in found.milestones]
    return named[0]


def days(milestone: Milestone) -> tuple[str, str]:
    """Its first and last day; `-` where there is none."""
    return str(milestone.start or "-"), str(milestone.end or "-")


def titles(found: Drafted) -> list[str]:
    """The titles, in the plan's order."""
    return [m.title for m in found.milestones]
