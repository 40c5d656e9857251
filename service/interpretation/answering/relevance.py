"""How much of a question a text names: by words, by the glossary's labels, weighed by how much each word tells.

What is common in the glossary's own texts ("people", "change") tells little; a name or a rare word tells most. So there
is such a thing as a text that has nothing to do with a question.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from glossary.catalog import Catalog
from service.interpretation import wording
from service.interpretation.answering.asked import naming
from service.interpretation.answering.nouns import Question
from service.planning.facts import EventKind

ENOUGH = 0.34
"""Share of a question's weighed terms from which on a text bears on it."""
_LIGHTEST = 0.15
_EVENT_WEIGHT = 0.4
_GROUP_WEIGHT = 0.6
_KEPT = 50_000
_EVENT_WORDS: dict[EventKind, str] = {
    "access": "access account accounts login log-in sign-in log sign provisioned licence license invitation enabled "
    "granted rights",
    "pilot": "pilot ring preview beta",
    "training": "training trained course courses workshop class e-learning tenant sessions",
    "communication": "communication announcement mail message newsletter poster intranet informed briefing kick-off",
    "change": "change migration migrated enforced mandatory replace upgrade introduced moved switch",
    "go_live": "go-live live launch cutover rollout roll wave starts deployment deployed production",
    "freeze": "freeze frozen blackout stock-take embargo",
    "holiday": "holiday vacation closure shutdown",
    "support_cover": "hypercare support floorwalking on-call desk cover",
    "withdrawal": "withdrawn withdrawal switched decommissioned retired off read-only removed goes ends",
    "test": "test tested check rehearsal acceptance",
    "decision": "decision decided approval approved sign-off postponed",
    "feedback": "survey feedback pulse retrospective",
}
_EVENT_STEMS = {kind: wording.stems(words) for kind, words in _EVENT_WORDS.items()}

TermKind = Literal["concept", "system", "group", "event", "word"]


@dataclass(frozen=True)
class Term:
    """Something the question names, in all the words for it."""

    kind: TermKind
    ways: tuple[frozenset[str], ...]
    """Stems; a text names the term if it has all of any of these."""
    weight: float
    """How much it tells, above 0, at most 1."""
    concept: str = ""
    """For a concept: its id."""
    event: EventKind | None = None
    """The kind of event that the question means by it: "training"."""

    def named_in(self, stems: frozenset[str]) -> bool:
        """Whether a text with these stems names it."""
        return any(way <= stems for way in self.ways)


@dataclass(frozen=True)
class Wanted:
    """What a text must name to bear on a question."""

    terms: tuple[Term, ...]

    @property
    def subjects(self) -> tuple[Term, ...]:
        """What it is about: things and people, without what happens to them."""
        return tuple(t for t in self.terms if t.kind != "event")

    @property
    def things(self) -> tuple[Term, ...]:
        """What it is about, without for whom; what only says what happens counts where there is nothing else."""
        named = tuple(t for t in self.terms if t.kind not in ("event", "group"))
        return tuple(t for t in named if t.event is None) or named

    @property
    def groups(self) -> tuple[Term, ...]:
        """For whom it asks."""
        return tuple(t for t in self.terms if t.kind == "group")

    def share(self, stems: frozenset[str], concepts: frozenset[str] = frozenset()) -> float:
        """How much of it a text names, as the function `share` has it."""
        return share(self.terms, stems, concepts)


def share(
    terms: Iterable[Term],
    stems: frozenset[str],
    concepts: frozenset[str] = frozenset(),
    kinds: frozenset[EventKind] = frozenset(),
) -> float:
    """How much of these terms a text names, from 0 to 1; 1 if there are none.

    Args:
        terms: what is asked for.
        stems: of the text.
        concepts: ids of the concepts that it is known to name.
        kinds: the kinds of event that it is known to tell of.
    """
    named = total = 0.0
    for term in terms:
        total += term.weight
        if term.concept in concepts or term.event in kinds or term.named_in(stems):
            named += term.weight
    return named / total if total else 1.0


