"""What to ask IT: what the documents contradict, leave open or take for granted, the most urgent first.

Whoever asks from IT is told what to ask the people side. Each question stands with its reason and its source.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from glossary.concepts import Community, Concept
from service.interpretation import compose as composing
from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding import bearing, definitions, disagreements
from service.interpretation.answering.finding.claims import Saying, by_glossary, by_units, computed
from service.interpretation.answering.finding.open_points import ASKS, OpenPoint, open_points
from service.interpretation.answering.happening import calendar, timeline
from service.interpretation.answering.kinds import meaning, nothing
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.nouns import Claim
from service.interpretation.shown import Unit, shown_concept

_ABOUT = 0.45
"""Share of what is asked about from which on a unit may raise a question of it."""
_MOST_CONTRADICTIONS = 3
_MOST_OPEN = 4
_MOST_OF_BOTH = 6
_MOST_OF_GLOSSARY = 4
_ONE_CONCEPT = 2
_OF = re.compile(r"\b(?:about|on|regarding|concerning|around|as to|for)\b", re.IGNORECASE)
_SHORT = 8
"""Words up to which a sentence is told with the one before it."""
_LEANING = re.compile(r"\b(?:it|them|this|that|these|those)\b", re.IGNORECASE)
_FEW = 3
_GENERAL = 2
"""The glossary's own questions where the documents raise enough."""
_SOON = dt.timedelta(days=21)


def compose(evidence: Evidence) -> Composed:
    """The questions, with reasons."""
    other = nothing.other_side(evidence.question.community)
    about = bearing.asks_for_something(evidence) and bool(_subject(evidence))
    units = _units(evidence, about=about)
    saying = Saying()
    _contradictions(units, evidence, saying)
    for point in _ranked(open_points(units, evidence.today), other, evidence)[
        : min(_MOST_OPEN, _MOST_OF_BOTH - len(saying))
    ]:
        text = f"{ASKS[point.kind]} Left open in {telling.said_by(point.unit.shown)}: {_told(point.unit)}"
        saying.say(by_units(text, [point.unit]))
    _of_glossary(units, evidence, other, saying, about=about)
    if about and len(saying) < _FEW:
        _facets(units, evidence, saying)
    if not len(saying):
        return nothing.compose(evidence)
    return saying.composed(follow_ups=_follow_ups(evidence))


def _told(unit: Unit) -> str:
    """The unit, with the sentence before it where it is too short to tell of what it speaks."""
    before = unit.shown.units[unit.number - 1] if unit.number else None
    whole = telling.whole(unit)
    if before is None or len(whole) > 1 or unit.cells or before.sentence.block != unit.sentence.block:
        return telling.told(unit)
    if len(unit.text.split()) > _SHORT and not _LEANING.search(unit.text):
        return telling.told(unit)
    return telling.shortened(f"{telling.told(before)} {telling.bare(unit)}")


def _subject(evidence: Evidence) -> bool:
    """Whether it asks about something in particular: "what should we put to IT?" does not, "… about badges" does."""
    question = evidence.question
    if question.concepts or question.systems or question.groups or question.ambiguous:
        return True
    return bool(question.words) and _OF.search(question.text) is not None


def _units(evidence: Evidence, *, about: bool) -> list[Unit]:
    if not about:
        return bearing.said_units(evidence)
    found = bearing.relevant(evidence, _ABOUT)
    return [f.unit for f in found or bearing.relevant(evidence, bearing.NEAR)]


def _contradictions(units: Sequence[Unit], evidence: Evidence, saying: Saying) -> None:
    for claim in misfits(evidence, units):
        saying.say(claim.model_copy(update={"text": f"Which of the two moves? {claim.text}"}), must=True)
    names = disagreements.names_in(bearing.said_units(evidence))
    found = sorted(
        disagreements.disagreements(units, names), key=lambda d: (_is_past(d.day, evidence.today), d.day or dt.date.max)
    )
    for one in found[: _MOST_CONTRADICTIONS - len(saying)]:
        lead = "Which day holds?" if one.kind == "day" else "Which of the two holds?"
        saying.say(computed(f"{lead} {one.says}", one.why, one.units), must=True)
    for first, second in definitions.differing(units)[:1] if len(saying) < _MOST_CONTRADICTIONS else ():
        pair = [first.unit, second.unit]
        said = " ".join(f"{telling.told(u)} ({telling.said_by(u.shown)})" for u in pair)
        text = f"What counts as “{first.subject}”? The documents define it differently: {said}"
        saying.say(computed(text, "two documents define one word differently", pair), must=True)


def _facets(units: Sequence[Unit], evidence: Evidence, saying: Saying) -> None:
    """What any plan has to say of a thing and the passages on it do not: the day, the people, the help."""
    named = bearing.looked_for(evidence)
    if not units or not named:
        return
    thing = f"“{named[0]}”"
    if not any(unit.facts("date") for unit in units):
        text = f"On which day does anything happen to {thing}? What the documents say of it has no day."
        saying.say(computed(text, "no passage on it gives a day", units[:3]))
    if not any(unit.facts("population") for unit in units):
        text = f"Who exactly is affected by {thing}, by group and number, and who is not? The documents name nobody."
        saying.say(computed(text, "no passage on it names a group", units[:3]))
    if not any("help-desk" in unit.concepts or (unit.facts("event") and _helps(unit)) for unit in units):
        text = f"Who answers questions about {thing} in the first days, and at which hours? No document says."
        saying.say(computed(text, "no passage on it tells of support", units[:3]))


