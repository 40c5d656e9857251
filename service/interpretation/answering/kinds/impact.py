"""What a change means for training, communications, support, champions: what is planned, what is due, what is open.

The glossary's implications are made concrete by the initiative's own occasions, with their date, group and system, and
set beside what the documents already plan. Where no document gives an occasion, the glossary speaks in general, and
that is said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from glossary.concepts import Category, Community
from service.interpretation import compose as composing
from service.interpretation import implications, wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding import bearing, disagreements, near
from service.interpretation.answering.finding.claims import MOST, Saying, by_glossary, by_units, computed
from service.interpretation.answering.finding.open_points import open_points
from service.interpretation.answering.kinds import ask_it, meaning, nothing, said
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.coverage.covering import cover
from service.interpretation.coverage.steps import Step, steps
from service.interpretation.evidence import Reading
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


_BARE = re.compile(
    r"\bwhat (?:do|does|did|would) (?:the |a |an |our |this |their )?(?:terms? |words? )?"
    r"[\"“']?(?P<term>[\w/ -]{2,40}?)[\"”']? (?:really |actually )?means? (?:for|to) "
    r"(?:us|me|you|everyone|everybody|people|(?:my|our|the) (?:people|team|side|work))(?: here)?[?.! ]*$",
    re.IGNORECASE,
)
"""A term by itself and what it means for somebody, no field of readiness."""
_MOST_PLANNED = 3
_MOST_FOLLOWING = 3
"""Steps and implications told of one field."""
_FIELDS = wording.stems(" ".join([*TITLES, *TITLES.values(), "trained course champion communication message help"]))


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
    if _asks_for_meaning(evidence):
        return replace(meaning.compose(evidence), kind="meaning")
    evidence = _without_fields(evidence)
    asked = evidence.question.categories
    drafts = [d for d in _drafts(evidence) if not asked or d[0].rule.category in asked]
    steps_of = {shown.id: _steps(shown) for shown in evidence.passages}
    plans = _plans(evidence, steps_of)
    wider = _wider(evidence)
    categories = asked or tuple(dict.fromkeys(draft.rule.category for draft, _ in drafts))[: MOST // 2]
    saying = Saying()
    missing: list[str] = []
    _contradictions([unit for _, units in drafts for unit in units], evidence, saying)
    room = max(1, (MOST - len(saying)) // max(1, len(categories)))
    steps_planned = [step for held in steps_of.values() for step in held]
    for category in categories:
        before = len(saying)
        if category in ("training", "access_timing"):
            for claim in ask_it.misfits(evidence, [p.unit for p in plans]):
                saying.say(claim, must=True)
        _planned(category, plans, evidence, saying, min(_MOST_PLANNED, max(1, room // 2)))
        most = min(_MOST_FOLLOWING, max(1, room - (len(saying) - before)))
        mine = [d for d in drafts if d[0].rule.category == category][:most]
        follows = [Follows(d, tuple(u), _coverage(d, u, steps_planned, evidence)) for d, u in mine]
        for one in sorted(follows, key=lambda f: "late" not in f.coverage.flaws):
            _say(one, category, evidence, saying)
        if len(saying) == before and _bearing(evidence) is not None:
            _planned(category, _plans(wider, steps_of), wider, saying, _MOST_PLANNED)
        if len(saying) == before and not _in_general(category, evidence, saying, room):
            missing.append(f"{TITLES[category].lower()}: neither the glossary nor a document has anything on it")
    if not len(saying):
        return said.compose(evidence)
    if not drafts and evidence.passages and evidence.question.concepts:
        missing.append(f"an occasion {nothing.searched(evidence)}: none of them says that this happens to anybody")
    return saying.composed(follow_ups=_follow_ups(evidence, categories), missing=missing)


def _asks_for_meaning(evidence: Evidence) -> bool:
    """Whether a bare term is asked for, as in "what does deployment mean for us?"."""
    question = evidence.question
    if question.categories or not question.concepts:
        return False
    bare = _BARE.search(question.text)
    if bare is None:
        return False
    term = wording.stems(bare["term"])
    mentions = evidence.glossary.matcher.find(bare["term"], community=question.community)
    return any(m.candidates and wording.stems(m.label) >= term for m in mentions)


def _without_fields(evidence: Evidence) -> Evidence:
    """Without concepts and groups that only name the field asked for: "training" is no subject of its own here."""
    question = evidence.question
    if not question.categories:
        return evidence
    text = question.text
    by_field = {
        c
        for m in evidence.glossary.matcher.find(text, community=question.community)
        if wording.stems(m.label) <= _FIELDS
        for c in m.candidates
    }
    concepts = tuple(c for c in question.concepts if c not in by_field)
    groups = tuple(g for g in question.groups if not wording.stems(g) <= _FIELDS)
    words = question.words - _FIELDS
    return replace(
        evidence, question=replace(question, concepts=concepts, groups=groups, words=words or question.words)
    )


def _wider(evidence: Evidence) -> Evidence:
    """The same without its subject, over the documents that name the subject: what they plan for all of it."""
    question = evidence.question
    bearing_on = _bearing(evidence)
    if bearing_on is None:
        return evidence
    documents = {s.source.document_id for s in evidence.passages if any(key == s.id for key, _ in bearing_on)}
    passages = tuple(s for s in evidence.passages if s.source.document_id in documents)
    return replace(evidence, passages=passages, question=replace(question, concepts=(), groups=(), systems=(), days=()))


def _drafts(evidence: Evidence) -> list[tuple[Draft, list[Unit]]]:
    """The implications that the passages give occasion to and that bear on the question; the most telling first."""
    question, catalog = evidence.question, evidence.glossary.catalog
    wanted = {catalog.current(c).id for c in question.concepts if catalog.get(c)}
    bearing_on = _bearing(evidence)
    best: dict[str, tuple[Draft, list[Unit]]] = {}

    def order(draft: Draft) -> tuple[bool, bool, tuple[bool, int, dt.date], int]:
        """What is over comes last; what follows from the very thing asked for before what only comes with it."""
        over = draft.anchor_date is not None and draft.anchor_date < evidence.today
        rank = implications.rank(draft)
        return over, bool(wanted) and draft.concept.id not in wanted, rank[:3], len(draft.sentences)

    for shown in evidence.passages:
        from_ = shown.community or "it"
        if from_ == question.community:
            continue
        reading = shown.reading if bearing_on is None else _only(shown, bearing_on)
        if reading is None:
            continue
        for draft in implications.instantiate(reading, catalog, from_, question.community, evidence.country):
            units = [shown.units[n] for n in draft.sentences]
            if wanted and not _is_about(draft, wanted) and not question.groups and not bearing.systems_of(evidence):
                continue
            known = best.get(draft.rule.id)
            if known is None or order(draft) < order(known[0]):
                best[draft.rule.id] = (draft, [*units, *(known[1] if known else [])])
            else:
                known[1].extend(units)
    return sorted(best.values(), key=lambda pair: order(pair[0]))


def _only(shown: Shown, bearing_on: set[tuple[str, int]]) -> Reading | None:
    """The source's reading with the occasions of these units alone; None if there is none among them."""
    reading = shown.reading
    judged = tuple(
        j if not j.has_occasion or (shown.id, j.sentence) in bearing_on else replace(j, kind=None)
        for j in reading.judged
    )
    return replace(reading, judged=judged) if any(j.has_occasion for j in judged) else None


