"""Whether a claim is borne out by the sources it cites.

A claim is cut into what it states, and each statement is held against the units of the cited sources: one unit has to
bear out all of it. Nothing here knows how claims come about; no model is asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glossary.edition import Edition
from service.interpretation.facts import find_dates
from service.interpretation.facts import read as read_facts
from service.interpretation.grounding.attribution import attributed, is_paper, repeats, says
from service.interpretation.grounding.comparing.judge import Near, Verdict, judge
from service.interpretation.grounding.comparing.ordering import in_order
from service.interpretation.grounding.nouns import Flaw, Grounded, Proposed
from service.interpretation.grounding.orders import instructs
from service.interpretation.grounding.statements import statement as stating
from service.interpretation.grounding.statements.relations import Relation
from service.interpretation.grounding.statements.statement import Sentence, Statement
from service.interpretation.grounding.units import Around, UnitRead, units
from service.interpretation.nouns import Claim, Status
from service.interpretation.shown import Shown

Matrix = NDArray[np.floating[Any]]
Similar = Callable[[Sequence[str], Sequence[str]], Matrix]
"""Cosines of two lists of texts, shape (len(a), len(b))."""

_CANDIDATES = 8
_SAME = 0.7
"""Share of words from which a claim and what code worked out are about the same."""
_QUOTED = re.compile(r"[“„\"]([^“”„\"]{2,300})[”“\"]|(?<!\w)‘([^‘’]{2,300})’(?!\w)|(?<![\w'])'([^']{3,300})'(?!\w)")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class _Held:
    """A unit that bears a statement out, or comes nearest."""

    verdict: Verdict
    source: str
    kind: str


def ground(
    proposed: Proposed,
    shown: Mapping[str, Shown],
    *,
    glossary: Edition,
    computed: Sequence[Claim] = (),
    similar: Similar | None = None,
) -> Grounded:
    """Decide a claim's status.

    Args:
        proposed: the claim with the ids it cites.
        shown: all that was shown, by id; nothing else may be cited.
        glossary: finds the terms in the claim.
        computed: what code worked out; a claim may restate it, and must not contradict it.
        similar: cosines of two lists of texts, shape (len(a), len(b)); asked only where words leave it open.
    """
    foreign = [i for i in proposed.cited if i not in shown]
    if foreign:
        return _unsupported(proposed, tuple(Flaw("not_shown", i, "") for i in foreign))
    cited = [shown[i] for i in dict.fromkeys(proposed.cited)]
    today = cited[0].reading.today if cited else next((s.today for s in shown.values()), dt.date(2000, 1, 1))
    opening = attributed(proposed.text, cited)
    if opening is not None:
        fitting, unfit = says(opening.by, cited, today)
        if fitting:
            rest = replace(proposed, text=opening.text, cited=tuple(one.id for one in fitting))
            found = ground(rest, shown, glossary=glossary, computed=computed, similar=similar)
            if found.stands:
                return replace(found, text=proposed.text)
        elif is_paper(opening.by) and unfit:
            return _unsupported(proposed, unfit)
    sentences = _claim(proposed.text, today, cited[0].country if cited else None, glossary)
    if not any(s.content or s.moments or s.amounts for sentence in sentences for s in sentence.statements):
        return _unsupported(proposed, (Flaw("content", proposed.text, ""),))
    notes = [(note, _note(note.text, today, glossary)) for note in computed]
    against = _contradicted(sentences, notes)
    if against:
        return _unsupported(proposed, against)
    quotes = _quotes(proposed.text, cited)
    if quotes:
        return _unsupported(proposed, quotes)
    repeated = repeats(proposed.text, cited)
    if repeated is not None and not instructs(proposed.text):
        kind: Status = "glossary" if repeated.concept else "supported"
        return Grounded(proposed.text, kind, (repeated.id,), (), 1.0)
    candidates = [(one, unit) for one in cited for unit in units(one) if not unit.orders]
    held: list[_Held] = []
    for sentence in sentences:
        borne = _borne_out(sentence, candidates, notes, similar)
        if not all(h.verdict.stands for h in borne):
            flaws = tuple(
                replace(f, sources=(h.source,) if f.found and h.source else ())
                for h in borne
                for f in dict.fromkeys(h.verdict.flaws)
            )
            return Grounded(proposed.text, "unsupported", proposed.cited, flaws, min(h.verdict.overlap for h in borne))
        held += borne
    sources = tuple(dict.fromkeys(h.source for h in held if h.source))
    kinds = {h.kind for h in held}
    status: Status = "computed" if "computed" in kinds else "glossary" if kinds == {"glossary"} else "supported"
    order = tuple(i for i in dict.fromkeys(proposed.cited) if i in sources)
    return Grounded(proposed.text, status, order or proposed.cited, (), min(h.verdict.overlap for h in held))


def _unsupported(proposed: Proposed, flaws: tuple[Flaw, ...]) -> Grounded:
    return Grounded(proposed.text, "unsupported", proposed.cited, flaws)


def _borne_out(
    sentence: Sentence,
    candidates: Sequence[tuple[Shown, UnitRead]],
    notes: Sequence[tuple[Claim, UnitRead]],
    similar: Similar | None,
) -> list[_Held]:
    """For each statement of a sentence, the unit that bears it out or comes nearest."""
    found = []
    every = [unit for _, unit in candidates]
    ordered = {r: o for r in sentence.relations if r.kind == "order" and (o := in_order(r, every)) is not None}
    plain = len(sentence.statements) == 1 and not (sentence.statements[0].moments or sentence.statements[0].amounts)
    if plain and len(sentence.relations) == 1 and ordered.get(sentence.relations[0]) and candidates:
        # "A comes before B" is borne out by the days of both, whichever words tell them.
        shown = candidates[0][0]
        return [_Held(Verdict((), 1.0, 1.0), shown.id, shown.source.kind)]
    for statement in sentence.statements:
        if not (statement.content or statement.moments or statement.amounts or statement.labels):
            continue
        relations = (
            sentence.relations
            if len(sentence.statements) == 1
            else tuple(r for r in sentence.relations if r.first & statement.names and r.second & statement.names)
        )
        best = _best(statement, relations, candidates, notes, None, ordered)
        if not best.verdict.stands and similar is not None and _open(best.verdict):
            best = _best(statement, relations, candidates, notes, _near(similar), ordered)
        found.append(best)
    return found


def _open(verdict: Verdict) -> bool:
    """Whether nothing but missing words speaks against it."""
    return verdict.overlap >= 0.5 and all(f.kind == "content" for f in verdict.flaws)


def _best(
    statement: Statement,
    relations: Sequence[Relation],
    candidates: Sequence[tuple[Shown, UnitRead]],
    notes: Sequence[tuple[Claim, UnitRead]],
    near: Near | None,
    ordered: Mapping[Relation, bool],
) -> _Held:
    names = statement.names
    concepts = statement.concept_ids
    ranked = sorted(
        (
            (len(names & unit.names) + len(concepts & unit.concepts) + _same_values(statement, unit), n)
            for n, (_, unit) in enumerate(candidates)
        ),
        key=lambda pair: (-pair[0], pair[1]),
    )[:_CANDIDATES]
    best: _Held | None = None
    for _, unit in notes:
        for source in unit.sentence.statements:
            verdict = judge(statement, relations, source, unit, near, ordered)
            if verdict.stands:
                return _Held(verdict, "", "computed")
    for _, n in ranked:
        shown, unit = candidates[n]
        for source in unit.sentence.statements:
            verdict = judge(statement, relations, source, unit, near, ordered)
            held = _Held(verdict, shown.id, shown.source.kind)
            if verdict.stands:
                return held
            if best is None or verdict.weight > best.verdict.weight:
                best = held
    return best or _Held(Verdict((Flaw("content", statement.text, ""),), 0.0, 0.0), "", "")


def _same_values(statement: Statement, unit: UnitRead) -> int:
    days = {m.first for m in statement.moments}
    values = {a.value for a in statement.amounts}
    return sum(
        bool(days.intersection(m.first for m in s.moments)) + bool(values.intersection(a.value for a in s.amounts))
        for s in unit.sentence.statements
    )


def _near(similar: Similar) -> Near:
    known: dict[tuple[str, str], float] = {}

    def near(one: str, other: str) -> float:
        if (one, other) not in known:
            known[one, other] = float(similar([one], [other])[0][0])
        return known[one, other]

    return near


def _contradicted(sentences: Sequence[Sentence], notes: Sequence[tuple[Claim, UnitRead]]) -> tuple[Flaw, ...]:
    """What code worked out otherwise: the same said, with another number, date or sign."""
    for sentence in sentences:
        for statement in sentence.statements:
            held = [(note, unit, source) for note, unit in notes for source in unit.sentence.statements]
            alike = (
                note
                for note, unit, source in held
                if _alike(statement, source) and _otherwise(statement, source, judge(statement, (), source, unit, None))
            )
            against = next(alike, None)
            if against is None:
                continue
            if not any(judge(statement, (), source, unit, None).stands for _, unit, source in held):
                return (Flaw("contradicts", statement.text, against.text, against.sources),)
    return ()


def _alike(statement: Statement, source: Statement) -> bool:
    """Whether a claim has most words of what was worked out; if not, they are about different things."""
    ours = {t.name for t in statement.content if not t.empty}
    theirs = {t.name for t in source.content if not t.empty}
    return len(ours & theirs) >= _SAME * len(theirs)


def _otherwise(statement: Statement, source: Statement, verdict: Verdict) -> bool:
    """Whether a claim says what was worked out but for a number, a date or a sign that is told there differently."""
    if not {f.kind for f in verdict.flaws} <= {"number", "date", "negation"} or not all(f.found for f in verdict.flaws):
        return False
    ours = {t.name for t in statement.content if not t.empty}
    theirs = {t.name for t in source.content if not t.empty}
    if not theirs and not ours:
        return all(f.kind == "number" for f in verdict.flaws) and bool(statement.moments)
    return verdict.overlap >= _SAME and _alike(statement, source)


def _quotes(text: str, cited: Sequence[Shown]) -> tuple[Flaw, ...]:
    """Words in quotation marks that no cited source has."""
    quoted = [next(g for g in match.groups() if g) for match in _QUOTED.finditer(text)]
    if not quoted:
        return ()
    haystacks = [_bare(f"{one.source.title} {one.source.where} {one.text}") for one in cited]
    return tuple(
        Flaw("quote", words, "")
        for words in quoted
        if _bare(words).strip() and not any(f" {_bare(words).strip()} " in hay for hay in haystacks)
    )


def _bare(text: str) -> str:
    return f" {_NO_WORD.sub(' ', text).lower().strip()} "


@lru_cache(maxsize=512)
def _dates(text: str, today: dt.date, country: str | None) -> tuple[Any, ...]:
    return tuple(find_dates(read_facts(text, ()), today=today, country=country))


@lru_cache(maxsize=2_000)
def _claim(text: str, today: dt.date, country: str | None, glossary: Edition) -> tuple[Sentence, ...]:
    """The sentences of a claim; kept, as a model says the same to everybody who asks the same."""
    facts = _dates(text, today, country)
    mentions = glossary.matcher.find(text)
    starts = read_facts(text, ()).sentences
    bounds = [*starts, len(text)]
    found = []
    for start, end in pairwise(bounds):
        piece = text[start:end].strip()
        if not any(c.isalnum() for c in piece):
            continue
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(piece)
        inside = [
            f.model_copy(update={"start": f.start - start, "end": f.end - start})
            for f in facts
            if start <= f.start and f.end <= end
        ]
        terms = [(m.start - start, m.end - start, m.candidates) for m in mentions if start <= m.start < end]
        found.append(stating.read(piece, inside, terms))
    return tuple(found)


@lru_cache(maxsize=2_000)
def _note(text: str, today: dt.date, glossary: Edition) -> UnitRead:
    """What code worked out, as a unit to hold a claim against; kept, as each claim of an answer is."""
    sentence = _claim(text, today, None, glossary)
    whole = sentence[0] if len(sentence) == 1 else stating.read(text, _dates(text, today, None), ())
    names: Iterable[str] = (t.name for t in whole.tokens if t.name)
    return UnitRead(0, whole, Around(), text, "paragraph", frozenset(names), frozenset())
