"""A text made ready for reading facts out of it.

Above it are the finders of dates, amounts, populations, systems and events; below it nothing but the blocks. It makes
`plain`, a copy of the text with the same offsets in which wrapped lines are joined, dashes, quotes and spaces have one
spelling, and a newline stands wherever one paragraph, item or cell ends. So one pattern reads prose, lists and
tables alike, and none runs across a cell. It knows no kind of fact.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from retrieval.documents import Block, BlockKind
from service.interpretation.reading.context.lines import hard_breaks

# One character for one: the offsets must hold.
_SPELLING = str.maketrans(
    dict.fromkeys("\xa0\u2002\u2003\u2007\u2009\u202f\u200b\t\x0b\x0c", " ")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("‘’ʼ´`", "'")
    | dict.fromkeys("“”„", '"')
    | dict.fromkeys("\r\u2028\u2029\x85\x1c\x1d\x1e", "\n")
)
_OUTSIDE = str.maketrans({"|": "\n", "\t": "\n"})
_JOINED = re.compile(r"(?<![\n.:;!?|])\n(?=[a-z0-9(])")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]*_]{0,3} +(?=[\"'(*_]{0,3}[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|no|nos|dr|mr|mrs|ms|prof|st|vs|cf|incl|resp|max|min|tel|ext|fig|sec|inc|ltd|co|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun|[a-z])|(?<![:/])\b\d{1,2})\.$",
    re.IGNORECASE,
)
_CELL = re.compile(r"(?! )[^|\t]*[^|\t ]")
_ITEM = re.compile(r"[ ]*(?:[-*+•·▪◦]|\d{1,2}[.)]) ")
_MARKER = re.compile(r"[ \n]*(?:[-*+•·▪◦]+|\(?\d{1,2}[.)]|[a-z]\))? *")


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph, heading, item or cell: the largest stretch that one sentence may fill."""

    start: int
    end: int
    kind: BlockKind
    block: int
    """The block's place in the sequence that was read; -1 for text outside every block."""
    headings: tuple[str, ...] = ()
    header: str | None = None
    """For a cell: its column's heading, perhaps empty. None for what is no cell."""


@dataclass(frozen=True)
class Reading:
    """A text with its plain copy and its segments, in order."""

    text: str
    plain: str
    segments: tuple[Segment, ...]

    @cached_property
    def sentences(self) -> list[int]:
        """The offsets at which sentences start."""
        starts = {0} | {segment.start for segment in self.segments}
        for match in _SENTENCE_END.finditer(self.plain):
            before = self.plain[max(0, match.start() - 8) : match.start()]
            if match[0].startswith("\n") or not _ABBREVIATION.search(before):
                starts.add(match.end())
        return sorted(starts)

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence around an offset, never beyond its paragraph, item or cell."""
        place = bisect_right(self.sentences, at)
        start = self.sentences[place - 1]
        end = self.sentences[place] if place < len(self.sentences) else len(self.plain)
        stop = self.plain.find("\n", at, end)
        return start, stop if stop >= 0 else end

    def segment(self, at: int) -> Segment | None:
        """The segment around an offset."""
        place = bisect_right(self._starts, at) - 1
        if place < 0 or self.segments[place].end < at:
            return None
        return self.segments[place]

    def opens_sentence(self, at: int) -> bool:
        """Whether nothing but a list marker, quotes or brackets stands before it in its sentence."""
        start, _ = self.sentence(at)
        return not any(c.isalpha() for c in self.plain[start:at])

    def fills_cell(self, start: int, end: int) -> bool:
        """Whether the span is all that its cell or item holds."""
        segment = self.segment(start)
        if segment is None or segment.kind == "paragraph":
            return False
        before = _MARKER.sub("", self.plain[segment.start : start], count=1).strip(" (*_~")
        return not before and not self.plain[end : segment.end].strip(" )*_~.,;:\n")


def choice(lines: str) -> str:
    """The alternatives of a pattern, one on each line."""
    return "|".join(line.strip() for line in lines.splitlines() if line.strip())


def read(text: str, blocks: Sequence[Block] = ()) -> Reading:
    """Make a text ready; `blocks` tell where its paragraphs, items and cells are, where they are known.

    Code blocks are blanked: what a configuration file mentions, the document does not state.
    """
    segments = _segments(text, blocks)
    plain = text.translate(_SPELLING)
    if not segments:
        lines = _JOINED.sub(" ", text)
        return Reading(text, lines.translate(_OUTSIDE).translate(_SPELLING), _lines(lines))
    pieces: list[str] = []
    at = 0
    for segment in segments:
        pieces.append(plain[at : segment.start].translate(_OUTSIDE))
        inner = plain[segment.start : segment.end]
        pieces.append("\n" * len(inner) if segment.kind == "code" else _unwrapped(inner))
        at = segment.end
    pieces.append(plain[at:])
    return Reading(text, "".join(pieces), tuple(s for s in segments if s.kind != "code"))


def _unwrapped(body: str) -> str:
    """On one line, but for the breaks that end what is said."""
    joined = body.replace("\n", " ")
    for at in hard_breaks(body):
        joined = f"{joined[:at]}\n{joined[at + 1 :]}"
    return joined


def _segments(text: str, blocks: Sequence[Block]) -> list[Segment]:
    found: list[Segment] = []
    for index, block in enumerate(blocks):
        if block.cells:
            found += [
                Segment(cell.start, cell.end, block.kind, index, block.headings, cell.header)
                for cell in block.cells
                if cell.end > cell.start
            ]
        else:
            found.append(Segment(block.start, block.end, block.kind, index, block.headings))
    ordered: list[Segment] = []
    for segment in sorted(found, key=lambda s: (s.start, s.end)):
        floor = ordered[-1].end if ordered else 0
        if floor <= segment.start < segment.end <= len(text):
            ordered.append(segment)
    return ordered


def _lines(text: str) -> tuple[Segment, ...]:
    segments, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if "|" in line or "\t" in line.strip():
            for cell in _CELL.finditer(line):
                segments.append(Segment(at + cell.start(), at + cell.end(), "row", -2 - number, (), ""))
        elif line.strip():
            item = _ITEM.match(line) is not None
            segments.append(Segment(at, at + len(line), "item" if item else "paragraph", -1))
        at += len(line) + 1
    return tuple(segments)
