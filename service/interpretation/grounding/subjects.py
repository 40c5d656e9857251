"""What a text speaks of, and which units of the sources speak of the same thing.

Dates and numbers are no subject: two units that give another day for one thing have the same one.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from glossary.matcher import Matcher
from service.interpretation.grounding.cutting import HEADER
from service.interpretation.grounding.statements import amounts, tokens
from service.interpretation.shown import Shown, Unit

_PLAIN = "plain"
_LABEL = "label"
_TERM = "concept"
_WITHIN = "within"
"""Marks a word that is a term of the glossary where it stands, and may be an ordinary word elsewhere."""
_LITTLE = 0.2
"""What a word such as "people" or "new" counts beside one that names something."""
_MUCH = 2.0
"""What a proper name or "wave 2" counts: a unit that leaves it out speaks of something else."""
_CONTEXT = 0.6
"""What a word of a heading counts beside one of the unit itself."""


@dataclass(frozen=True)
class Near:
    """A unit with the share of a subject that it has."""

    unit: Unit
    share: float
    """By weight, 0 to 1."""
    things: int
    """How many words of the subject it has, apart from plain ones such as "people"."""


@dataclass(frozen=True)
class _Index:
    """Units, and for each word the numbers of those that have it."""

    units: Sequence[Unit]
    own: dict[str, list[int]]
    above: dict[str, list[int]]
    """Those that only stand under it."""


class Subjects:
    """Reads what units speak of, each once; for the time of checking one text."""

    def __init__(self, matcher: Matcher) -> None:
        """The matcher finds the glossary's terms."""
        self._matcher = matcher
        self._read: dict[Unit, tuple[frozenset[str], frozenset[str]]] = {}
        self._apart: dict[Unit, Shown] = {}
        self._last: tuple[tuple[Shown, ...], _Index] | None = None

    def near(self, text: str, before: str, sources: Iterable[Shown]) -> list[Near]:
        """Units that have something of a text's subject, nearest first, newer documents first among equals.

        Args:
            text: a statement.
            before: the sentence before it, where it refers to that; else empty.
            sources: whose units are compared; entries of the glossary speak of no event and are left out.
        """
        index = self._index(tuple(shown for shown in sources if not shown.concept))
        proper = {t.name for t in tokens.read(text) if t.proper}
        subject = self._of(before) if before else {}
        for term, words in self._of(text).items():
            subject[term] = subject.get(term, frozenset()) | words
        whole = 0.0
        share: dict[int, float] = {}
        things: Counter[int] = Counter()
        for term, words in subject.items():
            # Only what stands near makes a term of a word such as "switched off": a unit that has the word alone
            # speaks of the same thing as one that has the term.
            alike = (term, f"{_WITHIN} {term}", *words)
            own = {number for name in alike for number in index.own.get(name, ())}
            above = {number for name in alike for number in index.above.get(name, ())} - own
            weight = math.log(1 + len(index.units) / (1 + len(own))) * _counts(term, proper)
            whole += weight
            for held, counts in ((own, 1.0), (above, _CONTEXT)):
                for number in held:
                    share[number] = share.get(number, 0.0) + weight * counts
                    things[number] += not term.startswith(_PLAIN)
        found = [Near(index.units[n], has / whole, things[n]) for n, has in sorted(share.items())]
        return sorted(found, key=lambda near: (-near.share, -day(near.unit.shown).toordinal()))

    def alone(self, unit: Unit) -> Shown:
        """A source that says nothing but this unit, under its headings."""
        if unit not in self._apart:
            self._apart[unit] = _alone(unit)
        return self._apart[unit]

    def _index(self, sources: tuple[Shown, ...]) -> _Index:
        """Which units of these sources have which words; the last answer is kept: all of a small initiative."""
        if self._last is None or self._last[0] != sources:
            said = (unit for shown in sources for unit in shown.units if unit.sentence.kind != "heading")
            units = [unit for unit in said if not HEADER.match(unit.text)]
            index = _Index(units, {}, {})
            for number, unit in enumerate(units):
                own, above = self._terms(unit)
                for term in own:
                    index.own.setdefault(term, []).append(number)
                for term in above - own:
                    index.above.setdefault(term, []).append(number)
            self._last = sources, index
        return self._last[1]

    def _terms(self, unit: Unit) -> tuple[frozenset[str], frozenset[str]]:
        """What a unit speaks of, in its own words and in what it stands under."""
        if unit not in self._read:
            self._read[unit] = _names(self._of(unit.text)), _names(self._of(" – ".join(unit.context)))
        return self._read[unit]

    def _of(self, text: str) -> dict[str, frozenset[str]]:
        """Concepts where a label has one sense, else the names of the words; plain words and labels marked.

        Each concept has the names of those of its labels that are a single word; the others have nothing.
        """
        mentions = [m for m in self._matcher.find(text) if len(m.candidates) == 1]
        every = tokens.read(text)
        labels = (f"{_LABEL} {' '.join(label)}" for label in amounts.labels(every, text).values())
        read = [t for t in every if t.name]
        own = (t for t in read if not t.empty and not any(m.start <= t.start < m.end for m in mentions))
        plain = (f"{_PLAIN} {t.name}" for t in read if t.empty)
        found = dict.fromkeys((*(t.name for t in own), *plain, *labels), frozenset[str]())
        for m in mentions:
            inside = [t.name for t in read if m.start <= t.start < m.end and not t.empty]
            term = f"{_TERM} {m.candidates[0]}"
            found[term] = found.get(term, frozenset()) | frozenset(inside if len(inside) == 1 else ())
        return found


def _names(terms: dict[str, frozenset[str]]) -> frozenset[str]:
    """All by which a unit with these terms may be found."""
    return frozenset((*terms, *(f"{_WITHIN} {word}" for words in terms.values() for word in words)))


def day(shown: Shown) -> dt.date:
    """The day a source speaks from; the first of all days for one without."""
    return shown.dated or dt.date.min


def _counts(term: str, proper: set[str]) -> float:
    if term.startswith(_PLAIN):
        return _LITTLE
    return _MUCH if term in proper or term.startswith(_LABEL) else 1.0


def _alone(unit: Unit) -> Shown:
    sentence = unit.sentence
    first = sentence.start
    block = unit.shown.reading.blocks[sentence.block]
    cells = tuple(
        cell.model_copy(update={"start": cell.start - first, "end": cell.end - first})
        for cell in block.cells
        if first <= cell.start and cell.end <= sentence.end
    )
    piece = block.model_copy(update={"start": 0, "end": sentence.end - first, "cells": cells})
    return replace(unit.shown, text=sentence.text, blocks=(piece,))
