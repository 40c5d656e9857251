"""What the occasions of a text mean for another community: the glossary's implications, made concrete by facts.

An implication is said once, with all its occasions. What a narrower concept already says in a category, the broader
one does not say again for the same sentences. Order: firm before conditional, grave and specific before general.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary.catalog import Catalog
from glossary.concepts import Category, Community, Concept, Condition, Implication, Severity
from service.interpretation import wording
from service.interpretation.evidence import Reading
from service.interpretation.filling import anything as anything_named
from service.interpretation.filling import slots as filling
from service.planning.working_days import shift

_WEIGHT: dict[Severity, int] = {"high": 6, "medium": 3, "low": 0}
_FEWEST = 3
"""Implications that hold for any change, of the shortest text."""
_MOST_OF_ONE = 4
"""Implications of one thing in the shortest text."""
_FIRST: tuple[Category, ...] = (
    "communications",
    "training",
    "support",
    "access_timing",
    "work_redesign",
    "inclusion",
    "early_access",
    "champions",
    "metrics_feedback",
    "user_experience",
    "governance",
)
"""What any change needs, the most needed first."""


@dataclass(frozen=True)
class Draft:
    """An implication that applies, before coverage is known."""

    concept: Concept
    rule: Implication
    says: str
    do: str
    sentences: tuple[int, ...]
    """The sentences that give occasion, in order."""
    conditional: bool
    groups: tuple[str, ...]
    """Populations it is about, as the text names them; empty where none is named."""
    due: dt.date | None
    anchor_date: dt.date | None
    anchor_sentence: int
    """The sentence that gives the anchor's date, -1 if none does."""
    filled: frozenset[str]
    """Which of date, group, count and system the document fills in."""
    subjects: frozenset[str]
    """The concepts whose occasions these are, and the broader ones; more than its own for a companion's rule."""
    general: bool
    """Whether the text speaks only of things that come with the concept, not of the concept itself."""
    systems: frozenset[str]
    """Names of the systems in the occasions' sentences, lower case."""


def instantiate(
    reading: Reading,
    catalog: Catalog,
    from_: Community,
    to: Community,
    country: str | None = None,
    *,
    anything: bool = False,
) -> list[Draft]:
    """All implications of a text for `to`, ranked, each once.

    Args:
        reading: the text.
        catalog: the glossary.
        from_: who wrote it.
        to: for whose work.
        country: ISO 3166 code whose public holidays are no working days.
        anything: also what follows of changes to people and systems that no entry of the glossary names.
    """
    by_concept = _occasions(reading, catalog)
    stated = _stated(reading, catalog) if by_concept or _to_come(reading) else {}
    found = [
        (concept, rule, reading, sorted({*told_of, *stated.get(concept.id, ())}) if by_stating else told_of)
        for concept, told_of in _with_companions(by_concept, stated, catalog)
        for rule in _speaking(concept, from_, to)
        if by_concept.keys().isdisjoint(rule.applies_if.unless)
        for by_stating in [rule.applies_if.stated]
    ]
    for concept in catalog.concepts if anything else ():
        if concept.of_anything and (rules := _speaking(concept, from_, to)):
            other = anything_named.of_people_and_systems(reading, concept, asking=from_ != "it")
            happening = [number for number, judged in enumerate(other.judged) if judged.has_occasion]
            found.extend((concept, rule, other, happening) for rule in rules)
    drafts = [
        draft
        for concept, rule, read, mentions in found
        for told in [[m for m in mentions if _applies(rule.applies_if, m, read)]]
        if told
        for draft in [_draft(read, concept, rule, told, country)]
        if draft.filled.issuperset(rule.applies_if.filled)
    ]
    return _few(sorted(_said_once(_narrowest(_alone(drafts), catalog)), key=rank))


def rank(draft: Draft, urgency: int = 0) -> tuple[bool, int, dt.date, int]:
    """Where a draft stands among others; `urgency` is added to its weight (a grade of severity is 3)."""
    weight = _WEIGHT[draft.rule.severity] + 2 * min(len(draft.filled), 3) - 3 * draft.general + urgency
    return draft.conditional, -weight, draft.due or dt.date.max, draft.sentences[0]


