"""What was decided, on which day, whom it affects, and whom a document says nobody asked or told."""

from __future__ import annotations

from service.interpretation.drafting.nouns import Material
from service.planning.observed import Decision


def decisions(material: Material) -> tuple[Decision, ...]:
    """Decisions, in the order of the documents."""
    return ()
