"""What each side's documents speak of at all: silence about one thing is told from silence about everything."""

from __future__ import annotations

from collections.abc import Iterable

from glossary.concepts import Community
from service.interpretation.answering.dated import grouping
from service.interpretation.drafting.nouns import Material
from service.planning.checks.caring import mentioning
from service.planning.observed import Said

_READINESS: frozenset[Community | None] = frozenset({"people_readiness", "hr", "operations", None})
_TECHNOLOGY: frozenset[Community | None] = frozenset({"it", None})


def said_in_readiness(material: Material) -> Said:
    """What the readiness side's documents speak of; nothing where it has handed in none."""
    return _said(material, "people_readiness", _READINESS)


def said_in_technology(material: Material) -> Said:
    """What IT's documents speak of; nothing where it has handed in none."""
    return _said(material, "it", _TECHNOLOGY)


def _said(material: Material, whose: Community, counted: Iterable[Community | None]) -> Said:
    if not any(shown.community == whose for shown in material.passages):
        return Said()
    units = [u for u in material.units if u.shown.community in counted]
    headers = dict.fromkeys(header for u in units for header, _ in u.cells)
    texts = [*(u.text for u in units), *headers]
    concepts = frozenset[str]().union(*(u.concepts for u in units))
    return mentioning.said(texts, grouping.numbered("\n".join(texts)), concepts)
