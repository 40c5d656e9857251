"""What a change means for training, communications, support, champions: what is planned, what is due, what is open.

The glossary's implications are made concrete by the initiative's own occasions, with their date, group and system, and
set beside what the documents already plan. Where no document gives an occasion, the glossary speaks in general, and
that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from glossary.concepts import Category, Community
from service.interpretation import compose as composing
from service.interpretation import implications, wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding import disagreements, relevance
from service.interpretation.answering.finding.claims import MOST, Saying, by_glossary, by_units, computed
from service.interpretation.answering.kinds import meaning, nothing
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.coverage.covering import cover
from service.interpretation.coverage.steps import Step, steps
from service.interpretation.implications import Draft
from service.interpretation.nouns import Coverage
from service.interpretation.shown import Shown, Unit, shown_concept

TITLES: dict[Category, str] = {
    "communications": "Communications",
    "training": "Training",
    "support": "Support",
    "early_access": "Early access",
    "champions": "Champions",
    "access_timing": "Access",
    "user_experience": "What people see",
    "work_redesign": "Work",
    "metrics_feedback": "Feedback",
    "inclusion": "Inclusion",
    "governance": "Governance",
}
_STEP_OF_PLAN = 2
"""Steps told of one category where it alone is asked for."""
_DAYS = "working days counted from the day that the passage gives, without the country's public holidays"


@dataclass(frozen=True, eq=False)
class Follows:
    """An implication with its occasions here and its coverage."""

    draft: Draft
    units: tuple[Unit, ...]
    coverage: Coverage


@dataclass(frozen=True, eq=False)
class Planned:
    """A step that a document plans, with its unit."""

    step: Step
    unit: Unit
    fits: float


def compose(evidence: Evidence) -> Composed:
    """What follows, by the categories that were asked for."""
    everything = _drafts(evidence)
    plans = _plans(evidence)
    asked = evidence.question.categories
    follows = [f for f in everything if not asked or f.draft.rule.category in asked]
    categories = asked or _categories(follows)
    saying = Saying()
    missing: list[str] = []
    _contradictions(follows, evidence, saying)
    room = max(1, (MOST - len(saying)) // max(1, len(categories)))
    for category in categories:
        mine = [f for f in follows if f.draft.rule.category == category]
        planned = [p for p in plans if category in p.step.categories]
        told = _planned(category, planned, saying, max(1, room // 2))
        drafts = mine[: max(1, room - told)]
        for one in drafts:
            _say(one, category, evidence, saying)
        if not drafts and not told and not _in_general(category, evidence, saying, room):
            missing.append(f"{TITLES[category].lower()}: neither the glossary nor a document has anything on it")
    if not len(saying):
        return nothing.compose(evidence)
    if not follows and evidence.passages and evidence.question.concepts:
        missing.append(f"an occasion {nothing.searched(evidence)}: none of them says that this happens to anybody")
    return saying.composed(follow_ups=_follow_ups(evidence, categories), missing=missing)


def _drafts(evidence: Evidence) -> list[Follows]:
    """The implications that the passages give occasion to and that bear on the question; the most telling first."""
    question, catalog = evidence.question, evidence.glossary.catalog
    wanted = {catalog.current(c).id for c in question.concepts if catalog.get(c)}
    bearing = _bearing(evidence)
    best: dict[str, tuple[Draft, list[Unit]]] = {}
    for shown in evidence.passages:
        from_ = shown.community or "it"
        if from_ == question.community:
            continue
        for draft in implications.instantiate(shown.reading, catalog, from_, question.community, evidence.country):
            units = [shown.units[n] for n in draft.sentences]
            if bearing is not None:
                units = [u for u in units if (u.shown.id, u.number) in bearing]
                if not units:
                    continue
            if wanted and not _is_about(draft, wanted) and not question.groups and not question.systems:
                continue
            known = best.get(draft.rule.id)
            if known is None or implications.rank(draft)[:3] < implications.rank(known[0])[:3]:
                best[draft.rule.id] = (draft, [*units, *(known[1] if known else [])])
            else:
                known[1].extend(units)
    ordered = sorted(best.values(), key=lambda pair: implications.rank(pair[0], 2 * _is_about(pair[0], wanted))[:3])
    planned = [step for shown in evidence.passages for step in _steps(shown)]
    return [Follows(draft, tuple(units), _coverage(draft, units, planned, evidence)) for draft, units in ordered[:40]]


def _is_about(draft: Draft, wanted: set[str]) -> bool:
    return draft.concept.id in wanted or bool(draft.subjects & wanted)


def _bearing(evidence: Evidence) -> set[tuple[str, int]] | None:
    """The units that bear on what the question names besides its categories; None where it names nothing else."""
    question = evidence.question
    if not question.groups and not question.systems and not question.concepts and not question.days:
        return None
    found: set[tuple[str, int]] = set()
    for unit in relevance.said_units(evidence):
        text = relevance.words_of(" ".join([unit.text, *unit.sentence.headings]))
        groups = [g for g in question.groups if relevance.words_of(g)]
        systems = [s for s in question.systems if relevance.words_of(s)]
        people = {f.value for f in unit.facts("population")}
        others = people - implications.GENERIC and not any(relevance.words_of(g) <= text for g in groups)
        if groups and others:
            continue
        if systems and not any(relevance.words_of(s) <= text for s in systems):
            continue
        concepts = relevance.with_broader(unit.concepts, evidence.glossary.catalog)
        if question.concepts and not systems and not groups and not set(question.concepts) & concepts:
            continue
        if groups and not question.concepts and not systems and not any(relevance.words_of(g) <= text for g in groups):
            continue
        found.add((unit.shown.id, unit.number))
    return found


def _steps(shown: Shown) -> list[Step]:
    about = {c for m in shown.matcher.find(shown.source.title, community=shown.community) for c in m.candidates}
    document = shown.source.document_id or shown.id
    return list(steps(shown.reading, document, shown.community, lambda *_: (shown.id,), about))


def _coverage(draft: Draft, units: Sequence[Unit], planned: Sequence[Step], evidence: Evidence) -> Coverage:
    places = {(unit.shown.id, unit.sentence.start) for unit in units}
    from_: Community = units[0].shown.community or "it"
    return cover(draft, planned, evidence.glossary.catalog, from_, lambda s: (s.source, s.start) in places)


def _plans(evidence: Evidence) -> list[Planned]:
    """The steps that documents plan and that bear on the question, the most fitting first."""
    bearing = _bearing(evidence)
    wanted = frozenset(evidence.question.concepts)
    found: list[Planned] = []
    for shown in evidence.passages:
        at = {unit.sentence.start: unit for unit in shown.units}
        for step in _steps(shown):
            unit = at[step.start]
            if not telling.is_said(unit) or not step.events:
                continue
            if bearing is not None and (shown.id, unit.number) not in bearing:
                continue
            own = shown.community == evidence.question.community
            found.append(Planned(step, unit, len(wanted & step.concepts) + 0.6 * own + 0.5 * (step.first is not None)))
    return sorted(found, key=lambda p: (-p.fits, p.step.first is None, p.step.first))


def _categories(follows: Sequence[Follows]) -> tuple[Category, ...]:
    return tuple(dict.fromkeys(f.draft.rule.category for f in follows))[: MOST // 2]


def _contradictions(follows: Sequence[Follows], evidence: Evidence, saying: Saying) -> None:
    units = list({(u.shown.id, u.number): u for f in follows for u in f.units}.values())
    names = disagreements.names_in(relevance.said_units(evidence))
    for one in disagreements.disagreements(units, names)[:1]:
        saying.say(computed(one.says, one.why, one.units), must=True)


def _planned(category: Category, planned: Sequence[Planned], saying: Saying, most: int) -> int:
    told = 0
    for one in planned:
        if told == most or category not in one.step.events:
            continue
        by = telling.said_by(one.unit.shown)
        before = len(saying)
        saying.say(by_units(f"{TITLES[category]}, planned in {by}: {telling.told(one.unit)}", [one.unit]))
        told += len(saying) > before
    return told


def _say(one: Follows, category: Category, evidence: Evidence, saying: Saying) -> None:
    draft, coverage = one.draft, one.coverage
    entry = shown_concept(draft.concept, evidence.glossary, evidence.today)
    held = {shown.id: shown for shown in evidence.passages}
    covering = [held[s] for s in coverage.sources if s in held]
    units = one.units[:3]
    state = _state(coverage, covering)
    text = f"{TITLES[category]}: {wording.sentence(draft.do)}"
    if draft.conditional:
        text = f"{TITLES[category]}, if it comes to that: {wording.sentence(draft.do)}"
    late = "late" in coverage.flaws
    if draft.due is None:
        saying.say(by_glossary(f"{text} {state}", [entry, *covering], units), must=late)
        return
    assert draft.anchor_date is not None
    text = f"{text} Due {wording.day(draft.due)}, for {wording.day(draft.anchor_date)}. {state}"
    saying.say(computed(text, _DAYS, [entry, *units, *covering]), must=late)


def _state(coverage: Coverage, covering: Sequence[Shown]) -> str:
    by = telling.said_by(covering[0]) if covering else ""
    if coverage.state == "covered":
        return f"{wording.capital(by)} plans for it." if by else "It is planned."
    if coverage.state == "partly":
        return f"{wording.capital(by)} has part of it: {coverage.missing}."
    return "No document plans for it yet."


def _in_general(category: Category, evidence: Evidence, saying: Saying, most: int) -> bool:
    """What the glossary says of the concepts in general; whether there is anything."""
    said = False
    for entry in meaning.asked_concepts(evidence):
        assert entry.concept is not None
        rules = [
            r
            for r in entry.concept.implications
            if r.category == category and r.to == evidence.question.community and not r.applies_if.words
        ]
        for rule in rules[:most]:
            text = f"{TITLES[category]}, in general: {wording.filled(rule.says, {})} {wording.filled(rule.do, {})}"
            saying.say(by_glossary(text, [entry]))
            said = True
    return said


def _follow_ups(evidence: Evidence, categories: Sequence[Category]) -> list[str]:
    wanted = relevance.looked_for(evidence.question, evidence.glossary.catalog)
    about = f" about {wanted[0]}" if wanted else ""
    other = composing.NAMES[nothing.other_side(evidence.question.community)]
    further = [TITLES[c].lower() for c in ("training", "communications", "support") if c not in categories]
    found = [f"What should I ask {other}{about}?"]
    if wanted and further:
        found.append(f"What does {wanted[0]} mean for {wording.listed(further)}?")
    return [*found, "Do these dates fit?"]
