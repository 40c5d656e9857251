"""What documents leave open: not decided, no owner, assumed, asked for and not answered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from service.interpretation.answering import telling
from service.interpretation.shown import Unit

OpenKind = Literal["who", "when", "decision", "agreement", "request", "assumption", "answer", "rest"]

ASKS: dict[OpenKind, str] = {
    "who": "Who is it?",
    "when": "On which day?",
    "decision": "Has this been decided, and how?",
    "agreement": "Has this been agreed by now?",
    "request": "Has this been granted?",
    "assumption": "May we rely on this?",
    "answer": "What is the answer to this?",
    "rest": "When will this be settled?",
}
"""The question that each kind of open point raises."""
_PATTERNS: dict[OpenKind, str] = {
    "who": r"\bwho(?: \w+){0,2}\?"
    r"|\b(?:owner|name|person|contact|lead|responsib\w+|who)\b[^.;\n]{0,20}(?:\bopen\b|\btb[dcan]\b)"
    r"|\bno (?:owner|one (?:is )?named|name yet)|\bnobody (?:is )?(?:named|responsible|assigned)",
    "when": r"\b(?:date|day|time|deadline|start)\b[^.;\n]{0,20}(?:\bopen\b|\btb[dcan]\b"
    r"|not (?:yet )?(?:set|fixed|known)|to be (?:set|confirmed|announced))|\bno (?:firm )?date\b",
    "agreement": r"\bnot (?:yet )?(?:been )?(?:agreed|approved|signed|cleared)\b|\bhave not been held\b"
    r"|\bto be agreed\b",
    "decision": r"\bnot (?:yet )?(?:been )?(?:decided|settled|confirmed|fixed|clear|defined|resolved)\b|\bundecided\b"
    r"|\bto be (?:decided|confirmed|defined|clarified|determined)\b|\btb[dca]\b|\bunclear\b|\bunresolved\b"
    r"|(?:(?:^|[?:;,.(–-] ?)|\b(?:is|are|still|remains?|left) )open(?=\s*(?:[.;,!)]|$))"
    r"|\bopen (?:question|point|issue|item)s?\b|\bdecision (?:is )?(?:pending|outstanding|needed|postponed)\b",
    "request": r"\b(?:has|have|was|were) (?:been )?(?:requested|asked for|applied for)\b|\brequested (?:from|by)\b"
    r"|\bawaiting (?:approval|an? answer|a reply|confirmation)\b"
    r"|\bno (?:answer|reply|response|feedback)(?: (?:yet|so far|until now))?\b"
    r"|\b(?:answer|reply|response|approval|confirmation)s? (?:is |are |still )?(?:outstanding|pending|missing)\b",
    "assumption": r"\bassum(?:ed|ing|es?|ption)\b|\bpresumably\b|\bwe (?:expect|count on|take it) that\b",
    "answer": r"\b(?:asks?|asked|asking|wants? to know) (?:us |me |you )?"
    r"(?:where|when|who|whom|whether|if|how|what|why)\b",
    "rest": r"\bto follow\b|\bstill (?:missing|outstanding|to be)\b|\bpostponed to\b|\bnot yet\b",
}
_MARKS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _PATTERNS.items()}
_BLANKS = frozenset({"open", "tbd", "tbc", "?", "undecided", "not decided", "who?"})
_NONE_OPEN = re.compile(r"\b(?:no|none|not)\b[^.;:]{0,40}\bopen\b", re.IGNORECASE)
_OWNERS = re.compile(r"\b(?:owner|who|lead|responsible|responsibility|name|contact|accountable)\b", re.IGNORECASE)
_WEIGHT: dict[OpenKind, int] = {
    "decision": 5,
    "who": 5,
    "when": 5,
    "request": 4,
    "agreement": 4,
    "answer": 3,
    "assumption": 3,
    "rest": 1,
}


@dataclass(frozen=True, eq=False)
class OpenPoint:
    """A unit that leaves something open."""

    unit: Unit
    kind: OpenKind
    day: dt.date | None
    """The next day that it names."""

    @property
    def weight(self) -> int:
        """How pressing this kind is."""
        return _WEIGHT[self.kind]


def open_points(units: Iterable[Unit], today: dt.date) -> list[OpenPoint]:
    """The open points among the units, each thing that is said once, in the units' order."""
    found: dict[str, OpenPoint] = {}
    for unit in units:
        kind = _kind(unit)
        if kind is None or (unit.standing == "past" and kind in ("answer", "rest")):
            continue
        point = OpenPoint(unit, kind, _next_day(unit, today))
        text = telling.told(unit)
        known = found.get(text)
        if known is None or point.weight > known.weight:
            found[text] = point
    return list(found.values())


def _kind(unit: Unit) -> OpenKind | None:
    if _NONE_OPEN.search(unit.text):
        return None
    if unit.cells and any(text.strip().lower() in _BLANKS for _, text in unit.cells):
        ownerless = any(_OWNERS.search(h) and t.strip(" -–—").lower() in ("", *_BLANKS) for h, t in unit.cells)
        return "who" if ownerless or _MARKS["who"].search(unit.text) else "decision"
    for kind, pattern in _MARKS.items():
        if pattern.search(unit.text):
            return kind
    if unit.cells and any(_OWNERS.search(h) and not t.strip(" -–—") for h, t in unit.cells):
        return "who"
    if unit.sentence.where.endswith("quoted reply"):
        return None
    return "answer" if unit.text.rstrip(' *_”"').endswith("?") and not _rhetorical(unit) else None


def _rhetorical(unit: Unit) -> bool:
    """Whether the next sentence of the same paragraph answers it."""
    units = unit.shown.units
    after = units[unit.number + 1] if unit.number + 1 < len(units) else None
    return after is not None and after.sentence.block == unit.sentence.block and _answers(after.text)


def _answers(text: str) -> bool:
    return re.match(r"(?:yes|no|the answer|because|by |as of )\b", text, re.IGNORECASE) is not None


def _next_day(unit: Unit, today: dt.date) -> dt.date | None:
    days = [f.first for part in telling.whole(unit) for f in part.facts("date", "event") if f.first]
    return min((day for day in days if day >= today), default=None)
