"""Documents are added and read, and passages found."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from glossary.concepts import Community
from retrieval import store
from retrieval.access import Caller, scope
from retrieval.documents import Document, Parsed
from retrieval.ingest import Stage
from retrieval.loaders import parse_text
from retrieval.search import Found
from retrieval.store import Added
from service.errors import BadRequest, TooLarge
from service.provenance import ledger
from service.provenance.records import GlossaryUsed, Record, new_id
from service.workflows.parts import SOFTWARE, Parts
from service.workflows.recording import now, used


@dataclass(frozen=True)
class Text:
    """What is to be read: exactly one of text, document and file."""

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


async def find(
    parts: Parts, caller: Caller, query: str, initiative_ids: list[str] | None, k: int
) -> tuple[list[Found], str]:
    """Passages for a question, under the caller's rights, and the id of the record."""
    allowed = await asyncio.to_thread(scope, parts.engine, caller, initiative_ids)
    return await asyncio.to_thread(_find, parts, caller, query, allowed, initiative_ids, k)


async def parsed(parts: Parts, caller: Caller, source: Text) -> tuple[Document | None, Parsed]:
    """The text with its blocks, and the stored document if it is one.

    Raises:
        BadRequest: not exactly one of them is given, or there is nothing in it to read.
        TooLarge: the text is longer than the service takes.
        NotFound: there is no such document, or it is not the caller's to read.
        LoadError: the file cannot be read.
    """
    given = [source.text is not None, source.document_id is not None, source.file is not None]
    if sum(given) != 1:
        raise BadRequest(f"found {sum(given)} of text, document_id and file; expected exactly one")
    if source.document_id is not None:
        allowed = await asyncio.to_thread(scope, parts.engine, caller)
        document = await asyncio.to_thread(store.document, parts.engine, allowed, source.document_id)
        read = Parsed(
            title=document.title,
            text=document.text,
            blocks=document.blocks,
            media_type=document.media_type,
            dated=document.dated,
            notes=document.notes,
        )
        return document, _checked(parts, read)
    if source.file is not None:
        async with parts.parsing:
            read = await asyncio.to_thread(parts.load, *source.file)
        return None, _checked(parts, read.model_copy(update={"title": source.title or read.title}))
    text = source.text or ""
    if not any(c.isalnum() for c in text):
        raise BadRequest('"text" holds no letters or digits; expected a text to read')
    if len(text) > parts.settings.most_characters:
        raise _too_long(parts, len(text))
    return None, await asyncio.to_thread(parse_text, text, source.title)


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


def _checked(parts: Parts, read: Parsed) -> Parsed:
    if len(read.text) > parts.settings.most_characters:
        raise _too_long(parts, len(read.text))
    return read


def _too_long(parts: Parts, length: int) -> TooLarge:
    most = parts.settings.most_characters
    return TooLarge(f"the text has {length:,} characters; at most {most:,} are read at once. Send it in parts.")
