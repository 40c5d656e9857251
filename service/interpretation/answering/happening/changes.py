"""What changed since a day: what newer documents say differently, what they add, and what they say stays."""

from __future__ import annotations

from service.interpretation.answering.nouns import Composed, Evidence


def compose(evidence: Evidence) -> Composed:
    """The answer."""
    return Composed(())
