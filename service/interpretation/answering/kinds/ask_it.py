"""What to ask IT: what the documents contradict, leave open or take for granted, most urgent first."""

from __future__ import annotations

from service.interpretation.answering.nouns import Composed, Evidence


def compose(evidence: Evidence) -> Composed:
    """The answer."""
    return Composed(())
