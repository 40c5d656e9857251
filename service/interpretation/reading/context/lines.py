"""Which line breaks inside a paragraph end what is said there, and which only wrap it.

Tickets, chats and hurried mails put one statement on a line and no full stop behind it. A break wraps if the next
line's first word would not have fitted on the line before; where it would have, the writer meant the break.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_LINE = re.compile(r"[^\n]*")
_LABELLED = re.compile(r"\[?\d{1,2}[:.]\d\d\b|[A-Z][\w&/ -]{0,24}:\s|[-*•=]")
"""A line that begins something of its own: a time in a chat, a label, a mark."""
_GOES_ON = re.compile(
    r"(?:[,:&/(+-]|\b(?:and|or|but|of|for|in|on|at|by|with|from|to|into|onto|about|over|under|between|before|after|during"
    r"|until|via|through|without|within|per|than|as|the|a|an|this|that|these|those|our|your|their|its|is|are|was|were"
    r"|be|been|will|can|must|have|has|had|not|no|which|who|if|when|because|so))\s*\Z",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_SLACK = 0.85
"""Lines set in letters of different width end within this part of the longest."""
_NARROW = 50
"""Characters below which nobody wraps lines on purpose."""


def hard_breaks(body: str) -> list[int]:
    """Offsets of the newlines in a paragraph that end what is said on their line."""
    if "\n" not in body:
        return []
    lines = [m for m in _LINE.finditer(body) if m.group().strip()]
    texts = [m.group().strip() for m in lines]
    if len(texts) < 2:
        return []
    width = max(map(len, texts))
    fits = [_fits(a, b, width) for a, b in pairwise(texts)]
    ragged = 2 * sum(fits) >= len(fits) and any(fits)
    small = any(hard and b[:1].islower() for hard, b in zip(fits, texts[1:], strict=True))
    found = []
    for index, hard in enumerate(fits):
        if hard or _means(texts[index], texts[index + 1], ragged=ragged, small=small):
            found.append(lines[index].end())
    return found


def pieces(body: str, breaks: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches between breaks."""
    edges = [0, *breaks, len(body)]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def _fits(line: str, following: str, width: int) -> bool:
    """Whether the next word would have stood on this line, had the line only been wrapped."""
    room = len(line) + 1 + len(following.split(None, 1)[0])
    if (following[:1].islower() and _GOES_ON.search(line)) or (line[-1].isdigit() and _MONTH.match(following)):
        return False
    return room <= (_SLACK * width if following[:1].islower() else width)


def _means(line: str, following: str, *, ragged: bool, small: bool) -> bool:
    """Whether a break after a line as long as any is meant all the same."""
    if (_GOES_ON.search(line) and line[-1] != ":") or (line[-1].isdigit() and _MONTH.match(following)):
        return False
    if _LABELLED.match(following):
        return True
    return (ragged or len(line) < _NARROW) and (small or not following[:1].islower())
