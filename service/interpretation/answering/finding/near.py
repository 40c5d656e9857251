"""What a question names that reads as a thing, what of it no document has, and what is nearest where none answers."""

from __future__ import annotations

import re
from collections.abc import Callable

from glossary.concepts import Category
from service.interpretation.answering.finding import bearing
from service.interpretation.answering.finding.expected import expected
from service.interpretation.answering.nouns import Evidence
from service.interpretation.facts.triggers import kind_of
from service.interpretation.shown import Unit
from service.planning.facts import EventKind

_BEFORE_A_THING = r"(?i:\b(?:the|an?|our|about|of|for|on|with|regarding|to|any|by|from|without|against) )"
Grade = Callable[[Unit], float]
"""How far a unit names something, 0 to 1."""
_OF_FIELD: dict[Category, EventKind] = {
    "support": "support_cover",
    "training": "training",
    "communications": "communication",
}
_RARE_UNITS = 6
"""Units up to which a thing is rare enough for one of them to be near."""
_NAMES_IT = 0.7
"""From which grade on a unit names a thing itself or a kind of it."""
_MOST_NEAR = 3


def nearest(evidence: Evidence) -> list[tuple[str, Unit]]:
    """What comes nearest where nothing answers: the best unit of all, else the best on each thing that is named.

    A thing that many units name tells nothing near: an initiative's own system is everywhere.
    """
    close = bearing.relevant(evidence, bearing.NEAR)[:1]
    things = _things(evidence)
    units = bearing.said_units(evidence)
    rare = max(_RARE_UNITS, len(units) // 8)
    found: list[tuple[str, Unit]] = []
    for name, grade in things.items():
        naming = [unit for unit in units if grade(unit) >= _NAMES_IT]
        if not naming or len(naming) > rare:
            continue
        best = max(naming, key=lambda u: (grade(u), bearing.firm(u), bearing.age(u)))
        if all(best is not known for _, known in found):
            found.append((name, best))
    if len(found) > 1 or not close:
        return found[:_MOST_NEAR]
    return [("", close[0].unit)]


def _things(evidence: Evidence) -> dict[str, Grade]:
    """The concepts, systems, groups, fields and compounds that a question names, each with how far a unit names it."""
    question, catalog = evidence.question, evidence.glossary.catalog
    mentions = evidence.glossary.matcher.find(question.text, community=question.community)
    found: dict[str, Grade] = {}
    held: frozenset[str] = frozenset()

    def add(name: str, grade: Grade) -> None:
        nonlocal held
        words = bearing.words_of(name)
        if words and not words <= held:
            held |= words
            found[name] = grade

    for concept in (catalog.current(c) for c in question.concepts if catalog.get(c)):
        name = next((m.label for m in mentions if concept.id in m.candidates), concept.name(question.community))
        add(name, bearing.names_concept(frozenset({concept.id}), catalog))
    for name in (*question.systems, *question.groups):
        add(name, bearing.names_words(bearing.words_of(name)))
    for category in question.categories:
        if category in _OF_FIELD:
            add(category.replace("_", " "), _names_event(_OF_FIELD[category]))
    for name in bearing.looked_for(evidence):
        for pair in bearing.compounds(name, question.words):
            add(name, bearing.names_compound(pair))
    return found


def _names_event(kind: EventKind) -> Grade:
    return lambda unit: float(any(f.event == kind and not f.note.startswith("negated") for f in unit.facts("event")))


def named_things(evidence: Evidence) -> tuple[str, ...]:
    """Of what the question names, what reads as the name of a thing: "gloves" after "about", not "pays" after "who"."""
    text = evidence.question.text
    known = set(bearing.looked_for(evidence)[: len(evidence.question.concepts)])
    known |= {*evidence.question.systems, *evidence.question.groups}

    def is_thing(name: str) -> bool:
        return name in known or " " in name or re.search(rf"{_BEFORE_A_THING}{re.escape(name)}\b", text) is not None

    return tuple(name for name in bearing.looked_for(evidence) if is_thing(name))


def unheard_of(evidence: Evidence) -> tuple[str, ...]:
    """Plain words of the question, as typed, that stand in none of the passages, their titles and headings."""
    question = evidence.question
    expects = expected(question.text)
    mentions = evidence.glossary.matcher.find(question.text, community=question.community)
    held = bearing.words_of(" ".join([*(m.label for m in mentions), *question.systems, *question.groups]))
    idle = bearing.ASKING | held | (expects.frame if expects is not None else frozenset())
    units = [unit for shown in evidence.passages for unit in shown.units]
    happening = {fact.event for unit in units for fact in unit.facts("event")}
    found: dict[str, None] = {}
    for word in bearing.WORD.findall(question.text):
        stem = bearing.words_of(word)
        if not stem or not stem <= question.words or stem & idle or word.lower() in bearing.VERBS:
            continue
        if kind_of(word) in happening:
            continue
        if not any(stem & bearing.words_of(" ".join([unit.text, *unit.context])) for unit in units):
            found[word] = None
    return tuple(found)
