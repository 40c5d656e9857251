"""The reader `covers`."""

from __future__ import annotations

from service.interpretation.drafting.nouns import Material
from service.planning.observed import Cover


def covers(material: Material) -> tuple[Cover, ...]:
    """Nothing yet."""
    return ()
