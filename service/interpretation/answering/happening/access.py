"""When people get access, or something else happens: the days that the sources give, side by side where they differ.

A day is told for whom it holds. Days of other people are told as such, and that none is given is told too; what could
still move a day is told with it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from service.interpretation import wording
from service.interpretation.answering import relevance, telling
from service.interpretation.answering.asked import naming
from service.interpretation.answering.dated import grouping
from service.interpretation.answering.dated.kinship import kin_of
from service.interpretation.answering.happening import calendar, choosing, timeline
from service.interpretation.answering.happening.choosing import Scored
from service.interpretation.answering.happening.timeline import Entry
from service.interpretation.answering.kinds import nothing
from service.interpretation.answering.nouns import Composed, Evidence, Question
from service.interpretation.answering.relevance import Wanted
from service.interpretation.nouns import Claim
from service.interpretation.shown import Unit
from service.planning.facts import EventKind

_MOST_DAYS = 5
_MOST_OTHERS = 1
_MOST_LISTED = 8
_MOST_CONDITIONS = 2
_MOST_WARNINGS = 2
_MOST_UNDATED = 3
_MOST_SAID = 2
_THING = 0.5
"""Share of the things asked for from which on a statement is about them."""
_AS_NEAR = 0.15
_MOST_STEPS = 3
_NO_DAY = "No document that I found gives a day"
_WITH = re.compile(
    r"\b(?:with|at|in|from|as part of) (?:the|their|its|his|her|our) (?:own )?(?:respective )?(?P<step>wave|ring|phase|"
    r"batch|stage|tranche|cohort|pilot|go-live)\b(?! \d)",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:no|not|none|never|without|nobody|neither)\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:not (?:before|yet|earlier|until)|no (?:earlier|sooner)|have to wait|must wait|no longer|postponed|later)\b",
    re.IGNORECASE,
)
_GROUP_ALONE = 0.5
"""Share from which on a statement names more than the people alone."""


def compose(evidence: Evidence) -> Composed:
    """The days, what they depend on, and what is not given."""
    if not evidence.passages:
        return _unheard_of(evidence)
    question = evidence.question
    wanted = relevance.wanted(question, evidence.glossary.catalog)
    found = timeline.entries(choosing.units_of(evidence))
    if question.days:
        found = [e for e in found if any(first <= e.last and e.first <= last for first, last in question.days)] or found
    if not wanted.terms:
        return _calendar(evidence, found)
    gone = choosing.absent(evidence, wanted)
    if gone is not None and not _is_held(evidence, wanted):
        return _unheard_of(evidence)
    kin = kin_of(choosing.units_of(evidence), wanted.groups)
    scored = choosing.chosen(found, wanted, question, kin=kin)
    if not any(s.for_asked and s.entry.precise for s in scored):
        near = choosing.chosen(found, wanted, question, kin=kin, loosely=True, near=_AS_NEAR)
        scored = [*(s for s in near if s.for_asked), *(s for s in scored if not s.for_asked)]
    scored = choosing.to_the_point(scored, wanted, evidence)
    firm = [s for s in scored if not (s.entry.unsure and not s.entry.unit.cells)] or scored
    meant = choosing.belonging([s for s in firm if s.for_asked], found)
    others = [s for s in firm if not s.for_asked and s.entry.precise]
    if not meant and (leaning := _leaning(evidence, wanted, found)):
        return leaning
    if not meant and not others:
        return _undated(evidence, wanted)
    claims: list[Claim] = [gone] if gone else []
    must: set[int] = {0} if gone else set()
    said = _bearing(evidence, wanted, named=True)[:_MOST_SAID] if not meant and not gone else []
    if said and (_DENIES.search(said[0].text) or all(t.event is not None for t in wanted.things)):
        return _without_day(evidence, wanted, said)
    if not meant and not gone and not (said and _names_thing(said[0], wanted)):
        must.add(0)
        claims.append(_not_for(question, others))
        claims += [_said(unit) for unit in said]
    told = _clusters(meant or others, wanted)[: _MOST_DAYS if meant and not gone else _MOST_OTHERS]
    for cluster in told:
        days = timeline.by_day(cluster)
        if len(days) > 1 or all(e.unsure for e in cluster):
            must.add(len(claims))
        claims.append(choosing.disagreement(days) if len(days) > 1 else choosing.told(cluster))
    kept = [e for cluster in told for e in cluster]
    if not meant and said and not any(c.text.startswith(_NO_DAY) for c in claims):
        must.add(len(claims))
        claims.append(_beside(question, kept))
        claims += [_said(unit) for unit in said]
    if meant and (newer := _newer(evidence, wanted, kept)):
        must.add(len(claims))
        claims.append(newer)
    for claim in [*(_warnings(evidence, told, found) if meant else []), *_conditions(evidence, wanted, kept)]:
        must.add(len(claims))
        claims.append(claim)
    return Composed(
        claims=tuple(claims),
        follow_ups=_follow_ups(evidence, told),
        missing=() if meant else (f"a day for {_people(question)}",),
        must_say=frozenset(must),
    )


def _clusters(scored: Sequence[Scored], wanted: Wanted) -> list[list[Entry]]:
    """What is said of one thing together; the best answers first kept, then told by day."""
    groups = timeline.clusters([s.entry for s in scored], choosing.about(wanted))
    order = {id(s.entry): number for number, s in enumerate(scored)}
    best = sorted(groups, key=lambda group: min(order[id(e)] for e in group))[:_MOST_DAYS]
    top = min((order[id(e)] for e in best[0]), default=0)
    lead, *rest = sorted(best, key=lambda g: (min(order[id(e)] for e in g) != top, g[0].first))
    return [lead, *rest]


def _unheard_of(evidence: Evidence) -> Composed:
    """That nothing of what is asked for stands in any document."""
    composed = nothing.compose(evidence)
    if composed.kind != "other" or not evidence.question.systems:
        return composed
    name = wording.listed([f"“{system}”" for system in evidence.question.systems], "or")
    text = f"Nothing {nothing.searched(evidence)} mentions {name}."
    claim = Claim(text=text, status="computed", sources=(), why="the name stands in none of the passages")
    missing = (f"{name}, {nothing.searched(evidence)}",)
    return Composed(claims=(claim,), missing=missing, must_say=frozenset({0}), follow_ups=("What are the dates?",))


def _without_day(evidence: Evidence, wanted: Wanted, said: Sequence[Unit]) -> Composed:
    """What is said of the people, where that is no day: that they get none, or that it is open."""
    question = evidence.question
    claims = [*(_said(unit) for unit in said), *_conditions(evidence, wanted, [])]
    if not _DENIES.search(said[0].text):
        text = f"{_NO_DAY} for {_people(question)}."
        sources = tuple(dict.fromkeys(u.shown.id for u in said))
        claims.insert(0, Claim(text=text, status="computed", sources=sources, why="no dated statement names them"))
    return Composed(
        claims=tuple(claims),
        follow_ups=("What should I ask IT about that?",),
        missing=(f"a day for {_people(question)}",),
        must_say=frozenset({0}),
    )


def _is_held(evidence: Evidence, wanted: Wanted) -> bool:
    """Whether some passage names a thing of the question, beside whom it asks for and what happens."""
    things = [t for t in wanted.subjects if t.event is None and t.kind != "group"]
    held = [relevance.stems_of(f"{s.source.title} {s.source.where} {s.text}") for s in evidence.passages]
    return any(t.named_in(stems) for t in things for stems in held)


def _names_thing(unit: Unit, wanted: Wanted) -> bool:
    """Whether a statement about the people names the thing asked for as theirs."""
    things = tuple(t for t in wanted.things if t.event is None)
    return bool(things) and relevance.share(things, relevance.stems_of(unit.text), unit.concepts) >= _THING


def _beside(question: Question, told: Sequence[Entry]) -> Claim:
    return Claim(
        text=f"What gives this day does not name {_people(question)}; what is said of them:",
        status="computed",
        sources=choosing.sources_of(told[:3]),
        why="the statement that gives the day names others, or nobody",
    )


def _leaning(evidence: Evidence, wanted: Wanted, found: Sequence[Entry]) -> Composed | None:
    """A statement that puts people with a step of the plan, "they get in with their wave", and that step's days."""
    for unit in _bearing(evidence, wanted, named=True):
        text = " ".join(u.text for u in telling.whole(unit))
        step = _WITH.search(text)
        if step is None or unit.facts("date"):
            continue
        days = _days_of(step["step"].lower(), found)
        claims = [_said(unit), *(choosing.told(cluster) for cluster in days)]
        missing = () if days else (f"a day for {_people(evidence.question)}",)
        return Composed(
            claims=tuple(claims), follow_ups=_follow_ups(evidence, days), missing=missing, must_say=frozenset({0})
        )
    return None


