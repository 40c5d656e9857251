"""What happens when, as documents say it: dated statements, which of them speak of the same thing, which disagree.

A statement keeps its source and the source's own day, so that a newer one can be told beside an older one; nothing
here decides which of them holds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from service.interpretation import wording
from service.interpretation.answering import relevance, telling
from service.interpretation.answering.dated import grouping
from service.interpretation.shown import Unit
from service.planning.facts import EventKind, Fact

_NOW = frozenset({"today", "now", "yesterday", "currently"})
_REPLACED = re.compile(
    r"\b(?:not(?! (?:before|until|later|earlier))|instead of|rather than|no longer|previously|originally|formerly|"
    r"was(?: planned| set| due)?|"
    r"moved from|postponed from|shifted from|brought forward from|changed from|old date:?|away from)(?: (?:on|for|"
    r"in|the|as|from))* $",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\b(?:mov\w+|postpon\w+|shift\w*|reschedul\w+|push\w*|delay\w*|chang\w+|slip\w*|defer\w*|"
    r"brought forward)\b[^.;\n]{0,60}\bfrom (?:the )?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince (?:the )?$", re.IGNORECASE)
_UNSURE = re.compile(
    r"\b(?:if|unless|only when|provided (?:that)?|subject to|depends? on|depending on|not (?:yet )?(?:decided|"
    r"confirmed|agreed|fixed|final)|"
    r"tbd|tbc|to be (?:confirmed|decided|agreed)|tentative\w*|provisional\w*|might|open\?|at risk|as long as|"
    r"assuming)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\b(?:done|completed?|finished|closed)\b", re.IGNORECASE)
_LIKE: dict[EventKind, frozenset[EventKind]] = {
    "access": frozenset({"access", "go_live", "pilot", "change"}),
    "go_live": frozenset({"go_live", "change", "access"}),
    "change": frozenset({"change", "go_live", "withdrawal"}),
    "withdrawal": frozenset({"withdrawal", "change"}),
    "pilot": frozenset({"pilot", "access", "go_live"}),
}
"""Kinds by which one side's word may tell of the other's: who goes live gets access."""
_SAME_NAME = 0.5
_NAMING_CELLS = 3
"""Cells of a row that say what it is; those behind hold remarks."""
_TO_TRAIN_WITH = re.compile(
    r"(?<!in the )(?<!in a )(?<!on the )(?:\btraining (?:accounts?|tenant|system|environment|log-?ins?|access|"
    r"licen[cs]es?|instance|client|database)\b|"
    r"\b(?:accounts?|tenant|system|environment|log-?ins?|access|sandbox|licen[cs]es?) for (?:the )?training\b|"
    r"\bsandbox\b|"
    r"\bpractice (?:system|accounts?)\b)",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"\b(?:stays?|remains?|keeps?|continues?|usable|available|in parallel|still|can be used|old way)\b", re.IGNORECASE
)
_TURN = re.compile(r"; | but | while | whereas |, then ", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|up to|no later than)(?: the)? $", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Entry:
    """A dated statement: what a unit of a source says of one day or period."""

    unit: Unit
    first: dt.date
    last: dt.date
    words: str
    """The date as the source writes it."""
    kinds: frozenset[EventKind]
    """What happens that day; empty where the unit does not say in words that are known."""
    precise: bool
    """Whether it is told by the day, not by the month or quarter."""
    replaced: tuple[dt.date, ...] = ()
    """The days that the unit itself says no longer hold."""
    clause: str = ""
    """The part of a sentence that the day stands in, where others hold for other people or days."""

    @property
    def written(self) -> dt.date:
        """The day of its document; the earliest day there is for one that gives none."""
        return self.unit.shown.dated or dt.date.min

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of its own words."""
        return relevance.stems_of(self.unit.text)

    @cached_property
    def near(self) -> frozenset[str]:
        """Of its own words and of the sentence before it, which may name what it goes on about."""
        before = self.unit.shown.units[max(self.unit.number - 1, 0)]
        return self.stems | (
            relevance.stems_of(before.text) if before.sentence.block == self.unit.sentence.block else self.stems
        )

    @cached_property
    def around(self) -> frozenset[str]:
        """Of its words and the headings above it."""
        return self.stems | relevance.stems_of(" ".join(self.unit.sentence.headings))

    @cached_property
    def who(self) -> frozenset[str]:
        """Stems of the people and places that it names."""
        return grouping.people_in(self.clause) if self.clause else grouping.people_of(self.unit)

    @cached_property
    def numbered(self) -> frozenset[str]:
        """`wave 2`, `ring 0`: which of several it is."""
        cells = self.unit.cells
        return grouping.numbered(" ".join(t for _, t in cells[:_NAMING_CELLS]) if cells else self.unit.text)

    @cached_property
    def name(self) -> frozenset[str]:
        """Stems of what happens, without days, people and what every plan says."""
        cells = self.unit.cells
        text = " ".join(t for _, t in cells[:_NAMING_CELLS]) if cells else self.unit.text
        return relevance.stems_of(text) - grouping.GENERIC - self.who

    @property
    def unsure(self) -> bool:
        """Whether it only holds under a condition, or is still to be decided."""
        return self.unit.standing in ("conditional", "hypothetical") or _UNSURE.search(self.unit.text) is not None

    @property
    def when(self) -> str:
        """`3 May 2027`, `from 14 to 23 April 2027`, or as the source has it."""
        return span(self.first, self.last) if self.precise else self.words

    def agrees(self, other: Entry) -> bool:
        """Whether two statements about one thing can both be true."""
        if self.first <= other.first and other.last <= self.last and not (self.precise and other.precise):
            return True
        if other.first <= self.first and self.last <= other.last and not (self.precise and other.precise):
            return True
        if (self.first, self.last) == (other.first, other.last):
            return True
        one_day = self.first == self.last or other.first == other.last
        return one_day and (self.first == other.first or self.last == other.last)


