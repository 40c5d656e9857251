"""Sources as numbered footnotes: the same number for the same passage wherever a plan cites it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.planning.exports.wording import SIDES, plain, span
from service.planning.nouns import Plan, Quote


@dataclass(frozen=True, slots=True)
class Note:
    """One source with its number."""

    number: int
    id: str
    title: str
    where: str
    written: str
    side: str
    """Whose document it is; empty where that is not known."""
    words: str
    """What was read from it, several pieces parted by ` … `."""

    @property
    def label(self) -> str:
        """Title, place and day in one line."""
        return ", ".join(part for part in (self.title, self.where, self.written) if part)


@dataclass(frozen=True)
class Notes:
    """The sources of a plan, in the order in which it cites them."""

    notes: tuple[Note, ...]
    numbers: dict[str, int]

    def of(self, sources: Iterable[str]) -> list[Note]:
        """The notes of source ids, by number."""
        return [self.notes[n - 1] for n in sorted({self.numbers[id] for id in sources if id in self.numbers})]

    def marks(self, sources: Iterable[str]) -> str:
        """`[1, 4]` for source ids; empty for none."""
        found = sorted({self.numbers[source] for source in sources if source in self.numbers})
        return f"[{', '.join(str(number) for number in found)}]" if found else ""


def notes(plan: Plan) -> Notes:
    """Number the sources of a plan: those of milestones first, in their order, then those cited elsewhere."""
    quotes: dict[str, list[Quote]] = {}
    for milestone in plan.milestones:
        for quote in (*milestone.quotes, *(date.quote for date in milestone.dates)):
            quotes.setdefault(quote.source, []).append(quote)
    said: dict[str, list[str]] = {}
    for disconnect in plan.disconnects:
        for side in disconnect.sides:
            for key in side.sources:
                said.setdefault(key, []).append(side.says)
    known = {one.id: one for one in plan.sources}
    documents = {document.id: document for document in plan.documents}
    found = []
    for number, id in enumerate(dict.fromkeys(_cited(plan)), 1):
        given, source = quotes.get(id, []), known.get(id)
        document = documents.get(source.document_id or "") if source else None
        head = given[0] if given else None
        title = plain(source.title if source else head.title if head else _KINDS.get(id, ""))
        written = document.dated if document else head.written if head else None
        community = document.community if document else head.community if head else None
        texts = [quote.text for quote in given] or said.get(id, []) or ([source.quote] if source else [])
        found.append(
            Note(
                number=number,
                id=id,
                title=title or ("glossary" if id.startswith("g_") else ""),
                where=_below(plain(source.where if source else head.where if head else ""), title),
                written=span(written, written) if written else "",
                side=SIDES[community] if community else "",
                words=" … ".join(list(dict.fromkeys(plain(text, 400) for text in texts))[:4]),
            )
        )
    return Notes(tuple(found), {note.id: note.number for note in found})


_KINDS = {"input": "text handed in", "edit": "a person's word in the plan"}


def _below(where: str, title: str) -> str:
    """The place within a document, without the document's title that heads it."""
    return where.removeprefix(title).removeprefix(" › ") if title else where


def _cited(plan: Plan) -> Iterator[str]:
    for milestone in plan.milestones:
        yield from milestone.sources
        yield from (quote.source for quote in milestone.quotes)
        yield from (date.quote.source for date in milestone.dates)
    for dependency in plan.dependencies:
        yield from dependency.sources
    for disconnect in plan.disconnects:
        for side in disconnect.sides:
            yield from side.sources
    for stage in plan.journey:
        for gap in stage.gaps:
            yield from gap.sources
    for metric in plan.metrics:
        yield from metric.sources
    for point in (*plan.open_questions, *plan.assumptions):
        yield from point.sources
