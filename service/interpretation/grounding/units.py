"""The units of a source as statements, with what stands around them: title, headings, lead-in, the sentence before.

A source is read once; what was read is kept for as long as the source is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from weakref import WeakKeyDictionary

from service.interpretation.grounding.orders import instructs
from service.interpretation.grounding.statements import statement as stating
from service.interpretation.grounding.statements import tokens as wording
from service.interpretation.grounding.statements.amounts import labels
from service.interpretation.grounding.statements.moments import Moment
from service.interpretation.grounding.statements.standing import is_open
from service.interpretation.grounding.statements.statement import Cell, Label, Sentence
from service.interpretation.reading import clauses
from service.interpretation.reading.sentences import lead_ins
from service.interpretation.shown import Shown, Unit

_DEPENDS = re.compile(
    r"(?:it|they|this|that|these|those|he|she|both|(?:after"
    r"|before) (?:that|this)|the rest|the others?|others|none|all|each|most"
    r"|(?:two|three|four|five|some|half|many|\d+) (?:of (?:them|these|those)|left|more|others?|remain))\b",
    re.IGNORECASE,
)


_DIGITS = re.compile(r"\d[\d.,:/-]*\d|\d")


@dataclass(frozen=True)
class Around:
    """What a unit stands under and beside."""

    names: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    """Those of them in the words that introduce its list, and in its label."""
    near: frozenset[str] = frozenset()
    """Names in the sentence before it, where its subject is told there; else empty."""
    behind: frozenset[str] = frozenset()
    """Names in the words behind it that leave it open."""
    labels: frozenset[Label] = frozenset()
    digits: frozenset[str] = frozenset()
    """Numbers in its headings, as they stand."""
    moments: tuple[Moment, ...] = ()
    """Days in its headings and lead-in."""
    concepts: frozenset[str] = frozenset()
    standing: clauses.Standing = "real"
    """How things stand under its headings."""
    lead_open: str = ""
    """What leaves open the words that introduce its list."""
    open: str = ""
    """The words behind it that leave it open: "Not decided."; empty for none."""


@dataclass(frozen=True)
class UnitRead:
    """A unit, read."""

    number: int
    sentence: Sentence
    around: Around
    text: str
    kind: str
    names: frozenset[str]
    """Names in it and around it, for a quick look whether it can matter."""
    concepts: frozenset[str]
    orders: bool = False
    """Whether it, or what introduces it, orders a reader how to answer; then it bears nothing out."""


_read: WeakKeyDictionary[Shown, tuple[UnitRead, ...]] = WeakKeyDictionary()
_lock = Lock()


def units(shown: Shown) -> tuple[UnitRead, ...]:
    """What a source says, unit by unit."""
    with _lock:
        known = _read.get(shown)
    if known is None:
        known = tuple(_all(shown))
        with _lock:
            _read[shown] = known
    return known


def _all(shown: Shown) -> list[UnitRead]:
    found: list[UnitRead] = []
    every = shown.units
    leads = lead_ins(shown.reading.sentences)
    sentences = [_sentence(unit) for unit in every]
    for number, unit in enumerate(every):
        around = _around(shown, number, sentences, leads)
        sentence = sentences[number]
        own = frozenset(t.name for t in sentence.tokens if t.name)
        found.append(
            UnitRead(
                number,
                sentence,
                around,
                unit.text,
                unit.sentence.kind,
                own | around.names | around.near | around.behind | sentence.statements[0].header_names,
                unit.concepts | around.concepts,
                instructs(unit.text) or (number in leads and instructs(every[leads[number]].text)),
            )
        )
    return found


def _sentence(unit: Unit) -> Sentence:
    start = unit.sentence.start
    facts = [f.model_copy(update={"start": f.start - start, "end": f.end - start}) for f in unit.facts("date")]
    reading = unit.shown.reading
    mentions = [reading.mentions[n] for n in reading.mentions_in(unit.number)]
    concepts = [(m.start - start, m.end - start, m.candidates) for m in mentions]
    cells: list[Cell] = []
    if unit.sentence.kind == "row":
        for cell in reading.blocks[unit.sentence.block].cells:
            if cell.end > cell.start >= start:
                cells.append(
                    Cell(cell.start - start, cell.end - start, cell.header, unit.shown.text[cell.start : cell.end])
                )
    return stating.read(unit.text, facts, concepts, cells)


def _around(shown: Shown, number: int, sentences: list[Sentence], leads: dict[int, int]) -> Around:
    every = shown.reading.sentences
    here = every[number]
    above = [shown.source.title, *here.headings]
    names = {n for text in above for n in _names(text)}
    moments: list[Moment] = []
    marks = {pair for text in above for pair in _labels(text)}
    concepts = {c for text in above for m in shown.matcher.find(text) for c in m.candidates}
    if shown.concept:
        concepts.add(shown.concept.id)
    for other in range(number - 1, -1, -1):
        heading = every[other]
        if heading.kind == "heading" and heading.text in here.headings and sentences[other].statements:
            moments += [m for s in sentences[other].statements for m in s.moments]
            break
    near: set[str] = set()
    led: set[str] = set()
    lead_open = ""
    lead = leads.get(number)
    if lead is not None:
        led |= {t.name for t in sentences[lead].tokens if t.name}
        lead_open = next((s.standing.unsettled for s in sentences[lead].statements if s.standing.unsettled), "")
        marks |= {pair for s in sentences[lead].statements for pair in s.labels}
        moments += [m for s in sentences[lead].statements for m in s.moments]
    before = number - 1
    if before >= 0 and every[before].block == here.block and here.kind in ("paragraph", "item"):
        first = every[before].text.split(":", 1)
        if len(first) == 2 and len(first[0].split()) <= 5:
            led |= set(_names(first[0]))
        if _DEPENDS.match(here.text) or not any(s.subject for s in sentences[number].statements):
            near = {t.name for t in sentences[before].tokens if t.name}
            marks |= {pair for s in sentences[before].statements for pair in s.labels}
    behind = number + 1
    opened = ""
    later: frozenset[str] = frozenset()
    if behind < len(every) and every[behind].block == here.block and is_open(every[behind].text):
        opened = every[behind].text
        later = frozenset(t.name for t in sentences[behind].tokens if t.name)
    return Around(
        names=frozenset(names | led),
        lead=frozenset(led),
        near=frozenset(near),
        behind=later,
        labels=frozenset(marks),
        digits=frozenset(d for text in above for d in _DIGITS.findall(text)),
        moments=tuple(moments),
        concepts=frozenset(concepts),
        standing=clauses.under(tuple(here.headings)),
        lead_open=lead_open,
        open=opened,
    )


@lru_cache(maxsize=2_000)
def _names(text: str) -> tuple[str, ...]:
    return tuple(t.name for t in wording.read(text) if t.name)


@lru_cache(maxsize=2_000)
def _labels(text: str) -> tuple[Label, ...]:
    return tuple(labels(wording.read(text), text).values())