def _is_about(draft: Draft, wanted: set[str]) -> bool:
    return draft.concept.id in wanted or bool(draft.subjects & wanted)


def _bearing(evidence: Evidence) -> set[tuple[str, int]] | None:
    """The units that bear on what the question names besides its categories; None where it names nothing else."""
    question = evidence.question
    numbers = bearing.numbered(question.text)
    if not (question.groups or question.systems or question.concepts or question.days or numbers):
        return _by_words(evidence)
    found: set[tuple[str, int]] = set()
    named_systems = bearing.systems_of(evidence)
    for unit in bearing.said_units(evidence):
        text = bearing.words_of(" ".join([unit.text, *unit.sentence.headings]))
        groups = [g for g in question.groups if bearing.words_of(g)]
        systems = [s for s in named_systems if bearing.words_of(s)]
        here = bearing.numbered(unit.text)
        if any(here.get(noun) and not here[noun] & wanted for noun, wanted in numbers.items()):
            continue
        if groups and not any(bearing.words_of(g) <= text for g in groups):
            continue
        if systems and not any(bearing.words_of(s) <= text for s in systems):
            continue
        concepts = bearing.with_broader(unit.concepts, evidence.glossary.catalog)
        if question.concepts and not systems and not groups and not set(question.concepts) & concepts:
            continue
        found.add((unit.shown.id, unit.number))
    return found


