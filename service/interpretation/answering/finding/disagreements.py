"""Where documents contradict each other: different days for one event, one denies what another plans.

Only units that speak of the same thing are compared: of the same system or, where none is named, of the same concept,
and of nothing that is told apart by a number ("wave 1", "wave 2") or by the people concerned.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding import bearing
from service.interpretation.filling.slots import GENERIC
from service.interpretation.shown import Unit
from service.planning.facts import EventKind

_DOINGS = frozenset(
    "go-live decommissioning cutover deployment phased-rollout migration release milestone announcement pilot "
    "training-people model-training training-session training-completion change-freeze support-hours hypercare "
    "system-access account customer-account early-access version go-no-go project-plan".split()
)
"""Concepts that name what happens, not what it happens to."""
_ONE_OF_A_KIND: frozenset[EventKind] = frozenset({"withdrawal", "go_live"})
"""Events that happen to a thing once; of others there may be several of the same name."""
_SAME = 0.6
"""Share of the shorter one's words from which two units without a named thing speak of the same."""
_DENYING = frozenset({"negated", "out_of_scope"})
_UNLIKE: frozenset[EventKind] = frozenset({"decision", "feedback", "holiday"})
"""Events of which an initiative has many that share a name."""
_PLANNING = wording.stems("plan plans planned planning schedule scheduled foresee foreseen intend intended expected")
_STEP = re.compile(r"(wave|phase|stage|ring|step|batch|cohort|tranche|group|sprint|release) (\d{1,2})\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|through|up to)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Disagreement:
    """Two or more units that cannot all be right, the newest first."""

    kind: Literal["day", "denied"]
    units: tuple[Unit, ...]
    says: str
    """In one or two sentences."""
    why: str
    """The rule by which it was found."""
    day: dt.date | None = None
    """The earliest of the days in question."""


def disagreements(units: Sequence[Unit], systems: frozenset[str] = frozenset()) -> list[Disagreement]:
    """All among these units; the earliest first."""
    found = [*_of_days(units, systems), *_denials(units, systems), *_gone_before(units, systems)]
    return sorted(found, key=lambda d: d.day or dt.date.max)


def names_in(units: Sequence[Unit]) -> frozenset[str]:
    """Names of systems that any of the units tells to be one, lower case."""
    return frozenset(f.value.lower() for unit in units for f in unit.facts("system") if f.value[:1].isupper())


@dataclass(frozen=True, eq=False)
class _Dated:
    unit: Unit
    kind: EventKind
    days: frozenset[dt.date]


def _of_days(units: Sequence[Unit], systems: frozenset[str]) -> list[Disagreement]:
    dated = [d for unit in units for d in _dated(unit)]
    groups: list[list[_Dated]] = []
    for one in dated:
        for group in groups:
            if group[0].kind == one.kind and any(_same(one.unit, other.unit, one.kind, systems) for other in group):
                group.append(one)
                break
        else:
            groups.append([one])
    return [told for group in groups if (told := _days_told(group)) is not None]


def _dated(unit: Unit) -> list[_Dated]:
    if unit.standing in ("past", "hypothetical", "negated", "out_of_scope") or unit.sentence.kind == "heading":
        return []
    by_kind: dict[EventKind, set[dt.date]] = {}
    for fact in unit.facts("event"):
        precise = fact.first is not None and (fact.last is None or (fact.last - fact.first).days < 15)
        if fact.event and fact.event not in _UNLIKE and fact.first and precise and not fact.note.startswith("negated"):
            by_kind.setdefault(fact.event, set()).add(fact.first)
    dated = [_Dated(unit, kind, frozenset(days)) for kind, days in by_kind.items()]
    start = _step(unit)
    first = next((f.first for f in unit.facts("date") if f.first and f.unit in ("", "day")), None)
    if start and first is not None and "go_live" not in by_kind:
        dated.append(_Dated(unit, "go_live", frozenset({first})))
    return dated


def _step(unit: Unit) -> str:
    """The numbered step that a unit begins with: "Wave 1 goes ahead", "Phase 2 | 10 May"."""
    cells = [text for _, text in unit.cells if len(text.split()) > 1]
    lead = cells[0] if cells else unit.text
    match = _STEP.match(wording.plain(lead))
    return f"{match.group(1)} {match.group(2)}".lower() if match else ""


def _days_told(group: Sequence[_Dated]) -> Disagreement | None:
    newest = max(group, key=lambda d: _age(d.unit))
    others = [d for d in group if not d.days & newest.days]
    documents = {d.unit.shown.source.document_id or d.unit.shown.id for d in group}
    if not others or len(documents) < 2:
        return None
    agreeing = [d for d in group if d.days & newest.days]
    first = min(newest.days)
    sides = [f"{wording.day(first)} in {_by(agreeing)}"]
    for day in sorted({min(d.days) for d in others}):
        side = [d for d in others if min(d.days) == day]
        sides.append(f"{wording.day(day)} in {_by(side)}")
    subject = _subject(newest.unit)
    says = f"The documents disagree on the day{subject}: {'; '.join(sides)}."
    if newest.unit.shown.dated and all(_age(d.unit) < _age(newest.unit) for d in others):
        says += f" The newest is {telling.said_by(newest.unit.shown)}."
    units = (newest.unit, *(d.unit for d in others), *(d.unit for d in agreeing if d is not newest))
    day = min(min(d.days) for d in group)
    return Disagreement("day", tuple(dict.fromkeys(units)), says, "documents give different days for one event", day)


def _by(side: Sequence[_Dated]) -> str:
    return wording.listed(list(dict.fromkeys(telling.said_by(d.unit.shown) for d in side)))


def _subject(unit: Unit) -> str:
    """What it is about, in the unit's own first words where these are few."""
    lead = unit.cells[0][1] if unit.cells else ""
    if _step(unit):
        return f" ({_step(unit)})"
    names = [f.text for f in unit.facts("system")] or [
        unit.shown.text[m.start : m.end]
        for m in (unit.shown.reading.mentions[n] for n in unit.shown.reading.mentions_in(unit.number))
        if m.concept and m.concept not in _DOINGS
    ]
    name = wording.plain(names[0]) if names else wording.plain(lead)
    return f" ({name})" if name and len(name) < 60 else ""


def _denials(units: Sequence[Unit], systems: frozenset[str]) -> list[Disagreement]:
    found: list[Disagreement] = []
    denials = [unit for unit in units if _denies(unit)]
    plans = [unit for unit in units if _plans(unit) and not _denies(unit)] if denials else []
    for denying, planning in product(denials, plans):
        if _document(denying) != _document(planning) and _same_matter(denying, planning, systems):
            newer, older = sorted((denying, planning), key=_age, reverse=True)
            says = (
                f"These do not go together: {telling.told(older)} ({telling.said_by(older.shown)}) "
                f"{telling.told(newer)} ({telling.said_by(newer.shown)})"
            )
            days = [f.first for u in (newer, older) for f in u.facts("date", "event") if f.first]
            why = "one document denies what another plans"
            found.append(Disagreement("denied", (newer, older), says, why, min(days, default=None)))
    return found


def _denies(unit: Unit) -> bool:
    events = unit.facts("event")
    negated = bool(events) and all(f.note.startswith("negated") for f in events)
    return negated or (
        unit.standing in _DENYING and unit.text.lower().startswith(("no ", "there is no ", "there are no "))
    )


def _plans(unit: Unit) -> bool:
    return unit.standing in ("real", "none", "conditional") and not unit.text.rstrip().endswith("?")


def _same_matter(denying: Unit, planning: Unit, systems: frozenset[str]) -> bool:
    if _apart(denying, planning, systems):
        return False
    kinds = {f.event for f in denying.facts("event")} & {
        f.event for f in planning.facts("event") if not f.note.startswith("negated")
    }
    things = (denying.concepts & planning.concepts) - _DOINGS
    if kinds and things and _things(denying) <= planning.concepts:
        return True
    said = _content(denying.text)
    there = _content(" ".join([planning.text, *planning.sentence.headings]))
    return len(said) > 2 and len(said & there) >= 0.7 * len(said)


def _same(one: Unit, other: Unit, kind: EventKind, systems: frozenset[str]) -> bool:
    if _apart(one, other, systems):
        return False
    if kind == "go_live" and (_step(one) or _step(other)):
        return _step(one) == _step(other)
    mine, yours = _named(one, systems), _named(other, systems)
    if mine or yours:
        same_thing = bool(mine & yours) and not (_things(one) ^ _things(other)) - _things(one) & _things(other)
        return bool(mine & yours) and (same_thing or kind in _ONE_OF_A_KIND)
    shared = _things(one) & _things(other)
    if shared and kind in _ONE_OF_A_KIND:
        return True
    a, b = bearing.words_of(one.text), bearing.words_of(other.text)
    return len(a & b) >= _SAME * min(len(a), len(b)) and min(len(a), len(b)) > 1


@lru_cache(maxsize=10_000)
def _content(text: str) -> frozenset[str]:
    return wording.stems(text.replace("-", " ")) - _PLANNING


def _gone_before(units: Sequence[Unit], systems: frozenset[str]) -> list[Disagreement]:
    """Where one document relies on a thing until a day on which another has already withdrawn it."""
    found: list[Disagreement] = []
    relied = [(unit, day) for unit in units if unit.standing != "past" and (day := _until(unit)) is not None]
    going = [d for unit in units for d in _dated(unit) if d.kind == "withdrawal"] if relied else []
    for (unit, last), gone in product(relied, going):
        first = min(gone.days)
        things = _named(unit, systems) & _named(gone.unit, systems) or _things(unit) & _things(gone.unit)
        if _document(unit) == _document(gone.unit) or first >= last or not things or _apart(unit, gone.unit, systems):
            continue
        says = (
            f"These do not go together: {telling.told(unit)} ({telling.said_by(unit.shown)}) "
            f"{telling.told(gone.unit)} ({telling.said_by(gone.unit.shown)})"
        )
        why = "one document relies on a thing until a day on which another has withdrawn it"
        found.append(Disagreement("denied", (unit, gone.unit), says, why, first))
    return found[:1]


def _until(unit: Unit) -> dt.date | None:
    """The day until which a unit says that something is there."""
    text = unit.shown.text
    for fact in unit.facts("date"):
        if fact.first is not None and _UNTIL.search(text, max(unit.sentence.start, fact.start - 16), fact.start):
            return fact.first
    return None


def _things(unit: Unit) -> frozenset[str]:
    return unit.concepts - _DOINGS


def _apart(one: Unit, other: Unit, systems: frozenset[str]) -> bool:
    """Whether something tells them apart: a number, the people, the system."""
    mine, yours = bearing.numbered(one.text), bearing.numbered(other.text)
    if any(not mine[noun] & yours[noun] for noun in mine.keys() & yours.keys()):
        return True
    here, there = _people(one), _people(other)
    if here and there and not any(bearing.words_of(a) & bearing.words_of(b) for a in here for b in there):
        return True
    named, called = _named(one, systems), _named(other, systems)
    return bool(named and called and not named & called)


def _people(unit: Unit) -> set[str]:
    return {f.value for f in unit.facts("population") if f.value and f.value not in GENERIC}


def _named(unit: Unit, systems: frozenset[str]) -> frozenset[str]:
    text = unit.text.lower()
    return frozenset(name for name in systems if name in text)


def _document(unit: Unit) -> str:
    return unit.shown.source.document_id or unit.shown.id


def _age(unit: Unit) -> int:
    return unit.shown.dated.toordinal() if unit.shown.dated else 0
