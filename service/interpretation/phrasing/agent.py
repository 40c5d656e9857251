"""A model that can call tools looks for more: read-only look-ups, bound to the caller's rights before it is asked.

A tool takes a few words and nothing else, so that no argument of a model can widen what it may read. What the tools
found is kept; what the model says about it is not: the answer is phrased and checked like every other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, ConfigDict, Field

from prompts.catalog import Prompts
from prompts.fencing import fence
from service.interpretation.answering import telling
from service.interpretation.answering.nouns import Evidence
from service.interpretation.phrasing.claims.cleaning import visible
from service.interpretation.shown import Shown, Unit
from service.llm.models import Models
from service.llm.nouns import Budget, Message, ModelFailed

TEMPLATE = "look-up"
MODEL_CALLS = 4
TOOL_CALLS = 8
_MOST_SEEN = 2_400
"""Characters of what one call returns to the model."""
_MOST_OF_ONE = 500
_MOST_FOUND = 12
"""Sources of a kind that all calls together add."""
_LONGEST_WORDS = 200
_KNOWN = 8
_LONGEST_SLICE = 0.4
"""The part of the remaining time that looking up may take: the answer is still to be phrased."""


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
    """Days that two documents give differently."""
    translate: LookUp | None = None
    """The glossary's entries for the terms of a sentence."""


_OFFERED = {
    "search": "Search the project's documents for what they say about something.",
    "glossary": "What a term means to IT and to the people side, and where they misunderstand each other.",
    "timeline": "The days on which something happens to a system, a group of people or an event.",
    "disconnects": "Days that two documents give differently for the same thing.",
    "translate": "What the technical words of a sentence are called on the other side.",
}


class _Words(BaseModel):
    """All that a tool takes; whatever else a model sends with it is dropped unread."""

    model_config = ConfigDict(extra="ignore")

    words: str = Field(description="A few words of what you look for.", max_length=2_000)


class _Findings:
    """What all calls of one question found, each source once."""

    def __init__(self, evidence: Evidence) -> None:
        self.calls = 0
        self._known = {one.id for one in evidence.shown}
        self._units = {(unit.shown.id, unit.number) for unit in evidence.timeline}
        self.passages: dict[str, Shown] = {}
        self.concepts: dict[str, Shown] = {}
        self.timeline: dict[tuple[str, int], Unit] = {}

    def keep(self, found: LookedUp) -> None:
        for one in found.passages:
            if one.id not in self._known and len(self.passages) < _MOST_FOUND:
                self.passages.setdefault(one.id, one)
        for one in found.concepts:
            if one.id not in self._known and len(self.concepts) < _MOST_FOUND:
                self.concepts.setdefault(one.id, one)
        for unit in found.timeline:
            at = (unit.shown.id, unit.number)
            if at not in self._units and len(self.timeline) < _MOST_FOUND:
                self.timeline.setdefault(at, unit)

    def added_to(self, evidence: Evidence) -> Evidence:
        if not (self.passages or self.concepts or self.timeline):
            return evidence
        return replace(
            evidence,
            passages=(*self.passages.values(), *evidence.passages),
            concepts=(*evidence.concepts, *self.concepts.values()),
            timeline=(*evidence.timeline, *self.timeline.values()),
        )


async def gathered(models: Models, evidence: Evidence, look_ups: LookUps, budget: Budget, prompts: Prompts) -> Evidence:
    """The evidence with what the model looked up beside it; as it was, where the model calls no tool or fails.

    Args:
        models: whom to ask; one that cannot call tools is not asked.
        evidence: what was gathered already.
        look_ups: what it may call.
        budget: of the whole request; a part of what remains is spent here.
        prompts: the templates.
    """
    findings = _Findings(evidence)
    tools = list(_tools(look_ups, findings))
    if not (models.configured and models.calls_tools and tools):
        return evidence
    question = visible(evidence.question.text)
    known = "\n".join(f"- {visible(telling.said_by(one))}" for one in evidence.shown[:_KNOWN]) or "- nothing"
    rendered = prompts[TEMPLATE].render(data=fence(known, question).around(known), question=question)
    messages = [Message("system", rendered.system), Message("user", rendered.user)]
    try:
        async with asyncio.timeout(budget.remaining() * _LONGEST_SLICE):
            await models.gather(messages, tools, budget, MODEL_CALLS)
    except (ModelFailed, TimeoutError):
        # What was found up to here is as good as any; the budget remembers the failure.
        pass
    return findings.added_to(evidence)


def _tools(look_ups: LookUps, findings: _Findings) -> Iterator[BaseTool]:
    for field in fields(look_ups):
        look_up: LookUp | None = getattr(look_ups, field.name)
        if look_up is not None:
            yield _tool(field.name, look_up, findings)


def _tool(name: str, look_up: LookUp, findings: _Findings) -> BaseTool:
    async def run(words: str) -> str:
        if findings.calls >= TOOL_CALLS:
            return "No look-ups are left. Stop now."
        findings.calls += 1
        try:
            found = await asyncio.to_thread(look_up, visible(words)[:_LONGEST_WORDS])
        except Exception:
            # Whatever a look-up stumbles over, the question is still answered from what there is.
            return "This look-up failed. Try other words or another tool."
        findings.keep(found)
        return _seen(found)

    return StructuredTool.from_function(
        coroutine=run, name=name, description=_OFFERED[name], args_schema=_Words, handle_validation_error=True
    )


def _seen(found: LookedUp) -> str:
    """What a model sees of what was found: data between its own lines, cut to what it can read."""
    lines = [f"{visible(telling.said_by(unit.shown))}: {visible(telling.bare(unit))}" for unit in found.timeline]
    lines += [f"{visible(telling.said_by(one))}: {visible(one.text)[:_MOST_OF_ONE]}" for one in found.passages]
    lines += [f"{visible(one.source.title)}: {visible(one.text)[:_MOST_OF_ONE]}" for one in found.concepts]
    if not lines:
        return "Nothing was found."
    text = ""
    for line in lines:
        if len(text) + len(line) > _MOST_SEEN:
            break
        text += f"- {line}\n"
    return fence(text).around(text)
