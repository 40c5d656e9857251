"""The look-ups that a model with tools may choose among: read-only, and bound to the caller's scope beforehand."""

from __future__ import annotations

from dataclasses import replace

from service.interpretation.answering.composing import composed
from service.interpretation.answering.nouns import Evidence
from service.interpretation.answering.question import understood
from service.interpretation.nouns import QuestionKind
from service.interpretation.phrasing.agent import LookedUp, LookUps
from service.interpretation.shown import shown_concept
from service.workflows.parts import Parts

PASSAGES = 8
"""Passages that one search gives."""


def look_ups(parts: Parts, allowed: frozenset[str], evidence: Evidence) -> LookUps:
    """What a model may look up beside the evidence.

    Args:
        parts: The wired service.
        allowed: The initiatives that the caller may read and asked about.
        evidence: What was gathered, with the day, the country and the edition of the glossary that count here.
    """
    glossary, today, country = evidence.glossary, evidence.today, evidence.country

    def search(words: str) -> LookedUp:
        mentioned = dict.fromkeys(c for m in glossary.matcher.find(words) for c in m.candidates)
        expansions = [glossary.catalog.expansions([concept]) for concept in mentioned]
        found = [one.passage for one in parts.search.search(words, PASSAGES, allowed, expansions)]
        return LookedUp(passages=tuple(parts.gathering.showing.passages(allowed, found, glossary, today, country)))

    def explain(words: str) -> LookedUp:
        mentioned = dict.fromkeys(c for m in glossary.matcher.find(words) for c in m.candidates)
        entries = (shown_concept(glossary.catalog.current(concept), glossary, today) for concept in mentioned)
        return LookedUp(concepts=tuple(entries))

    def answered(words: str, kind: QuestionKind) -> LookedUp:
        """What code cites when it answers a question of this kind."""
        found = _gathered(words, kind)
        cited = {source for claim in composed(found).claims for source in claim.sources}
        return LookedUp(
            passages=tuple(one for one in found.passages if one.id in cited),
            concepts=tuple(one for one in found.concepts if one.id in cited),
            timeline=tuple(unit for unit in found.timeline if unit.shown.id in cited),
        )

    def _gathered(words: str, kind: QuestionKind | None = None) -> Evidence:
        community = evidence.question.community
        question = understood(words, (), glossary, community=community, today=today, country=country)
        question = question if kind is None else replace(question, kind=kind)
        return parts.gathering.gather(allowed, question, evidence.initiative_id, glossary, today, country)

    return LookUps(
        search=search,
        glossary=explain,
        timeline=lambda words: LookedUp(timeline=_gathered(words).timeline),
        disconnects=lambda words: answered(words, "fit"),
        translate=lambda words: answered(words, "impact"),
    )
