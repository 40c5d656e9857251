"""Sentences with exact spans, block by block.

A heading and a table row are one sentence each; paragraphs and list items are split by syntok. Offsets are code
points into the document's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from syntok import segmenter

from retrieval.documents import Block, BlockKind
from service.interpretation.reading.context.lines import hard_breaks, pieces

_INNER_STOP = re.compile(r"[.!?…][\"'”’)\]*_]*\s")
_ABBREVIATED = re.compile(
    r"\b(?:sec|sect|no|nos|nr|fig|approx|incl|excl|resp|vs|ca|ch|chap|art|para|pp?|vol|ver|rev|ext"
    r"|tel|max|min|avg|dept|est)"
    r"\.\Z",
    re.IGNORECASE,
)
"""Abbreviations that the segmenter takes for the end of a sentence."""
_GOES_ON = re.compile(r"\s+[\d(a-z]")
_NUMBER_ENDS = re.compile(r"(?:\d{4}|\d[.:/]\d{1,4})\.(?=\s+[A-Z][a-z])|\b(?:19|20)\d\d\.(?=\s+\d[\d,.]*\s[a-z])")
"""A year, a time or a date that ends a sentence, where the segmenter reads on."""
_SHORT_LEAD = 12
"""Words of a line above a list that introduces it although it ends without a colon."""
_LEADING = re.compile(r"(?:[\s>#*_|•·–—]|[-+]\s|\d{1,3}[.)]\s|[a-zA-Z][.)]\s|\[[ xX]\]\s)*")
_TRAILING = re.compile(r"(?<![\s|*_])[\s|*_]*\Z")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of the document, without list marks and emphasis at its edges."""

    start: int
    end: int
    text: str
    kind: BlockKind
    headings: tuple[str, ...]
    where: str
    block: int
    """Index of its block."""


class Span(Protocol):
    """A mention: where a concept occurs."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last."""


def split(text: str, blocks: Sequence[Block]) -> list[Sentence]:
    """All sentences of a document, in order. Code blocks and the heading rows of tables have none."""
    found: list[Sentence] = []
    for index, block in enumerate(blocks):
        if block.kind == "code" or (block.kind == "row" and not block.cells):
            continue
        for start, end in _spans(text, block):
            piece = _trimmed(text, start, end)
            if piece is not None:
                start, end = piece
                found.append(Sentence(start, end, text[start:end], block.kind, block.headings, block.where, index))
    return found


def lead_ins(sentences: Sequence[Sentence]) -> dict[int, int]:
    """For each list item, the sentence that introduces its list: the one before it that ends with a colon."""
    leads: dict[int, int] = {}
    lead: int | None = None
    for index, sentence in enumerate(sentences):
        if sentence.kind == "item" or (sentence.kind == "row" and lead is not None):
            if lead is not None:
                leads[index] = lead
        else:
            lead = index if sentence.kind == "paragraph" and _leads(sentence.text) else None
    return leads


def _leads(text: str) -> bool:
    """Whether a line introduces what is listed below it: it ends with a colon, or is short and does not end at all."""
    text = text.rstrip(" *_")
    return text.endswith(":") or (text[-1:].isalnum() and len(text.split()) <= _SHORT_LEAD)


def _spans(text: str, block: Block) -> Iterator[tuple[int, int]]:
    body = text[block.start : block.end]
    if block.kind in ("heading", "row"):
        yield block.start, block.end
        return
    for start, end in pieces(body, hard_breaks(body)):
        yield from _said(body[start:end], block.start + start)


def _said(body: str, offset: int) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch of text that begins at `offset`."""
    if not _INNER_STOP.search(body):
        yield offset, offset + len(body)
        return
    begun: int | None = None
    for paragraph in segmenter.analyze(body):
        for tokens in paragraph:
            start, end = tokens[0].offset, tokens[-1].offset + len(tokens[-1].value)
            if begun is None:
                begun = start
            if _ABBREVIATED.search(body, max(begun, end - 12), end) and _GOES_ON.match(body, end):
                continue
            for stop in _NUMBER_ENDS.finditer(body, begun, end):
                yield offset + begun, offset + stop.end()
                begun = stop.end()
            yield offset + begun, offset + end
            begun = None
        if begun is not None:
            yield offset + begun, offset + end
            begun = None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    leading = _LEADING.match(text, start, end)
    start = leading.end() if leading else start
    trailing = _TRAILING.search(text, start, end)
    end = trailing.start() if trailing else end
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None
