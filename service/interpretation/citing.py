"""From a place in a text to what a claim may cite: the passages that hold it, or the input itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from retrieval.documents import Passage
from service.interpretation import wording
from service.interpretation.nouns import INPUT, Source


def source_of(passage: Passage) -> Source:
    """The passage as a source that opens at its place."""
    return Source(
        id=passage.id,
        kind="passage",
        title=passage.title,
        document_id=passage.document_id,
        version=passage.version,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        where=wording.where(passage.headings, passage.where),
    )


class Citing:
    """Cites one document: by its passages, in order of start, or as the input where it is not stored."""

    def __init__(self, title: str, passages: Sequence[Passage] = ()) -> None:
        """`passages` of the document, sorted by start; none for text that was handed in."""
        self._passages = passages
        self._starts = [p.start for p in passages]
        self._ends = [p.end for p in passages]
        self._input = (Source(id=INPUT, kind="input", title=title),)

    def cite(self, start: int, end: int) -> tuple[Source, ...]:
        """The sources that hold `[start, end)`."""
        if not self._passages:
            return self._input
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return tuple(source_of(p) for p in self._passages[first:last])
