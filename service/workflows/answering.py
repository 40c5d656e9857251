"""A question is answered: gather, ask, check, record, done.

Events come as they are known: what the answer rests on, each claim once it has been checked, and the whole at the
end, when its record is on the disk. Whoever stops listening ends it; what had been shown by then is recorded.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

import sqlalchemy as sa

from glossary.concepts import Community
from retrieval.access import Caller, scope
from retrieval.database.initiatives import initiative
from service.errors import BadRequest, TooLarge
from service.interpretation.answering.composing import composed
from service.interpretation.answering.nouns import Composed, Evidence, Question, Turn
from service.interpretation.answering.question import understood
from service.interpretation.answering.references import References, running_text
from service.interpretation.nouns import Answer, Claim, QuestionKind, Source
from service.interpretation.phrasing.agent import TEMPLATE as LOOKING_UP
from service.interpretation.phrasing.agent import gathered
from service.interpretation.phrasing.questions import TEMPLATE as REWRITING
from service.interpretation.phrasing.questions import rewritten
from service.interpretation.shown import shown_concept
from service.llm.nouns import Budget, ModelFailed
from service.provenance import conversations, ledger
from service.provenance.records import new_id
from service.workflows.asking import Said, say
from service.workflows.looking import look_ups
from service.workflows.parts import Parts
from service.workflows.recording import of_answer

log = logging.getLogger(__name__)

LONGEST_QUESTION = 8_000
"""Characters; what is longer is a text, and has doors of its own."""
TURNS = 12
"""Turns of a conversation that a question may refer back to, the newest."""
LONGEST_TURN = 4_000
"""Characters of each that are looked at."""


@dataclass(frozen=True)
class Asked:
    """A question, and what it is asked about."""

    text: str
    history: tuple[Turn, ...] = ()
    """What was said before, oldest first; a kept conversation has its own."""
    initiative_id: str | None = None
    """Where to look; None is everything that the caller may read."""
    community: Community = "people_readiness"
    """Who asks: the answer is in their words."""
    conversation_id: str | None = None
    """The kept conversation that it goes on with."""
    kept: bool = True
    """Whether it is kept as a turn of a conversation, a new one if none is named."""


@dataclass(frozen=True)
class SourcesShown:
    """What the answer may rest on."""

    record_id: str
    conversation_id: str | None
    question: str
    """As it was understood."""
    kind: QuestionKind
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class ClaimChecked:
    """A claim that stands."""

    claim: Claim


@dataclass(frozen=True)
class Done:
    """The whole answer, which is on the disk."""

    answer: Answer


Event = SourcesShown | ClaimChecked | Done


@dataclass(frozen=True)
class _Opened:
    """A question that may be asked, with its surroundings."""

    allowed: frozenset[str]
    initiative_id: str | None
    country: str | None
    history: tuple[Turn, ...]


async def answer(parts: Parts, caller: Caller, asked: Asked) -> AsyncGenerator[Event, None]:
    """Answers a question: `SourcesShown`, then each `ClaimChecked`, then `Done`.

    Raises:
        BadRequest: there is nothing to answer, or the conversation is about another initiative.
        TooLarge: the question is longer than any question.
        NotFound: the initiative or conversation is not there, or not the caller's.
        RetrievalError: the search did not answer.
    """
    if not any(c.isalnum() for c in asked.text):
        raise BadRequest("the question holds no letters or digits; expected what is to be answered")
    if len(asked.text) > LONGEST_QUESTION:
        raise TooLarge(
            f"the question has {len(asked.text):,} characters; at most {LONGEST_QUESTION:,} are taken. Texts are "
            "interpreted by /v1/translate and checked by /v1/verify."
        )
    opened = await asyncio.to_thread(_opened, parts, caller, asked)
    budget = Budget(parts.settings.model_deadline)
    said = Said()
    evidence, draft = await _gathered(parts, asked, opened, budget, said)
    record_id = new_id()
    conversation_id = (asked.conversation_id or conversations.new_conversation_id()) if asked.kept else None
    kind = draft.kind or evidence.question.kind
    sources = tuple(one.source for one in evidence.shown)

    def result(*, complete: bool) -> Answer:
        references = References()
        return Answer(
            record_id=record_id,
            mode=said.mode,
            reason=said.reason,
            question=evidence.question.text,
            kind=kind,
            claims=tuple(said.claims),
            text=running_text(said.claims, references) or "\n".join(draft.missing),
            sources=references.ordered(sources),
            follow_ups=draft.follow_ups,
            missing=draft.missing,
            withheld=len(said.withheld),
            complete=complete,
            conversation_id=conversation_id,
        )

    def kept(*, complete: bool) -> Answer:
        told = result(complete=complete)
        record = of_answer(told, evidence, caller, opened.history, said.withheld, said.model)

        def turn(connection: sa.Connection) -> None:
            if conversation_id is not None:
                conversations.keep(
                    connection,
                    caller,
                    conversation_id,
                    opened.initiative_id,
                    question=asked.text,
                    answer=told.model_dump_json(),
                    record_id=record_id,
                )

        ledger.append(parts.engine, record, turn)
        return told

    done = False
    try:
        yield SourcesShown(record_id, conversation_id, evidence.question.text, kind, sources)
        async with aclosing(say(parts, evidence, draft, opened.history, budget, said)) as claims:
            async for claim in claims:
                yield ClaimChecked(claim)
        done = True
        told = await asyncio.to_thread(kept, complete=True)
    except (GeneratorExit, asyncio.CancelledError):
        # Whoever asked has gone; what they were shown is recorded all the same.
        if not done:
            await asyncio.to_thread(kept, complete=False)
        raise
    yield Done(told)


def _opened(parts: Parts, caller: Caller, asked: Asked) -> _Opened:
    """Who may ask this, of what, and after what."""
    initiative_id, history = asked.initiative_id, asked.history
    if asked.conversation_id is not None:
        before = conversations.conversation(parts.engine, caller, asked.conversation_id)
        if initiative_id is not None and initiative_id != before.initiative_id:
            raise BadRequest(
                f"initiative_id: found {initiative_id}; the conversation {before.id} is about "
                f"{before.initiative_id or 'all that you may read'}. Leave it out, or begin another conversation."
            )
        initiative_id = before.initiative_id
        turns = conversations.turns_of(parts.engine, caller, asked.conversation_id, TURNS // 2)
        answers = [(turn.question, Answer.model_validate_json(turn.answer).text) for turn in turns]
        history = tuple(t for q, a in answers for t in (Turn("user", q), Turn("assistant", a)))
    allowed = scope(parts.engine, caller, None if initiative_id is None else [initiative_id])
    country = initiative(parts.engine, allowed, initiative_id).country if initiative_id is not None else None
    history = tuple(replace(turn, text=turn.text[:LONGEST_TURN]) for turn in history[-TURNS:])
    return _Opened(allowed, initiative_id, country, history)


async def _gathered(
    parts: Parts, asked: Asked, opened: _Opened, budget: Budget, said: Said
) -> tuple[Evidence, Composed]:
    """What may be used to answer, and the answer that code gives from it."""
    glossary, today = parts.glossary.current, parts.today()

    def question_of(text: str) -> Question:
        return understood(
            text, opened.history, glossary, community=asked.community, today=today, country=opened.country
        )

    def prepared(question: Question) -> tuple[Evidence, Composed]:
        gather = parts.gathering.gather
        evidence = gather(opened.allowed, question, opened.initiative_id, glossary, today, opened.country)
        return _answered(evidence)

    loop = asyncio.get_running_loop()
    question = await loop.run_in_executor(parts.gatherers, question_of, asked.text)
    if question.follows and parts.models.configured:
        said.prompts.append(REWRITING)
        try:
            whole = await rewritten(parts.models, asked.text, opened.history, budget, parts.prompts)
        except ModelFailed as exc:
            log.warning("the question is taken as code understands it: %s", exc)
            whole = None
        if whole is not None:
            again = await loop.run_in_executor(parts.gatherers, question_of, whole)
            question = replace(again, original=asked.text, follows=True)
    evidence, draft = await loop.run_in_executor(parts.gatherers, prepared, question)
    if parts.models.configured and parts.models.calls_tools:
        said.prompts.append(LOOKING_UP)
        tools = look_ups(parts, opened.allowed, evidence)
        more = await gathered(parts.models, evidence, tools, budget, parts.prompts)
        if more is not evidence:
            return await loop.run_in_executor(parts.gatherers, _answered, more)
    return evidence, draft


def _answered(evidence: Evidence) -> tuple[Evidence, Composed]:
    """The composed answer, and the evidence with every glossary entry that it came to cite on the way."""
    draft = composed(evidence)
    held = {one.id for one in evidence.shown}
    cited = dict.fromkeys(key for claim in draft.claims for key in claim.sources if key not in held)
    found = filter(None, map(evidence.glossary.catalog.by_source, cited))
    entries = tuple(shown_concept(concept, evidence.glossary, evidence.today) for concept in found)
    return (replace(evidence, concepts=(*evidence.concepts, *entries)) if entries else evidence), draft
