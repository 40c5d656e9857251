"""Who is affected, in which numbers and by which source, and who is explicitly not.

People are told in the sources' own words, each group once with all who name it; numbers that differ for one group
stand side by side.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from service.interpretation import wording
from service.interpretation.answering import relevance, telling
from service.interpretation.answering.dated import grouping
from service.interpretation.answering.happening import choosing, timeline
from service.interpretation.answering.kinds import nothing
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.answering.relevance import Wanted
from service.interpretation.nouns import Claim
from service.interpretation.shown import Unit
from service.planning.facts import Fact

_MOST_GROUPS = 4
_MOST_NOT = 2
_MOST_DIFFER = 1
_NEAR = 0.6
_WHOM_HEADER = re.compile(
    r"\b(?:whom|who|group|people|users?|scope|affected|audience|population|site|location|applies|staff|department|"
    r"to)\b",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(r"\b(?:for whom|affected|applies to|audience)\b", re.IGNORECASE)
_NAMING_CELLS = 3
"""Cells of a row that say what it is about; those behind name things in passing."""
_NOBODY = ("account", "profile", "seat")
"""What is counted for people and is not they."""
_ASIDE_HEADER = re.compile(r"\b(?:owner|lead|responsible|author|contact|worr\w+|channel|sender|from)\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not (?:be )?(?:affected|in scope|part of|included|touched|concerned|moved|involved)|out of scope|"
    r"nothing(?: changes)?|no change|unaffected|"
    r"as (?:today|before)|keeps?|stays? (?:as|with|on)(?! (?:planned|scheduled|agreed))|unchanged|"
    r"does not (?:change|apply|affect)|do not (?:change|get|need)|except)\b",
    re.IGNORECASE,
)
_NOT_HEADING = re.compile(
    r"\b(?:not in scope|out of scope|not affected|does not change|no change|unchanged|exclusions?|what stays)\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"\b(?:in scope|affected|gets?|receives?|loses?|for whom|introduced for|rolled out to)\b", re.IGNORECASE
)
_PART = re.compile(
    r"\b(?:\d[\d.,]* of|these|those|of the|the other|another|first|last|further|more|about one of|up to|"
    r"at least|for)\s+(?:the )?$",
    re.IGNORECASE,
)
"""Words before a number that count a part only."""
_DIFFERS = 0.6
"""Share of the larger number from which on a smaller one may count the same people; below it, it counts a part."""
_MARK = re.compile(r"[A-Z]{0,3}[-.]?\d{1,3}\.?|#")
"""A cell that only numbers its row."""
_PEOPLE = frozenset(
    "people person user employee staff account colleague worker member profile student pupil patient teacher nurse "
    "customer agent engineer "
    "manager participant seat".split()
)


@dataclass(frozen=True, eq=False)
class _Named:
    """A unit that names people, and how it stands to them."""

    unit: Unit
    who: frozenset[str]
    counts: tuple[Fact, ...]
    score: float
    spared: bool
    """Whether it says that they are not affected."""


def compose(evidence: Evidence) -> Composed:
    """The groups, the numbers, and who is spared."""
    if not evidence.passages:
        return nothing.compose(evidence)
    wanted = relevance.wanted(evidence.question, evidence.glossary.catalog)
    named = [n for unit in choosing.units_of(evidence) if (n := _named(unit, wanted)) is not None]
    named = _as_asked(named, evidence)
    if not named:
        return nothing.compose(evidence)
    if any(_is_asked(n, wanted) for n in named) and wanted.groups:
        named = [n for n in named if _is_asked(n, wanted)]
    hit = _ranked(n for n in named if not n.spared)
    spared = _ranked(n for n in named if n.spared)
    claims: list[Claim] = []
    must: set[int] = set()
    missing: tuple[str, ...] = ()
    if wanted.groups and not any(_is_asked(n, wanted) for n in named):
        people = f"the {wording.listed(evidence.question.groups)}"
        text = f"No document that I found says whether {people} are affected by this; it names others."
        must.add(0)
        sources = tuple(dict.fromkeys(n.unit.shown.id for n in (*hit, *spared)[:3]))
        why = "none of the statements about it names them"
        claims.append(Claim(text=text, status="computed", sources=sources, why=why))
        missing = (f"whether {people} are affected",)
    best = hit[0].score if hit else 0.0
    groups = _together([n for n in hit if n.score >= best - _NEAR])[:_MOST_GROUPS]
    for group in groups:
        claims.append(_told(group))
    for claim in _moved(evidence, wanted, [n.unit for group in groups for n in group])[:_MOST_DIFFER]:
        must.add(len(claims))
        claims.append(claim)
    for claim in _differences(hit, about=bool(wanted.terms))[:_MOST_DIFFER]:
        must.add(len(claims))
        claims.append(claim)
    for group in _together(spared)[:_MOST_NOT]:
        must.add(len(claims))
        claims.append(_told(group, "Not affected: "))
    return Composed(
        claims=tuple(claims),
        follow_ups=("When is that?", "What does that mean for training?") if wanted.terms else ("What are the dates?",),
        missing=missing,
        must_say=frozenset(must),
    )


def _named(unit: Unit, wanted: Wanted) -> _Named | None:
    """The unit as one that says who is affected; None if it does not."""
    if not telling.is_said(unit) or unit.text.rstrip().endswith("?"):
        return None
    stems, headings = relevance.stems_of(unit.text), relevance.stems_of(" ".join(unit.context))
    things = tuple(t for t in wanted.things if t.event is None)
    own = relevance.share(things, stems, unit.concepts)
    around = relevance.share(things, stems | headings, unit.concepts)
    who = _who(unit)
    counts = tuple(f for f in unit.facts("count") if _of_people(f, who))
    spared = _is_spared(unit)
    if (things and max(own, 0.8 * around) < relevance.ENOUGH) or not (who or counts or (spared and things)):
        return None
    asked = any(g.named_in(stems) for g in wanted.groups)
    score = max(own, 0.8 * around) + 0.3 * bool(counts) + 0.2 * bool(unit.cells) + 0.5 * asked
    score += 0.2 * any(_WHOM_HEADER.search(header) for header, _ in unit.cells) + 0.2 * (unit.standing == "real")
    score += 0.3 * (_SCOPE.search(unit.text) is not None)
    score += 0.2 * any(_FOR_WHOM.search(header) for header, _ in unit.cells)
    subject = relevance.stems_of(" ".join(text for _, text in unit.cells[:_NAMING_CELLS]))
    score += 0.2 * bool(unit.cells and things and relevance.share(things, subject) >= relevance.ENOUGH)
    score -= 0.3 * timeline.unsure(unit) + 0.3 * bool(counts and all(f.unit.endswith(_NOBODY) for f in counts))
    if not things and not (counts or asked):
        return None  # of everything, only what is counted
    return _Named(unit, who, counts, score, spared)


def _as_asked(named: Sequence[_Named], evidence: Evidence) -> list[_Named]:
    """Those of the numbered part that is asked for, and those first that tell of what is asked for in its words."""
    question = evidence.question
    if parts := grouping.numbered(question.text):
        named = [n for n in named if not (own := grouping.numbered(n.unit.text)) or own & parts]
        named = [n for n in named if grouping.numbered(n.unit.text) & parts] or named
    if question.days:
        named = [n for n in named if _within(n.unit, question.days)] or named
    happens = frozenset().union(*map(relevance.stems_of_event, question.events)) & relevance.stems_of(question.text)
    return [replace(n, score=n.score + 0.4 * bool(happens & relevance.stems_of(n.unit.text))) for n in named]


def _within(unit: Unit, days: Sequence[tuple[dt.date, dt.date]]) -> bool:
    dates = [(f.first, f.last or f.first) for f in unit.facts("date") if f.first is not None]
    return any(first <= day <= last or first <= end <= last for first, last in days for day, end in dates)


def _who(unit: Unit) -> frozenset[str]:
    """Stems of the people it names; of a table's row, not of those who keep the plan."""
    aside = frozenset().union(
        *(relevance.stems_of(text) for header, text in unit.cells if _ASIDE_HEADER.search(header)), frozenset[str]()
    )
    return grouping.people_of(unit) - aside


