"""What surrounds a place in a text: its sentence, those beside it, its paragraph, and the heading above that.

A rough reading, made for weighing evidence and quick enough to be made of every text. A long stretch without empty
lines is cut where a line or a sentence ends. Above: `senses`. This module knows no label.
"""

from __future__ import annotations

import re
from bisect import bisect_right

LONGEST_PARAGRAPH = 2000
_LONGEST_HEADING = 200
_SENTENCE_ENDS = re.compile(
    r"[.!?][)\"'\u2019\u201d\]*_]*\s+(?=[^\sa-z])|\n(?=[^\S\n]*(?:[-*+\u2022\u2013|#>]|\d+[.)]|\n))"
)
_PARAGRAPH_ENDS = re.compile(r"\n[^\S\n]*\n\s*")
_PAGE_ENDS = re.compile(r"\n[^\S\n]*\n\s*|\f|\u2029")
_HEADING = re.compile(r"#{1,6}[^\n]*\s*$|(?![-*+|>#])[^\n]{1,90}(?<![.!?:;,|])\s*$")


Span = tuple[int, int]
"""Start and end, by code points."""


class Surroundings:
    """The paragraphs of one text."""

    def __init__(self, text: str) -> None:
        """Find where the paragraphs begin; sentences are read when asked for."""
        self._text = text
        ends = _PAGE_ENDS if "\f" in text or "\u2029" in text else _PARAGRAPH_ENDS
        self._starts = [0]
        self._sentences: dict[int, list[int]] = {}
        self._headings: list[Span | None] = []
        self._near: dict[int, tuple[Span, Span, tuple[Span, ...]]] = {}
        heading: Span | None = None
        for end in [*(found.end() for found in ends.finditer(text)), len(text)]:
            start = self._starts[-1]
            if end - start > LONGEST_PARAGRAPH:
                cuts = _cuts(text, start, end)
                self._starts += cuts
                self._headings += [heading] * len(cuts)
            self._headings.append(heading)
            if end - start <= _LONGEST_HEADING and _HEADING.match(text, start, end):
                heading = (start, end)
            self._starts.append(end)

    def near(self, place: int) -> tuple[Span, Span, tuple[Span, ...]]:
        """The sentence at a place, the same with those beside it in the paragraph, and all that is near it.

        Near are the paragraph, its heading and, where the sentence is the first or last of its paragraph, the one
        before or after it.
        """
        known = self._near.get(place)
        if known is None:
            known = self._near[place] = self._read(place)
        return known

    def _read(self, place: int) -> tuple[Span, Span, tuple[Span, ...]]:
        number = min(bisect_right(self._starts, place), len(self._headings)) - 1
        bounds = self._bounds(number)
        at = bisect_right(bounds, place) - 1
        near = [(bounds[0], bounds[-1])]
        heading = self._headings[number]
        if heading is not None:
            near.append(heading)
        if at == 0 and number and not self._is_heading(number - 1):
            before = self._bounds(number - 1)
            near.append((before[-2], before[-1]))
        if at == len(bounds) - 2 and number + 1 < len(self._headings) and not self._is_heading(number + 1):
            after = self._bounds(number + 1)
            near.append((after[0], after[1]))
        beside = (bounds[max(0, at - 1)], bounds[min(len(bounds) - 1, at + 2)])
        return (bounds[at], bounds[at + 1]), beside, tuple(near)

    def _bounds(self, number: int) -> list[int]:
        """Where the sentences of a paragraph begin, and where its last one ends."""
        bounds = self._sentences.get(number)
        if bounds is None:
            start, end = self._starts[number], self._starts[number + 1]
            written = start + len(self._text[start:end].rstrip())
            ends = (found.end() for found in _SENTENCE_ENDS.finditer(self._text, start, written))
            bounds = self._sentences[number] = [start, *ends, end]
        return bounds

    def _is_heading(self, number: int) -> bool:
        """Whether a paragraph is the heading of the next."""
        heads = self._headings[number + 1] if number + 1 < len(self._headings) else None
        return heads == (self._starts[number], self._starts[number + 1])


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where to cut a long paragraph: behind a line if there is one in the second half of a piece, else a sentence."""
    cuts = []
    while end - start > LONGEST_PARAGRAPH:
        half, limit = start + LONGEST_PARAGRAPH // 2, start + LONGEST_PARAGRAPH
        cut = max(text.rfind("\n", half, limit), text.rfind(". ", half, limit)) + 1
        start = cut or limit
        cuts.append(start)
    return cuts
