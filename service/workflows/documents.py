"""Documents are added, and passages found."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from glossary.concepts import Community
from retrieval.access import Caller, scope
from retrieval.ingest import Stage
from retrieval.search import Found
from retrieval.store import Added
from service.provenance import ledger
from service.provenance.records import GlossaryUsed, Record, new_id
from service.workflows.parts import SOFTWARE, Parts
from service.workflows.recording import now, used


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


async def find(
    parts: Parts, caller: Caller, query: str, initiative_ids: list[str] | None, k: int
) -> tuple[list[Found], str]:
    """Passages for a question, under the caller's rights, and the id of the record."""
    allowed = await asyncio.to_thread(scope, parts.engine, caller, initiative_ids)
    return await asyncio.to_thread(_find, parts, caller, query, allowed, initiative_ids, k)


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
        made_at=now(),
        caller=caller.name,
        initiative_id=asked[0] if asked and len(asked) == 1 else None,
        request={"query": query, "k": str(k), "initiatives": " ".join(sorted(asked)) if asked else "all readable"},
        mode="composed",
        glossary=GlossaryUsed(revision=glossary.catalog.revision, concepts=tuple(mentioned)),
        sources=tuple(used(f.passage, cited=True) for f in found),
        claims=(),
        software=SOFTWARE,
    )
    ledger.append(parts.engine, record)
    return found, record.id
