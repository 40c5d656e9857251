"""An answer without a model: each kind of question has its way of being composed from evidence."""

from __future__ import annotations

from collections.abc import Callable

from service.interpretation.answering import completing
from service.interpretation.answering.happening import access, affected, changes, fit
from service.interpretation.answering.kinds import ambiguous, ask_it, impact, meaning, said, where
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.nouns import QuestionKind

_KINDS: dict[QuestionKind, Callable[[Evidence], Composed]] = {
    "access": access.compose,
    "affected": affected.compose,
    "ambiguous": ambiguous.compose,
    "ask_it": ask_it.compose,
    "changes": changes.compose,
    "fit": fit.compose,
    "impact": impact.compose,
    "meaning": meaning.compose,
    "other": said.compose,
    "said": said.compose,
    "where": where.compose,
}


def composed(evidence: Evidence) -> Composed:
    """The answer that the evidence bears out."""
    return completing.completed(_KINDS[evidence.question.kind](evidence), evidence)
