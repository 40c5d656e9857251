"""Where a document itself says what it means by a word: "deployment is complete when …", "handover takes place at …".

Only what is told of a word counts, never that it occurs. A word is known by its concept, so that "deployed" and
"deployment" are one; a word that no glossary has, by its stems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glossary.edition import Edition
from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.drafting.observing import scope
from service.interpretation.shown import Unit
from service.planning.observed import Use

_LABEL = r"(?P<label>(?:[A-Za-z][\w'’/-]*)(?: [a-z][\w'’/-]*){0,2}?)"
_ARTICLE = r"(?:\W*(?:an? |the |our |to be )?)"
_WHEN = r"(?:when|once|as soon as|if|where|provided)"
_STATE = (
    r"(?:complete[d]?|done|finished|over|closed|successful|a success|reached|achieved|concluded|fulfilled|met|"
    r"considered \w+|regarded as \w+|counted as \w+)"
)
_DEFINED: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_ARTICLE}{_LABEL} (?:is|are|will be|counts?|count as) (?:only |then |not )?(?:{_STATE} )?"
        rf"(?:only )?{_WHEN}\b(?P<said>.+)",
        rf"{_ARTICLE}[\"'“‘]?{_LABEL}[\"'”’]?(?: here| for us| to us)? (?:means?|stands? for|refers? to|denotes?)\b"
        r"(?P<said>.+)",
        rf"an? {_LABEL}: (?P<said>(?:\w+ ){{3}}.+)",
        rf"{_LABEL}: (?P<said>(?:the|an?|what|when) (?:\S+ ){{1,6}}(?:that|which|who|when|where) .+)",
        rf"{_ARTICLE}{_LABEL} (?:is|are) "
        rf"(?P<said>(?:the|an?) (?:\S+ ){{1,3}}(?:that|which|who|when|in which|where) .+)",
        rf"{_ARTICLE}{_LABEL} (?:is|are) "
        r"(?:what|defined as|understood as|our (?:word|name|term) for|what we call|called)\b(?P<said>.+)",
        rf"{_ARTICLE}{_LABEL} (?:is|are) (?:the |that )(?:\w+ )?(?:day|week|weekend|"
        r"month|period|moment|point|date|time|hour|state|step|phase|"
        r"transfer|change|meeting|making|process)\b(?P<said>.+)",
        rf"{_ARTICLE}{_LABEL} (?:is|takes place|happens|falls|starts|begins|ends)\b[^:.]{{0,40}}\d[^:.]{{0,20}}"
        r": (?P<said>\w+ .+)",
        rf"{_ARTICLE}{_LABEL} ?(?:=|:=) ?(?P<said>.+)",
        rf".*?\b(?:after|before|during|at|on|until|upon|with|by|for|of) (?:the |our )?{_LABEL},? ?[(,] ?"
        r"(?:i\.e\.|that is|meaning),? (?P<said>.+)",
        rf"(?:.{{0,40}}?\W)?by [\"'“‘]?{_LABEL}[\"'”’]?,? (?:we|i|it) (?:mean|understand)s?\b(?P<said>.+)",
    )
)
"""Ways to say what a word means; `label` is the word, `said` what is told of it."""
_ADJECTIVE: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:.{{0,40}}? )?(?:is|are|counts? as|counted as|considered|regarded as) (?:only )?"
        rf"(?P<label>[a-z][\w-]+) (?:only )?{_WHEN}\b(?P<said>.+)",
        rf"(?:.{{0,30}}? )?we (?:call|consider|regard|count) [\w ]{{0,30}}?\b"
        rf"(?P<label>[a-z][\w-]+) {_WHEN}\b(?P<said>.+)",
    )
)
"""Ways to say when something has a quality: "a site is ready when …"."""
_HABIT = re.compile(
    rf"{_ARTICLE}{_LABEL} (?:is|takes place|happens|starts|begins|lasts|runs)\b(?P<said>.*\b\d{{1,2}}[:.]\d\d\b.*)",
    re.IGNORECASE,
)
"""Something that recurs at a time of the day."""
_NO_LABEL = frozenset(
    """it this that these those there they we i you he she what who which if when here everything nothing all each every
    one someone somebody nobody anyone everyone and or but so then as in on at for to of by from with until after
    before during not only also just more most few both either neither than where while because""".split()
)
_PLAIN = frozenset(
    """complete completed done finished over closed successful reached achieved fulfilled met possible needed required
    available open free necessary allowed only best good fine ok important useful clear sure better early late
    used sent told asked informed""".split()
)
"""Qualities that are told of anything, or that define nothing."""


@dataclass(frozen=True)
class _Said:
    label: str
    start: int
    """Where the label stands in the unit."""
    said: str
    habit: bool = False


def uses(material: Material, glossary: Edition) -> tuple[Use, ...]:
    """What documents say that words mean."""
    names = scope.names_of(material.units)
    found: list[Use] = []
    for unit in material.units:
        if not telling.is_said(unit) or unit.cells or unit.text.rstrip().endswith("?"):
            continue
        for said in _said(unit):
            key, known = _key(unit, said)
            if not key or names.in_text(said.label[:1].upper() + said.label[1:]) or (said.habit and known):
                continue
            meaning = " ".join(said.said.split()).strip(" ,.;:")
            stems = wording.stems(meaning) - wording.stems(said.label)
            if len(stems) < (1 if said.habit else 2):
                continue
            found.append(
                Use(
                    label=said.label.lower(),
                    concept=key,
                    community=unit.shown.community,
                    meaning=meaning,
                    quote=quote_of(unit),
                    stems=frozenset(stems),
                    habit=said.habit,
                )
            )
    return tuple(dict.fromkeys(found))


def _said(unit: Unit) -> Iterator[_Said]:
    text = unit.text
    for pattern in _DEFINED:
        match = pattern.match(text)
        if match and _is_label(match["label"]):
            yield _Said(match["label"], match.start("label"), match["said"])
            return
    for pattern in _ADJECTIVE:
        match = pattern.match(text)
        if match and match["label"].lower() not in _PLAIN | _NO_LABEL:
            yield _Said(match["label"], match.start("label"), match["said"])
            return
    match = _HABIT.match(text)
    if match and _is_label(match["label"]) and not _has_day(unit):
        yield _Said(match["label"], match.start("label"), match["said"], habit=True)


def _has_day(unit: Unit) -> bool:
    """Whether it gives a day of the calendar."""
    return any(f.first is not None and f.unit in ("", "day") and "T" not in f.value for f in unit.facts("date"))


def _is_label(label: str) -> bool:
    words = label.lower().split()
    return not set(words) & _NO_LABEL and not any(c.isdigit() for c in label) and len(label) > 2


def _key(unit: Unit, said: _Said) -> tuple[str, bool]:
    """By what a word is known: its concept, or else its stems; and whether the glossary has it."""
    reading = unit.shown.reading
    start = unit.sentence.start + said.start
    for at in reading.mentions_in(unit.number):
        mention = reading.mentions[at]
        if mention.start == start and mention.end >= start + len(said.label) and mention.candidates:
            # One word in two senses is the very matter: it is known by all that it may mean.
            return "|".join(sorted(mention.candidates)), True
    return " ".join(sorted(wording.stems(said.label))), False
