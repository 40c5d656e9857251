"""Which dated statements answer a question, and how one says them: shared by the answers about when and whether."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.interpretation import wording
from service.interpretation.answering import relevance, telling
from service.interpretation.answering.asked import following, naming
from service.interpretation.answering.dated import grouping
from service.interpretation.answering.dated.kinship import Kin
from service.interpretation.answering.happening import timeline
from service.interpretation.answering.happening.timeline import Entry
from service.interpretation.answering.nouns import Evidence, Question
from service.interpretation.answering.relevance import Term, Wanted
from service.interpretation.nouns import Claim
from service.interpretation.reading.verbs import WORDS
from service.interpretation.shown import Shown, Unit
from service.planning.facts import EventKind

LONGEST = 240
NOBODY = Kin()
NOUNS: dict[EventKind, str] = {
    "access": "access",
    "go_live": "go-live",
    "withdrawal": "withdrawal",
    "change": "change",
    "training": "training",
    "communication": "communication",
    "pilot": "pilot",
    "test": "test",
    "decision": "decision",
    "feedback": "survey",
    "support_cover": "support",
}
"""What an event is called."""
_TELLING = 0.8
"""Weight from which on a word of the question has to stand somewhere."""
_NEAR = 0.35
_LEAST = 0.3
_MOST_NAMED = 3
_KEEPING = re.compile(
    r"\b(?:owner|lead|status|state|needs|depends|predecessor|responsible|id|ref|nr|no)\b", re.IGNORECASE
)


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


def chosen(
    found: Sequence[Entry],
    wanted: Wanted,
    question: Question,
    *,
    kin: Kin = NOBODY,
    beside: bool = False,
    loosely: bool = False,
    near: float = _NEAR,
) -> list[Scored]:
    """The statements that answer, best first.

    Args:
        found: dated statements.
        wanted: what is asked for.
        question: which kinds of event are asked for and in which words, and which numbered parts.
        kin: who belongs with the people asked for.
        beside: whether what is there for the training answers too, although something else is asked for.
        loosely: whether a statement that names the people answers though it does not say in known words what happens.
        near: how much worse than the best they may be.
    """
    parts = grouping.numbered(question.text)
    said = relevance.stems_of(question.text)
    asked = _Asked(wanted, question.events, parts, said, kin, beside, loosely)
    scored = [s for entry in found if (s := _scored(entry, asked)) is not None]
    best = max((s.score for s in scored), default=0.0)
    kept = [s for s in scored if s.score >= max(_LEAST, best - near)]
    return sorted(kept, key=lambda s: -s.score)


@dataclass(frozen=True)
class _Asked:
    """What statements are scored by, as `chosen` has it."""

    wanted: Wanted
    events: Sequence[EventKind]
    parts: frozenset[str]
    said: frozenset[str]
    kin: Kin
    beside: bool
    loosely: bool


def _scored(entry: Entry, asked: _Asked) -> Scored | None:
    things, groups, events, parts = asked.wanted.things, asked.wanted.groups, asked.events, asked.parts
    if parts and entry.numbered and not parts & entry.numbered:
        return None
    concepts = entry.unit.concepts
    own = relevance.share(things, entry.stems, concepts, entry.kinds)
    around = relevance.share(things, entry.around, concepts, entry.kinds)
    share = max(own, 0.8 * around)
    if asked.loosely and things:
        titled = entry.around | relevance.stems_of(entry.unit.shown.source.title)
        share = max(share, 0.6 * relevance.share(things, titled, concepts, entry.kinds))
    direct = names(entry, groups)
    named = direct or asked.kin.named_in(entry)
    # A row that names the people tells of a step of the plan without a word for it.
    happens = bool(groups) and named and all(t.event is not None for t in things)
    if things and share < relevance.ENOUGH and not happens:
        return None
    fits = _fits(entry, events, asked.beside, asked.loosely) if events else 0.0
    if fits is None:
        if not (parts and parts & entry.numbered):
            return None
        fits = 0.2  # of the very part that is asked for, whatever happens to it
    if events and any(_same_word(kind, asked.said, entry.stems) for kind in events):
        fits += 0.3
    score = share + fits + (0.4 * direct + 0.3 * (named and not direct) if groups else 0.0)
    score -= 0.3 if entry.unsure else 0.0
    score += (0.4 if parts & entry.numbered else -0.2) if parts else 0.0
    return Scored(entry, score - (0.2 if timeline.is_done(entry) else 0.0), named)


def _fits(entry: Entry, events: Sequence[EventKind], beside: bool, loosely: bool) -> float | None:
    """How well what happens answers to the kinds of event asked for; None if it does not."""
    if any(f.event in events and f.note.startswith("negated") for f in entry.unit.facts("event")):
        return None
    trains = bool(entry.stems & _TRAINING)
    less = 0.4 if trains and "training" not in events and not beside else 0.0
    if entry.kinds & frozenset(events):
        return 0.5 - less
    if entry.kinds & timeline.like(events):
        # Accounts are made before people go live with them.
        ahead = "go_live" in events and entry.kinds == {"access"} and bool(entry.stems & _ACCOUNTS)
        return (0.05 if ahead else 0.45) - less
    if not entry.kinds and entry.unit.cells and timeline.like(events) & _STEPS:
        return 0.1 - less  # a row of a plan tells of a step without saying so
    if loosely and not entry.kinds and not trains:
        told = any(relevance.stems_of_event(kind) & entry.stems for kind in timeline.like(events))
        return (0.1 if entry.precise else 0.0) + 0.2 * told + 0.1 * _told_by_verb(entry, events)
    return None


def _told_by_verb(entry: Entry, events: Sequence[EventKind]) -> bool:
    """Whether everyday words say what is asked for: "they sign in from Monday"."""
    return bool(timeline.like(events) & frozenset(naming.events_in(entry.unit.text)))


def to_the_point(scored: Sequence[Scored], wanted: Wanted, evidence: Evidence) -> list[Scored]:
    """Without statements that name nothing of what tells most in the question, where some statement names it."""
    keys = [t for t in wanted.things if t.event is None and t.weight >= _TELLING]
    if not keys or not any(t.named_in(relevance.stems_of(u.text)) for t in keys for u in units_of(evidence)):
        return list(scored)

    def names_key(entry: Entry) -> bool:
        text = " ".join((entry.unit.shown.source.title, *entry.unit.sentence.headings))
        stems = entry.near | relevance.stems_of(text)
        return any(t.named_in(stems) or t.concept in entry.unit.concepts for t in keys)

    return [s for s in scored if names_key(s.entry)]


def belonging(chosen: Sequence[Scored], found: Sequence[Entry]) -> list[Scored]:
    """What else is said of the very steps that were chosen: "phase 1 moves to", where a table has phase 1."""
    held = {id(s.entry) for s in chosen}
    more = [
        Scored(entry, home.score, home.for_asked)
        for entry in found
        if id(entry) not in held
        and not entry.unsure
        and (home := next((s for s in chosen if _continues(entry, s.entry)), None)) is not None
    ]
    return [*chosen, *more]


def _continues(entry: Entry, known: Entry) -> bool:
    linked = entry.numbered & known.numbered or known.first in entry.replaced or entry.first in known.replaced
    return bool(linked) and timeline.same(entry, known)


def _same_word(kind: EventKind, said: frozenset[str], stems: frozenset[str]) -> bool:
    """Whether question and statement tell of it by the same word: "go-live" is said of more than one step of a plan."""
    if kind == "go_live" and said & _LIVE:
        return bool(stems & _LIVE)
    return bool(relevance.stems_of_event(kind) & said & stems)


_LIVE = wording.stems("go-live live launch launches")
_ACCOUNTS = wording.stems("account accounts login credentials licence licences")
_TRAINING = wording.stems("training course courses")
_STEPS: frozenset[EventKind] = frozenset({"access", "go_live", "change", "withdrawal", "pilot", "test"})


def names(entry: Entry, groups: Sequence[Term]) -> bool:
    """Whether a statement holds for one of the groups; true where none is asked for."""
    if not groups:
        return True
    said = entry.clause or " ".join((*entry.unit.sentence.headings, *(u.text for u in telling.whole(entry.unit))))
    return any(group.named_in(relevance.stems_of(said)) for group in groups)


def about(wanted: Wanted) -> frozenset[str]:
    """Stems by which statements about what is asked for are known to be about one thing."""
    return frozenset().union(*(way for term in wanted.things for way in term.ways if len(way) == 1))


def absent(evidence: Evidence, wanted: Wanted) -> Claim | None:
    """That no document names something that the question names: what they say of the rest may be no answer."""
    held = [relevance.stems_of(" ".join((s.source.title, s.source.where, s.text))) for s in evidence.passages]
    terms = [t for t in wanted.subjects if t.kind != "concept" and not any(t.named_in(stems) for stems in held)]
    words = [
        word
        for word in dict.fromkeys(re.findall(r"[\w'-]*[^\W\d_]", evidence.question.text))
        if word.lower() not in WORDS
        and any(t.weight >= _TELLING and t.named_in(relevance.stems_of(word)) for t in terms)
    ]
    words += [g for g, t in zip(evidence.question.groups, wanted.groups, strict=False) if t in terms and g not in words]
    words += [s for s in evidence.question.systems if s not in words and any(_is_system(t, s) for t in terms)]
    words += _unheard(evidence, held)
    if not words or not held:
        return None
    named = wording.listed([f"“{word}”" for word in words[:3]], "or")
    return Claim(
        text=f"No document that I found mentions {named}; what they say of the rest may not hold for it.",
        status="computed",
        sources=tuple(s.id for s in evidence.passages[:3]),
        why="the words of the question that stand in none of the passages",
    )


def _is_system(term: Term, name: str) -> bool:
    return term.kind == "system" and term.named_in(relevance.stems_of(name))


def _unheard(evidence: Evidence, held: Sequence[frozenset[str]]) -> list[str]:
    """Terms of the glossary in the question that no document uses, under none of their labels."""
    catalog, text = evidence.glossary.catalog, evidence.question.text
    happens = frozenset().union(*map(relevance.stems_of_event, evidence.question.events))
    found: list[str] = []
    for mention in evidence.glossary.matcher.find(text):
        ids = [mention.concept] if mention.concept else mention.candidates
        ways = [way for i in ids for way in relevance.ways(catalog, catalog.current(i).id)]
        used = any(i in u.concepts for i in ids for s in evidence.passages for u in s.units)
        if used or relevance.stems_of(mention.label) & happens or any(w <= stems for w in ways for stems in held):
            continue
        if not any(mention.label.lower() in g for g in evidence.question.groups):
            found.append(mention.label)
    return found


def thing(evidence: Evidence) -> str:
    """What the question is about, in its own words, for the questions that lead on; may be empty."""
    question = evidence.question
    things = following.things(question.text, question.groups)
    only_happens = relevance.stems_of(things) <= frozenset().union(*map(relevance.stems_of_event, question.events))
    if question.groups and only_happens:
        happens = NOUNS.get(question.events[0], "") if question.events else ""
        return f"the {happens or things} for the {wording.listed(question.groups)}" if happens or things else ""
    return things


def quoted(unit: Unit) -> str:
    """The unit's own words, in quotation marks where they stand so."""
    return telling.quoted_whole(unit, LONGEST)


