"""Checks a whole text, statement by statement, against what the documents and the glossary say.

Each statement is grounded in the sources that are nearest to it. One that none bears out is compared with the units
that speak of the same thing: where one of them gives another day, number, group or polarity, it contradicts. One that
is borne out may still be disputed by another document. Below stands `ground`; which sources there are is for the
function that is handed in to find.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from glossary.edition import Edition
from retrieval.documents import Block
from service.interpretation import wording
from service.interpretation.grounding import cutting
from service.interpretation.grounding.cutting import Said
from service.interpretation.grounding.grounding import Similar, ground
from service.interpretation.grounding.nouns import Flaw, FlawKind, Grounded, Proposed
from service.interpretation.grounding.statements import tokens
from service.interpretation.nouns import Finding, VerifiedClaim
from service.interpretation.shown import Shown, Unit, shown_concept, shown_input

Find = Callable[[str], Sequence[Shown]]
"""The sources that a statement may be about, from the documents that the caller may read."""

_SOURCES = 6
"""Sources in which a statement is looked for, one by one."""
_TOGETHER = 3
"""Sources that may bear it out only together."""
_UNITS = 8
"""Units about the same thing that are compared with it."""
_CONCEPTS = 3
_SAME = 0.5
"""The share of a statement's subject, by weight, from which on a unit speaks of the same thing."""
_RIVAL = 0.75
"""The share from which on a unit disputes what another source bears out."""
_NEAR = 0.85
"""Of the best unit's share: what is as near as that counts as much."""
_PARTLY = 0.6
"""The share of a statement's content from which on some of it is borne out."""
_QUOTED = 160
"""Characters of a unit that are repeated to the reader."""
_OTHERWISE: frozenset[FlawKind] = frozenset({"date", "number", "negation", "group", "name", "certainty", "relation"})
"""Flaws by which a unit about the same thing says otherwise; a lack of content is none."""
_VALUES: frozenset[FlawKind] = frozenset({"date", "number", "negation"})
"""Those that show on their own, whatever else a statement says."""
_CONTEXT = 0.6
"""What a word of a heading counts beside one of the unit itself."""


@dataclass(frozen=True)
class _Near:
    """A unit with the share of the statement's subject that it has."""

    unit: Unit
    share: float


@dataclass(frozen=True)
class _Rival:
    """A unit that speaks of the same thing and says otherwise."""

    near: _Near
    flaws: tuple[Flaw, ...]

    @property
    def shown(self) -> Shown:
        return self.near.unit.shown


