"""An interpretation in a model's words: renderings of its statements and a summary, with what each has to rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from glossary.edition import Edition
from prompts.catalog import Prompts
from service.interpretation.grounding.nouns import Proposed
from service.interpretation.nouns import Interpretation
from service.interpretation.shown import Shown
from service.llm.models import Models
from service.llm.nouns import Budget

RENDERINGS = "translate"
SUMMARY = "summarise"


@dataclass(frozen=True)
class Rendering:
    """A statement in the other side's words, as a model proposes it."""

    statement: str
    """Its id."""
    proposed: Proposed
    shown: Mapping[str, Shown]
    """What it must be borne out by, by source id: the statement's own words and its entries of the glossary."""


@dataclass(frozen=True)
class Summarised:
    """A sentence of a summary, as a model proposes it."""

    proposed: Proposed
    shown: Mapping[str, Shown]


def renderings(
    models: Models,
    interpretation: Interpretation,
    glossary: Edition,
    budget: Budget,
    prompts: Prompts,
    *,
    today: dt.date,
    dated: dt.date | None = None,
    most: int = 12,
) -> AsyncIterator[Rendering]:
    """The statements that matter, in the other side's words.

    Raises:
        ModelFailed: a batch did not come; those given before stay valid.
    """
    raise NotImplementedError


async def summary(
    models: Models,
    interpretation: Interpretation,
    glossary: Edition,
    budget: Budget,
    prompts: Prompts,
    *,
    today: dt.date,
    dated: dt.date | None = None,
) -> Sequence[Summarised]:
    """What a reader must know, in a few sentences.

    Raises:
        ModelFailed: no summary came.
    """
    raise NotImplementedError