def span(first: dt.date, last: dt.date) -> str:
    """`3 May 2027` or `14 to 23 April 2027`."""
    if first == last:
        return wording.day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {wording.day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {wording.day(last)}"
    return f"{wording.day(first)} to {wording.day(last)}"


def entries(units: Iterable[Unit]) -> list[Entry]:
    """The dated statements of some units, by day."""
    found = [_to_train_with(entry) for unit in units if telling.is_said(unit) for entry in _of(unit)]
    return sorted(found, key=lambda e: (e.first, e.last))


def _to_train_with(entry: Entry) -> Entry:
    """Accounts for the training are access, whatever stands in their name."""
    if "training" not in entry.kinds or not is_for_training(entry.unit):
        return entry
    return replace(entry, kinds=entry.kinds - {"training"} | {"access"})


def is_for_training(unit: Unit) -> bool:
    """Whether it tells of what people train with: accounts, a practice system."""
    return _TO_TRAIN_WITH.search(unit.text) is not None


def unsure(unit: Unit) -> bool:
    """Whether a unit makes something depend on something else."""
    said = unit.standing in ("conditional", "none", "real")
    return said and not unit.text.rstrip().endswith("?") and _UNSURE.search(unit.text) is not None


def is_done(entry: Entry) -> bool:
    """Whether it says that this is over."""
    status = [text for header, text in entry.unit.cells if header.strip().lower() in ("status", "state")]
    return any(_CLOSED.search(text) for text in status)


def like(asked: Sequence[EventKind]) -> frozenset[EventKind]:
    """The kinds of event that answer to those asked for."""
    return frozenset().union(*(_LIKE.get(kind, frozenset({kind})) for kind in asked)) if asked else frozenset()


def same(one: Entry, other: Entry, about: frozenset[str] = frozenset()) -> bool:
    """Whether two statements speak of one thing.

    Args:
        one: a statement.
        other: another.
        about: stems of what both are known to be about, for which they need not agree in their other words.
    """
    if one.unit is other.unit or _rows_of_one(one.unit, other.unit):
        return False
    if one.numbered and other.numbered and not one.numbered & other.numbered:
        return False
    if one.who and other.who and not one.who & other.who:
        return False
    if one.kinds and other.kinds and not one.kinds & other.kinds:
        return False
    if _replaces(one, other) or _replaces(other, one):
        return True
    if one.numbered & other.numbered:
        return _of_the_part(one, other) and _of_the_part(other, one)
    if about and about & one.stems and about & other.stems and (one.kinds & other.kinds):
        return True
    shared, least = len(_named(one) & _named(other)), max(1, min(len(_named(one)), len(_named(other))))
    if (
        3 * shared >= least
        and (one.first, one.last) == (other.first, other.last)
        and (one.who & other.who or one.kinds & other.kinds)
    ):
        return True
    return shared >= _SAME_NAME * least and (one.agrees(other) or bool(one.kinds & other.kinds))


def _replaces(one: Entry, other: Entry) -> bool:
    """Whether a newer statement takes back the very day of another that has something to do with it."""
    return (
        other.first in one.replaced
        and one.written >= other.written
        and bool((one.near | relevance.stems_of(one.unit.shown.source.title)) & other.name or one.kinds & other.kinds)
    )


def _of_the_part(one: Entry, other: Entry) -> bool:
    """Whether a statement is about a part as the other is: not about the accounts or the training for it."""
    return (
        not one.kinds - _MOVES_PART
        or bool(one.kinds & other.kinds)
        or bool(one.unit.cells)
        or grouping.opens_with_part(one.unit.text)
    )


_MOVES_PART: frozenset[EventKind] = frozenset({"go_live", "change", "pilot", "withdrawal"})


def clusters(found: Sequence[Entry], about: frozenset[str] = frozenset()) -> list[list[Entry]]:
    """Statements that speak of one thing together, the newest first; in the order in which they are first given.

    Those that agree on the day come together first, so that of two things in one document each finds its own.
    """
    groups: list[list[Entry]] = []
    for entry in found:
        homes = (g for g in groups if all(same(entry, k, about) for k in g) and all(entry.agrees(k) for k in g))
        home = next(homes, None)
        if home is None:
            groups.append([entry])
        else:
            home.append(entry)
    merged: list[list[Entry]] = []
    for group in groups:
        home = next((g for g in merged if all(same(e, k, about) for e in group for k in g)), None)
        if home is None:
            merged.append(group)
        else:
            home += group
    return [sorted(group, key=lambda e: e.written, reverse=True) for group in merged]


def by_day(cluster: Sequence[Entry]) -> list[list[Entry]]:
    """Statements that agree on the day together; what disagrees apart, the newest first."""
    groups: list[list[Entry]] = []
    for entry in cluster:
        home = next((g for g in groups if all(entry.agrees(known) for known in g)), None)
        if home is None:
            groups.append([entry])
        else:
            home.append(entry)
    return groups


def kindred(one: Entry, other: Entry) -> int:
    """How much two statements have in common beside their days: parts, people, things."""
    return 2 * bool(one.numbered & other.numbered) + bool(one.who & other.who) + bool(_named(one) & _named(other))


def _rows_of_one(one: Unit, other: Unit) -> bool:
    """Whether both are rows of one document's tables, of which each is a thing of its own."""
    document = one.shown.source.document_id
    return bool(one.cells and other.cells) and document is not None and document == other.shown.source.document_id


def _named(entry: Entry) -> frozenset[str]:
    """What the statement is about: without what happens, whether as a word or as a concept, and without numbers."""
    happens = grouping.GENERIC.union(*(relevance.stems_of_event(kind) for kind in entry.kinds))
    concepts = frozenset(c for c in entry.unit.concepts if not relevance.stems_of(c.replace("-", " ")) <= happens)
    return (frozenset(s for s in entry.name if not any(c.isdigit() for c in s)) - happens) | concepts or entry.stems


def _of(unit: Unit) -> Iterator[Entry]:
    dates = [f for f in unit.facts("date") if f.first is not None and f.unit != "year" and f.text.lower() not in _NOW]
    if not dates or unit.text.rstrip().endswith("?"):
        return
    own = unit.shown.dated
    if own is not None and unit.number < 8 and all(f.first == f.last == own for f in dates):
        return  # the day of the document itself
    yield from (_row(unit, dates) if unit.cells else _sentence(unit, dates))


def _row(unit: Unit, dates: Sequence[Fact]) -> Iterator[Entry]:
    """A table's row is one thing, from its first to its last day, unless several columns are each an event."""
    events = [f for f in unit.facts("event") if f.first is not None and f.last is not None]
    if len({(f.first, f.last) for f in events}) > 1:
        for event in events:
            assert event.first is not None
            assert event.last is not None
            yield Entry(unit, event.first, event.last, event.text, _kinds([event]), True)
        return
    cells = unit.shown.reading.blocks[unit.sentence.block].cells
    whole = [f for f in dates if any(_fills(f, c.start, c.end, unit.shown.text) for c in cells)]
    chosen = whole or dates[:1]
    first = min(f.first for f in chosen if f.first is not None)
    last = max((f.last or f.first for f in chosen if f.first is not None), default=first)
    kinds = _kinds(events or [f for f in unit.facts("event") if not f.note.startswith(("negated", "not"))])
    yield Entry(unit, first, last or first, chosen[0].text, kinds, all(f.unit in ("", "day") for f in chosen))


def _fills(fact: Fact, start: int, end: int, text: str) -> bool:
    return start <= fact.start and fact.end <= end and 2 * (fact.end - fact.start) >= len(text[start:end].strip())


def _sentence(unit: Unit, dates: Sequence[Fact]) -> Iterator[Entry]:
    """Each day of a sentence, with what happens then; the days that no longer hold go to the one that does."""
    start = unit.sentence.start
    old = [f for f in dates if len(dates) > 1 and _is_replaced(unit.text[: f.start - start])]
    events = unit.facts("event")
    for fact in dates:
        if fact.unit not in ("", "day") and any(f.unit in ("", "day") for f in dates):
            continue  # "next week: training on the 19th"
        if fact in old or _SINCE.search(unit.text[: fact.start - start]) or fact.first is None:
            continue
        here = [e for e in events if e.first is not None and e.last is not None and e.first <= fact.first <= e.last]
        undated = [e for e in events if e.first is None and not e.note.startswith(("negated", "not"))]
        yield Entry(
            unit,
            fact.first,
            fact.last or fact.first,
            fact.text,
            _kinds(here or (undated if len(dates) - len(old) == 1 else [])) | _ending(unit.text, fact.start - start),
            fact.unit in ("", "day"),
            tuple(f.first for f in old if f.first is not None),
            _clause(unit.text, fact.start - start),
        )


def _clause(text: str, at: int) -> str:
    """The part of a sentence around an offset, between semicolons and words that turn to something else."""
    cuts = [0, *(m.end() for m in _TURN.finditer(text)), len(text)]
    if len(cuts) == 2:
        return ""
    return next(text[a:b] for a, b in pairwise(cuts) if at < b)


def _ending(text: str, at: int) -> frozenset[EventKind]:
    """What stays "until" a day ends on it."""
    ends = _UNTIL.search(text[:at]) and _STAYS.search(text)
    return frozenset({"withdrawal"}) if ends else frozenset()


def _is_replaced(before: str) -> bool:
    return _REPLACED.search(before[-60:]) is not None or _FROM_TO.search(before) is not None


def _kinds(events: Iterable[Fact]) -> frozenset[EventKind]:
    return frozenset(f.event for f in events if f.event is not None)