@dataclass
class _Checking:
    """One text being checked: what all its statements share."""

    find: Find
    glossary: Edition
    today: dt.date
    similar: Similar | None
    shown: dict[str, Shown] = field(default_factory=dict)
    """Sources that a finding names."""
    _terms: dict[Unit, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    _alone: dict[Unit, Shown] = field(default_factory=dict)

    def check(self, said: Said) -> VerifiedClaim:
        """What the sources say to a statement."""
        claim = VerifiedClaim(
            start=said.start, end=said.end, text=said.unit.text, status="unsupported", finding="no_statement"
        )
        if not said.states:
            return claim
        return claim.model_copy(update=self._found(said, said.text, said.parts))

    def _found(self, said: Said, text: str, parts: Sequence[str] = ()) -> dict[str, object]:
        looked = _Looked(self, said, text)
        borne = looked.borne_out()
        if borne is not None:
            return self._agrees(looked, borne)
        if parts:
            found = [self._found(said, part) for part in parts]
            if any(each["finding"] != "not_found" for each in found):
                return _together(parts, found)
        rivals = looked.rivals(_SAME)
        if rivals:
            named = self._named(r.shown for r in rivals)
            return {"finding": "contradicts", "why": _otherwise(rivals), "sources": named}
        best = looked.best
        if best is not None and best.overlap >= _PARTLY:
            why = "Borne out but for this: " + "; ".join(dict.fromkeys(map(str, best.flaws))) + "."
            return {"finding": "partly", "why": why, "sources": self._named(looked.of(best.sources))}
        return {"finding": "not_found", "why": looked.nearest()}

    def _agrees(self, looked: _Looked, borne: Grounded) -> dict[str, object]:
        sources = looked.of(borne.sources)
        rivals = looked.disputes(sources)
        found: dict[str, object] = {"status": borne.status, "finding": "agrees", "sources": self._named(sources)}
        if rivals:
            found["why"] = _disputed(sources, rivals)
            found["disputed_by"] = self._named(r.shown for r in rivals)
        return found

    def _named(self, sources: Iterable[Shown]) -> tuple[str, ...]:
        ids = {one.id: one for one in sources}
        self.shown.update(ids)
        return tuple(ids)

    def terms(self, unit: Unit) -> tuple[frozenset[str], frozenset[str]]:
        """What a unit speaks of, in its own words and in what it stands under."""
        if unit not in self._terms:
            headings = " ".join(unit.context)
            self._terms[unit] = (_terms(unit.text) | _concepts(unit), _terms(headings))
        return self._terms[unit]

    def alone(self, unit: Unit) -> Shown:
        """A source that says nothing but this unit."""
        if unit not in self._alone:
            self._alone[unit] = _alone(unit)
        return self._alone[unit]


class _Looked:
    """One statement, or one part of it, among the sources that may be about it."""

    def __init__(self, checking: _Checking, said: Said, text: str) -> None:
        self._checking = checking
        self._text = text
        self._said = said
        unit = said.unit
        self._subject = _terms(text) | (_concepts(unit) if text == said.text else frozenset())
        if said.before:
            self._subject |= _terms(said.before)
        self._sources = {one.id: one for one in checking.find(_question(said, text))}

    @cached_property
    def near(self) -> list[_Near]:
        """Units of the sources, those nearest to the statement first; newer documents first among equals."""
        units = [unit for shown in self._sources.values() for unit in shown.units]
        held = Counter(term for unit in units for term in self._checking.terms(unit)[0])
        weights = {term: math.log(1 + len(units) / (1 + held[term])) for term in self._subject}
        whole = sum(weights.values())
        found = []
        for unit in units:
            own, above = self._checking.terms(unit)
            has = sum(w for t, w in weights.items() if t in own)
            has += _CONTEXT * sum(w for t, w in weights.items() if t in above and t not in own)
            if has and unit.sentence.kind != "heading":
                found.append(_Near(unit, has / whole))
        return sorted(found, key=lambda n: (-n.share, -_day(n.unit.shown).toordinal()))

    def borne_out(self) -> Grounded | None:
        """What a source, a few together or the glossary bear out; None if nothing does."""
        self.best: Grounded | None = None
        ranked = list({n.unit.shown.id: n.unit.shown for n in self.near}.values())[:_SOURCES]
        standing = [g for g in (self._ground([one]) for one in ranked) if g.stands]
        if standing:
            sources = tuple(dict.fromkeys(i for g in standing for i in g.sources))
            return replace(standing[0], sources=sources)
        for few in (ranked[:_TOGETHER], self._concepts()):
            if len(few) > 1 or (few and few[0].concept):
                together = self._ground(few)
                if together.stands:
                    return together
        return None

    def _ground(self, sources: Sequence[Shown]) -> Grounded:
        checking = self._checking
        shown = {one.id: one for one in sources}
        found = ground(Proposed(self._text, tuple(shown)), shown, glossary=checking.glossary, similar=checking.similar)
        if self.best is None or found.overlap > self.best.overlap:
            self.best = found
        return found

    def _concepts(self) -> list[Shown]:
        checking = self._checking
        ids = sorted(self._said.unit.concepts)[:_CONCEPTS]
        found = [checking.glossary.catalog.get(i) for i in ids]
        entries = [shown_concept(c, checking.glossary, checking.today) for c in found if c is not None]
        self._sources |= {one.id: one for one in entries}
        return entries

    def rivals(self, least: float, apart_from: frozenset[str] = frozenset()) -> list[_Rival]:
        """Units about the same thing that say otherwise, newest first; none if others as near say the same."""
        near = [n for n in self.near if n.share >= least and not n.unit.shown.concept][:_UNITS]
        best = near[0].share if near else 0.0
        found: list[_Rival] = []
        for one in near:
            if one.share < _NEAR * best or one.unit.shown.id in apart_from:
                continue
            alone = self._checking.alone(one.unit)
            said = ground(
                Proposed(self._text, (alone.id,)), {alone.id: alone}, glossary=self._checking.glossary, similar=None
            )
            telling = tuple(f for f in said.flaws if f.kind in _OTHERWISE and f.found)
            if telling and not said.stands:
                found.append(_Rival(one, telling))
        return sorted(found, key=lambda r: -_day(r.shown).toordinal())

    def disputes(self, agreeing: Sequence[Shown]) -> list[_Rival]:
        """Units of other documents that say otherwise although these sources bear it out."""
        documents = {one.source.document_id for one in agreeing}
        ids = frozenset(one.id for one in agreeing)
        found = self.rivals(_RIVAL, ids)
        return [
            r for r in found if r.shown.source.document_id not in documents and {f.kind for f in r.flaws} <= _VALUES
        ]

    def of(self, ids: Iterable[str]) -> list[Shown]:
        """The sources of these ids."""
        return [self._sources[i] for i in ids if i in self._sources]

    def nearest(self) -> str:
        """What was looked at, for a statement that no source speaks of."""
        if not self.near:
            return "No document speaks of it."
        unit = self.near[0].unit
        return f"No document says this. Nearest is {_name(unit.shown)}: “{_quote(unit)}”"


def verify(
    text: str,
    blocks: Sequence[Block],
    find: Find,
    glossary: Edition,
    *,
    today: dt.date,
    similar: Similar | None = None,
    title: str = "",
) -> tuple[list[VerifiedClaim], list[Shown]]:
    """Check a text.

    Args:
        text: the whole text; offsets of the findings are into it.
        blocks: its headings, paragraphs, items and rows.
        find: gives the sources that a statement may be about; it is asked for every statement and each of its parts.
        glossary: what the terms mean.
        today: the day of reading.
        similar: compares texts by meaning; without it, words alone decide.
        title: what the text is called.

    Returns:
        The sentences, items and rows in order, each with what was found; the sources that the findings name.
    """
    checking = _Checking(find, glossary, today, similar)
    claims = [checking.check(said) for said in cutting.cut(shown_input(title, text, blocks, glossary, today))]
    return claims, list(checking.shown.values())


def _question(said: Said, text: str) -> str:
    """What is looked for: the statement with what it stands under and, if it says "it", the sentence before."""
    return " ".join([*said.unit.sentence.headings[-1:], said.before, wording.plain(text)]).strip()


def _terms(text: str) -> frozenset[str]:
    return frozenset(t.name for t in tokens.read(text) if t.name and not t.empty)


def _concepts(unit: Unit) -> frozenset[str]:
    return frozenset(f"concept {c}" for c in unit.concepts)


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


def _together(parts: Sequence[str], found: Sequence[dict[str, object]]) -> dict[str, object]:
    """What is found of a sentence of which each part was checked."""
    findings = [each["finding"] for each in found]
    finding: Finding = "contradicts" if "contradicts" in findings else "partly"
    if all(each == "agrees" for each in findings):
        finding = "agrees"
    whys = [
        f"“{part}”: {each['why'] or 'borne out.'}"
        for part, each in zip(parts, found, strict=True)
        if each["finding"] != "agrees" or each.get("why")
    ]
    ids = tuple(dict.fromkeys(i for each in found for i in _ids(each, "sources")))
    disputed = tuple(dict.fromkeys(i for each in found for i in _ids(each, "disputed_by")))
    made: dict[str, object] = {"finding": finding, "why": " ".join(whys), "sources": ids, "disputed_by": disputed}
    return made | ({"status": found[0]["status"]} if finding == "agrees" else {})


def _ids(found: dict[str, object], key: str) -> tuple[str, ...]:
    held = found.get(key, ())
    return held if isinstance(held, tuple) else ()


def _otherwise(rivals: Sequence[_Rival]) -> str:
    """What the sources say instead, the newest first."""
    by_document = {r.shown.source.document_id: r for r in reversed(rivals)}
    return " ".join(_says(r) for r in reversed(by_document.values()))


def _disputed(agreeing: Sequence[Shown], rivals: Sequence[_Rival]) -> str:
    """That the documents disagree, and which of them is the newest."""
    newest = max(map(_day, agreeing))
    newer = [r for r in rivals if _day(r.shown) > newest]
    names = wording.listed(list(dict.fromkeys(map(_name, agreeing))))
    if newer:
        return f"{names} says so, but a newer document says otherwise. {_otherwise(newer)}"
    return f"{names} says so; an older document still says otherwise. {_otherwise(rivals)}"


def _says(rival: _Rival) -> str:
    flaws = wording.listed(list(dict.fromkeys(f"“{f.found}” instead of “{f.said}”" for f in rival.flaws)))
    return f"{_name(rival.shown)} has {flaws}: “{_quote(rival.near.unit)}”"


def _name(shown: Shown) -> str:
    return f"{shown.source.title} ({wording.day(shown.dated)})" if shown.dated else shown.source.title


def _quote(unit: Unit) -> str:
    text = wording.plain(unit.text)
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rsplit(" ", 1)[0] + "…"


def _day(shown: Shown) -> dt.date:
    return shown.dated or dt.date.min
