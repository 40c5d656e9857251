"""What a text of one community means for another."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from dataclasses import dataclass, replace

from glossary.concepts import Community
from glossary.edition import Edition
from retrieval import store
from retrieval.access import Caller, scope
from retrieval.database.initiatives import Initiative, initiative
from retrieval.documents import Document, Parsed, Passage
from service.errors import BadRequest
from service.interpretation import implications
from service.interpretation.citing import Citing
from service.interpretation.drafting.draft import conflicts
from service.interpretation.drafting.nouns import Material
from service.interpretation.evidence import Reading, read
from service.interpretation.grounding.grounding import ground
from service.interpretation.nouns import INPUT, Claim, Interpretation
from service.interpretation.phrasing.translations import (
    RENDERINGS,
    SUMMARY,
    Rendering,
    Summarised,
    renderings,
    summary,
)
from service.interpretation.shown import shown_input
from service.interpretation.translate import translate
from service.llm.nouns import Budget, ModelFailed
from service.planning.calendar import Calendar
from service.provenance import ledger
from service.provenance.records import ModelUsed, new_id
from service.workflows.asking import claim_of, model_used, nothing_stood, unsaid, why
from service.workflows.documents import Text, parsed
from service.workflows.parts import Parts
from service.workflows.recording import of_interpretation

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Composed:
    """An interpretation by code, with what it was made from."""

    said: Interpretation
    reading: Reading
    glossary: Edition
    shown: tuple[Passage, ...]


@dataclass(frozen=True)
class _Told:
    """An interpretation as it is given, with what a model said that is not."""

    said: Interpretation
    withheld: tuple[Claim, ...] = ()
    model: ModelUsed | None = None


async def interpret(
    parts: Parts,
    caller: Caller,
    source: Text,
    *,
    from_: Community | None = None,
    to: Community,
    initiative_id: str | None = None,
) -> Interpretation:
    """What a text means for another community, with its record kept.

    Args:
        parts: The wired service.
        caller: Who asks; decides what may be read.
        source: What to interpret.
        from_: Who wrote it; for a stored document, the one it was added with unless said otherwise.
        to: Who has to understand it.
        initiative_id: Whose documents may already plan for it; for a stored document, its own initiative.
    """
    document, text = await parsed(parts, caller, source)
    from_ = from_ or (document.community if document else None) or "it"
    if from_ == to:
        raise BadRequest(f'"from" and "to" are both {to}; expected two different communities')
    initiative_id = initiative_id or (document.initiative_id if document else None)
    composed = await asyncio.to_thread(_composed, parts, caller, document, text, from_, to, initiative_id)
    told = await _phrased(parts, composed, text) if parts.models.configured else _Told(composed.said)
    record = of_interpretation(
        told.said,
        composed.reading,
        caller,
        composed.glossary.catalog,
        document,
        composed.shown,
        told.withheld,
        told.model,
    )
    await asyncio.to_thread(ledger.append, parts.engine, record)
    return told.said


def _composed(
    parts: Parts,
    caller: Caller,
    document: Document | None,
    text: Parsed,
    from_: Community,
    to: Community,
    initiative_id: str | None,
) -> _Composed:
    glossary = parts.glossary.current
    allowed = scope(parts.engine, caller)
    one = initiative(parts.engine, allowed, initiative_id) if initiative_id is not None else None
    country = one.country if one is not None else None
    reading = read(
        text.text,
        text.blocks,
        glossary.matcher,
        title=text.title,
        dated=text.dated,
        today=parts.today(),
        community=from_,
        country=country,
    )
    passages = store.passages(parts.engine, allowed, document.id, document.version) if document else ()
    citing = Citing(text.title, passages)
    looked: list[Passage] = []
    planned = None
    drafts = implications.instantiate(reading, glossary.catalog, from_, to, country, anything=True)
    if initiative_id is not None:
        planned, looked = parts.planned.steps(allowed, initiative_id, drafts, glossary, parts.today(), country)
    said = translate(
        reading,
        glossary.catalog,
        from_=from_,
        to=to,
        record_id=new_id(),
        cite=citing.cite,
        planned=planned,
        document=document.id if document else INPUT,
        initiative_id=initiative_id,
        country=country,
        known=looked,
        drafts=drafts,
        notes=text.notes,
    )
    composed = _Composed(said, reading, glossary, (*passages, *looked))
    return composed if one is None else _held_against(parts, allowed, composed, one, text, document)


def _held_against(
    parts: Parts,
    allowed: frozenset[str],
    composed: _Composed,
    one: Initiative,
    text: Parsed,
    document: Document | None,
) -> _Composed:
    """The same with what does not fit between the text and the initiative's documents.

    An initiative that is too large to be read whole is checked by its plan alone.
    """
    said, glossary, today = composed.said, composed.glossary, parts.today()
    passages = parts.gathering.whole(allowed, one.id)
    if passages is None:
        return composed
    country = Calendar(one.country).country
    shown = parts.gathering.showing.passages(allowed, passages, glossary, today, country)
    if document is None:
        given = shown_input(
            text.title,
            text.text,
            text.blocks,
            glossary,
            today,
            community=said.from_,
            dated=text.dated,
            country=country,
        )
        shown.append(given)
    of = {s.id for s in shown if s.source.document_id == (document.id if document else None)}
    found = conflicts(Material(tuple(shown), glossary, today, country, one.name), of)
    cited = {source for each in found for side in each.sides for source in side.sources}
    known = {source.id for source in said.sources}
    more = tuple(s.source for s in shown if s.id in cited - known)
    added = {source.id for source in more}
    return replace(
        composed,
        said=said.model_copy(update={"disconnects": found, "sources": (*said.sources, *more)}),
        shown=(*composed.shown, *(passage for passage in passages if passage.id in added)),
    )


async def _phrased(parts: Parts, composed: _Composed, text: Parsed) -> _Told:
    """The same in a model's words, as far as they are borne out; what is not keeps the composed ones."""
    said, glossary = composed.said, composed.glossary
    budget = Budget(parts.settings.model_deadline)
    today, dated = parts.today(), text.dated
    asked = (parts.models, said, glossary, budget, parts.prompts)
    rendered: dict[str, str] = {}
    summed: list[Claim] = []
    withheld: list[Claim] = []
    reason = ""

    async def checked(one: Rendering | Summarised) -> Claim:
        grounded = await asyncio.to_thread(ground, one.proposed, one.shown, glossary=glossary, similar=parts.similar)
        claim = claim_of(grounded)
        if claim.status == "unsupported":
            withheld.append(claim)
        return claim

    try:
        async with aclosing(renderings(*asked, today=today, dated=dated)) as coming:
            async for rendering in coming:
                claim = await checked(rendering)
                if claim.status != "unsupported":
                    rendered[rendering.statement] = claim.text
        async with aclosing(summary(*asked, today=today, dated=dated)) as sentences:
            async for sentence in sentences:
                claim = await checked(sentence)
                if claim.status != "unsupported":
                    summed.append(claim)
    except ModelFailed as exc:
        log.warning("composed, for the model failed: %s", exc)
        reason = why(exc)
    if not rendered and not summed and not reason:
        reason = nothing_stood(len(withheld))
    statements = (s.model_copy(update={"rendering": rendered.get(s.id, s.rendering)}) for s in said.statements)
    left = unsaid(said.summary, summed, said.sources) if summed else said.summary
    phrased = said.model_copy(
        update={
            "mode": "degraded" if reason else "model",
            "reason": reason,
            "statements": tuple(statements),
            "summary": (*summed, *left),
        }
    )
    used = model_used(parts, budget, [RENDERINGS, SUMMARY])
    return _Told(phrased, tuple(withheld), used)
