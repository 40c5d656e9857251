"""How much of what is asked each unit has: by its own words, by other words for them, by what it stands under.

Every word weighs by how rare it is in what is searched and by how much a word of its kind can tell. A passage that is
near in meaning lends its units some of that.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from service.interpretation.answering import telling
from service.interpretation.answering.nouns import Ranked
from service.interpretation.answering.ranking import everyday
from service.interpretation.answering.ranking.asking import WORD, Asked, Term
from service.interpretation.shown import Unit
from service.planning.facts import Fact

_KEPT = 20_000
_SAME = 1.0
_BY_CONCEPT = 0.85
_BY_GROUP = 0.6
"""How far a unit names a thing by itself, by the glossary, by an everyday word for it."""
_LEANING = 0.9
_BEFORE = 0.55
_HEADING = 0.5
_TITLE = 0.25
"""How much counts that only what it leans on, the sentence before, a heading or the title names."""


_LEAST = 0.1
_LEAST_OF_NAME = 0.45
"""Weight of a word that is everywhere: a name tells something even then."""


@dataclass(frozen=True, eq=False)
class Words:
    """A text as it is compared."""

    stems: frozenset[str]
    groups: frozenset[int]
    pairs: frozenset[tuple[str, str]]


@lru_cache(maxsize=_KEPT)
def words_of(text: str) -> Words:
    """The stems, groups and neighbours of a text."""
    small = text.lower().replace("’", "'")
    row: list[str] = []
    groups: set[int] = set()
    for match in WORD.finditer(small.replace("-", " ")):
        word = match.group().removesuffix("'s").strip("'")
        stemmed = word if word[:1].isdigit() else everyday.stem(word)
        row.append(stemmed)
        groups |= everyday.groups_of(stemmed)
    for _, _, some in everyday.phrases_in(small):
        groups |= some
    if "-" in small:
        for match in WORD.finditer(small):
            groups |= everyday.groups_of(everyday.stem(match.group()))
    return Words(frozenset(row), frozenset(groups), frozenset(pairwise(row)))


def _named(term: Term, words: Words, concepts: frozenset[str] = frozenset()) -> float:
    if term.words <= words.stems:
        return _SAME
    if term.concepts & concepts:
        return _BY_CONCEPT
    return _BY_GROUP if term.others & words.groups else 0.0


def _within(fact: Fact, days: Sequence[tuple[dt.date, dt.date]]) -> bool:
    if fact.first is None:
        return False
    return any(fact.first <= last and (fact.last or fact.first) >= first for first, last in days)


@lru_cache(maxsize=_KEPT)
def text_of(unit: Unit) -> str:
    """What it says, with the headings of a row's columns."""
    return " ".join(f"{header} {text}" for header, text in unit.cells) if unit.cells else unit.text


def _grade(term: Term, unit: Unit) -> tuple[float, float]:
    """How far the unit names a term by its own words, and with what it stands in."""
    if term.days:
        named = float(any(_within(fact, term.days) for fact in unit.facts("date", "event")))
        return named, named
    own = _named(term, words_of(text_of(unit)), unit.concepts)
    if own == _SAME:
        return own, own
    best = own
    for part in telling.whole(unit):
        if part is not unit:
            best = max(best, _LEANING * _named(term, words_of(part.text), part.concepts))
    if unit.number:
        before = unit.shown.units[unit.number - 1]
        if before.sentence.block == unit.sentence.block:
            best = max(best, _BEFORE * _named(term, words_of(before.text), before.concepts))
    title, *headings = unit.context
    for heading in headings:
        if heading != title:
            best = max(best, _HEADING * _named(term, words_of(heading)))
    return own, max(best, _TITLE * _named(term, words_of(title)))


def ranked(asked: Asked, units: Sequence[Unit], near: Mapping[str, float]) -> list[Ranked]:
    """All units, with how much each has; in their order.

    Args:
        asked: what is looked for.
        units: where.
        near: how near passages are in meaning, by id.
    """
    if not asked.terms:
        return []
    grades = [[_grade(term, unit) for term in asked.terms] for unit in units]
    total = len(units)
    weights = []
    for at, term in enumerate(asked.terms):
        having = sum(row[at][0] for row in grades)
        rarity = math.log((total + 2) / (having + 1)) / math.log(total + 2)
        weights.append(term.telling * max(_LEAST_OF_NAME if term.name else _LEAST, rarity))
    whole = sum(weights) or 1.0
    found = []
    beside = frozenset(asked.pairs)
    for unit, row in zip(units, grades, strict=True):
        parts = tuple(w * g[1] / whole for w, g in zip(weights, row, strict=True))
        own = sum(w * g[0] for w, g in zip(weights, row, strict=True)) / whole
        pairs = len(words_of(text_of(unit)).pairs & beside)
        closeness = near.get(unit.shown.id, 0.0)
        found.append(Ranked(unit, sum(parts), own, pairs, closeness, tuple(g[1] for g in row), parts))
    return found
