"""Which units of the evidence bear on a question, and how much of what is asked each of them names.

A question asks for concepts, systems, groups, numbered things ("wave 2"), days and plain words. A unit names a part of
these itself, another part by the headings that it stands under. Rare words weigh more than common ones, and a word
that no passage has weighs most, so that a question about something else finds nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from glossary.catalog import Catalog
from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding.expected import Expectation, expected
from service.interpretation.answering.nouns import Evidence
from service.interpretation.facts.triggers import kind_of
from service.interpretation.shown import Unit
from service.planning.facts import EventKind

ENOUGH = 0.55
"""Share of what is asked from which on a unit speaks of it."""
NEAR = 0.3
"""Share from which on it is worth showing as the nearest thing there is."""
_BY_SENTENCE_BEFORE = 0.6
_BY_HEADING = 0.5
_BY_TITLE = 0.25
"""How much of a part counts that only the sentence before it, the heading or the document's title names."""
_APART = 0.4
"""How much of a compound counts whose words stand in one sentence, but not side by side."""
_EXPECTED: dict[Expectation, float] = {
    "reason": 0.8,
    "length": 0.5,
    "hours": 0.8,
    "number": 0.3,
    "language": 0.8,
    "price": 0.8,
}
"""Weight of what an answer has to have: a reason, a number."""
ASKING = wording.stems(
    "document documents documentation source sources say says said saying tell tells told mention mentions mentioned "
    "write written wrote find found look state stated stating know known page slide section line exactly anything "
    "something everything please explain describe mean means meaning meant term word definition define question "
    "questions answer ask asking asked initiative project thing things happen happens happening show list give "
    "regarding concerning quote reference text file files anywhere information info hear heard actually really "
    "hello hi hey thanks thank morning afternoon evening bye goodbye cheers greetings "
    "read reading stand stands talk talking talks about passage place places somewhere there here part parts situation"
)
_NUMBERED = re.compile(r"\b([A-Za-z]{2,})s? (\d{1,3}(?:(?:, | and | or | to |-|–)\d{1,3})*)\b(?![.:,]\d)")
_CODE = re.compile(r"\b[A-Z]{1,4}-?\d{1,4}\b")
_HAPPENINGS: frozenset[EventKind] = frozenset({"withdrawal", "go_live", "change", "freeze"})
"""Events that are told in many words; of others the word itself is looked for."""
VERBS = frozenset(
    "work works use uses need needs take takes run runs start starts stop stops move moves change changes open opens "
    "close closes affect affects cost costs pay pays cancel want wants like see sees come comes stay stays happen "
    "look looks sign signs log logs call calls help helps keep keeps lose loses know knows".split()
)
"""Words that are rather what is done than half of a name."""
_SECOND = frozenset("list page section line file reference state text place information source answer".split())
"""Words that ask by themselves, and are half of a name behind another: "job list"."""
_NO_NAMES = frozenset(
    "of to at in on by from until about over under after before january february march april may june "
    "july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "than only and or for the with all".split()
)


@dataclass(frozen=True, eq=False)
class Found:
    """A unit that bears on the question."""

    unit: Unit
    share: float
    """Of what is asked, by weight, 0 to 1."""


@dataclass(frozen=True)
class _Part:
    """One thing that is asked for."""

    weight: float
    named_by: Callable[[Unit], float]
    """How far a unit names it, 0 to 1."""


def relevant(evidence: Evidence, least: float = ENOUGH) -> list[Found]:
    """The units that name at least this share of what is asked; most of it first, then firm and newer ones."""
    units = said_units(evidence)
    parts = _parts(evidence, units)
    total = sum(part.weight for part in parts)
    if not total:
        return []
    found = [Found(u, sum(part.weight * part.named_by(u) for part in parts) / total) for u in units]
    kept = [f for f in found if f.share >= least]
    kept.sort(key=lambda f: (-round(f.share, 1), not firm(f.unit), -age(f.unit)))
    return kept


