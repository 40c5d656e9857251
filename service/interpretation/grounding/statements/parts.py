"""A sentence cut into what it states one after the other, each part with the words it takes over from another.

"OrderPad is read-only from 7 May and gone on 30 June" states two things of one subject: a date, a denial or a doubt
belongs to its own part. Sentences are cut between clauses that both have a verb, and between dates that each have
words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.interpretation.grounding.statements.tokens import Token, is_verb
from service.interpretation.reading.words import PREPOSITIONS, SHALL

_STRONG = frozenset("; but whereas while although though however – —".split())
_WEAK = frozenset(", and or then".split())
_INNER = frozenset(
    "because since before after until when once if unless so which who where that as till following precedes".split()
)
_PRONOUNS = frozenset("it they this these that those he she we you both there".split())
_AUXILIARY = SHALL | frozenset(
    "is are was were be been has have had do does did can could may might would also then not only".split()
)
_ONE_RANGE = re.compile(
    r"[\s,(]*(?:-|–|to|until|till|and|or|through|/|&|not|on|from|at|the|rather|than|instead|of|by)*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """Indexes of a part's tokens, and of those it takes over."""

    own: tuple[int, ...]
    shared: tuple[int, ...] = ()
    """Surely meant here too: the subject of a verb that has none, the verb of a noun that has none."""
    perhaps: tuple[int, ...] = ()
    """Perhaps meant here too."""


def cut(tokens: Sequence[Token], dates: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """The parts of a sentence; `dates` are the spans of what each part may have only one of."""
    places = [_index(tokens, start, end) for start, end in dates]
    places = [p for p in places if p[0] < p[1]]
    cuts = sorted({*_clauses(tokens), *_between(tokens, places)})
    bounds = [0, *cuts, len(tokens)]
    runs = [tuple(range(a, b)) for a, b in pairwise(bounds) if b > a]
    if len(runs) < 2:
        return (Part(tuple(range(len(tokens)))),)
    dated = {i for a, b in places for i in range(a, b)}
    parts: list[Part] = []
    for run in runs:
        parts.append(_part(tokens, run, parts, dated))
    label = _label(tokens, runs[0])
    if label:
        parts = [parts[0], *(Part(p.own, p.shared + label, p.perhaps) for p in parts[1:])]
    return tuple(parts)


def _index(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    inside = [i for i, t in enumerate(tokens) if t.start < end and t.end > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _clauses(tokens: Sequence[Token]) -> list[int]:
    """Where a clause begins that stands beside another with its own verb."""
    found: list[int] = []
    begun = 0
    for at, token in enumerate(tokens):
        if at <= begun:
            continue
        word = token.word
        if word in _STRONG:
            if _content(tokens, begun, at) and _content(tokens, at + 1, len(tokens)):
                found.append(at + 1)
                begun = at + 1
        elif word in _WEAK and any(is_verb(t) for t in tokens[begun:at]):
            start = at + 1
            while start < len(tokens) and tokens[start].word in (*_WEAK, "also", "then"):
                start += 1
            if word == "," and start == at + 1:
                if _splices(tokens, start, tokens[begun]) and not any(t.word in _INNER for t in tokens[begun:at]):
                    found.append(start)
                    begun = start
                continue
            if word != "," and not _verb_since_comma(tokens, begun, at):
                continue
            if start < len(tokens) and _new_clause(tokens, start):
                found.append(start)
                begun = start
    return found


def _verb_since_comma(tokens: Sequence[Token], begun: int, at: int) -> bool:
    """Whether what "and" joins on has a verb: if not, it joins nouns."""
    first = next((i + 1 for i in range(at - 1, begun, -1) if tokens[i].word == ","), begun)
    return any(is_verb(t) for t in tokens[first:at])


def _content(tokens: Sequence[Token], start: int, end: int) -> bool:
    return sum(bool(t.name) for t in tokens[start:end]) >= 1


def _splices(tokens: Sequence[Token], start: int, opener: Token) -> bool:
    """Whether a clause with subject and verb follows a mere comma."""
    if opener.word in _INNER or start >= len(tokens) or tokens[start].word in _INNER | PREPOSITIONS:
        return False
    return _new_clause(tokens, start, own_subject=True)


def _new_clause(tokens: Sequence[Token], start: int, *, own_subject: bool = False) -> bool:
    """Whether what starts here has a verb before the next mark: at once, or after a subject of its own."""
    for at in range(start, min(start + 9, len(tokens))):
        token = tokens[at]
        if token.word in _INNER or token.word in _STRONG or token.word in (",", ":", "|", "("):
            return False
        if token.word in _AUXILIARY or is_verb(token):
            return at > start or not own_subject
        if token.word in PREPOSITIONS and at == start:
            return False
    return False


def _between(tokens: Sequence[Token], places: Sequence[tuple[int, int]]) -> list[int]:
    """Where to cut between two dates with words of their own between them."""
    found: list[int] = []
    for (_, end), (start, _) in pairwise(places):
        middle = range(end, start)
        if not any(tokens[i].name for i in middle):
            continue
        separators = [i for i in middle if tokens[i].word in _STRONG | _WEAK | _INNER | {"(", ")", ":", "|"}]
        if not separators:
            found.append(end)
            continue
        # Of "on 3 May, and go-live on 9 May" the last separator before the words that follow.
        first = separators[0]
        while first + 1 in separators:
            first += 1
        inner = tokens[first].word in _INNER
        found.append(first if inner else first + 1)
    return found


def _part(tokens: Sequence[Token], run: tuple[int, ...], before: Sequence[Part], dated: set[int]) -> Part:
    if not before:
        return Part(run)
    # What has no verb of its own speaks on from the last part that has one.
    last = next((p for p in reversed(before) if any(is_verb(tokens[i]) for i in p.own)), before[-1])
    donor = (*last.shared, *last.own)
    verb = next((n for n, i in enumerate(donor) if is_verb(tokens[i]) or tokens[i].word in _AUXILIARY), None)
    subject = donor[:verb] if verb is not None else ()
    head = next((i for i in run if tokens[i].word not in _STRONG | _WEAK | {"not", "only", "also", "then"}), None)
    if head is None:
        return Part(run)
    own_verb = next((i for i in run if is_verb(tokens[i]) or tokens[i].word in _AUXILIARY), None)
    subject = tuple(i for i in subject if i not in dated)
    if own_verb is not None:
        if own_verb == head or tokens[head].word in _PRONOUNS or not any(tokens[i].name for i in run if i < own_verb):
            return Part(run, subject)
        if tokens[head].word in _INNER:
            return Part(run, (), tuple(i for i in donor if i not in dated))
        return Part(run)
    rest = donor[verb:] if verb is not None else ()
    if tokens[head].word in PREPOSITIONS or head in dated or tokens[head].word in ("in", "for", "at"):
        shared: list[int] = [*subject]
        for n, i in enumerate(rest):
            if n and (tokens[i].word in PREPOSITIONS or i in dated):
                break
            shared.append(i)
        if verb is None:
            shared = [i for i in donor if i not in dated]
        return Part(run, tuple(shared))
    verbs = tuple(i for i in rest if is_verb(tokens[i]) or tokens[i].word in _AUXILIARY or tokens[i].word == "not")
    return Part(run, verbs, tuple(i for i in donor if i not in dated))


def _label(tokens: Sequence[Token], run: Sequence[int]) -> tuple[int, ...]:
    """What stands before a colon at the start, as in `VPN: …`."""
    for n, i in enumerate(run[:6]):
        if tokens[i].word == ":":
            return tuple(run[:n])
        if is_verb(tokens[i]):
            break
    return ()
