"""Rows of the tables as values, and values as rows."""

from __future__ import annotations

import re
from typing import Any, Protocol

import sqlalchemy as sa
from pydantic import TypeAdapter

from retrieval.documents import Block, Document, Parsed, Passage, passage_id
from retrieval.tables import documents as documents_table
from retrieval.tables import passages as passages_table
from retrieval.tables import versions as versions_table

_BLOCKS = TypeAdapter(tuple[Block, ...])
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class Span(Protocol):
    """Where a passage lies in a parsed text, and under what."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """After the last code point."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above it, outermost first."""

    @property
    def where(self) -> str:
        """`page 3`, `slide 2`; empty where the format has no such places."""


def storable(parsed: Parsed) -> Parsed:
    """The same, offsets included, with U+FFFD for what no database stores: NUL and halves of surrogate pairs."""
    if not _UNSTORABLE.search(parsed.text) and not _UNSTORABLE.search(parsed.title):
        return parsed
    return Parsed.model_validate(_replaced(parsed.model_dump()))


def storable_text(text: str) -> str:
    """The same for one piece of text, such as a name."""
    return _UNSTORABLE.sub("\ufffd", text)


def _replaced(value: Any) -> Any:
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, dict):
        return {key: _replaced(each) for key, each in value.items()}
    return tuple(_replaced(each) for each in value) if isinstance(value, tuple) else value


def whole_documents() -> sa.Select[Any]:
    """Every version of every document; for `to_document`."""
    return sa.select(
        documents_table.c.initiative_id,
        documents_table.c.name,
        *(column for column in versions_table.c if column.name != "blocks"),
        # As text, so that it is read once, straight into blocks.
        sa.cast(versions_table.c.blocks, sa.Text).label("blocks"),
    ).join(versions_table, versions_table.c.document_id == documents_table.c.id)


def to_document(row: Any) -> Document:
    """A row of `whole_documents` as a value."""
    return Document(
        id=row.document_id,
        initiative_id=row.initiative_id,
        name=row.name,
        title=row.title,
        version=row.version,
        sha256=row.sha256,
        community=row.community,
        dated=row.dated,
        media_type=row.media_type,
        added_at=row.added_at,
        text=row.text,
        blocks=_BLOCKS.validate_json(row.blocks),
        notes=tuple(row.notes),
    )


def without_vectors() -> sa.Select[Any]:
    """Every passage; for `to_passage`."""
    return sa.select(*(column for column in passages_table.c if column.name not in ("embedding", "windows")))


def version_row(document: Document) -> dict[str, Any]:
    """A document version as a row of the versions table."""
    return {
        "document_id": document.id,
        "version": document.version,
        "sha256": document.sha256,
        "title": document.title,
        "community": document.community,
        "dated": document.dated.isoformat() if document.dated else None,
        "media_type": document.media_type,
        "added_at": document.added_at.isoformat(),
        "text": document.text,
        "blocks": _BLOCKS.dump_python(document.blocks, mode="json", exclude_defaults=True),
        "notes": list(document.notes),
    }


def passage_row(document: Document, span: Span, recipe: str) -> dict[str, Any]:
    """A passage as a row; `recipe` is what its id is made from besides the document and the place."""
    return {
        "id": passage_id(document.id, recipe, span.start, span.end),
        "document_id": document.id,
        "version": document.version,
        "initiative_id": document.initiative_id,
        "start": span.start,
        "end": span.end,
        "text": document.text[span.start : span.end],
        "title": document.title,
        "headings": [storable_text(each) for each in span.headings],
        "place": span.where,
        "community": document.community,
        "dated": document.dated.isoformat() if document.dated else None,
        "live": True,
    }


def to_passage(row: Any) -> Passage:
    """A row of the passages table as a value."""
    return Passage(
        id=row.id,
        document_id=row.document_id,
        initiative_id=row.initiative_id,
        title=row.title,
        version=row.version,
        start=row.start,
        end=row.end,
        text=row.text,
        headings=tuple(row.headings),
        where=row.place,
        community=row.community,
        dated=row.dated,
    )