def _of_people(fact: Fact, who: frozenset[str]) -> bool:
    noun = fact.unit.split(" ")[-1]
    return noun in _PEOPLE or bool(relevance.stems_of(fact.unit) & who)


def _is_spared(unit: Unit) -> bool:
    headed = any(_NOT_HEADING.search(h) for h in unit.sentence.headings)
    return headed or unit.standing == "out_of_scope" or _NOT.search(unit.text) is not None


def _is_asked(named: _Named, wanted: Wanted) -> bool:
    return any(g.named_in(relevance.stems_of(named.unit.text)) for g in wanted.groups)


def _ranked(named: Iterable[_Named]) -> list[_Named]:
    return sorted(named, key=lambda n: (-n.score, -(n.unit.shown.dated.toordinal() if n.unit.shown.dated else 0)))


def _together(named: Sequence[_Named]) -> list[list[_Named]]:
    """Those that name the same people in the same numbers together, the best first."""
    groups: list[list[_Named]] = []
    for one in named:
        home = next((g for g in groups if _same_people(g[0], one)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _same_people(one: _Named, other: _Named) -> bool:
    if _values(one) and _values(other) and not _values(one) & _values(other):
        return False
    if one.who and other.who:
        return one.who == other.who or (bool(one.who & other.who) and bool(_values(one) & _values(other)))
    # 450 accounts are not the 450 people who get them: there may be others who do.
    return bool(_counted(one) & _counted(other))


def _counted(named: _Named) -> frozenset[tuple[str, str]]:
    return frozenset((f.value, f.unit.split(" ")[-1]) for f in named.counts)


def _values(named: _Named) -> frozenset[str]:
    return frozenset(f.value for f in named.counts)


def _told(group: Sequence[_Named], lead: str = "") -> Claim:
    first = group[0]
    others = [n for n in group[1:] if n.unit.shown.source.document_id != first.unit.shown.source.document_id]
    agree = [n for n in others if not _values(n) or not _values(first) or _values(n) & _values(first)]
    also = list(dict.fromkeys(telling.said_by(n.unit.shown) for n in agree))
    same = f"; also {wording.listed(also[:2])}" if also else ""
    words = _short(first) or choosing.quoted(first.unit)
    text = f"{lead}{words} ({telling.said_by(first.unit.shown)}{same})"
    sources = tuple(dict.fromkeys([first.unit.shown.id, *(n.unit.shown.id for n in agree)]))
    return Claim(text=text, status="supported", sources=sources)


def _short(named: _Named) -> str:
    """Of a table's row: who, what, and the day, in the row's words; empty where it does not keep them apart."""
    cells = [(h, wording.plain(t)) for h, t in named.unit.cells if t.strip(" \n-–—")]
    if len(cells) < 3:
        return ""
    whom = [
        (h, t)
        for h, t in cells
        if not _ASIDE_HEADER.search(h) and (_WHOM_HEADER.search(h) or any(f.text in t for f in named.counts))
    ]
    if len(whom) > 1:
        whom = [(h, t) for h, t in whom if h.strip().lower() != "who"]
    days = [t for _, t in cells if any(f.text in t and 2 * len(f.text) >= len(t) for f in named.unit.facts("date"))]
    rest = [
        t
        for h, t in cells
        if (h, t) not in whom and t not in days and not _ASIDE_HEADER.search(h) and not _MARK.fullmatch(t)
    ]
    if not whom or not rest:
        return ""
    told = f"{', '.join(t for _, t in whom)}: {rest[0]}" + (f", {days[0]}" if days else "")
    return telling.shortened(told, choosing.LONGEST)


def _moved(evidence: Evidence, wanted: Wanted, told: Sequence[Unit]) -> list[Claim]:
    """Days in what is told that another document gives differently."""
    found = [e for e in timeline.entries(choosing.units_of(evidence)) if e.precise and not e.unsure]
    there = {(unit.shown.id, unit.number) for unit in told}
    return [
        choosing.disagreement(days)
        for cluster in timeline.clusters(found, choosing.about(wanted))
        if any((e.unit.shown.id, e.unit.number) in there for e in cluster) and len(days := timeline.by_day(cluster)) > 1
    ]


def _differences(named: Sequence[_Named], *, about: bool) -> list[Claim]:
    """Numbers of the same people that differ from one document to another; `about`: all of one thing."""
    counted = [(one, fact) for one in named for fact in one.counts if _is_whole(one, fact)]
    claims: list[Claim] = []
    told: set[str] = set()
    for number, (one, fact) in enumerate(counted):
        rivals = [
            (other, against)
            for other, against in counted[number + 1 :]
            if against.value != fact.value and _same_count(one, fact, other, against, about)
        ]
        if not rivals or fact.unit in told:
            continue
        told.add(fact.unit)
        newest = sorted([(one, fact), rivals[0]], key=lambda c: c[0].unit.shown.dated or dt.date.min, reverse=True)
        parts = [f"{f.text} ({telling.said_by(n.unit.shown)})" for n, f in newest]
        sources = tuple(dict.fromkeys(n.unit.shown.id for n, _ in newest))
        text = f"The numbers differ: {' against '.join(parts)}."
        why = "different counts of the same people in different documents; none is chosen"
        claims.append(Claim(text=text, status="computed", sources=sources, why=why))
    return claims


def _is_whole(named: _Named, fact: Fact) -> bool:
    """Whether it counts all of its people, and is the only number of theirs in its unit."""
    before = named.unit.text[: fact.start - named.unit.sentence.start]
    return not _PART.search(before) and sum(f.unit == fact.unit for f in named.counts) == 1


def _number(fact: Fact) -> float:
    digits = re.sub(r"[^\d]", "", fact.value or fact.text)
    return float(digits or 0)


def _same_count(one: _Named, fact: Fact, other: _Named, against: Fact, about: bool) -> bool:
    """Whether two numbers of two documents count the same people."""
    if one.unit.shown.source.document_id == other.unit.shown.source.document_id or fact.unit != against.unit:
        return False
    if grouping.numbered(one.unit.text) != grouping.numbered(other.unit.text):
        return False
    if min(_number(fact), _number(against)) < _DIFFERS * max(_number(fact), _number(against)):
        return False
    mine, yours = (n.who - relevance.stems_of(" ".join(f.unit for f in n.counts)) for n in (one, other))
    if mine != yours:
        return False
    ignored = relevance.stems_of(fact.unit) | grouping.GENERIC
    shared = (relevance.stems_of(one.unit.text) & relevance.stems_of(other.unit.text)) - ignored
    return bool(mine or about or shared)
