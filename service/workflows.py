"""The product's story, one function a workflow: gather, check, record.

Routes and commands call these and nothing below. What must be right comes from code and carries its sources; every
interpretation and search leaves a record before it is returned.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import sqlalchemy as sa

from glossary.catalog import Catalog
from glossary.concepts import Community
from glossary.edition import Glossary
from retrieval import store
from retrieval.access import Caller, scope
from retrieval.database.initiatives import initiative
from retrieval.documents import Document, Parsed, Passage
from retrieval.ingest import EmbeddingWorker, Ingestor, Stage
from retrieval.loaders import parse_text
from retrieval.search import Found, Search
from retrieval.store import Added
from service.errors import BadRequest, TooLarge
from service.interpretation import implications
from service.interpretation.citing import Citing
from service.interpretation.coverage.planned import Planned
from service.interpretation.evidence import Reading, read
from service.interpretation.nouns import INPUT, Interpretation
from service.interpretation.translate import translate
from service.provenance import ledger
from service.provenance.records import ClaimMade, GlossaryUsed, Record, SourceUsed, new_id, sha256
from service.settings import Settings

SOFTWARE = version("crosswalk")


@dataclass(frozen=True)
class Parts:
    """All that the workflows work with; `wiring` puts it together."""

    settings: Settings
    engine: sa.Engine
    glossary: Glossary
    search: Search
    ingestor: Ingestor
    worker: EmbeddingWorker
    load: Callable[[str, bytes | Path], Parsed]
    planned: Planned
    today: Callable[[], dt.date]
    parsing: asyncio.Semaphore
    """Bounds the parser processes, so that uploads never starve the rest."""


@dataclass(frozen=True)
class Text:
    """What is to be interpreted: pasted text, a stored document, or a file that is read and not kept."""

    text: str | None = None
    document_id: str | None = None
    file: tuple[str, bytes | Path] | None = None
    title: str = ""
    """Of text or a file; a stored document has its own."""


async def add_document(
    parts: Parts,
    caller: Caller,
    initiative_id: str,
    name: str,
    content: bytes | Path,
    *,
    community: Community | None = None,
    dated: dt.date | None = None,
    report: Callable[[Stage], None] = lambda _: None,
) -> Added:
    """Store a document: durable and found by words on return; its vectors follow."""
    allowed = await asyncio.to_thread(scope, parts.engine, caller, [initiative_id])
    async with parts.parsing:
        return await asyncio.to_thread(
            parts.ingestor.add, allowed, initiative_id, name, content, community=community, dated=dated, report=report
        )


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
    document, parsed = await _parsed(parts, caller, source)
    from_ = from_ or (document.community if document else None) or "it"
    if from_ == to:
        raise BadRequest(f'"from" and "to" are both {to}; expected two different communities')
    initiative_id = initiative_id or (document.initiative_id if document else None)
    return await asyncio.to_thread(_interpret, parts, caller, document, parsed, from_, to, initiative_id)


async def find(
    parts: Parts, caller: Caller, query: str, initiative_ids: list[str] | None, k: int
) -> tuple[list[Found], str]:
    """Passages for a question, under the caller's rights, and the id of the record."""
    allowed = await asyncio.to_thread(scope, parts.engine, caller, initiative_ids)
    return await asyncio.to_thread(_find, parts, caller, query, allowed, initiative_ids, k)


async def _parsed(parts: Parts, caller: Caller, source: Text) -> tuple[Document | None, Parsed]:
    given = [source.text is not None, source.document_id is not None, source.file is not None]
    if sum(given) != 1:
        raise BadRequest(f"found {sum(given)} of text, document_id and file; expected exactly one")
    if source.document_id is not None:
        allowed = await asyncio.to_thread(scope, parts.engine, caller)
        document = await asyncio.to_thread(store.document, parts.engine, allowed, source.document_id)
        parsed = Parsed(
            title=document.title,
            text=document.text,
            blocks=document.blocks,
            media_type=document.media_type,
            dated=document.dated,
            notes=document.notes,
        )
        return document, _checked(parts, parsed)
    if source.file is not None:
        async with parts.parsing:
            parsed = await asyncio.to_thread(parts.load, *source.file)
        return None, _checked(parts, parsed.model_copy(update={"title": source.title or parsed.title}))
    text = source.text or ""
    if not any(c.isalnum() for c in text):
        raise BadRequest('"text" holds no letters or digits; expected the text to interpret')
    if len(text) > parts.settings.most_characters:
        raise _too_long(parts, len(text))
    return None, await asyncio.to_thread(parse_text, text, source.title)


