"""The reader `closures`."""

from __future__ import annotations

from service.interpretation.drafting.nouns import Material
from service.planning.observed import Closure


def closures(material: Material) -> tuple[Closure, ...]:
    """Nothing yet."""
    return ()