def wanted(question: Question, catalog: Catalog) -> Wanted:
    """What a question asks for, each thing once: concepts, systems, people, events, and the words left over."""
    terms: list[Term] = []
    groups = [wording.stems(group) for group in question.groups]
    people = frozenset().union(*groups) if groups else frozenset[str]()
    left = set(question.words)
    asked = {kind: wording.stems(" ".join(words)) for kind, words in naming.event_words(question.text).items()}
    for concept_id in question.concepts:
        labels = ways(catalog, concept_id)
        if any(way <= people for way in labels):
            continue  # people are asked for as the question calls them
        here = frozenset().union(*(way for way in labels if way <= question.words))
        event = next((e for e in question.events if here and here <= _EVENT_STEMS[e]), None)
        if event is None:
            terms.append(Term("concept", labels, 1.0, concept_id))
        else:  # what happens tells as much, in as many words, whether or not the glossary knows it
            happens = tuple(frozenset({s}) for s in sorted(_EVENT_STEMS[event]))
            terms.append(Term("concept", (*labels, *happens), _EVENT_WEIGHT, concept_id, event))
        left -= here
    for system in question.systems:
        stems = stems_of(system) or frozenset({system.lower()})
        if stems and not any(t.named_in(stems) for t in terms):
            terms.append(Term("system", (stems,), 1.0))
        left -= stems
    for group in groups:
        heads = group - _PLACELESS or group
        if heads:
            terms.append(Term("group", _of_people(heads), _GROUP_WEIGHT))
    left -= people
    for event in question.events:
        stems = _EVENT_STEMS[event] | asked.get(event, frozenset())
        covered = any(way & stems for t in terms if t.kind == "concept" for way in t.ways if way <= question.words)
        if not covered:
            terms.append(Term("event", tuple(frozenset({s}) for s in stems), _EVENT_WEIGHT))
        left -= stems
    left = left.difference(*asked.values())
    terms += [Term("word", (frozenset({stem}),), weight(stem, catalog)) for stem in sorted(left)]
    return Wanted(tuple(terms))


_SHORT = re.compile(r"\b[A-Z]{2}\b")
_NO_NAME = frozenset({"IT", "US", "OK", "AM", "PM"})
_PLACELESS = wording.stems("people staff team teams colleagues users employees")
_CALLED = wording.stems(
    "nurses teachers workers engineers agents doctors clerks drivers technicians assistants operators"
)
"""What people are called by their work, for which "staff" may stand."""


def _of_people(group: frozenset[str]) -> tuple[frozenset[str], ...]:
    """A group of several words is also named by its most particular ones, and its people as "staff" or "colleagues"."""
    if len(group) == 2:
        staff = (frozenset({stem, other}) for stem in sorted(group - _CALLED) for other in sorted(_PLACELESS))
        return (group, *(staff if group & _CALLED else ()))
    if len(group) < 3:
        return (group,)
    return (group, *(group - {stem} for stem in sorted(group)))


@lru_cache(maxsize=2048)
def ways(catalog: Catalog, concept_id: str) -> tuple[frozenset[str], ...]:
    """Stems of each label of a concept."""
    concept = catalog.current(concept_id)
    labels = [label for labels in concept.labels.values() for label in labels.all()]
    return tuple({stems: None for label in labels if (stems := wording.stems(label))})


def weight(stem: str, catalog: Catalog) -> float:
    """How much a word tells: its inverse document frequency in the glossary, 1 for a word that it does not have."""
    frequencies, documents = _frequencies(catalog)
    count = frequencies.get(stem, 0)
    if not count:
        return 1.0
    return max(_LIGHTEST, math.log(documents / count) / math.log(documents))


@lru_cache(maxsize=4)
def _frequencies(catalog: Catalog) -> tuple[Counter[str], int]:
    seen: Counter[str] = Counter()
    for concept in catalog.concepts:
        texts = [*concept.meaning.values(), *concept.assumes.values(), concept.gap or ""]
        texts += [f"{i.says} {i.do}" for i in concept.implications]
        seen.update(wording.stems(" ".join(texts)))
    return seen, max(2, len(catalog.concepts))


def stems_of_event(kind: EventKind) -> frozenset[str]:
    """Stems of the words that tell of such an event."""
    return _EVENT_STEMS[kind]


@lru_cache(maxsize=_KEPT)
def stems_of(text: str) -> frozenset[str]:
    """The stems of a text, those of the parts of "shop-floor" too; kept, as the same passages are asked for again."""
    stems = wording.stems(text) | (wording.stems(text.replace("-", " ")) if "-" in text else frozenset())
    short = _SHORT.findall(text)
    return stems | {word.lower() for word in short if word not in _NO_NAME} if short else stems