def _days_of(step: str, found: Sequence[Entry]) -> list[list[Entry]]:
    """The days of a step of the plan, of each numbered one of its kind."""

    def is_it(entry: Entry) -> bool:
        first = entry.unit.cells[0][1].strip().lower() if entry.unit.cells else ""
        return (first.startswith(step) and bool(grouping.numbered(first))) or bool(
            step in ("pilot", "go-live") and step.replace("-", "_") in entry.kinds and step in entry.unit.text.lower()
        )

    steps = [e for e in found if e.precise and not e.unsure and is_it(e)]
    return timeline.clusters(steps)[:_MOST_STEPS]


def _newer(evidence: Evidence, wanted: Wanted, told: Sequence[Entry]) -> Claim | None:
    """What a newer document says of the people without a day of its own: it may have overtaken the day."""
    newest = max((e.written for e in told), default=dt.date.min)
    for unit in _bearing(evidence, wanted, named=True):
        dated = unit.shown.dated
        text = " ".join(u.text for u in telling.whole(unit))
        if dated is None or dated <= newest or unit.facts("date") or not (_WITH.search(text) or _LATER.search(text)):
            continue
        if not wanted.groups and relevance.share(wanted.things, relevance.stems_of(text), unit.concepts) < _THING:
            continue
        return Claim(
            text=f"Said later: {choosing.quoted(unit)} ({telling.said_by(unit.shown)})",
            status="supported",
            sources=(unit.shown.id,),
        )
    return None


