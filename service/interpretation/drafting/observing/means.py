"""Reader of means."""

from __future__ import annotations


from service.interpretation.drafting.nouns import Material
from service.planning.observed import Demand, Lack


def means(material: Material) -> tuple[tuple[Demand, ...], tuple[Lack, ...]]:
    """What documents say of it."""
    return (), ()
