"""What the occasions of a text mean for another community: the glossary's implications, made concrete by facts.

An implication is said once, with all its occasions. What a narrower concept already says in a category, the broader
one does not say again for the same sentences. Order: firm before conditional, grave and specific before general.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from glossary.catalog import Catalog
from glossary.concepts import Anchor, Category, Community, Concept, Condition, Implication, Severity
from glossary.matcher import Mention
from service.interpretation import wording
from service.interpretation.evidence import Reading
from service.interpretation.reading import occasions
from service.interpretation.reading.sentences import Sentence
from service.planning.facts import Fact
from service.planning.working_days import shift

_WEIGHT: dict[Severity, int] = {"high": 6, "medium": 3, "low": 0}
GENERIC = frozenset("user people person staff employee everyone everybody team worker end colleague".split())
"""Populations that name nobody in particular."""
_DETERMINERS = frozenset("the our your their all every each both some most these those this new".split())
_OUTSIDE = frozenset("customer client patient visitor guest citizen supplier passenger tenant caller".split())
"""Populations that are not told, trained or equipped as staff are."""
_BODIES = frozenset(
    ("works council", "staff council", "union", "board", "steering committee", "hr", "it", "management")
)
"""Bodies that decide or are asked; nothing is introduced to them."""
_OPENING = re.compile(
    r"(?:(?:the|our|all|every|each|a|an|this|these|old|new)\s+)*([^\W\d][\w-]*(?:\s+[^\W\d][\w-]*)?)", re.I
)
_OF_A_LAUNCH: frozenset[Anchor] = frozenset({"access", "change", "go_live"})
"""Anchors that fall on the day of the launch where the text names no other day."""
_ONE_FOR_ALL: frozenset[Anchor] = frozenset({"go_live", "pilot", "training", "communication", "freeze"})
"""Anchors of which a text usually has one for all that it describes; a change or an access has its own day each."""
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
_PRECISE = ("", "day", "week")
_MOST_GROUPS = 3
_SHORT = 12
"""Sentences of a note that speaks of one thing."""


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
            other = _of_people_and_systems(reading, concept, asking=from_ != "it")
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


def _of_people_and_systems(reading: Reading, concept: Concept, *, asking: bool) -> Reading:
    """The same text with the people and systems it names as mentions of a concept: the glossary knows few of them."""
    mentions = [
        _named_thing(fact.start, fact.text, concept)
        for fact in reading.facts
        if fact.kind in ("population", "system")
        if fact.value.lower() not in GENERIC | _OUTSIDE | _BODIES and not fact.note.startswith("negated")
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
    anchor, anchor_sentence = _anchor_date(reading, rule.when.anchor, mentions)
    of_its_own = anchor is not None
    if anchor is None:
        anchor, anchor_sentence = _one_date(reading)
    # Facts that stand in one sentence belong together; those of different occasions do not.
    told = (anchor_sentence,) if anchor_sentence in sentences else _agreeing(reading, sentences)
    groups = _groups(reading, told)
    slots = {
        "date": wording.day(anchor) if anchor else "",
        "group": _named(groups),
        "count": _counted(reading, told),
        "system": _system(reading, told),
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
    naming = sum(1 for n in sentences if _groups(reading, (n,)))
    return sentences if 2 * naming >= len(sentences) else ()


def _anchor_date(reading: Reading, anchor: Anchor, mentions: Sequence[int]) -> tuple[dt.date | None, int]:
    """The anchor's day and the sentence that gives it, -1 for none.

    The day of that very event in the occasion's sentence counts first, then the one day that the text has for such an
    event, then the day that the sentence gives for the thing itself, and last the one day of the launch.
    """
    if anchor != "change":
        for mention in mentions:
            number = reading.judged[mention].sentence
            events = [f for f in reading.facts_in(number, "event") if f.event == anchor and _happens(f)]
            if events:
                return min(events, key=lambda f: abs(f.start - reading.mentions[mention].start)).first, number
    if anchor in _ONE_FOR_ALL:
        day, number = _only_day(reading, anchor)
        if day is not None:
            return day, number
    for mention in mentions:
        date = reading.date_near(mention)
        if date is not None and date.unit in _PRECISE:
            return date.first, reading.judged[mention].sentence
    return _only_day(reading, "go_live") if anchor in _OF_A_LAUNCH else (None, -1)


def _one_date(reading: Reading) -> tuple[dt.date | None, int]:
    """The day of a short text that names no other: all it says is said of that day."""
    if len(reading.sentences) > _SHORT:
        return None, -1
    days = {f.first: f.start for f in reading.facts if f.kind == "date" and f.first is not None}
    if len(days) != 1 or next(iter(days)) < reading.today:
        return None, -1
    day, start = days.popitem()
    return day, reading.sentence_at(start)


def _only_day(reading: Reading, kind: Anchor) -> tuple[dt.date | None, int]:
    """The day of the events of a kind, if the text gives one for all of them."""
    days = {f.first: f.start for f in reading.facts if f.event == kind and _happens(f)}
    if len(days) != 1:
        return None, -1
    day, start = days.popitem()
    return day, reading.sentence_at(start)


def _happens(fact: Fact) -> bool:
    return fact.first is not None and not fact.note.startswith("negated")


def _groups(reading: Reading, sentences: Sequence[int]) -> tuple[str, ...]:
    """The populations that the occasions' sentences name."""
    return _populations(f for n in sentences for f in reading.facts_in(n, "population"))


