"""When people get access, or something else happens: the days that the sources give, side by side where they differ."""

from __future__ import annotations

from service.interpretation.answering.nouns import Composed, Evidence


def compose(evidence: Evidence) -> Composed:
    """The answer."""
    return Composed(())
