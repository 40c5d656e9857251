"""What a text of one community means for another."""

from __future__ import annotations

import asyncio

from glossary.concepts import Community
from retrieval import store
from retrieval.access import Caller, scope
from retrieval.database.initiatives import initiative
from retrieval.documents import Document, Parsed, Passage
from service.errors import BadRequest
from service.interpretation import implications
from service.interpretation.citing import Citing
from service.interpretation.evidence import read
from service.interpretation.nouns import INPUT, Interpretation
from service.interpretation.translate import translate
from service.provenance import ledger
from service.provenance.records import new_id
from service.workflows.parts import Parts
from service.workflows.recording import of_interpretation
from service.workflows.texts import Text, parsed


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
    return await asyncio.to_thread(_interpret, parts, caller, document, text, from_, to, initiative_id)


def _interpret(
    parts: Parts,
    caller: Caller,
    document: Document | None,
    text: Parsed,
    from_: Community,
    to: Community,
    initiative_id: str | None,
) -> Interpretation:
    glossary = parts.glossary.current
    allowed = scope(parts.engine, caller)
    country = initiative(parts.engine, allowed, initiative_id).country if initiative_id else None
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
    drafts = implications.instantiate(reading, glossary.catalog, from_, to, country)
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
    record = of_interpretation(said, reading, caller, glossary.catalog, document, [*passages, *looked])
    ledger.append(parts.engine, record)
    return said