def _checked(parts: Parts, parsed: Parsed) -> Parsed:
    if len(parsed.text) > parts.settings.most_characters:
        raise _too_long(parts, len(parsed.text))
    return parsed


def _too_long(parts: Parts, length: int) -> TooLarge:
    most = parts.settings.most_characters
    return TooLarge(f"the text has {length:,} characters; at most {most:,} are interpreted at once. Send it in parts.")


def _interpret(
    parts: Parts,
    caller: Caller,
    document: Document | None,
    parsed: Parsed,
    from_: Community,
    to: Community,
    initiative_id: str | None,
) -> Interpretation:
    glossary = parts.glossary.current
    allowed = scope(parts.engine, caller)
    country = initiative(parts.engine, allowed, initiative_id).country if initiative_id else None
    reading = read(
        parsed.text,
        parsed.blocks,
        glossary.matcher,
        title=parsed.title,
        dated=parsed.dated,
        today=parts.today(),
        community=from_,
        country=country,
    )
    passages = store.passages(parts.engine, allowed, document.id, document.version) if document else ()
    citing = Citing(parsed.title, passages)
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
        notes=parsed.notes,
    )
    ledger.append(parts.engine, _record_of(said, reading, caller, glossary.catalog, document, [*passages, *looked]))
    return said


def _record_of(
    said: Interpretation,
    reading: Reading,
    caller: Caller,
    catalog: Catalog,
    document: Document | None,
    shown: list[Passage],
) -> Record:
    cited = {source.id for source in said.sources}
    used = [_used(passage, passage.id in cited) for passage in {p.id: p for p in shown}.values()]
    concepts = [concept for s in said.sources if (concept := catalog.by_source(s.id)) is not None]
    used += [SourceUsed(id=c.source_id, sha256=sha256(c.model_dump_json(by_alias=True)), cited=True) for c in concepts]
    if document is None:
        used.append(SourceUsed(id=INPUT, sha256=sha256(reading.text), cited=True))
    claims = [ClaimMade(text=c.text, status=c.status, sources=c.sources) for c in said.summary]
    claims += [ClaimMade(text=f"{i.says} {i.do}", status=i.status, sources=i.sources) for i in said.implications]
    request = {"from": said.from_, "to": said.to, "title": said.title, "characters": str(len(reading.text))}
    request |= {"document_id": document.id} if document else {"text_sha256": sha256(reading.text)}
    return Record(
        id=said.record_id,
        kind="interpretation",
        made_at=_now(),
        caller=caller.name,
        initiative_id=said.initiative_id,
        request=request,
        mode=said.mode,
        glossary=GlossaryUsed(revision=catalog.revision, concepts=tuple(c.id for c in concepts)),
        sources=tuple(used),
        claims=tuple(claims),
        software=SOFTWARE,
    )


def _find(
    parts: Parts, caller: Caller, query: str, allowed: frozenset[str], asked: list[str] | None, k: int
) -> tuple[list[Found], str]:
    glossary = parts.glossary.current
    mentioned = list(dict.fromkeys(c for m in glossary.matcher.find(query) for c in m.candidates))
    expansions = [glossary.catalog.expansions([concept]) for concept in mentioned]
    found = parts.search.search(query, k, allowed, expansions)
    record = Record(
        id=new_id(),
        kind="search",
        made_at=_now(),
        caller=caller.name,
        initiative_id=asked[0] if asked and len(asked) == 1 else None,
        request={"query": query, "k": str(k), "initiatives": " ".join(sorted(asked)) if asked else "all readable"},
        mode="composed",
        glossary=GlossaryUsed(revision=glossary.catalog.revision, concepts=tuple(mentioned)),
        sources=tuple(_used(f.passage, True) for f in found),
        claims=(),
        software=SOFTWARE,
    )
    ledger.append(parts.engine, record)
    return found, record.id


def _used(passage: Passage, cited: bool) -> SourceUsed:
    return SourceUsed(
        id=passage.id,
        document_id=passage.document_id,
        version=passage.version,
        start=passage.start,
        end=passage.end,
        sha256=sha256(passage.text),
        cited=cited,
    )


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
