"""What changed since a day: what newer documents say differently, what they add, and what they say stays.

Newer is what a document's own date makes so. A day that differs from an older document's is told with both; what is
new is what no older document says.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.interpretation import wording
from service.interpretation.answering import relevance, telling
from service.interpretation.answering.happening import choosing, timeline
from service.interpretation.answering.happening.timeline import Entry
from service.interpretation.answering.kinds import nothing
from service.interpretation.answering.nouns import Composed, Evidence, Question
from service.interpretation.answering.relevance import Wanted
from service.interpretation.nouns import Claim
from service.interpretation.shown import Shown, Unit

_MOST = 8
_MOST_MOVED = 3
_MOST_STAYING = 2
_KNOWN = 0.7
"""Share of a statement's words in one older statement from which on it is no news."""
_FEWEST_STEMS = 2
_STAYS_LABEL = re.compile(
    r"\b(?:stays?|unchanged|does not change|no changes?|not changing|remains?|as before)\b", re.IGNORECASE
)
_STAYS = re.compile(
    r"\b(?:stays?|unchanged|no changes?|remains?|as (?:it is|before|today)|not (?:part of|moved|touched|affected)|"
    r"nobody touches|continues? as)\b",
    re.IGNORECASE,
)
_CHANGES_LABEL = re.compile(r"\b(?:changes?|changed|new|moved|update|decisions?|decided|news)\b", re.IGNORECASE)
_TURNS = re.compile(
    r"\b(?:will|moved?|moves|postponed|delayed|decided|decision|earlier than|later than|not on|instead of|no longer|"
    r"missing|cancell?ed|dropped|"
    r"closed|done|started|confirmed|agreed|approved|was|late|red|amber|green|stopped|withdrawn|added|raised|asked)\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"\b(?:regards|cheers|thanks|thank you|hi all|dear|short one|sorry|best wishes|see you|wrote:)\b", re.IGNORECASE
)
_LABEL_WORDS = 6
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b\d{1,2}[./]\d{1,2}\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\d[\d.,:]*\d|\d")


@dataclass(frozen=True, eq=False)
class _Said:
    """A statement of a newer document."""

    unit: Unit
    label: str
    """The line or heading that it stands under."""
    score: float
    stays: bool


def compose(evidence: Evidence) -> Composed:
    """What moved, what is new, what stays; or that nothing newer is there."""
    if not evidence.passages:
        return nothing.compose(evidence)
    days = [s.dated for s in evidence.passages if s.dated is not None]
    if not days:
        return _undated(evidence)
    since = _since(evidence.question, max(days))
    lately = max(days) if since is None else since
    newer = [s for s in evidence.passages if s.dated is not None and s.dated >= lately]
    older = [s for s in evidence.passages if s.dated is None or s.dated < lately]
    if not newer:
        return _nothing_newer(evidence, max(days), lately)
    wanted = relevance.wanted(evidence.question, evidence.glossary.catalog)
    moved, told = _moved(newer, older, wanted)
    said = [s for s in _said(newer, older, wanted) if (s.unit.shown.id, s.unit.number) not in told]
    stays = _distinct([s for s in said if s.stays])[:_MOST_STAYING]
    room = _MOST - len(moved) - len(stays)
    fresh = _distinct([s for s in said if not s.stays])[: max(room, 1)]
    claims = [*moved, *(_claim(s) for s in fresh), *(_claim(s) for s in stays)]
    if not claims:
        return _nothing_new(evidence, newer, lately)
    return Composed(
        claims=tuple(claims),
        follow_ups=_follow_ups(moved, evidence),
        must_say=frozenset(range(len(moved))),
    )


def _since(question: Question, newest: dt.date) -> dt.date | None:
    """From which day on; one without a year is the last such day before the newest document."""
    since = question.since
    if since is None or _YEAR.search(question.text) or not _MONTH.search(question.text):
        return since
    while (later := _a_year_on(since)) <= newest:
        since = later
    return since