def sources_of(found: Sequence[Entry]) -> tuple[str, ...]:
    """Ids of the sources, each once."""
    return tuple(dict.fromkeys(e.unit.shown.id for e in found))


def sayers(found: Sequence[Entry]) -> str:
    """The documents that say it: `the milestones of 2 April 2027 and the IT deployment plan of 1 March 2027`."""
    named = list(dict.fromkeys(telling.said_by(e.unit.shown) for e in found))
    more = len(named) - _MOST_NAMED
    return wording.listed(named[:_MOST_NAMED] + ([f"{more} more"] if more > 0 else []))


def told(found: Sequence[Entry]) -> Claim:
    """One day, in the words of the source that says it best, and who else gives the same day."""
    lead = max(found, key=lambda e: (e.precise, not e.unsure, -_bookkeeping(e.unit), e.written))
    others = [e for e in found if e.unit.shown.source.document_id != lead.unit.shown.source.document_id]
    same = f"; the same day in {sayers(others)}" if others else ""
    when = wording.capital(lead.when) + (", but not certain" if lead.unsure else "")
    return Claim(
        text=f"{when}: {quoted(lead.unit)} ({telling.said_by(lead.unit.shown)}{same})",
        status="supported",
        sources=sources_of([lead, *others]),
    )


def _bookkeeping(unit: Unit) -> int:
    """How many of a row's cells are for those who keep the plan."""
    return sum(1 for header, text in unit.cells if text.strip() and _KEEPING.search(header))


def disagreement(groups: Sequence[Sequence[Entry]]) -> Claim:
    """Several days for one thing, side by side, the newest statement first."""
    newest, *older = groups
    lead = newest[0]
    head = "The sources disagree" + (", newest first" if lead.unit.shown.dated else "")
    parts = [f"{'moved to ' if lead.replaced else ''}{lead.when} according to {sayers(newest)}, {quoted(lead.unit)}"]
    parts += [f"{group[0].when} according to {sayers(group)}" for group in older]
    return Claim(
        text=f"{head}: {'; '.join(parts)}.".replace(".”;", "”;"),
        status="computed",
        sources=sources_of([e for group in groups for e in group]),
        why="days given for the same thing, ordered by the documents' own dates; none is chosen",
    )


def who_says(shown: Shown, text: str) -> str:
    """A statement with who says it."""
    return f"{wording.capital(telling.said_by(shown))}: {text}"
