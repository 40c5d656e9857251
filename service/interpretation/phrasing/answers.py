"""An answer in a model's words: asked for with notes and sources under marks, given claim by claim as it arrives.

What is given is only proposed. Grounding decides what of it stands; this module sees to it that a claim is plain text
and cites by real ids. A mark that was not shown becomes an id that no source has.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from prompts.catalog import Prompts
from prompts.fencing import fence
from service.interpretation import compose
from service.interpretation.answering.nouns import Composed, Evidence, Turn
from service.interpretation.grounding.nouns import Proposed
from service.interpretation.phrasing.claims.cleaning import LONGEST, clean, visible
from service.interpretation.phrasing.claims.marks import Said
from service.interpretation.phrasing.claims.parsing import Claims
from service.interpretation.phrasing.material import Material, material, tokens
from service.llm.models import Models
from service.llm.nouns import Budget, Message, ModelFailed

TEMPLATE = "answer"
MOST_CLAIMS = 12
"""Claims of one answer; what a model says beyond them is not read."""
MOST_IDLE = 6_000
"""Characters without a claim after which a model is taken to go round in circles, as small ones do."""
MOST_EVIDENCE = 6_000
"""Tokens of evidence that are shown at the most: models overlook what stands in the middle of more."""
_SHARE = 5
"""What part of the context evidence may take: a small model on a processor reads about 100 tokens a second."""
_BEFORE = 2
_LONGEST_BEFORE = 160
_FRAME = 300
"""Tokens that a server's own frame and the stated schema may take."""


class ClaimForm(BaseModel):
    """One claim, as a model is asked to write it: small models keep closer to a source that they have named first."""

    model_config = ConfigDict(extra="forbid")

    sources: list[str]
    text: str


class AnswerForm(BaseModel):
    """An answer, as a model is asked to write it."""

    model_config = ConfigDict(extra="forbid")

    claims: list[ClaimForm]


@dataclass(frozen=True)
class Phrased(Proposed):
    """A claim in a model's words."""

    notes: tuple[int, ...] = ()
    """Indexes of the composed claims that it names as its basis."""


async def phrased(
    models: Models,
    evidence: Evidence,
    composed: Composed,
    history: Sequence[Turn],
    budget: Budget,
    prompts: Prompts,
) -> AsyncGenerator[Phrased, None]:
    """The model's claims, each as soon as it is complete. Close the iterator to hang up.

    Args:
        models: whom to ask.
        evidence: what may be used.
        composed: the answer that code wrote: its claims are shown as notes.
        history: the conversation, oldest first; only what was asked in it is shown.
        budget: of the whole request.
        prompts: the templates.

    Raises:
        ModelFailed: the answer did not come, or not to its end; claims given before that are complete.
    """
    messages, shown = await asyncio.to_thread(asked, models, evidence, composed, history, prompts)
    async with aclosing(claims_of(models, messages, shown, budget)) as claims:
        async for claim in claims:
            yield claim


async def claims_of(
    models: Models, messages: Sequence[Message], shown: Material, budget: Budget
) -> AsyncGenerator[Phrased, None]:
    """What a model says when it is asked for claims, each once and as soon as it is complete.

    Raises:
        ModelFailed: the answer did not come, or not to its end; claims given before that are complete.
    """
    reading = Claims(shown.marks)
    given: set[str] = set()

    def fresh(said: Sequence[Said]) -> list[Phrased]:
        found = []
        for claim in (proposed(one, shown) for one in said):
            if claim is not None and claim.text.casefold() not in given and len(given) < MOST_CLAIMS:
                given.add(claim.text.casefold())
                found.append(claim)
        return found

    idle = 0
    async with aclosing(models.stream(messages, budget, schema=AnswerForm)) as pieces:
        async for piece in pieces:
            idle += len(piece)
            for claim in fresh(reading.feed(piece)):
                idle = 0
                yield claim
            if reading.thinking:
                idle = 0
            elif idle > MOST_IDLE:
                budget.last = ModelFailed(
                    "too_large",
                    f"found {idle:,} characters without a further claim; expected short claims. Another model may do.",
                    short="circles",
                )
                raise budget.last
            if len(given) == MOST_CLAIMS:
                return
    for claim in fresh(reading.finish()):
        yield claim


def asked(
    models: Models,
    evidence: Evidence,
    composed: Composed,
    history: Sequence[Turn],
    prompts: Prompts,
) -> tuple[list[Message], Material]:
    """What the model is sent, and what it is shown of the evidence."""
    template = prompts[TEMPLATE]
    before = [visible(turn.text)[:_LONGEST_BEFORE] for turn in history if turn.role == "user"][-_BEFORE:]
    fixed = tokens(template.system) + tokens(evidence.question.text) + sum(map(tokens, [*before, *composed.missing]))
    room = models.context_tokens - models.answer_tokens - fixed - _FRAME
    shown = material(evidence, composed, max(100, min(models.context_tokens // _SHARE, MOST_EVIDENCE, room)))
    question = visible(evidence.question.text)
    rendered = template.render(
        source=f"{shown.marks.source}1",
        note=f"{shown.marks.note}1",
        reader=compose.NAMES[evidence.question.community],
        question=question,
        before="".join(f"Asked before: {line}\n" for line in before),
        missing="".join(f"Not in the sources: {visible(line)}\n" for line in composed.missing),
        data=fence(shown.data, question, *before).around(shown.data),
    )
    return [Message("system", rendered.system), Message("user", rendered.user)], shown


def proposed(said: Said, shown: Material) -> Phrased | None:
    """A claim of the model with real ids; None if nothing that can be read is left of it."""
    if len(said.text) > LONGEST:
        return None
    cited = tuple(dict.fromkeys(i for mark in said.marks for i in shown.ids.get(mark, (f"not shown: {mark}",))))
    text = clean(said.text, [shown.texts[i] for i in cited if i in shown.texts])
    if not any(character.isalpha() for character in text):
        return None
    return Phrased(text, cited, tuple(shown.noted[mark] for mark in said.marks if mark in shown.noted))