def _helps(unit: Unit) -> bool:
    return any(f.event == "support_cover" for f in unit.facts("event"))


def misfits(evidence: Evidence, about: Sequence[Unit]) -> list[Claim]:
    """That what people train with comes after the training, where one of these units speaks of either."""
    units = list({(u.shown.id, u.number): u for u in (*bearing.said_units(evidence), *evidence.timeline)}.values())
    entries = timeline.entries(units)
    named = {(unit.shown.id, unit.number) for unit in about}
    bearing_on = [entry for entry in entries if (entry.unit.shown.id, entry.unit.number) in named]
    of_accounts = any("access" in e.kinds and timeline.is_for_training(e.unit) for e in bearing_on)
    found: list[Claim] = []
    for training in entries if of_accounts else bearing_on:
        if training.precise and "training" in training.kinds and training.last >= evidence.today:
            claim = calendar.late_accounts([training], entries)
            if claim is not None:
                found.append(claim)
    return found[:1]


def _is_past(day: dt.date | None, today: dt.date) -> bool:
    return day is not None and day < today


def _ranked(points: Sequence[OpenPoint], other: Community, evidence: Evidence) -> list[OpenPoint]:
    """The weightiest first; what the other side wrote or is named in, and what is due soon, weighs more."""

    def weight(point: OpenPoint) -> tuple[float, dt.date]:
        theirs = point.unit.shown.community == other or composing.NAMES[other] in point.unit.text
        soon = point.day is not None and point.day - evidence.today <= _SOON
        return -(point.weight + 2 * theirs + 2 * soon), point.day or dt.date.max

    return sorted(points, key=weight)


def _of_glossary(units: Sequence[Unit], evidence: Evidence, other: Community, saying: Saying, *, about: bool) -> None:
    """The glossary's own questions about what happens here, or what each side takes for granted."""
    asked = 0
    most = _GENERAL if len(saying) >= (1 if about else _FEW) else _MOST_OF_GLOSSARY
    for concept, occasion in _concepts(units, evidence, about=about):
        entry = shown_concept(concept, evidence.glossary, evidence.today)
        reason = f" It comes up in {telling.said_by(occasion.shown)}: {telling.told(occasion, 160)}" if occasion else ""
        texts = [q.text for q in concept.questions if q.to == other][: _MOST_OF_GLOSSARY if about else _ONE_CONCEPT - 1]
        if not texts and concept.gap and not about:
            continue
        if not texts or (about and len(texts) < _ONE_CONCEPT):
            texts += _assumed(concept, evidence.question.community, other)
        for at, text in enumerate(texts):
            if asked == most:
                return
            asked += 1
            because = reason if at == 0 else ""
            saying.say(
                by_glossary(f"{wording.capital(text)}{because}", [entry], [occasion] if occasion else []), spare=True
            )


def _concepts(units: Sequence[Unit], evidence: Evidence, *, about: bool) -> list[tuple[Concept, Unit | None]]:
    """The concepts to ask about, each with a unit in which something happens to it."""
    occasions: dict[str, Unit] = {}
    count: dict[str, int] = {}
    for unit in units:
        reading = unit.shown.reading
        for number in reading.mentions_in(unit.number):
            concept = reading.mentions[number].concept
            if _is_group(unit, number):
                continue
            if concept is not None and reading.judged[number].has_occasion and unit.sentence.kind != "heading":
                occasions.setdefault(concept, unit)
                count[concept] = count.get(concept, 0) + 1
    catalog = evidence.glossary.catalog
    if about and evidence.question.concepts:
        named = [e.concept for e in meaning.asked_concepts(evidence) if e.concept is not None]
        return [(c, occasions.get(c.id)) for c in named]
    ordered = sorted(occasions, key=lambda c: -count[c])
    return [(catalog.current(c), occasions[c]) for c in ordered]


def _is_group(unit: Unit, number: int) -> bool:
    """Whether a term only names people, as in "14 ticket agents": that is no matter to ask about."""
    mention = unit.shown.reading.mentions[number]
    return any(f.start <= mention.start and mention.end <= f.end for f in unit.facts("population"))


def _assumed(concept: Concept, community: Community, other: Community) -> list[str]:
    if community not in concept.assumes or other not in concept.assumes:
        return []
    return [
        f"When you say “{concept.name(other)}”, may we rely on this: {wording.sentence(concept.assumes[community])} "
        f"Or do you mean: {wording.sentence(concept.assumes[other])}"
    ]


def _follow_ups(evidence: Evidence) -> list[str]:
    wanted = bearing.looked_for(evidence)
    if wanted:
        return [f"What do the documents say about “{wanted[0]}”?", f"What does “{wanted[0]}” mean to each side?"]
    return ["Which dates do not fit?", "What changed since last week?"]