def _occasions(reading: Reading, catalog: Catalog) -> dict[str, list[int]]:
    """The mentions that give occasion, by concept, in order of first occurrence."""
    by_concept: dict[str, list[int]] = {}
    for number, (mention, judged) in enumerate(zip(reading.mentions, reading.judged, strict=True)):
        if mention.concept is not None and judged.has_occasion:
            by_concept.setdefault(catalog.current(mention.concept).id, []).append(number)
    return by_concept


def _stated(reading: Reading, catalog: Catalog) -> dict[str, list[int]]:
    """The mentions of which the text says that it is so, with no more happening to them, by concept."""
    by_concept: dict[str, list[int]] = {}
    for number, (mention, judged) in enumerate(zip(reading.mentions, reading.judged, strict=True)):
        if mention.concept is not None and judged.sentence >= 0 and judged.standing in ("none", "real"):
            by_concept.setdefault(catalog.current(mention.concept).id, []).append(number)
    return by_concept


def _to_come(reading: Reading) -> bool:
    """Whether the text names a day that lies ahead, so that what it states is stated for something."""
    return any(f.first is not None and f.first >= reading.today for f in reading.facts if f.kind in ("date", "event"))


def _with_companions(
    by_concept: dict[str, list[int]], stated: dict[str, list[int]], catalog: Catalog
) -> Iterator[tuple[Concept, list[int]]]:
    """The concepts with their occasions, and those that come with them: who introduces a tool deploys it."""
    all_of = {concept_id: list(numbers) for concept_id, numbers in by_concept.items()}
    for concept_id, numbers in by_concept.items():
        for companion in catalog.current(concept_id).comes_with:
            all_of.setdefault(companion, []).extend(numbers)
    for concept_id in stated:
        all_of.setdefault(concept_id, [])
    for concept_id, numbers in all_of.items():
        yield catalog.current(concept_id), sorted(set(numbers))


def _speaking(concept: Concept, from_: Community, to: Community) -> list[Implication]:
    """The rules of a concept for `to`: those for texts of `from_`, and in other categories those of other writers.

    A change reaches the same people and asks for the same work whoever writes of it.
    """
    own = {rule.category for rule in concept.implications if rule.from_ == from_ and rule.to == to}
    return [r for r in concept.implications if r.to == to and (r.from_ == from_ or r.category not in own)]


def _applies(condition: Condition, mention: int, reading: Reading) -> bool:
    judged = reading.judged[mention]
    if condition.occasions and judged.kind not in condition.occasions:
        return False
    if not condition.words and not condition.without:
        return True
    near = reading.words_near(judged.sentence)
    if condition.words and not any(wording.stems(w) <= near for w in condition.words):
        return False
    return not any(wording.stems(w) <= near for w in condition.without)


def _draft(
    reading: Reading, concept: Concept, rule: Implication, mentions: Sequence[int], country: str | None
) -> Draft:
    sentences = tuple(dict.fromkeys(reading.judged[m].sentence for m in mentions))
    anchor, anchor_sentence = filling.anchor_date(reading, rule.when.anchor, mentions)
    of_its_own = anchor is not None
    if anchor is None:
        anchor, anchor_sentence = filling.one_date(reading)
    # Facts that stand in one sentence belong together; those of different occasions do not.
    told = (anchor_sentence,) if anchor_sentence in sentences else _agreeing(reading, sentences)
    groups = filling.groups(reading, told)
    slots = {
        "date": wording.day(anchor) if anchor else "",
        "group": filling.named(groups),
        "count": filling.counted(reading, told),
        "system": filling.system(reading, told),
    }
    return Draft(
        concept=concept,
        rule=rule,
        says=wording.filled(rule.says, slots),
        do=wording.filled(rule.do, slots),
        sentences=sentences,
        conditional=all(reading.judged[m].standing == "conditional" for m in mentions),
        groups=groups,
        due=shift(anchor, rule.when.offset_days, country) if anchor else None,
        anchor_date=anchor,
        anchor_sentence=anchor_sentence,
        filled=frozenset(name for name, value in slots.items() if value and (of_its_own or name != "date")),
        subjects=frozenset(
            {concept.id, *concept.broader} | {c for m in mentions if (c := reading.mentions[m].concept)}
        ),
        general=all(reading.mentions[m].concept != concept.id for m in mentions),
        systems=frozenset(f.value.lower() for n in sentences for f in reading.facts_in(n, "system")),
    )


