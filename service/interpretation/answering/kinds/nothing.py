"""Not in the sources: what was looked for, in how many documents, the nearest thing there is, and whom to ask.

It is an answer like any other. What is near is shown only if it names a good part of what was asked for.
"""

from __future__ import annotations

from collections import Counter

from glossary.concepts import Community, Concept
from glossary.matcher import Mention
from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding import bearing, near
from service.interpretation.answering.finding.claims import Saying, by_glossary, by_units, computed
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.compose import NAMES
from service.interpretation.shown import Shown, shown_concept

_WHY_NONE = "no passage names enough of what was asked for"
_WHY_LEAD = "the glossary has no concept of it, so it names nobody who acts on it"
_WHY_NO_QUESTION = "the question names no term, system, group or day to look for"
_CAN_ASK = (
    "what a term means to each side, what a change means for training, communications or support, when something "
    "happens and to whom, what the documents say and where, what changed, and what to ask IT"
)


def compose(evidence: Evidence) -> Composed:
    """What was looked for and where; the nearest thing if it is truly near; whom to ask."""
    saying = Saying()
    wanted = bearing.looked_for(evidence)
    if not wanted or not bearing.asks_for_something(evidence):
        text = f"There is nothing in this that could be looked up. You can ask {_CAN_ASK}."
        saying.say(computed(text, _WHY_NO_QUESTION, ()), must=True)
        return saying.composed(kind="other", follow_ups=_examples(evidence))
    named = wording.listed([f"“{word}”" for word in wanted[:5]], "or")
    looked = searched(evidence)
    saying.say(computed(f"Nothing {looked} answers this; I looked for {named}.", _WHY_NONE, ()), must=True)
    for mention in _known_words(evidence):
        senses = [evidence.glossary.catalog.current(c) for c in mention.candidates[:4]]
        entries = [shown_concept(c, evidence.glossary, evidence.today) for c in senses]
        names = wording.listed([_sense(c, mention.label, evidence) for c in senses], "or")
        saying.say(by_glossary(f"The glossary knows “{mention.label}” as {names}.", entries))
    close = near.nearest(evidence)
    for name, unit in close:
        on = f" on “{name}”" if name else ""
        saying.say(
            by_units(f"The nearest there is{on}, in {telling.said_by(unit.shown)}: {telling.told(unit)}", [unit])
        )
    whom, entries = _whom(evidence)
    saying.say(by_glossary(f"Ask {whom}.", entries) if entries else computed(f"Ask {whom}.", _WHY_LEAD, ()))
    return saying.composed(
        missing=[f"{named}, {looked}"],
        follow_ups=[
            *(f"What do the documents say about “{name}”?" for name, _ in close if name),
            *(f"What does “{m.label}” mean?" for m in _known_words(evidence)),
        ][:3],
    )


def _known_words(evidence: Evidence) -> list[Mention]:
    """Words of the question that the glossary has, though the documents may not."""
    found = evidence.glossary.matcher.find(evidence.question.text, community=evidence.question.community)
    return list({m.label.lower(): m for m in found if m.candidates}.values())[:2]


def _sense(concept: Concept, label: str, evidence: Evidence) -> str:
    """What somebody calls the sense in other words than the label itself."""
    sides = (evidence.question.community, other_side(evidence.question.community), *concept.labels)
    names = [concept.labels[side].preferred for side in sides if side in concept.labels]
    return next((name for name in names if wording.stems(name) != wording.stems(label)), names[0])


def searched(evidence: Evidence) -> str:
    """Where was looked, in words."""
    if evidence.initiative_id is None and not evidence.looked_in:
        return "in the glossary (no initiative was named whose documents could be read)"
    number = evidence.looked_in or len({s.source.document_id for s in evidence.passages})
    if not number:
        return "in the glossary (there are no documents yet)"
    return f"in the {wording.counted(number, 'document')}" if number > 1 else "in the only document"


def other_side(community: Community) -> Community:
    """Whom somebody of this community asks."""
    return "people_readiness" if community == "it" else "it"


def _whom(evidence: Evidence) -> tuple[str, list[Shown]]:
    """Who is to be asked: who acts on the matter by the glossary, else the other side."""
    question, catalog = evidence.question, evidence.glossary.catalog
    concepts = [catalog.current(c) for c in question.concepts if catalog.get(c)]
    actors = Counter(
        rule.who
        for concept in concepts
        for rule in concept.implications
        if rule.to == question.community and (not question.categories or rule.category in question.categories)
    )
    who = f", or on your side the {actors.most_common(1)[0][0]}" if actors else ""
    if concepts:
        entries = [shown_concept(c, evidence.glossary, evidence.today) for c in concepts[:1]]
        return f"{NAMES[other_side(question.community)]}{who}", entries
    return "the lead of the initiative who answers for it", []


def _examples(evidence: Evidence) -> list[str]:
    units = bearing.said_units(evidence)
    named = Counter(
        m.concept
        for u in units
        for m in (u.shown.reading.mentions[n] for n in u.shown.reading.mentions_in(u.number))
        if m.concept
    )
    names = [evidence.glossary.catalog.current(c).name("it") for c, _ in named.most_common(2)]
    return [f"What does “{name}” mean?" for name in names]
