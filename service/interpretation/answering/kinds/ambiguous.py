"""A word with several senses is asked back: each sense in the asker's words, and what it would mean here.

Where the initiative's own documents use the word in one sense only, that is said, and the answer is given in it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from glossary.concepts import Concept
from glossary.matcher import Mention
from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding import bearing
from service.interpretation.answering.finding.claims import Saying, by_glossary, computed
from service.interpretation.answering.kinds import impact, meaning, nothing
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.shown import Unit, shown_concept

_ARTICLE = re.compile(r"\b(?:an?|the) $", re.IGNORECASE)
_MOST_SENSES = 4
_MOST_WORDS = 2
_CUES = 2
"""Cues that at least one place must have for a sense to be taken as meant."""
_MEANT = "at every place where the word stands, the words around it speak for this sense"
_SPOKEN_FOR = "near: "
"""How the matcher's reason begins where the surroundings settled a sense, not merely who wrote the text."""


def compose(evidence: Evidence) -> Composed:
    """The senses asked back, or the answer in the one sense that the documents have."""
    words = evidence.question.ambiguous[:_MOST_WORDS]
    if not words:
        return meaning.compose(evidence)
    if len(words) == 1:
        sense = _meant(words[0], evidence)
        if sense is not None:
            return _answered(words[0], *sense, evidence)
    saying = Saying()
    follow_ups: list[str] = []
    for word in words:
        senses = [evidence.glossary.catalog.current(c) for c in word.candidates[:_MOST_SENSES]]
        entries = [shown_concept(c, evidence.glossary, evidence.today) for c in senses]
        names = [_name(c, word, evidence) for c in senses]
        text = f"Which do you mean by “{word.label}”: {wording.listed(names, 'or')}?"
        saying.say(by_glossary(text, entries), must=True)
        for concept, entry, name in zip(senses, entries, names, strict=True):
            units = _places(concept, word, evidence)[:1]
            here = f" Here: {telling.told(units[0], 200)} ({telling.said_by(units[0].shown)})" if units else ""
            saying.say(by_glossary(f"{wording.capital(name)}: {_meaning(concept, evidence)}{here}", [entry], units))
            follow_ups.append(_rephrased(evidence.question.text, word, name))
    return saying.composed(follow_ups=follow_ups[:_MOST_SENSES], kind="ambiguous")


def _meant(word: Mention, evidence: Evidence) -> tuple[Concept, list[Unit]] | None:
    """The one sense that the documents use the word in, with its places; None if there is none or more than one."""
    found: dict[str, list[Unit]] = {}
    most = 0
    for unit in bearing.said_units(evidence):
        reading = unit.shown.reading
        for number in reading.mentions_in(unit.number):
            mention = reading.mentions[number]
            if wording.stems(mention.label) == wording.stems(word.label) and set(mention.candidates) & set(
                word.candidates
            ):
                settled = mention.concept if _cues(mention) else None
                found.setdefault(settled or "", []).append(unit)
                most = max(most, _cues(mention))
    if len(found) != 1 or "" in found or most < _CUES:
        return None
    concept, units = found.popitem()
    return evidence.glossary.catalog.current(concept), units


def _cues(mention: Mention) -> int:
    """How many things around a place speak for its sense."""
    return mention.why.count(",") + 1 if mention.why.startswith(_SPOKEN_FOR) else 0


def _answered(word: Mention, concept: Concept, units: list[Unit], evidence: Evidence) -> Composed:
    question = replace(
        evidence.question,
        ambiguous=(),
        concepts=(concept.id, *(c for c in evidence.question.concepts if c not in word.candidates)),
    )
    composing = impact.compose if question.categories else meaning.compose
    answer = composing(replace(evidence, question=question))
    name = _name(concept, word, evidence)
    others = [evidence.glossary.catalog.current(c) for c in word.candidates if c != concept.id]
    not_meant = wording.listed([_name(c, word, evidence) for c in others[:3]], "or")
    text = f"By “{word.label}” the documents mean {name}" + (f", not {not_meant}." if others else ".")
    lead = computed(text, _MEANT, units)
    return replace(
        answer,
        claims=(lead, *answer.claims),
        must_say=frozenset({0, *(at + 1 for at in answer.must_say)}),
        follow_ups=(
            *answer.follow_ups,
            *(_rephrased(evidence.question.text, word, _name(c, word, evidence)) for c in others[:1]),
        ),
    )


def _name(concept: Concept, word: Mention, evidence: Evidence) -> str:
    """What the asker calls the sense; the other side's name where that is only the ambiguous word again."""
    community = evidence.question.community
    other = nothing.other_side(community)
    for side in (community, other):
        if side in concept.labels and wording.stems(concept.labels[side].preferred) != wording.stems(word.label):
            return concept.labels[side].preferred
    for labels in concept.labels.values():
        for label in (labels.preferred, *labels.alternative):
            if wording.stems(label) != wording.stems(word.label) and not label.isupper():
                return label
    return concept.id.replace("-", " ")


def _meaning(concept: Concept, evidence: Evidence) -> str:
    side = next(iter(meaning.sides(concept, evidence.question.community)))
    return wording.sentence(concept.meaning[side])


def _places(concept: Concept, word: Mention, evidence: Evidence) -> list[Unit]:
    """Where the documents use this sense, by the word itself first."""
    found: list[tuple[bool, bool, int, Unit]] = []
    for unit in bearing.said_units(evidence):
        reading = unit.shown.reading
        mentions = [reading.mentions[n] for n in reading.mentions_in(unit.number)]
        settled = [m for m in mentions if m.concept == concept.id and (len(m.candidates) == 1 or _cues(m) >= _CUES)]
        if settled:
            by_word = any(wording.stems(m.label) == wording.stems(word.label) for m in settled)
            found.append((not by_word, unit.standing != "real", len(found), unit))
    return [unit for *_, unit in sorted(found, key=lambda entry: entry[:3])]


def _rephrased(text: str, word: Mention, name: str) -> str:
    """The question with the sense's own name in the place of the word."""
    if text[word.start : word.end] != word.label:
        return f"{text.rstrip('?! ')} ({name})?"
    before = _ARTICLE.sub("", text[: word.start])
    return f"{before}“{name}”{text[word.end :]}"
