"""Not in the sources: what was looked for, where, and the nearest thing there is."""

from __future__ import annotations

from service.interpretation.answering.nouns import Composed, Evidence


def compose(evidence: Evidence) -> Composed:
    """The answer."""
    return Composed(())