def said_units(evidence: Evidence) -> list[Unit]:
    """Everything that the passages say, each once."""
    return [unit for shown in evidence.passages for unit in shown.units if telling.is_said(unit)]


def asks_for_something(evidence: Evidence) -> bool:
    """Whether the question names anything at all that could be looked for."""
    return bool(_parts(evidence, []))


def looked_for(evidence: Evidence) -> tuple[str, ...]:
    """What the question names, as it was typed where possible: for saying what was looked for."""
    question, catalog = evidence.question, evidence.glossary.catalog
    words = WORD.findall(question.text)
    mentions = evidence.glossary.matcher.find(question.text, community=question.community)
    written = {c: m.label for m in reversed(mentions) for c in (*m.candidates, m.concept) if c}
    names = [written.get(c, catalog.current(c).name(question.community)) for c in question.concepts if catalog.get(c)]
    held = words_of(" ".join([*names, *question.systems, *question.groups]))
    expects = expected(question.text)
    idle = ASKING | held | (expects.frame if expects is not None else frozenset())
    free: list[str] = []
    last = -2
    for at, word in enumerate(words):
        stem = words_of(word)
        if not stem or not stem <= question.words or stem & idle:
            continue
        if at == last + 1:
            free[-1] += f" {word}"
        else:
            free.append(word)
        last = at
    told: dict[frozenset[str], str] = {}
    for name in [*names, *question.systems, *question.groups, *free]:
        told.setdefault(wording.stems(name) or frozenset({name}), name)
    return tuple(told.values())


@lru_cache(maxsize=20_000)
def words_of(text: str) -> frozenset[str]:
    """Stems of the content words; of "on-site" also "site"."""
    return wording.stems(text) | wording.stems(text.replace("-", " "))


