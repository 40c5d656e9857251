"""Where a document itself says what something is: "X is complete when …", "Y means …", "Z (the … tool)", acronyms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.interpretation.answering import telling
from service.interpretation.answering.finding import bearing
from service.interpretation.reading import terms, words
from service.interpretation.shown import Shown, Unit

_WHEN = re.compile(
    r"^(?:the |an? |our )?(?P<subject>(?:[\w'’/-]+ ){1,5}?)(?P<said>"
    r"(?:is|are|counts? as|will be|is considered|are considered|is regarded as|is called)"
    r" (?:\w+ ){0,3}?(?:when|once|if|as soon as|only when|where|provided)\b"
    r"|(?:means?|stands? for|refers? to|denotes?|describes?|is short for|(?:is|are) defined as|is our|is the name)\b)",
    re.IGNORECASE,
)
_IS_A = re.compile(
    r"^(?:the |an? |our )?(?P<subject>(?:[\w'’/-]+ ){1,4}?)(?:\([^)]*\) )?(?:is|are) (?:an?|the|our|any|what|how) ",
    re.IGNORECASE,
)
_MARKED = re.compile(r"^(?P<subject>[^:–—\n]{2,40}?)(?::| [–—-]) ")
_KIND_BEFORE = re.compile(r"\b(?:the|our|a|an|new)\s(?:[a-z][\w-]*\s){0,2}([a-z][\w-]*)\s[\"“]?$")
"""What kind of thing it is, right before its name: "the field-service app …"."""
_MEASURES = re.compile(r"\b(?:target|goal|definition|criteri\w+|done|complete|success\w*|measure\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Definition:
    """A unit that says what something is."""

    unit: Unit
    subject: str
    """What it defines, as written."""


def definition(unit: Unit) -> Definition | None:
    """What the unit defines, if anything."""
    if unit.sentence.kind == "heading" or unit.cells:
        return None
    match = _WHEN.match(unit.text)
    if match is None or unit.text.rstrip().endswith("?") or match.group("subject").split()[0].lower() in _NOTHING:
        return None
    return Definition(unit, match.group("subject").strip())


_NOTHING = frozenset("it this that these those there they we i you he she what who which if when".split())


def defining(units: Sequence[Unit], wanted: frozenset[str], concepts: frozenset[str]) -> list[Definition]:
    """The units that define a thing, told by its words or its concepts; one a document."""
    found: dict[str, Definition] = {}
    for unit in units:
        said = definition(unit)
        if said is None or not _is_of(said, wanted, concepts):
            continue
        found.setdefault(unit.shown.source.document_id or unit.shown.id, said)
    return list(found.values())


def differing(units: Sequence[Unit]) -> list[tuple[Definition, Definition]]:
    """Pairs of definitions of the same thing by different documents that say different things."""
    said = [d for unit in units if (d := definition(unit)) is not None]
    return [
        (one, other)
        for at, one in enumerate(said)
        for other in said[at + 1 :]
        if one.unit.shown.source.document_id != other.unit.shown.source.document_id
        and bearing.words_of(one.subject) == bearing.words_of(other.subject)
        and differ(one.unit, other.unit)
    ]


def differ(one: Unit, other: Unit) -> bool:
    """Whether two definitions share less than half of their words."""
    a, b = bearing.words_of(one.text), bearing.words_of(other.text)
    return len(a & b) < 0.6 * min(len(a), len(b))


def describing(units: Sequence[Unit], term: str) -> list[Unit]:
    """The units that tell most of what a name stands for, the likeliest first; empty where none has it."""
    pattern = re.compile(rf"(?<!\w){re.escape(term)}(?:['’]?s)?(?!\w)", 0 if term.isupper() else re.IGNORECASE)
    found = [unit for unit in units if pattern.search(unit.text)]
    return sorted(found, key=lambda unit: -_tells(unit, term, pattern))


def expansion(sources: Sequence[Shown], term: str) -> tuple[str, Shown] | None:
    """What an acronym stands for by the documents' own words, and the source that says so."""
    for shown in sources:
        for found in terms.unknown(shown.text, ()):
            if found.term == term and found.expansion:
                return " ".join(found.expansion.split()), shown
    return None


def _is_of(said: Definition, wanted: frozenset[str], concepts: frozenset[str]) -> bool:
    words = bearing.words_of(said.subject)
    if wanted and (wanted <= words or words <= wanted) and words:
        return True
    end = said.unit.sentence.start + len(said.subject) + 5
    reading = said.unit.shown.reading
    named = {
        c
        for n in reading.mentions_in(said.unit.number)
        if reading.mentions[n].start < end
        for c in reading.mentions[n].candidates
    }
    return bool(named & concepts)


def _tells(unit: Unit, term: str, pattern: re.Pattern[str]) -> float:
    text = unit.text
    match = pattern.search(text)
    score = 0.0
    if match is None:
        return score
    defined = _WHEN.match(text) or _IS_A.match(text)
    if defined and pattern.search(defined.group("subject")):
        score += 3
    marked = _MARKED.match(text)
    if marked and pattern.search(marked.group("subject")):
        score += 1.0 if not text[marked.end() : marked.end() + 1].isdigit() else 0.5
    if any(len(cell.split()) < 3 and pattern.fullmatch(cell.split()[-1]) for _, cell in unit.cells if cell.split()):
        score += 1.5
    if text.rstrip().endswith("?"):
        score -= 3
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 3]
    if after.startswith(" (") or before.endswith("("):
        score += 2.5
    named = _KIND_BEFORE.search(before)
    if named and named.group(1).lower() not in words.PREPOSITIONS | words.ENDS:
        score += 2
    if match.start() < 15:
        score += 0.5
    return score + (0.5 if unit.sentence.kind == "paragraph" else 0) - 0.001 * len(telling.told(unit))


def measures(unit: Unit) -> bool:
    """Whether it, or its heading, gives a target or says when something is done."""
    return any(_MEASURES.search(text) for text in (unit.text, *unit.sentence.headings))
