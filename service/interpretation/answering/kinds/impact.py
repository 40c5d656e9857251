"""What a change means for training, communications, support and the like: what is planned, what is open."""

from __future__ import annotations

from service.interpretation.answering.nouns import Composed, Evidence


def compose(evidence: Evidence) -> Composed:
    """The answer."""
    return Composed(())
