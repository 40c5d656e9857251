"""What an initiative's documents already plan: gathers the steps that may cover an implication.

A small initiative is read whole; of a large one, the passages that a search finds for each action. Readings are
kept, so that the second question about the same documents costs little. The only part of interpretation that asks
for documents: it is handed the functions to do so.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from glossary.edition import Edition
from retrieval.documents import Block, Document, Passage
from service.interpretation.coverage import steps
from service.interpretation.coverage.steps import Step
from service.interpretation.evidence import read
from service.interpretation.implications import Draft
from service.interpretation.shown import within

PER_ACTION = 8
"""Passages looked at for one action of a larger one."""
_KEPT = 4_000

Scope = frozenset[str]
PassagesOf = Callable[[Scope, str], Sequence[Passage] | None]
"""All live passages of an initiative; None where it is too large to be read whole."""
Find = Callable[[str, int, Scope, Sequence[Sequence[str]]], Sequence[Passage]]
DocumentOf = Callable[[Scope, str, int], Document]


class Planned:
    """Gathers steps; thread-safe."""

    def __init__(self, passages_of: PassagesOf, find: Find, document_of: DocumentOf) -> None:
        """Functions that read the documents under a caller's scope."""
        self._passages_of = passages_of
        self._find = find
        self._document_of = document_of
        self._kept: OrderedDict[tuple[Passage, str, str, dt.date], tuple[Step, ...]] = OrderedDict()
        self._lock = Lock()

    def steps(
        self,
        allowed: Scope,
        initiative_id: str,
        drafts: Sequence[Draft],
        glossary: Edition,
        today: dt.date,
        country: str | None,
    ) -> tuple[list[Step], list[Passage]]:
        """The steps that may cover the drafts, and the passages that were looked at."""
        only = allowed & {initiative_id}
        whole = self._passages_of(only, initiative_id)
        passages = list(self._found(only, drafts, glossary) if whole is None else whole)
        documents: dict[tuple[str, int], Document] = {}
        found: list[Step] = []
        for passage in passages:
            # The whole passage: whose it is, and its date, may be corrected under the same id.
            key = (passage, glossary.catalog.revision, country or "", today)
            with self._lock:
                known = self._kept.get(key)
            if known is None:
                at = (passage.document_id, passage.version)
                if at not in documents:
                    documents[at] = self._document_of(only, *at)
                known = tuple(_steps_of(passage, documents[at], glossary, today, country))
                with self._lock:
                    self._kept[key] = known
                    while len(self._kept) > _KEPT:
                        self._kept.popitem(last=False)
            found.extend(known)
        return found, passages

    def _found(self, only: Scope, drafts: Sequence[Draft], glossary: Edition) -> Iterable[Passage]:
        asked: dict[tuple[str, str], Draft] = {}
        for draft in drafts:
            asked.setdefault((draft.concept.id, draft.rule.category), draft)
        found: dict[str, Passage] = {}
        for (concept, category), draft in asked.items():
            query = f"{draft.concept.name(draft.rule.to)} {category.replace('_', ' ')} {draft.do}"
            for passage in self._find(query, PER_ACTION, only, [glossary.catalog.expansions([concept])]):
                found[passage.id] = passage
        return found.values()


def _steps_of(
    passage: Passage, document: Document, glossary: Edition, today: dt.date, country: str | None
) -> Iterable[Step]:
    shift = passage.start
    blocks = [within(b, passage) for b in document.blocks if b.start < passage.end and b.end > shift]
    if not blocks:
        blocks = [Block(kind="paragraph", start=0, end=len(passage.text), headings=passage.headings)]
    reading = read(
        passage.text,
        blocks,
        glossary.matcher,
        title=passage.title,
        dated=document.dated,
        today=today,
        community=document.community,
        country=country,
    )
    about = {c for m in glossary.matcher.find(passage.title, community=document.community) for c in m.candidates}
    for step in steps.steps(reading, document.id, document.community, lambda *_: (passage.id,), about):
        yield step.moved(shift)
