"""What an answer or a check may rest on: passages, glossary entries and handed-in text, each read once, unit by unit.

A unit is the smallest piece that says something whole: a sentence, a list item or a table row, under its headings.
Dates, numbers and groups belong together when they stand in one unit. Above: `answering` finds and composes from
units, `grounding` checks claims against them. It asks for documents through the one function it is handed.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import Lock

from glossary.concepts import COMMUNITIES, Community, Concept
from glossary.edition import Edition
from glossary.matcher import Matcher
from retrieval.documents import Block, Document, Passage
from service.interpretation import compose, wording
from service.interpretation.citing import source_of
from service.interpretation.evidence import Reading, read
from service.interpretation.nouns import INPUT, Source
from service.interpretation.reading.clauses import Standing
from service.interpretation.reading.sentences import Sentence
from service.planning.facts import Fact, FactKind

_KEPT = 4_000

Scope = frozenset[str]
DocumentOf = Callable[[Scope, str, int], Document]
"""One version of a document, for a caller with this scope."""


@dataclass(frozen=True, eq=False)
class Shown:
    """One source, as it is shown to whoever answers or checks. Its text is read when it is first asked for."""

    source: Source
    text: str
    """What may be relied on; offsets of `reading` are into it."""
    blocks: tuple[Block, ...]
    matcher: Matcher
    today: dt.date
    """The day of reading; a dated source speaks from its own."""
    community: Community | None = None
    dated: dt.date | None = None
    initiative_id: str | None = None
    country: str | None = None
    concept: Concept | None = None
    """For an entry of the glossary."""

    @property
    def id(self) -> str:
        """The source's stable id."""
        return self.source.id

    @cached_property
    def reading(self) -> Reading:
        """Its sentences with their terms and facts."""
        return read(
            self.text,
            self.blocks,
            self.matcher,
            title=self.source.title,
            dated=self.dated,
            today=self.today,
            community=self.community,
            country=self.country,
        )

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Everything it says, in order; headings are units too."""
        return tuple(Unit(self, number) for number in range(len(self.reading.sentences)))


@dataclass(frozen=True, eq=False)
class Unit:
    """A sentence, list item or table row of a source."""

    shown: Shown
    number: int

    @property
    def sentence(self) -> Sentence:
        """With its kind, headings and place."""
        return self.shown.reading.sentences[self.number]

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.sentence.text

    @property
    def context(self) -> tuple[str, ...]:
        """What it stands under: the document's title and the headings, outermost first."""
        return (self.shown.source.title, *self.sentence.headings)

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """For a table row: each cell as (column heading, text); else empty."""
        if self.sentence.kind != "row":
            return ()
        block = self.shown.reading.blocks[self.sentence.block]
        return tuple((cell.header, self.shown.text[cell.start : cell.end]) for cell in block.cells)

    @cached_property
    def standing(self) -> Standing:
        """How what it says about known terms stands: real, negated, past, conditional …; `none` without a term."""
        return compose.standing_of(self.shown.reading, self.number)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Ids of the concepts it names."""
        reading = self.shown.reading
        return frozenset(c for n in reading.mentions_in(self.number) for c in reading.mentions[n].candidates)

    def facts(self, *kinds: FactKind) -> list[Fact]:
        """What it states, of these kinds or of all; offsets into the source's text."""
        return self.shown.reading.facts_in(self.number, *kinds)


class Showing:
    """Makes sources of passages, and keeps those that were read. Thread-safe."""

    def __init__(self, document_of: DocumentOf) -> None:
        """`document_of` reads a document's version under the caller's scope."""
        self._document_of = document_of
        self._kept: OrderedDict[tuple[Passage, str, dt.date, str | None], Shown] = OrderedDict()
        self._lock = Lock()

    def passages(
        self,
        allowed: Scope,
        passages: Sequence[Passage],
        glossary: Edition,
        today: dt.date,
        country: str | None = None,
    ) -> list[Shown]:
        """The passages as sources, in their order."""
        documents: dict[tuple[str, int], Document] = {}
        shown = []
        for passage in passages:
            key = (passage, glossary.catalog.revision, today, country)
            with self._lock:
                known = self._kept.get(key)
            if known is None:
                at = (passage.document_id, passage.version)
                if at not in documents:
                    documents[at] = self._document_of(allowed, *at)
                known = _shown(passage, documents[at], glossary, today, country)
                with self._lock:
                    self._kept[key] = known
                    while len(self._kept) > _KEPT:
                        self._kept.popitem(last=False)
            shown.append(known)
        return shown


