"""A model that can call tools looks for more: read-only look-ups, bound to the caller's rights before it is asked.

A tool takes a few words and nothing else, so that no argument of a model can widen what it may read. What the tools
found is kept; what the model says about it is not: the answer is phrased and checked like every other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from service.interpretation.answering.nouns import Evidence
from service.interpretation.shown import Shown, Unit
from service.llm.models import Models
from service.llm.nouns import Budget

MODEL_CALLS = 4
TOOL_CALLS = 8


@dataclass(frozen=True)
class LookedUp:
    """What a look-up found."""

    passages: tuple[Shown, ...] = ()
    concepts: tuple[Shown, ...] = ()
    timeline: tuple[Unit, ...] = ()


LookUp = Callable[[str], LookedUp]
"""A blocking look-up with a few words, already bound to the caller's scope and initiative."""


@dataclass(frozen=True)
class LookUps:
    """The read-only tools that a model may choose among; one that is None is not offered."""

    search: LookUp | None = None
    glossary: LookUp | None = None
    timeline: LookUp | None = None
    disconnects: LookUp | None = None
    translate: LookUp | None = None


async def gathered(models: Models, evidence: Evidence, look_ups: LookUps, budget: Budget) -> Evidence:
    """The evidence with what the model looked up beside it; as it was, where the model calls no tool or fails.

    Args:
        models: whom to ask; one that cannot call tools is not asked.
        evidence: what was gathered already.
        look_ups: what it may call.
        budget: of the whole request.
    """
    raise NotImplementedError
