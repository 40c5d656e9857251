"""People and systems that a text names, taken as mentions: the glossary has an entry for few of what changes."""

from __future__ import annotations

import re
from dataclasses import replace

from glossary.concepts import Concept
from glossary.matcher import Mention
from service.interpretation.evidence import Reading
from service.interpretation.filling.slots import BODIES, GENERIC, OUTSIDE
from service.interpretation.reading import occasions
from service.interpretation.reading.sentences import Sentence

_OPENING = re.compile(
    r"(?:(?:the|our|all|every|each|a|an|this|these|old|new)\s+)*([^\W\d][\w-]*(?:\s+[^\W\d][\w-]*)?)", re.I
)


def of_people_and_systems(reading: Reading, concept: Concept, *, asking: bool) -> Reading:
    """The same text with the people and systems it names as mentions of a concept: the glossary knows few of them."""
    mentions = [
        _named_thing(fact.start, fact.text, concept)
        for fact in reading.facts
        if fact.kind in ("population", "system")
        if fact.value.lower() not in GENERIC | OUTSIDE | BODIES and not fact.note.startswith("negated")
    ]
    dates = [f for f in reading.facts if f.kind == "date"]
    for number in dict.fromkeys(reading.sentence_at(f.start) for f in dates):
        if number >= 0 and not reading.facts_in(number, "population", "system"):
            mentions.extend(_subject(reading.sentences[number], concept))
    mentions.sort(key=lambda mention: mention.start)
    judged = occasions.judge(reading.text, reading.sentences, mentions, dates, reading.today, asking=asking)
    return replace(reading, mentions=tuple(mentions), judged=tuple(judged))


def _subject(sentence: Sentence, concept: Concept) -> list[Mention]:
    """The word that a sentence begins with, besides articles: in a short note, that of which it tells."""
    found = _OPENING.match(sentence.text)
    return [_named_thing(sentence.start + found.start(1), found[1], concept)] if found else []


def _named_thing(start: int, text: str, concept: Concept) -> Mention:
    return Mention(start, start + len(text), text, (concept.id,), concept.id, False, False, "named in the text")
