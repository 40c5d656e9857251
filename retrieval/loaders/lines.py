"""The lines of a text: where each begins, how it is indented and quoted, and whether its end is meant.

Below the block reader, above nothing. All spans are code points of the text given.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
KEYED = re.compile(r"[^\W\d_][\w /()-]{0,30}:(?:\s|$)")
SENTENCE_END = (".", "!", "?", ":", ";", '."', ".”", ".)")


class Line(NamedTuple):
    """One line: its raw span, its words without indentation, and how deep it is quoted."""

    start: int
    end: int
    at: int
    body: str
    indent: int
    depth: int


def lines(text: str) -> list[Line]:
    """All lines of `text`, empty ones too."""
    found = []
    start = 0
    for raw in text.splitlines(keepends=True):
        content = raw.rstrip()
        depth = 0
        skipped = 0
        if content.lstrip(" \t").startswith(">"):
            quote = _QUOTE.match(content)
            if quote:
                skipped = quote.end()
                depth = quote[0].count(">")
        body = content[skipped:].lstrip()
        at = len(content) - len(body)
        indent = len(content[skipped:at].expandtabs(4))
        end = start + len(raw.rstrip("\r\n"))
        found.append(Line(start + skipped, max(end, start + skipped), start + at, body, indent, depth))
        start += len(raw)
    return found


def stands_alone(text: str, line: Line, below: Line, width: int) -> bool:
    """Whether the line end is meant, and not put there by wrapping a paragraph to some width."""
    if below.body[0].islower() or line.body.endswith((",", "-", "–")):
        return False
    if text.startswith("  ", line.at + len(line.body)):
        return True
    if width > 130 or width < 45 or (KEYED.match(line.body) and KEYED.match(below.body)):
        return True
    fits = len(line.body) + 1 + len(below.body.split(None, 1)[0]) < width
    return fits and (line.body.endswith(SENTENCE_END) or len(line.body) < width * 0.6)


def piped_cells(line: Line) -> list[tuple[int, int]]:
    """The spans between the bars of a Markdown table row, outer bars or not."""
    body = line.body
    bars = [i for i, c in enumerate(body) if c == "|" and (i == 0 or body[i - 1] != "\\")]
    edges = [*bars] if bars and bars[-1] == len(body) - 1 else [*bars, len(body)]
    if not bars or bars[0] != 0:
        edges = [-1, *edges]
    return [_trim(body, line.at, a + 1, b) for a, b in pairwise(edges)]


def tabbed_cells(text: str, line: Line) -> list[tuple[int, int]]:
    """The spans between the tabs of a line, empty ones too."""
    raw = text[line.start : line.end]
    spans = []
    start = 0
    for part in raw.split("\t"):
        spans.append(_trim(raw, line.start, start, start + len(part)))
        start += len(part) + 1
    return spans


def _trim(body: str, offset: int, start: int, end: int) -> tuple[int, int]:
    part = body[start:end]
    left = len(part) - len(part.lstrip())
    return offset + start + left, offset + start + left + len(part.strip())