def shown_concept(concept: Concept, glossary: Edition, today: dt.date) -> Shown:
    """A glossary entry as a source: its labels, meanings, assumptions and warning, each under a heading.

    It is kept with its reading, as the same few entries are shown again and again.
    """
    if glossary.catalog.get(concept.id) is not concept:
        return _entry(concept, glossary, today)
    return _known_entry(concept.id, glossary, today)


@lru_cache(maxsize=1_000)
def _known_entry(concept_id: str, glossary: Edition, today: dt.date) -> Shown:
    concept = glossary.catalog.get(concept_id)
    assert concept is not None
    return _entry(concept, glossary, today)


def _entry(concept: Concept, glossary: Edition, today: dt.date) -> Shown:
    parts = [
        (f"Labels, {compose.NAMES[c]}", ", ".join((concept.labels[c].preferred, *concept.labels[c].alternative)))
        for c in COMMUNITIES
        if c in concept.labels
    ]
    parts += [(f"Meaning to {compose.NAMES[c]}", concept.meaning[c]) for c in COMMUNITIES if c in concept.meaning]
    parts += [
        (f"What {compose.NAMES[c]} takes for granted", concept.assumes[c]) for c in COMMUNITIES if c in concept.assumes
    ]
    if concept.gap:
        parts.append(("Where the sides misunderstand each other", concept.gap))
    quoted = "\n".join(f"{heading}: {words}" for heading, words in parts)
    parts += [
        (
            f"Implication for {compose.NAMES[i.to]}: {i.category.replace('_', ' ')}",
            wording.filled(f"{i.says} {i.do}", {}),
        )
        for i in concept.implications
    ]
    text = ""
    blocks: list[Block] = []
    for heading, words in parts:
        start = len(text)
        text += words + "\n"
        blocks.append(Block(kind="paragraph", start=start, end=len(text) - 1, headings=(heading,)))
    name = concept.name("it")
    source = Source(id=concept.source_id, kind="glossary", title=f"Glossary: {name}", quote=quoted, where=concept.id)
    return Shown(source, text, tuple(blocks), glossary.matcher, today, concept=concept)


def shown_input(
    title: str,
    text: str,
    blocks: Sequence[Block],
    glossary: Edition,
    today: dt.date,
    *,
    community: Community | None = None,
    dated: dt.date | None = None,
    country: str | None = None,
) -> Shown:
    """Text that was handed in and is not stored, as a source; `community` and `dated`, where it is known."""
    source = Source(id=INPUT, kind="input", title=title, start=0, end=len(text), quote=text)
    return Shown(
        source, text, tuple(blocks), glossary.matcher, today, community=community, dated=dated, country=country
    )


def _shown(passage: Passage, document: Document, glossary: Edition, today: dt.date, country: str | None) -> Shown:
    blocks = tuple(within(b, passage) for b in document.blocks if b.start < passage.end and b.end > passage.start)
    return Shown(
        source=source_of(passage),
        text=passage.text,
        blocks=blocks or (Block(kind="paragraph", start=0, end=len(passage.text), headings=passage.headings),),
        matcher=glossary.matcher,
        today=today,
        community=document.community,
        dated=document.dated,
        initiative_id=passage.initiative_id,
        country=country,
    )


def within(block: Block, passage: Passage) -> Block:
    """The part of a block that the passage holds, by its place in the passage: a long block lies in several."""
    first, last = passage.start, passage.end
    cells = tuple(
        cell.model_copy(update={"start": cell.start - first, "end": cell.end - first})
        for cell in block.cells
        if first <= cell.start and cell.end <= last
    )
    start, end = max(block.start, first) - first, min(block.end, last) - first
    return block.model_copy(update={"start": start, "end": end, "cells": cells})
