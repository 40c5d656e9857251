"""Reader of paces."""

from __future__ import annotations


from service.interpretation.drafting.nouns import Material
from service.planning.observed import Pace


def paces(material: Material) -> tuple[Pace, ...]:
    """What documents say of it."""
    return ()