def _by_words(evidence: Evidence) -> set[tuple[str, int]] | None:
    """The units that name half of the things asked for in plain words; None where no unit has any of them."""
    named = [bearing.words_of(name) - _FIELDS for name in near.named_things(evidence)]
    things = [words for words in named if words]
    units = bearing.said_units(evidence) if things else []
    found = {
        (unit.shown.id, unit.number)
        for unit in units
        if 2 * sum(bool(words & bearing.words_of(unit.text)) for words in things) >= len(things)
    }
    return found or None


@lru_cache(maxsize=4_000)
def _steps(shown: Shown) -> tuple[Step, ...]:
    about = {c for m in shown.matcher.find(shown.source.title, community=shown.community) for c in m.candidates}
    document = shown.source.document_id or shown.id
    return tuple(steps(shown.reading, document, shown.community, lambda *_: (shown.id,), about))


def _coverage(draft: Draft, units: Sequence[Unit], planned: Sequence[Step], evidence: Evidence) -> Coverage:
    places = {(unit.shown.id, unit.sentence.start) for unit in units}
    from_: Community = units[0].shown.community or "it"
    return cover(draft, planned, evidence.glossary.catalog, from_, lambda s: (s.source, s.start) in places)


def _plans(evidence: Evidence, steps_of: Mapping[str, Sequence[Step]]) -> list[Planned]:
    """The steps that documents plan and that bear on the question, the most fitting first."""
    bearing = _bearing(evidence)
    wanted = frozenset(evidence.question.concepts)
    found: list[Planned] = []
    for shown in evidence.passages:
        at = {unit.sentence.start: unit for unit in shown.units}
        for step in steps_of[shown.id]:
            unit = at[step.start]
            if not telling.is_said(unit) or "quoted" in unit.sentence.where:
                continue
            if unit.text.rstrip().endswith("?") or open_points(telling.whole(unit), evidence.today):
                continue
            if bearing is not None and (shown.id, unit.number) not in bearing:
                continue
            own = shown.community == evidence.question.community
            found.append(Planned(step, unit, len(wanted & step.concepts) + 0.6 * own + 0.5 * (step.first is not None)))
    return sorted(found, key=lambda p: (-p.fits, p.step.first is None, p.step.first))


def _contradictions(occasions: Sequence[Unit], evidence: Evidence, saying: Saying) -> None:
    units = list({(u.shown.id, u.number): u for u in occasions}.values())
    names = disagreements.names_in(bearing.said_units(evidence))
    for one in disagreements.disagreements(units, names)[:1]:
        saying.say(computed(one.says, one.why, one.units), must=True)


def _fuller(plans: Sequence[Planned]) -> list[Planned]:
    """Without those that another of them is told with."""
    told = [{part.number for part in telling.whole(p.unit)} for p in plans]
    return [
        plan
        for at, plan in enumerate(plans)
        if not any(
            plan.unit.shown is other.unit.shown and (told[at] < told[n] or (told[at] == told[n] and n < at))
            for n, other in enumerate(plans)
        )
    ]