def _not_for(question: Question, others: Sequence[Scored]) -> Claim:
    return Claim(
        text=f"{_NO_DAY} for {_people(question)}; these days are given for others.",
        status="computed",
        sources=choosing.sources_of([s.entry for s in others[:3]]),
        why="none of the dated statements about it names them",
    )


def _warnings(evidence: Evidence, told: Sequence[Sequence[Entry]], found: Sequence[Entry]) -> list[Claim]:
    claims: list[Claim] = []
    for cluster in told:
        for days in timeline.by_day(cluster):
            claim = calendar.warning(days[0], found, evidence.country)
            if claim is not None and not days[0].kinds & {"holiday", "freeze"}:
                claims.append(claim)
            late = calendar.late_accounts(days, found) if "training" in days[0].kinds else None
            if late is not None:
                claims.insert(0, late)
    return claims[:_MOST_WARNINGS]


def _conditions(evidence: Evidence, wanted: Wanted, kept: Sequence[Entry]) -> list[Claim]:
    """What could still move these days: statements with an "if" about the same things, people or parts."""
    units = {id(e.unit) for e in kept}
    shown = {(e.unit.shown.id, e.unit.number) for e in kept}
    parts = frozenset().union(*(e.numbered for e in kept))
    scored: list[tuple[float, Unit]] = []
    for unit in choosing.units_of(evidence):
        if id(unit) in units or (unit.shown.id, unit.number) in shown or not telling.is_said(unit):
            continue
        if unit.sentence.kind == "row" or not timeline.unsure(unit):
            continue
        whole = " ".join(u.text for u in telling.whole(unit))
        stems = relevance.stems_of(whole)
        part = bool(parts & grouping.numbered(whole))
        share = relevance.share(wanted.things, stems, unit.concepts) if wanted.things else 0.0
        people = any(group.named_in(stems) for group in wanted.groups)
        dated = bool(unit.facts("date"))
        if part or (dated and people) or (share >= _THING and (dated or _MOVES.search(whole))):
            scored.append((part + people + share, unit))
    best = sorted(scored, key=lambda s: -s[0])[: _MOST_CONDITIONS * 2]
    claims: dict[str, Claim] = {}
    for _, unit in best:
        text = f"Not certain yet: {choosing.quoted(unit)} ({telling.said_by(unit.shown)})"
        claims.setdefault(telling.told(unit), Claim(text=text, status="supported", sources=(unit.shown.id,)))
    return list(claims.values())[:_MOST_CONDITIONS]


