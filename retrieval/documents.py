"""The nouns of retrieval: what a loader reads, what is stored, and the piece of it that a claim may cite.

All offsets are code points into `Document.text`, end exclusive, and hold from the first cut: `text[start:end]` is
what is cited. This module knows no file format and no database.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Community = Literal["it", "people_readiness", "hr", "operations", "business"]
BlockKind = Literal["heading", "paragraph", "item", "row", "code"]


class Frozen(BaseModel):
    """A value: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cell(Frozen):
    """One cell of a table row."""

    start: int
    end: int
    header: str = ""
    """The column's heading, empty where the table has none."""


class Block(Frozen):
    """A heading, paragraph, list item, table row or code block: `text[start:end]` of its document."""

    kind: BlockKind
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    level: int = 0
    """1 to 6 for a heading, nesting depth from 1 for an item, 0 otherwise."""
    headings: tuple[str, ...] = ()
    """The headings above this block, outermost first."""
    where: str = ""
    """`page 3`, `slide 2`, `sheet Milestones, row 5`; empty where the format has no such places."""
    cells: tuple[Cell, ...] = ()
    """For a row: its cells, with the column headings. A table's heading row is itself no block of cells."""


class Parsed(Frozen):
    """What a loader makes of a file: its whole text and the blocks in it, in order and without overlap."""

    title: str
    text: str
    blocks: tuple[Block, ...]
    media_type: str
    dated: dt.date | None = None
    """The day the document itself gives (a mail's Date), not a date it talks about."""
    notes: tuple[str, ...] = ()
    """What could not be carried over ("3 pictures have no text"), in words for the user."""


class Document(Frozen):
    """One version of a document of an initiative."""

    id: str
    """`d_…`, from the initiative and the name; the same for all versions."""
    initiative_id: str
    name: str
    """The file name (last part only) or, for pasted text, its title."""
    title: str
    version: int
    sha256: str
    """Of the bytes that were handed in."""
    community: Community | None = None
    """Who wrote it, where that is known."""
    dated: dt.date | None = None
    media_type: str
    added_at: dt.datetime
    text: str
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()


class Passage(Frozen):
    """A piece of a document version that can be searched for, shown and cited."""

    id: str
    document_id: str
    initiative_id: str
    title: str
    version: int
    start: int
    end: int
    text: str
    """Exactly `document.text[start:end]`."""
    headings: tuple[str, ...] = ()
    where: str = ""
    community: Community | None = None
    dated: dt.date | None = None


def document_id(initiative_id: str, name: str) -> str:
    """The id of the document of that name in that initiative."""
    return "d_" + _digest("document-v1", initiative_id, name)


def passage_id(document: str, sha256: str, start: int, end: int) -> str:
    """The id of a passage: the same text of the same document version always has the same one."""
    return "p_" + _digest("passage-v1", document, sha256, str(start), str(end))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
