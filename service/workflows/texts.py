"""What is handed in to be read: pasted text, a stored document, or a file that is read and not kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from retrieval import store
from retrieval.access import Caller, scope
from retrieval.documents import Document, Parsed
from retrieval.loaders import parse_text
from service.errors import BadRequest, TooLarge
from service.workflows.parts import Parts


@dataclass(frozen=True)
class Text:
    """What is to be read: exactly one of text, document and file."""

    text: str | None = None
    document_id: str | None = None
    file: tuple[str, bytes | Path] | None = None
    title: str = ""
    """Of text or a file; a stored document has its own."""


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
        raise BadRequest('"text" holds no letters or digits; expected the text to interpret')
    if len(text) > parts.settings.most_characters:
        raise _too_long(parts, len(text))
    return None, await asyncio.to_thread(parse_text, text, source.title)


def _checked(parts: Parts, read: Parsed) -> Parsed:
    if len(read.text) > parts.settings.most_characters:
        raise _too_long(parts, len(read.text))
    return read


def _too_long(parts: Parts, length: int) -> TooLarge:
    most = parts.settings.most_characters
    return TooLarge(f"the text has {length:,} characters; at most {most:,} are interpreted at once. Send it in parts.")