_MOVES = re.compile(
    r"\b(?:mov\w+|slip\w*|delay\w*|postpon\w+|late|later|shift\w*|date|week|day|by the|until|go-?live|start|ready|"
    r"arriv\w+|deliver\w+|before|after)\b",
    re.IGNORECASE,
)


def _undated(evidence: Evidence, wanted: Wanted) -> Composed:
    """No day is given; what is said of it all the same."""
    best = _bearing(evidence, wanted, named=False)[:_MOST_UNDATED]
    if not best:
        return nothing.compose(evidence)
    head = Claim(
        text=f"{_NO_DAY} for this.",
        status="computed",
        sources=tuple(dict.fromkeys(u.shown.id for u in best)),
        why="no dated statement names what is asked for",
    )
    return Composed(
        claims=(head, *(_said(unit) for unit in best)),
        follow_ups=("What should I ask IT about that?",),
        missing=(f"a day for: {evidence.question.text.rstrip('?')}",),
        must_say=frozenset({0}),
    )


def _bearing(evidence: Evidence, wanted: Wanted, *, named: bool) -> list[Unit]:
    """What is said about it, best first; `named`: only what names the people asked for."""
    scored: list[tuple[float, int, Unit]] = []
    for number, unit in enumerate(choosing.units_of(evidence)):
        whole = relevance.stems_of(" ".join(u.text for u in telling.whole(unit)))
        happens = frozenset(naming.events_in(unit.text)) if any(g.named_in(whole) for g in wanted.groups) else _NOTHING
        share = relevance.share(wanted.terms, whole, unit.concepts, happens)
        if not telling.is_said(unit) or share < relevance.ENOUGH:
            continue
        if not named or not wanted.groups or (any(g.named_in(whole) for g in wanted.groups) and share > _GROUP_ALONE):
            scored.append((share, -number, unit))
    best = {telling.told(unit): unit for _, _, unit in sorted(scored, key=lambda s: s[:2], reverse=True)}
    return list(best.values())


_NOTHING: frozenset[EventKind] = frozenset()


def _said(unit: Unit) -> Claim:
    text = choosing.who_says(unit.shown, choosing.quoted(unit))
    return Claim(text=text, status="supported", sources=(unit.shown.id,))


def _calendar(evidence: Evidence, found: Sequence[Entry]) -> Composed:
    """All dates, where nothing in particular is asked for: what is still to come, by day, disagreements first."""
    coming = [e for e in found if e.last >= evidence.today] or list(found)
    groups = timeline.clusters([e for e in coming if e.precise])
    if not groups:
        return nothing.compose(evidence)
    apart = [g for g in groups if len(timeline.by_day(g)) > 1]
    together = sorted((g for g in groups if len(timeline.by_day(g)) == 1), key=_weight)[
        : _MOST_LISTED - min(len(apart), 3)
    ]
    claims = [choosing.disagreement(timeline.by_day(g)) for g in apart[:3]]
    claims += [choosing.told(g) for g in sorted(together, key=lambda g: g[0].first)]
    left = len(groups) - len(claims)
    return Composed(
        claims=tuple(claims),
        follow_ups=("Do these dates fit?", "What changed lately?"),
        missing=(f"{wording.counted(left, 'further date')} not told here",) if left > 0 else (),
        must_say=frozenset(range(min(len(apart), 3))),
    )


def _weight(group: Sequence[Entry]) -> tuple[int, int, int]:
    """What several documents give a day for, and what the plan calls an event, comes first."""
    documents = len({e.unit.shown.source.document_id for e in group})
    return -documents, -int(any(e.kinds for e in group)), group[0].first.toordinal()


def _people(question: Question) -> str:
    return f"the {wording.listed(question.groups)}"


def _follow_ups(evidence: Evidence, told: Sequence[Sequence[Entry]]) -> tuple[str, ...]:
    thing = choosing.thing(evidence)
    asked = ["Who is affected by that?"]
    if "training" not in evidence.question.events and thing:
        asked.append(f"Does the training come before {thing}?")
    if any(len(timeline.by_day(cluster)) > 1 for cluster in told):
        asked.insert(0, "What should I ask IT about that?")
    return tuple(asked)