def _a_year_on(day: dt.date) -> dt.date:
    """The same day of the next year; the first of March for a day that it does not have."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return dt.date(day.year + 1, 3, 1)


def _moved(newer: Sequence[Shown], older: Sequence[Shown], wanted: Wanted) -> tuple[list[Claim], set[tuple[str, int]]]:
    """Days that newer documents give differently, and the units that say so."""
    fresh = [e for e in _entries(newer) if _bears(e.unit, wanted)]
    before = _entries(older)
    within = [e for e in _entries(newer) if e not in fresh] + fresh
    claims: list[Claim] = []
    told: set[tuple[str, int]] = set()
    for entry in sorted(fresh, key=lambda e: (-len(e.replaced), -e.written.toordinal(), e.first)):
        here = (entry.unit.shown.id, entry.unit.number)
        if here in told or (entry.unsure and not entry.replaced):
            continue
        rivals = [
            e for e in (*before, *within) if e is not entry and e.written < entry.written and timeline.same(entry, e)
        ]
        if any(entry.agrees(e) for e in rivals) and not entry.replaced:
            continue
        against = [e for e in rivals if not entry.agrees(e)]
        if against:
            groups = timeline.by_day(sorted(against, key=lambda e: e.written, reverse=True))
            claims.append(choosing.disagreement([[entry], *groups]))
        elif entry.replaced:
            text = f"Moved to {entry.when}: {choosing.quoted(entry.unit)} ({telling.said_by(entry.unit.shown)})"
            claims.append(Claim(text=text, status="supported", sources=(entry.unit.shown.id,)))
        else:
            continue
        told.add(here)
        told.update((e.unit.shown.id, e.unit.number) for e in against)
    return claims[:_MOST_MOVED], told


def _entries(shown: Sequence[Shown]) -> list[Entry]:
    return [e for e in timeline.entries(u for s in shown for u in s.units) if e.precise]


def _said(newer: Sequence[Shown], older: Sequence[Shown], wanted: Wanted) -> list[_Said]:
    """What newer documents say that no older one does, the weightiest first."""
    known = [relevance.stems_of(u.text) for s in older for u in s.units if u.sentence.kind != "heading"]
    numbers = {n for s in older for n in _NUMBER.findall(s.text)}
    found: list[_Said] = []
    for shown in newer:
        label = ""
        for unit in shown.units:
            if _is_label(unit):
                label = unit.text
                continue
            if unit.sentence.kind == "paragraph" and label:
                label = ""
            said = _weighed(unit, label, known, numbers, wanted)
            if said is not None:
                found.append(said)
    return sorted(found, key=lambda s: (-s.score, -(s.unit.shown.dated or dt.date.min).toordinal()))


def _is_label(unit: Unit) -> bool:
    """Whether it is a line that what follows stands under."""
    words = unit.text.split()
    short = len(words) <= _LABEL_WORDS and not unit.text.rstrip().endswith((".", "!", "?", ","))
    return unit.sentence.kind == "heading" or (unit.sentence.kind == "paragraph" and short and not unit.facts("date"))


def _weighed(
    unit: Unit, label: str, known: Sequence[frozenset[str]], numbers: set[str], wanted: Wanted
) -> _Said | None:
    if not telling.is_said(unit) or _SMALL_TALK.search(unit.text) or unit.text.rstrip().endswith("?"):
        return None
    stems = relevance.stems_of(unit.text)
    fresh = any(n not in numbers for n in _NUMBER.findall(unit.text))
    if len(stems) < _FEWEST_STEMS - fresh or not _bears(unit, wanted):
        return None
    headings = " ".join((*unit.sentence.headings, label))
    stays = bool(_STAYS_LABEL.search(headings) or _STAYS.search(unit.text) or unit.standing == "status_quo")
    covered = max((len(stems & old) / len(stems) for old in known), default=0.0)
    if not stays and covered >= _KNOWN and not fresh:
        return None
    score = (
        1 - covered + 0.3 * fresh + 0.3 * bool(_TURNS.search(unit.text)) + 0.2 * bool(_CHANGES_LABEL.search(headings))
    )
    score += 0.3 * any(unit.shown.reading.judged[m].has_occasion for m in unit.shown.reading.mentions_in(unit.number))
    score += 0.2 * timeline.unsure(unit) + 0.2 * (unit.sentence.kind != "paragraph")
    score += 0.3 * bool(unit.concepts or unit.facts("system", "population"))
    return _Said(unit, label, score + 0.8 * (stays and _STAYS.search(unit.text) is not None), stays)


def _bears(unit: Unit, wanted: Wanted) -> bool:
    """Whether it is about what is asked for; everything is, where nothing is asked for in particular."""
    if not wanted.subjects:
        return True
    whole = relevance.stems_of(" ".join((*unit.sentence.headings, *(u.text for u in telling.whole(unit)))))
    return relevance.share(wanted.subjects, whole, unit.concepts) >= relevance.ENOUGH


def _distinct(said: Sequence[_Said]) -> list[_Said]:
    """Each thing once, though several sentences tell it together."""
    kept: dict[str, _Said] = {}
    for one in said:
        text = telling.told(one.unit, choosing.LONGEST)
        if not any(text in other or other in text for other in kept):
            kept[text] = one
    return list(kept.values())


def _claim(said: _Said) -> Claim:
    lead = "Stays: " if said.stays else ""
    text = f"{lead}{choosing.quoted(said.unit)} ({telling.said_by(said.unit.shown)})"
    return Claim(text=text, status="supported", sources=(said.unit.shown.id,))


def _nothing_newer(evidence: Evidence, newest: dt.date, since: dt.date) -> Composed:
    last = [s for s in evidence.passages if s.dated == newest]
    text = (
        f"No document is dated {wording.day(since)} or later; the newest is {telling.said_by(last[0])}. "
        "What was decided since is not in the documents."
    )
    claim = Claim(text=text, status="computed", sources=(last[0].id,), why="the documents' own dates")
    return Composed(
        claims=(claim,),
        follow_ups=(f"What changed since {wording.day(newest)}?",),
        missing=(f"documents since {wording.day(since)}",),
        must_say=frozenset({0}),
    )


def _nothing_new(evidence: Evidence, newer: Sequence[Shown], since: dt.date) -> Composed:
    names = list(dict.fromkeys(telling.said_by(s) for s in newer))
    about = choosing.thing(evidence)
    subject = f" about {about}" if about else ""
    text = f"Nothing new{subject} since {wording.day(since)}; I looked at {wording.listed(names[:3])}."
    sources = tuple(dict.fromkeys(s.id for s in newer[:3]))
    claim = Claim(
        text=text, status="computed", sources=sources, why="statements of newer documents that no older one makes"
    )
    return Composed(
        claims=(claim,), follow_ups=("What changed at all?",), missing=(text.rstrip("."),), must_say=frozenset({0})
    )


def _undated(evidence: Evidence) -> Composed:
    text = "None of the documents gives a date of its own, so what is newer cannot be told."
    sources = tuple(dict.fromkeys(s.id for s in evidence.passages[:3]))
    claim = Claim(text=text, status="computed", sources=sources, why="the documents' own dates")
    return Composed(claims=(claim,), missing=("documents with a date of their own",), must_say=frozenset({0}))


def _follow_ups(moved: Sequence[Claim], evidence: Evidence) -> tuple[str, ...]:
    if moved:
        return (
            "Who is affected by the moved dates?",
            "Do the dates still fit?",
            "What should I ask IT about the changes?",
        )
    return ("Do the dates still fit?", "What should I ask IT?")
