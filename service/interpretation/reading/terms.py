"""Terms that look technical and are not in the glossary, with what the document says they stand for.

Expansions follow Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in
biomedical text": the letters of the acronym are found from right to left in the words before the bracket.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_ACRONYM = re.compile(
    r"(?<![\w./@#&-])(?=[A-Z0-9/-]*[A-Z][A-Z0-9/-]*[A-Z])[A-Z][A-Z0-9]*(?:[-/][A-Z0-9]+)*s?(?![\w@]|[./]\w)"
)
_LONG = re.compile(r"((?:[\w'’-]+[ \t]){1,10})\(([A-Z][\w/-]{1,9})\)")
_SHORT = re.compile(r"(?<![\w./@-])([A-Z][A-Z0-9/-]{1,9})[ \t]\(((?:[\w'’-]+[ \t]){1,9}[\w'’-]+)\)")
_NO_TERM = frozenset(
    "A I OK AM PM CET CEST UTC GMT EST PST EOD EOB COB ASAP FYI TBD TBC NB PS RE FW FWD CC BCC HTTP HTTPS WWW PDF USA "
    "US UK EU UN TODO NOTE TIP IMPORTANT WARNING YES NO AND OR NOT THE CEO CFO COO HR IT PR Q1 Q2 Q3 "
    "Q4 H1 H2 II III IV VI "
    "VII VIII DOCX XLSX PPTX CSV HTML XML KB MB GB TB KG KM".split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term without an entry."""

    term: str
    count: int
    expansion: str | None
    start: int
    end: int


def unknown(text: str, known: Sequence[tuple[int, int]], *, shouting: Sequence[tuple[int, int]] = ()) -> list[Term]:
    """Acronyms outside the spans of `known` terms (sorted by start), the most frequent first.

    `shouting` are spans in which capitals mean nothing (headings in capitals).
    """
    expansions = _expansions(text)
    starts = [k[0] for k in known]
    found: dict[str, list[int]] = {}
    for match in _ACRONYM.finditer(text):
        word = match.group().removesuffix("s") if len(match.group()) > 3 else match.group()
        if word in _NO_TERM or word.isdigit() or not 2 <= len(word) <= 12:
            continue
        at = bisect_right(starts, match.start()) - 1
        if (at >= 0 and match.start() < known[at][1]) or any(a <= match.start() < b for a, b in shouting):
            continue
        found.setdefault(word, []).append(match.start())
    terms = [
        Term(word, len(places), expansions.get(word), places[0], places[0] + len(word))
        for word, places in found.items()
    ]
    return sorted(terms, key=lambda t: (-t.count, t.start))


def _expansions(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _LONG.finditer(text):
        short = match.group(2).removesuffix("s") if match.group(2)[-2:-1].isupper() else match.group(2)
        long = _best_long_form(short, match.group(1).strip())
        if long:
            found.setdefault(short, long)
    for match in _SHORT.finditer(text):
        if _best_long_form(match.group(1), match.group(2)) == match.group(2):
            found.setdefault(match.group(1), match.group(2))
    return found


def _best_long_form(short: str, before: str) -> str | None:
    """The shortest run of words that ends `before` and spells `short`; None if there is none."""
    letters = [c.lower() for c in short if c.isalnum()]
    words = before.split()[-min(len(letters) + 5, 2 * len(letters)) :]
    candidate = " ".join(words)
    at = len(candidate) - 1
    for index in range(len(letters) - 1, -1, -1):
        while at >= 0 and (
            candidate[at].lower() != letters[index] or (index == 0 and at > 0 and candidate[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
    return candidate[candidate.rfind(" ", 0, at + 1) + 1 :]
