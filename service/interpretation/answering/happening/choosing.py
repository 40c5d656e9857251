"""Which dated statements answer a question, and how one says them: shared by the answers about when and whether."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.interpretation import wording
from service.interpretation.answering import relevance, telling
from service.interpretation.answering.happening import timeline
from service.interpretation.answering.happening.timeline import Entry
from service.interpretation.answering.nouns import Evidence
from service.interpretation.answering.relevance import Term, Wanted
from service.interpretation.nouns import Claim
from service.interpretation.shown import Shown, Unit
from service.planning.facts import EventKind

LONGEST = 240
_NEAR = 0.45
_LEAST = 0.3
_MOST_NAMED = 3


@dataclass(frozen=True)
class Scored:
    """A dated statement and how well it answers."""

    entry: Entry
    score: float
    for_asked: bool
    """Whether it is for the people asked for; true where none are."""


def units_of(evidence: Evidence) -> list[Unit]:
    """All units of the evidence, each once."""
    shown = {s.id: s for s in (*evidence.passages, *(u.shown for u in evidence.timeline))}
    return [unit for s in shown.values() for unit in s.units]


def chosen(found: Sequence[Entry], wanted: Wanted, events: Sequence[EventKind]) -> list[Scored]:
    """The statements that answer, best first.

    Args:
        found: dated statements.
        wanted: what is asked for.
        events: the kinds of event asked for; empty for any.
    """
    scored = [s for entry in found if (s := _scored(entry, wanted, events)) is not None]
    best = max((s.score for s in scored), default=0.0)
    kept = [s for s in scored if s.score >= max(_LEAST, best - _NEAR)]
    return sorted(kept, key=lambda s: -s.score)


def _scored(entry: Entry, wanted: Wanted, events: Sequence[EventKind]) -> Scored | None:
    things, groups = wanted.things, wanted.groups
    concepts = entry.unit.concepts
    own = relevance.share(things, entry.stems, concepts)
    around = relevance.share(things, entry.around, concepts)
    share = max(own, 0.8 * around)
    if things and share < relevance.ENOUGH:
        return None
    wide, exact = timeline.like(events), frozenset(events)
    if not events:
        fits = 0.0
    elif entry.kinds & exact:
        fits = 0.5
    elif entry.kinds & wide or any(t.kind == "event" and t.named_in(entry.stems) for t in wanted.terms):
        fits = 0.35
    else:
        fits = 0.1 if not entry.kinds else -0.5
    if events and not things and fits < (0.35 if not groups else 0.1):
        return None
    if "training" in entry.kinds | ({"training"} if _trains(entry.stems) else set()) and events and "training" not in events:
        fits -= 0.3
    named = is_for(entry.unit, groups)
    score = share + fits + (0.4 if groups and named else 0.0) - (0.3 if entry.unsure else 0.0)
    score -= 0.2 if timeline.is_done(entry) else 0.0
    return Scored(entry, score, named)


def _trains(stems: frozenset[str]) -> bool:
    return bool(stems & wording.stems("training course courses"))


def is_for(unit: Unit, groups: Sequence[Term]) -> bool:
    """Whether a unit is about one of the groups; true where none is asked for."""
    if not groups:
        return True
    stems = relevance.stems_of(" ".join((*unit.sentence.headings, unit.text)))
    return any(group.named_in(stems) for group in groups)


def about(wanted: Wanted) -> frozenset[str]:
    """Stems by which statements about what is asked for are known to be about one thing."""
    return frozenset().union(*(way for term in wanted.things for way in term.ways if len(way) == 1))


def quoted(unit: Unit) -> str:
    """The unit's own words in quotation marks."""
    return f"“{telling.told(unit, LONGEST)}”"


def sources_of(found: Sequence[Entry]) -> tuple[str, ...]:
    """Ids of the sources, each once."""
    return tuple(dict.fromkeys(e.unit.shown.id for e in found))


def sayers(found: Sequence[Entry]) -> str:
    """The documents that say it: `the milestones of 2 April 2027 and the IT deployment plan of 1 March 2027`."""
    named = list(dict.fromkeys(telling.said_by(e.unit.shown) for e in found))
    more = len(named) - _MOST_NAMED
    return wording.listed(named[:_MOST_NAMED] + ([f"{more} more"] if more > 0 else []))


def told(found: Sequence[Entry]) -> Claim:
    """One day, in the words of the source that says most of it, and who else gives the same day."""
    lead = max(found, key=lambda e: (e.precise, len(e.unit.cells) > 0 or len(e.unit.text) > 40, e.written))
    others = [e for e in found if e.unit.shown.source.document_id != lead.unit.shown.source.document_id]
    text = f"{wording.capital(lead.when)}: {quoted(lead.unit)} says {telling.said_by(lead.unit.shown)}"
    if others:
        text += f"; {sayers(others)} {_verb(others, 'gives', 'give')} the same day"
    return Claim(text=text + ".", status="supported", sources=sources_of([lead, *others]))


def disagreement(groups: Sequence[Sequence[Entry]]) -> Claim:
    """Several days for one thing, side by side, the newest statement first."""
    newest, *older = groups
    lead = newest[0]
    verb = "moves it to" if lead.replaced else _verb(newest, "says", "say")
    parts = [f"{sayers(newest)} {verb} {lead.when} ({quoted(lead.unit)})"]
    parts += [f"{sayers(group)} {_verb(group, 'says', 'say')} {group[0].when}" for group in older]
    dated = any(e.unit.shown.dated for e in newest)
    head = "The sources disagree, newest first" if dated else "The sources disagree"
    return Claim(
        text=f"{head}: {'; '.join(parts)}.",
        status="computed",
        sources=sources_of([e for group in groups for e in group]),
        why="days that different statements give for the same thing, ordered by the documents' own dates; none is chosen",
    )


def who_says(shown: Shown, text: str) -> str:
    """A statement with who says it."""
    return f"{wording.capital(telling.said_by(shown))}: {text}"


def _verb(found: Sequence[Entry], one: str, many: str) -> str:
    return one if len({e.unit.shown.source.document_id for e in found}) == 1 else many
