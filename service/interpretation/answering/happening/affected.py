"""Who is affected, in which numbers and by which source, and who is explicitly not."""

from __future__ import annotations

from service.interpretation.answering.nouns import Composed, Evidence


def compose(evidence: Evidence) -> Composed:
    """The answer."""
    return Composed(())