def _planned(category: Category, plans: Sequence[Planned], evidence: Evidence, saying: Saying, most: int) -> None:
    """What documents plan in this field, and what they leave open of it."""
    name = wording.stems(TITLES[category])
    typed = [p for p in plans if category in p.step.events]
    mine = typed or [p for p in plans if category in p.step.categories and p.step.words & name]
    for one in _fuller(mine)[:most]:
        by = telling.said_by(one.unit.shown)
        saying.say(by_units(f"{TITLES[category]}, planned in {by}: {telling.told(one.unit)}", [one.unit]))
    bearing_on = _bearing(evidence)
    fitting = [
        unit
        for unit in bearing.said_units(evidence)
        if (bearing_on is None or (unit.shown.id, unit.number) in bearing_on)
        and wording.stems(" ".join([unit.text, *unit.sentence.headings])) & name
    ]
    for point in open_points(fitting, evidence.today)[:1]:
        by = telling.said_by(point.unit.shown)
        saying.say(by_units(f"{TITLES[category]}, still open in {by}: {telling.told(point.unit)}", [point.unit]))


def _say(one: Follows, category: Category, evidence: Evidence, saying: Saying) -> None:
    """One line: the field, what to do, by which day and for which, and whether a document plans for it."""
    draft, coverage = one.draft, one.coverage
    entry = shown_concept(draft.concept, evidence.glossary, evidence.today)
    held = {shown.id: shown for shown in evidence.passages}
    covering = [held[s] for s in coverage.sources if s in held]
    units = one.units[:3]
    state = _state(coverage, covering)
    title = TITLES[category] + (", if it comes to that" if draft.conditional else "")
    text = f"{title}: {wording.first_clause(draft.do)}"
    late = "late" in coverage.flaws
    if draft.due is None:
        saying.say(by_glossary(f"{text}. {state}", [entry, *covering], units), must=late)
        return
    assert draft.anchor_date is not None
    due = f"due {wording.day(draft.due)}" + (", which is past" if draft.due < evidence.today else "")
    text = f"{text} – {due}, for {wording.day(draft.anchor_date)}. {state}"
    days = wording.counted(abs(draft.rule.when.offset_days), "working day")
    side = "before" if draft.rule.when.offset_days < 0 else "after"
    calendar = f" ({evidence.country} calendar)" if evidence.country else ""
    why = f"{days} {side} {wording.day(draft.anchor_date)}{calendar}"
    saying.say(computed(text, why, [entry, *units, *covering]), must=late)


def _state(coverage: Coverage, covering: Sequence[Shown]) -> str:
    by = f" in {telling.said_by(covering[0])}" if covering else ""
    if coverage.state == "covered":
        return f"Planned{by}."
    if coverage.state == "partly":
        wrong = [w for w in coverage.missing.split("; ") if not w.startswith(("nothing on", "due "))]
        return f"Partly planned{by}{': ' if wrong else ''}{'; '.join(wrong)}."
    return "Not planned yet."


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
            action = wording.first_clause(wording.filled(rule.do, {}))
            text = f"{TITLES[category]}, in general: {wording.filled(rule.says, {})} So: {action}."
            saying.say(by_glossary(text, [entry]))
            said = True
    return said


def _follow_ups(evidence: Evidence, categories: Sequence[Category]) -> list[str]:
    wanted = [*(meaning.asked_as(e.concept, evidence) for e in meaning.asked_concepts(evidence) if e.concept)]
    wanted += evidence.question.systems
    about = f" about “{wanted[0]}”" if wanted else ""
    other = composing.NAMES[nothing.other_side(evidence.question.community)]
    further = [TITLES[c].lower() for c in ("training", "communications", "support") if c not in categories]
    found = [f"What should I ask {other}{about}?"]
    if wanted and further:
        found.append(f"What does “{wanted[0]}” mean for {wording.listed(further)}?")
    return [*found, "Do these dates fit?"]
