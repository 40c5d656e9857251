"""What surrounds a place in a text: its sentence, its paragraph, and the heading above that.

A rough reading, made for weighing evidence and quick enough to be made of every text. A long stretch without empty
lines is cut where a line or a sentence ends. Above: `senses`. This module knows no label.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

LONGEST_PARAGRAPH = 2000
_LONGEST_HEADING = 200
_SENTENCE_ENDS = re.compile(
    r"[.!?][)\"'\u2019\u201d\]*_]*\s+(?=[^\sa-z])|\n(?=[^\S\n]*(?:[-*+\u2022\u2013|#>]|\d+[.)]|\n))"
)
_PARAGRAPH_ENDS = re.compile(r"\n[^\S\n]*\n\s*")
_PAGE_ENDS = re.compile(r"\n[^\S\n]*\n\s*|\f|\u2029")
_HEADING = re.compile(r"#{1,6}[^\n]*\s*$|(?![-*+|>#])[^\n]{1,90}(?<![.!?:;,|])\s*$")


class Paragraph(NamedTuple):
    """A paragraph of a text, by code points."""

    start: int
    end: int
    sentences: list[int]
    """Where its sentences begin."""
    heading: tuple[int, int] | None
    """The heading above it."""

    def sentence(self, place: int) -> tuple[int, int]:
        """Start and end of the sentence at `place`."""
        at = bisect_right(self.sentences, place)
        return self.sentences[at - 1], self.sentences[at] if at < len(self.sentences) else self.end


class Surroundings:
    """The paragraphs of one text."""

    def __init__(self, text: str) -> None:
        """Find where the paragraphs begin; sentences are read when asked for."""
        self._text = text
        ends = _PAGE_ENDS if "\f" in text or "\u2029" in text else _PARAGRAPH_ENDS
        self._starts = [0]
        self._headings: list[tuple[int, int] | None] = []
        heading: tuple[int, int] | None = None
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

    def number(self, place: int) -> int:
        """The number of the paragraph that holds a place, counted from 0."""
        return min(bisect_right(self._starts, place), len(self._headings)) - 1

    def paragraph(self, number: int) -> Paragraph:
        """The paragraph of that number."""
        start, end = self._starts[number], self._starts[number + 1]
        sentences = [start, *(found.end() for found in _SENTENCE_ENDS.finditer(self._text, start, end))]
        return Paragraph(start, end, sentences, self._headings[number])


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where to cut a long paragraph: behind a line if there is one in the second half of a piece, else a sentence."""
    cuts = []
    while end - start > LONGEST_PARAGRAPH:
        half, limit = start + LONGEST_PARAGRAPH // 2, start + LONGEST_PARAGRAPH
        cut = max(text.rfind("\n", half, limit), text.rfind(". ", half, limit)) + 1
        start = cut or limit
        cuts.append(start)
    return cuts