def compounds(text: str, content: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """Nouns that stand side by side in a question, as stems in their order: "job list", "ticket scan"."""
    expects = expected(text)
    idle = ASKING | (expects.frame if expects is not None else frozenset())
    found: list[tuple[str, ...]] = []
    last = ("", -1)
    for match in WORD.finditer(text):
        stem = _stem_of(match.group())
        known = stem in content and stem not in idle and _is_noun_like(match.group())
        if not known and not (last[0] and match.group().lower() in _SECOND):
            last = ("", -1)
            continue
        if last[0] and last[1] + 1 == match.start() and text[last[1]] == " ":
            found.append((last[0], stem))
        last = (stem, match.end())
    return tuple(dict.fromkeys(found))


def _stem_of(word: str) -> str:
    return next(iter(wording.stems(word)), "")


def _is_noun_like(word: str) -> bool:
    return not word.lower().endswith(("ing", "ed", "ly")) and word.lower() not in VERBS


def _in_order(text: str) -> tuple[str, ...]:
    return tuple(_stem_of(word) for word in WORD.findall(text.replace("-", " ")))


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Words that stand side by side, as stems."""
    stems = _in_order(text)
    return frozenset(pairwise(stems))


def systems_of(evidence: Evidence) -> tuple[str, ...]:
    """The systems that the question names, without words for its concepts: documents may say these otherwise."""
    question = evidence.question
    mentions = evidence.glossary.matcher.find(question.text, community=question.community)
    labels = {m.label.lower() for m in mentions if set(m.candidates) & set(question.concepts)}
    return tuple(system for system in question.systems if system.lower() not in labels)


def numbered(text: str) -> dict[str, frozenset[str]]:
    """Things told apart by number: "waves 1 and 2" gives wave: 1, 2."""
    found: dict[str, set[str]] = {}
    for match in _NUMBERED.finditer(text):
        noun = match.group(1).lower()
        if noun not in _NO_NAMES:
            stem = next(iter(wording.stems(noun)), noun)
            found.setdefault(stem, set()).update(re.findall(r"\d+", match.group(2)))
    return {noun: frozenset(numbers) for noun, numbers in found.items()}


def with_broader(concepts: Iterable[str], catalog: Catalog) -> frozenset[str]:
    """The concepts and those that they are a kind of."""
    found: set[str] = set()
    waiting = [c for c in concepts if catalog.get(c)]
    while waiting:
        concept = catalog.current(waiting.pop())
        if concept.id not in found:
            found.add(concept.id)
            waiting.extend(concept.broader)
    return frozenset(found)


WORD = re.compile(r"[^\W_][\w'’-]*")


def _parts(evidence: Evidence, units: Sequence[Unit]) -> list[_Part]:
    question, catalog = evidence.question, evidence.glossary.catalog
    concepts = [catalog.current(c).id for c in question.concepts if catalog.get(c)]
    mentions = evidence.glossary.matcher.find(question.text, community=question.community)
    candidates = {c for m in question.ambiguous for c in m.candidates} - set(concepts)
    known = [m.label for m in mentions if candidates.union(question.concepts) & {m.concept, *m.candidates}]
    held = words_of(" ".join([*known, *question.systems, *question.groups])) | ASKING
    everywhere = _in_all_titles(evidence)
    labels = {c: words_of(m.label) for m in reversed(mentions) for c in (m.concept, *m.candidates) if c}
    names = [words_of(one) for one in (*known, *question.systems, *question.groups)]
    pairs = [
        pair for pair in compounds(question.text, question.words) if not any(frozenset(pair) <= name for name in names)
    ]
    inside = frozenset(stem for pair in pairs for stem in pair)
    parts = [
        _Part(
            0.5 if labels.get(c) and labels[c] <= inside else 1.5,
            names_concept(frozenset({c}), catalog, labels.get(c, frozenset())),
        )
        for c in dict.fromkeys(concepts)
    ]
    if candidates:
        parts.append(_Part(1.5, names_concept(frozenset(candidates), catalog)))
    parts += [_Part(1.5, names_words(words_of(s))) for s in systems_of(evidence) if words_of(s) - everywhere]
    parts += [_Part(1.2, names_words(words_of(g))) for g in question.groups if words_of(g)]
    parts += [_Part(1.0, _names_numbers(noun, numbers)) for noun, numbers in numbered(question.text).items()]
    parts += [_Part(1.5, _names_code(code)) for code in dict.fromkeys(_CODE.findall(question.text))]
    parts += [_Part(1.0, _names_day(days)) for days in question.days]
    parts += [_Part(1.5, names_compound(pair)) for pair in pairs]
    expects = expected(question.text)
    if expects is not None:
        parts.append(_Part(_EXPECTED[expects.kind], lambda unit: float(expects.had_by(unit))))
        held |= expects.frame
    free = question.words - held - everywhere
    rarity = _rarity(free, units)
    written = {stem: word for word in WORD.findall(question.text) for stem in words_of(word)}
    alone = not parts and len(free) == 1
    for stem in sorted(free):
        event = None if alone else kind_of(written.get(stem, stem))
        parts.append(_Part(rarity[stem], _names_word(stem, event if event in _HAPPENINGS else None)))
    return parts


def _in_all_titles(evidence: Evidence) -> frozenset[str]:
    """Words that every document's title has, as the initiative's name: they tell nothing apart."""
    titles = {shown.source.title for shown in evidence.passages}
    return frozenset.intersection(*map(words_of, titles)) if len(titles) > 1 else frozenset()


def _rarity(words: frozenset[str], units: Sequence[Unit]) -> dict[str, float]:
    total = math.log(2 + len(units))
    counts = dict.fromkeys(words, 0)
    for unit in units:
        for word in words & _own(unit):
            counts[word] += 1
    return {word: max(0.15, math.log((2 + len(units)) / (1 + count)) / total) for word, count in counts.items()}


def _own(unit: Unit) -> frozenset[str]:
    return words_of(unit.text)


def _graded(unit: Unit, names: Callable[[str], bool]) -> float:
    if names(unit.text):
        return 1.0
    if any(names(part.text) for part in telling.whole(unit)):
        return 0.9
    before = _before(unit)
    if before is not None and names(before.text):
        return _BY_SENTENCE_BEFORE
    title, *headings = unit.context
    if any(names(heading) for heading in headings if heading != title):
        return _BY_HEADING
    return _BY_TITLE if names(title) else 0.0


def _before(unit: Unit) -> Unit | None:
    """The sentence before it in the same paragraph."""
    before = unit.shown.units[unit.number - 1] if unit.number else None
    return before if before is not None and before.sentence.block == unit.sentence.block else None


def names_words(wanted: frozenset[str]) -> Callable[[Unit], float]:
    """All of these words: best in the unit itself, less by the sentence before it, a heading, the title."""
    return lambda unit: _graded(unit, lambda text: wanted <= words_of(text))


def names_compound(words: tuple[str, ...]) -> Callable[[Unit], float]:
    """Both words side by side; next to nothing where they only stand in the same sentence."""

    def named(unit: Unit) -> float:
        if words in _pairs(unit.text):
            return 1.0
        return _APART if frozenset(words) <= words_of(unit.text) else 0.0

    return named


def _names_word(stem: str, kind: EventKind | None) -> Callable[[Unit], float]:
    """A word itself or, for one that tells of an event ("withdrawal"), an event of that kind ("is switched off")."""
    by_word = names_words(frozenset({stem}))
    if kind is None:
        return by_word
    return lambda unit: max(by_word(unit), 0.9 * any(f.event == kind for f in unit.facts("event")))


def names_concept(
    wanted: frozenset[str], catalog: Catalog, label: frozenset[str] = frozenset()
) -> Callable[[Unit], float]:
    """By closeness: this very concept, best by a label as telling as the asked one; a narrower one; a heading."""

    def named(unit: Unit) -> float:
        if wanted & unit.concepts:
            return 1.0 if not label or label <= words_of(unit.text) else 0.85
        leaning = frozenset().union(*(part.concepts for part in telling.whole(unit)))
        if wanted & with_broader(unit.concepts | leaning, catalog):
            return 0.7
        before = _before(unit)
        if before is not None and wanted & before.concepts:
            return _BY_SENTENCE_BEFORE
        above = _concepts_above(unit)
        return _BY_HEADING if wanted & above else 0.0

    return named


def _concepts_above(unit: Unit) -> frozenset[str]:
    title, *headings = unit.context
    text = " . ".join(h for h in headings if h != title)
    return frozenset(c for m in unit.shown.matcher.find(text) for c in m.candidates) if text else frozenset()


def _names_numbers(noun: str, numbers: frozenset[str]) -> Callable[[Unit], float]:
    def named(unit: Unit) -> float:
        here = numbered(unit.text).get(noun, frozenset())
        if here & numbers:
            return 1.0
        return -1.0 if here else 0.0

    return named


def _names_code(code: str) -> Callable[[Unit], float]:
    pattern = re.compile(rf"\b{re.escape(code)}\b")

    def named(unit: Unit) -> float:
        if unit.cells and code != unit.cells[0][1].strip():
            return 0.5 if pattern.search(unit.text) else 0.0
        return _graded(unit, lambda text: pattern.search(text) is not None)

    return named


def _names_day(days: tuple[object, object]) -> Callable[[Unit], float]:
    first, last = days

    def named(unit: Unit) -> float:
        for fact in unit.facts("date", "event"):
            if fact.first is not None and fact.first <= last and (fact.last or fact.first) >= first:  # type: ignore[operator]
                return 1.0
        return 0.0

    return named


def firm(unit: Unit) -> bool:
    """Whether it says that something is so, not that it was, may be or is not."""
    return unit.standing in ("real", "none") and unit.sentence.kind != "heading"


def age(unit: Unit) -> int:
    """The day of its document as a number, to put the newest first; 0 where it has none."""
    return unit.shown.dated.toordinal() if unit.shown.dated else 0
