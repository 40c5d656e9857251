"""By what documents tell success: criteria, targets and figures, each of the technology or of people and their work."""

from __future__ import annotations

from service.interpretation.drafting.nouns import Material
from service.planning.observed import Measure


def measures(material: Material) -> tuple[Measure, ...]:
    """Success criteria, targets and figures, in the order of the documents."""
    return ()