def _populations(facts: Iterator[Fact]) -> tuple[str, ...]:
    named: dict[str, str] = {}
    for fact in facts:
        if fact.value and fact.value not in GENERIC and fact.note != "negated":
            named.setdefault(fact.value, _within_a_sentence(wording.plain(fact.text)))
    return tuple(text for value, text in named.items() if value.lower() not in _OUTSIDE | _BODIES)


def _within_a_sentence(text: str) -> str:
    """Without the capital of a sentence's first word: "Our trainers", "Managers"."""
    first, _, rest = text.partition(" ")
    return text[0].lower() + text[1:] if first.istitle() and (not rest or first.lower() in _DETERMINERS) else text


def _named(groups: Sequence[str]) -> str:
    if not groups:
        return ""
    if len(groups) > _MOST_GROUPS:
        return f"{', '.join(groups[:_MOST_GROUPS])} and others"
    return wording.listed(groups)


def _counted(reading: Reading, sentences: Sequence[int]) -> str:
    for number in sentences:
        for fact in reading.facts_in(number, "count"):
            if (
                fact.unit
                and fact.unit != "%"
                and any(
                    p.start <= fact.start < p.end or fact.start <= p.start < fact.end + 24
                    for p in reading.facts_in(number, "population")
                )
            ):
                return wording.plain(fact.text)
    return ""


def _system(reading: Reading, sentences: Sequence[int]) -> str:
    """The system that most of the occasions' sentences name; none if they name several equally often."""
    near = Counter(f.text for n in sentences for f in reading.facts_in(n, "system")).most_common(2)
    if not near or (len(near) == 2 and near[0][1] == near[1][1]):
        return ""
    return wording.plain(near[0][0])


def _alone(drafts: Sequence[Draft]) -> list[Draft]:
    """Without the rules for what has no entry where an entry says something of the same category."""
    said: dict[str, set[int]] = {}
    for draft in drafts:
        if not draft.rule.applies_if.alone:
            said.setdefault(draft.rule.category, set()).update(draft.sentences)
    return [d for d in drafts if not (d.rule.applies_if.alone and set(d.sentences) <= said.get(d.rule.category, set()))]


def _few(ranked: Sequence[Draft]) -> list[Draft]:
    """Without the last of what holds for any change, and of what one thing alone would ask of a short note's readers."""
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
