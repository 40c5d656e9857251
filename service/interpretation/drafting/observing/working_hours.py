"""The reader `working_hours`."""

from __future__ import annotations

from service.interpretation.drafting.nouns import Material
from service.planning.observed import Work


def working_hours(material: Material) -> tuple[Work, ...]:
    """Nothing yet."""
    return ()