def _agreeing(reading: Reading, sentences: tuple[int, ...]) -> tuple[int, ...]:
    """The sentences, if at least half of them name the people concerned; else none of them speaks for all."""
    naming = sum(1 for n in sentences if filling.groups(reading, (n,)))
    return sentences if 2 * naming >= len(sentences) else ()


def _alone(drafts: Sequence[Draft]) -> list[Draft]:
    """Without the rules for what has no entry where an entry says something of the same category."""
    said: dict[str, set[int]] = {}
    for draft in drafts:
        if not draft.rule.applies_if.alone:
            said.setdefault(draft.rule.category, set()).update(draft.sentences)
    return [d for d in drafts if not (d.rule.applies_if.alone and set(d.sentences) <= said.get(d.rule.category, set()))]


def _few(ranked: Sequence[Draft]) -> list[Draft]:
    """Without the last of what holds for any change, and of what one thing alone asks in a short note."""
    told = len({n for d in ranked for n in d.sentences})
    room = max(_FEWEST, told // 2)
    seen: Counter[Category] = Counter()
    general: list[tuple[int, int, Draft]] = []
    of_concept: Counter[str] = Counter()
    left: set[int] = set()
    for draft in ranked:
        if draft.general:
            general.append((seen[draft.rule.category], _FIRST.index(draft.rule.category), draft))
            seen[draft.rule.category] += 1
        elif not draft.conditional:
            of_concept[draft.concept.id] += 1
            if of_concept[draft.concept.id] > max(_MOST_OF_ONE, told):
                left.add(id(draft))
    left |= {id(draft) for *_, draft in sorted(general, key=lambda one: one[:2])[room:]}
    return [draft for draft in ranked if id(draft) not in left]


def _narrowest(drafts: Sequence[Draft], catalog: Catalog) -> list[Draft]:
    """Without those of a broader concept that a narrower one covers: same category, same sentences."""
    said: dict[tuple[str, str], set[int]] = {}
    for draft in drafts:
        for broader in _ancestors(draft.concept, catalog):
            said.setdefault((broader, draft.rule.category), set()).update(draft.sentences)
    return [d for d in drafts if not set(d.sentences) <= said.get((d.concept.id, d.rule.category), set())]


def _ancestors(concept: Concept, catalog: Catalog) -> set[str]:
    above: set[str] = set()
    waiting = list(concept.broader)
    while waiting:
        name = waiting.pop()
        if name not in above:
            above.add(name)
            waiting.extend(catalog.current(name).broader)
    return above


def _said_once(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts whose action is nearly the same in words are one, with the occasions of both."""
    kept: list[tuple[Draft, frozenset[str]]] = []
    for draft in drafts:
        words = wording.stems(draft.do)
        for place, (other, known) in enumerate(kept):
            if other.rule.category == draft.rule.category and len(words & known) >= 0.6 * len(words | known):
                kept[place] = (_merged(other, draft), known)
                break
        else:
            kept.append((draft, words))
    return [draft for draft, _ in kept]


def _merged(first: Draft, second: Draft) -> Draft:
    lead = min(first, second, key=rank)
    return Draft(
        **{
            **lead.__dict__,
            "sentences": tuple(sorted({*first.sentences, *second.sentences})),
            "conditional": first.conditional and second.conditional,
            "subjects": first.subjects | second.subjects,
            "general": first.general and second.general,
            "systems": first.systems | second.systems,
        }
    )
