"""Clauses of a sentence and what qualifies them: negation, status quo, past, scope, condition.

A qualifier belongs to its clause ("the VPN stays, but MFA becomes mandatory"), except a condition and a question,
which hold for the whole sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from service.interpretation.reading import marks, triggers, words
from service.interpretation.reading.words import Words

Standing = Literal["real", "conditional", "status_quo", "negated", "past", "out_of_scope", "hypothetical", "none"]
"""How a thing stands in its clause. Only `real` and `conditional` are occasions; `none`: a mere mention."""

_SPLIT = re.compile(
    r";\s|(?:[,(]\s*|(?<![\s,(])\s*)\b(?:but(?! not)|whereas|although|though|however)\b,?\s|,\s*(?:while|whilst|yet"
    r"|and then|so|instead)\b"
)
_DASH = re.compile(r"\s[–—]\s|\s-\s")
_AND = re.compile(
    r"(?:,|(?<![\s,]))\s+and\s+(?=(?:the|a|an|our|their|its|we|they|it|all|every\w*|no|nothing|users?|staff|people)\b)"
    r"|,\s+and\s+"
)
_FIRST_SUB = re.compile(
    r"[\"'(*_\s]*(?:once|after|when|whenever|as soon as|before|while|whilst|because|since|although"
    r"|though|until|unless|if|where|given that|provided|as)\b",
    re.IGNORECASE,
)
_SUB = frozenset("once after before when whenever because while whilst until since unless soon".split())
_RELATIVE = re.compile(r",\s+(?:which|who|whose|where|(?:in|of|to|for|on|with) wh\w+)\b")
_MARK = re.compile(r"[,;:]")
_COMMA = re.compile(r",\s")
_DEFINITION = re.compile(
    r"^(?!there |it |this |that |here |our |the aim "
    r"|the goal )(?:an? )?(?:[\w-]+ ){1,5}?(?:(?:means?|denotes?|refers? to|stands? for|describes?|is short for)\b"
    r"|(?:is|are) (?:an?|the|one|any|what|where|when|how|those|people|volunteers)\b(?! (?:first|next|last|only) ))"
)
_LONGEST = 900
"""Characters of a clause; what is longer has lost its punctuation and is read in pieces."""
_SENTENCE = 4000
"""Characters of a sentence that are searched for a condition."""
_LOOK = 300
"""Characters of what follows a conjunction that are searched for a verb."""

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
    aside: bool = False
    """Whether it is a relative clause set off by commas: it speaks of what stands before it."""


@lru_cache(maxsize=1000)
def under(headings: tuple[str, ...]) -> Standing:
    """How things stand below these headings ("Out of scope", "Background"); `real` for ordinary ones."""
    for heading in headings:
        standing = of_heading(heading)
        if standing != "real":
            return standing
    return "real"


@lru_cache(maxsize=1000)
def of_heading(heading: str) -> Standing:
    """How things stand below this one heading or lead-in."""
    plain = heading[:300].strip(" *_#:\t0123456789.").lower()
    for standing, pattern in _HEADING:
        if pattern.search(plain):
            return standing
    return "real"


def split(sentence: str, offset: int, this_year: int) -> list[Clause]:
    """The clauses of a sentence that starts at `offset`, each with its standing; together they cover it."""
    return [clause for clause, _ in read(sentence, offset, this_year)]


def read(sentence: str, offset: int, this_year: int) -> list[tuple[Clause, Words]]:
    """The clauses as `split` has them, with their words."""
    said = words.read(sentence, 0, len(sentence), offset)
    whole = _of_sentence(sentence, said)
    clauses: list[tuple[Clause, Words]] = []
    asides: set[int] = set()
    cuts = _cuts(sentence, said, offset, asides)
    if len(cuts) > 2 or len(sentence) > _LONGEST or " and " in sentence:
        cuts = _at_and(sentence, said, offset, cuts)
    for start, end in pairwise(cuts):
        for begin, stop in _pieces(sentence, start, end):
            part = said.part(offset + begin, offset + stop)
            standing = whole or _of_clause(part.plain, this_year)
            clauses.append((Clause(offset + begin, offset + stop, standing, start in asides), part))
    return clauses


def _cuts(sentence: str, said: Words, offset: int, asides: set[int]) -> list[int]:
    """Where clauses begin, and the end; `asides` takes those that are relative clauses."""
    found = {0, len(sentence), *(m.end() for m in _SPLIT.finditer(sentence))}
    found |= {m.end() for m in _DASH.finditer(sentence) if _says(said, offset + m.start() - _LOOK, offset + m.start())}
    first = _FIRST_SUB.match(sentence)
    if first:
        for comma in _COMMA.finditer(sentence, first.end(), first.end() + _LOOK):
            if _says(said, offset + first.end(), offset + comma.start()):
                found.add(comma.end())
                break
    for token in said.tokens[1:]:
        if token.word in _SUB:
            start, end = token.start - offset, token.end - offset
            mark = _MARK.search(sentence, end, end + _LOOK)
            if _says(said, token.end, offset + (mark.start() if mark else end + _LOOK)):
                found.add(start)
    for match in _RELATIVE.finditer(sentence):
        asides.add(match.start())
        found.add(match.start())
        closing = _COMMA.search(sentence, match.end(), match.end() + _LOOK)
        if closing:
            found.add(closing.end())
    return sorted(found)


def _says(said: Words, start: int, end: int) -> bool:
    return triggers.verbal(said.part(start, end).tokens)


def _at_and(sentence: str, said: Words, offset: int, cuts: Sequence[int]) -> list[int]:
    """Also at "and", but only where one side is qualified and the other is not: lists of things stay together."""
    qualified = [
        [said.tokens[bisect_right(said.places, m.start()) - 1].start - offset for m in mark.finditer(said.plain)]
        for mark in (marks.STATUS_QUO, marks.OUT_OF_SCOPE)
    ]
    if not any(qualified):
        return list(cuts)
    found: list[int] = [cuts[0]]
    for left, right in pairwise(cuts):
        for cut in _AND.finditer(sentence, left, right):
            before, after = (max(found[-1], left), cut.start()), (cut.end(), min(right, cut.end() + _LOOK))
            if any(_any_in(places, *before) != _any_in(places, *after) for places in qualified):
                found.append(cut.end())
        found.append(right)
    return found


def _any_in(places: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(places, start) < bisect_left(places, end)


def _pieces(sentence: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while end - start > _LONGEST:
        blank = sentence.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        stop = blank + 1 if blank > 0 else start + _LONGEST
        yield start, stop
        start = stop
    yield start, end


def _of_sentence(sentence: str, said: Words) -> Standing | None:
    plain = said.plain[:_SENTENCE]
    if marks.REQUEST.match(plain):
        return None
    condition = marks.IF.search(plain) is not None
    if sentence.rstrip(" \"'”’)*_").endswith("?") or (condition and marks.HYPOTHETICAL.search(plain)):
        return "hypothetical"
    return "conditional" if condition else None


def _of_clause(plain: str, this_year: int) -> Standing:
    if marks.HYPOTHETICAL.search(plain):
        return "hypothetical"
    if marks.OUT_OF_SCOPE.search(plain):
        return "out_of_scope"
    if marks.STATUS_QUO.search(plain):
        return "status_quo"
    if marks.PAST.search(plain) or any(int(y) < this_year for y in marks.YEAR.findall(plain)):
        return "past"
    if _DEFINITION.match(plain):
        return "none"
    return "conditional" if marks.CONDITIONAL.search(plain) else "real"
