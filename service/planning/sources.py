"""The noun `Source`: what a claim, a milestone or a finding cites. It lives here, on the lowest row that needs it."""

from __future__ import annotations

from typing import Literal

from glossary.concepts import Frozen


class Source(Frozen):
    """What a claim cites."""

    id: str
    """`p_…` a passage, `g_…` a concept of the glossary, `input` the text handed in."""
    kind: Literal["passage", "glossary", "input"]
    title: str
    document_id: str | None = None
    version: int | None = None
    start: int | None = None
    """Offset of the quote in the document's text; null for a concept."""
    end: int | None = None
    quote: str = ""
    where: str = ""
    """Heading path and page, slide or sheet; for a concept, its id."""
