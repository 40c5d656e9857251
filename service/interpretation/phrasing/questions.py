"""A question that refers back, rewritten by a model so that it stands alone, and accepted only if code finds no fault.

A rewrite may bring together what was said; it may add no word, name, number or day that nobody said, drop nothing of
the question, and turn no "not" round.
"""

from __future__ import annotations

from collections.abc import Sequence

from prompts.catalog import Prompts
from service.interpretation.answering.nouns import Turn
from service.llm.models import Models
from service.llm.nouns import Budget

TEMPLATE = "rewrite-question"
_TURNS = 4
_LONGEST_TURN = 400
_LONGEST = 400


async def rewritten(models: Models, text: str, history: Sequence[Turn], budget: Budget, prompts: Prompts) -> str | None:
    """The question on its own; None if the model's rewrite says more, less or other than the conversation.

    Args:
        models: whom to ask.
        text: the question as it was typed, one that refers back.
        history: what was said before, oldest first.
        budget: of the whole request.
        prompts: the templates.

    Raises:
        ModelFailed: no rewrite came.
    """
    raise NotImplementedError
