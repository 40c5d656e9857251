"""Reader of amounts."""

from __future__ import annotations


from service.interpretation.drafting.nouns import Material
from service.planning.observed import Amount


def amounts(material: Material) -> tuple[Amount, ...]:
    """What documents say of it."""
    return ()
