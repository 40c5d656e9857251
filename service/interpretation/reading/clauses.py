"""Clauses of a sentence and what qualifies them: negation, status quo, past, scope, condition.

A qualifier belongs to its clause ("the VPN stays, but MFA becomes mandatory"), except a condition and a question,
which hold for the whole sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from service.interpretation.reading import marks

Standing = Literal["real", "conditional", "status_quo", "negated", "past", "out_of_scope", "hypothetical", "none"]
"""How a thing stands in its clause. Only `real` and `conditional` are occasions; `none`: a mere mention."""

WORD = re.compile(r"[^\W\d_][\w'’]*(?:[-‐‑][^\W_][\w'’]*)*|\d[\d.,:/-]*\d|\d|[;:,?!()|]|[–—]")

_SPLIT = re.compile(
    r";\s|\s[–—]\s|\s-\s|[,(]?\s*\b(?:but|whereas|although|though|however|instead)\b,?\s"
    r"|,\s*(?:while|yet|and then|so)\b"
)
_AND = re.compile(
    r",?\s+and\s+(?=(?:the|a|an|our|their|its|we|they|it|all|every\w*|no|nothing|users?|staff|people)\b)|,\s+and\s+"
)

_HEADING: tuple[tuple[Standing, re.Pattern[str]], ...] = (
    ("out_of_scope", marks.HEADING_OUT_OF_SCOPE),
    ("status_quo", marks.HEADING_STATUS_QUO),
    ("past", marks.HEADING_PAST),
    ("hypothetical", marks.HEADING_IDEAS),
    ("none", marks.HEADING_WORDS),
)


@dataclass(frozen=True, slots=True)
class Clause:
    """`[start, end)` of the document, and how what it says stands on the whole."""

    start: int
    end: int
    standing: Standing
    """`real` until something in the clause or sentence qualifies it."""


def under(headings: tuple[str, ...]) -> Standing:
    """How things stand below these headings ("Out of scope", "Background"); `real` for ordinary ones."""
    for heading in headings:
        standing = of_heading(heading)
        if standing != "real":
            return standing
    return "real"


def of_heading(heading: str) -> Standing:
    """How things stand below this one heading or lead-in."""
    plain = heading.strip(" *_#:\t0123456789.").lower()
    for standing, pattern in _HEADING:
        if pattern.search(plain):
            return standing
    return "real"


def split(sentence: str, offset: int, this_year: int) -> list[Clause]:
    """The clauses of a sentence that starts at `offset`, each with its standing; together they cover it."""
    plain = sentence.replace("’", "'").replace("n't", " not")
    whole = _of_sentence(plain)
    cuts = [0, *(m.end() for m in _SPLIT.finditer(sentence)), len(sentence)]
    clauses: list[Clause] = []
    for left, right in pairwise(cuts):
        for start, end in _at_and(sentence, left, right):
            standing = whole or _of_clause(sentence[start:end].replace("’", "'").replace("n't", " not"), this_year)
            clauses.append(Clause(offset + start, offset + end, standing))
    return clauses


def _at_and(sentence: str, left: int, right: int) -> list[tuple[int, int]]:
    """Parts at "and" only where one side is qualified and the other is not: lists of things stay together."""
    for cut in _AND.finditer(sentence, left, right):
        before, after = sentence[left : cut.start()].lower(), sentence[cut.end() : right].lower()
        if (marks.STATUS_QUO.search(before) is None) != (marks.STATUS_QUO.search(after) is None) or (
            marks.OUT_OF_SCOPE.search(before) is None
        ) != (marks.OUT_OF_SCOPE.search(after) is None):
            return [(left, cut.end()), *_at_and(sentence, cut.end(), right)]
    return [(left, right)]


def _of_sentence(sentence: str) -> Standing | None:
    lower = _without_month(sentence)
    if marks.HYPOTHETICAL.search(lower) or sentence.rstrip(" \"'”’)*_").endswith("?"):
        return "hypothetical"
    return "conditional" if marks.IF.search(lower) else None


def _of_clause(clause: str, this_year: int) -> Standing:
    lower = _without_month(clause)
    if marks.OUT_OF_SCOPE.search(lower):
        return "out_of_scope"
    if marks.STATUS_QUO.search(lower):
        return "status_quo"
    if marks.PAST.search(lower) or any(int(y) < this_year for y in marks.YEAR.findall(lower)):
        return "past"
    return "conditional" if marks.CONDITIONAL.search(lower) else "real"


def _without_month(words: str) -> str:
    """Lower case, with the month of May out of the way of the verb."""
    return re.sub(r"(?<!^)\bMay\b|\bMay(?=,? \d)|(?<=\d )may\b", "month", words).lower()
