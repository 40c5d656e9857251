"""What a term means to each side, what each takes for granted, and how the documents of the initiative use it.

The asker's community comes first, then the other side. Where documents define one word differently, both definitions
are told side by side. A term that only a document explains is explained from there; one that is nowhere is said to be
nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossary.concepts import COMMUNITIES, Community, Concept
from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding import bearing, definitions
from service.interpretation.answering.finding.claims import Saying, by_glossary, by_units, computed
from service.interpretation.answering.finding.unlisted import unlisted
from service.interpretation.answering.kinds import nothing
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.compose import NAMES
from service.interpretation.shown import Shown, Unit, shown_concept

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_MOST_TERMS = 4
_FEW_TERMS = 2
"""Terms up to which the warning of each is told in any case."""
_DIFFERENT = "two documents say of one word different things"


def compose(evidence: Evidence) -> Composed:
    """The meanings, term by term."""
    concepts = asked_concepts(evidence)[:_MOST_TERMS]
    heads = [everyday(c.concept, evidence.question.text).lower() for c in concepts if c.concept is not None]
    others = [t for t in unlisted(evidence) if wording.stems(t) and t.lower() not in heads][:_MOST_TERMS]
    if not concepts and not others:
        return nothing.compose(evidence)
    saying = Saying()
    missing: list[str] = []
    for entry in concepts:
        _explain(entry, evidence, saying, missing, terms=len(concepts) + len(others))
    for term in others:
        _explain_unlisted(term, evidence, saying, missing)
    return saying.composed(follow_ups=_follow_ups(concepts, others, evidence), missing=missing)


def asked_concepts(evidence: Evidence) -> list[Shown]:
    """The entries that the question names, the one it is about first; read anew where the evidence lacks one."""
    catalog = evidence.glossary.catalog
    held = {one.concept.id: one for one in evidence.concepts if one.concept is not None}
    ids = dict.fromkeys(catalog.current(c).id for c in evidence.question.concepts if catalog.get(c))
    return [held[c] if c in held else shown_concept(catalog.current(c), evidence.glossary, evidence.today) for c in ids]


def sides(concept: Concept, community: Community) -> list[Community]:
    """Whose meanings are told: the asker's, the side that is asked, then any other."""
    other = nothing.other_side(community)
    order = dict.fromkeys([community, other, *COMMUNITIES])
    return [c for c in order if c in concept.meaning][:2]


def asked_as(concept: Concept, evidence: Evidence) -> str:
    """The word for it that the question uses, else the asker's."""
    text = evidence.question.text
    for mention in evidence.glossary.matcher.find(text, community=evidence.question.community):
        if concept.id in mention.candidates or concept.id == mention.concept:
            return mention.label
    typed = everyday(concept, text)
    return typed or concept.name(evidence.question.community)


def everyday(concept: Concept, text: str) -> str:
    """The word of a text that is a label of the concept, or the head of one; empty without."""
    words: dict[str, str] = {stem: word for word in _WORD.findall(text) for stem in wording.stems(word)}
    labels = [label for held in concept.labels.values() for label in (held.preferred, *held.alternative)]
    for label in sorted(labels, key=lambda one: len(one.split())):
        stems = wording.stems(label.split()[-1])
        if stems and stems <= words.keys():
            return words[next(iter(stems))]
    return ""


def _explain(entry: Shown, evidence: Evidence, saying: Saying, missing: list[str], *, terms: int) -> None:
    concept = entry.concept
    assert concept is not None
    several = terms > 1
    word = asked_as(concept, evidence)
    told = sides(concept, evidence.question.community)
    for side in told:
        saying.say(by_glossary(_meaning(concept, side, word), [entry]))
    _definitions(concept, word, evidence, saying)
    if concept.gap:
        saying.say(
            by_glossary(f"Mind the difference: {wording.sentence(concept.gap)}", [entry]),
            must=terms <= _FEW_TERMS,
            spare=True,
        )
    assumed = [
        f"{NAMES[s]} takes for granted: {wording.sentence(concept.assumes[s])}" for s in told if s in concept.assumes
    ]
    if assumed:
        saying.say(by_glossary(" ".join(assumed), [entry]), spare=several)
    uses = _uses(concept, word, evidence)
    for unit in _one_a_document(uses)[: 1 if several else 2] if not _defined(concept, word, evidence) else ():
        text = f"Used in {telling.said_by(unit.shown)}: {telling.told(unit)}"
        saying.say(by_units(text, [unit]), spare=several)
    if evidence.passages and not uses and not _defined(concept, word, evidence):
        missing.append(f"“{word}” {nothing.searched(evidence)}: none of them uses it")


def _meaning(concept: Concept, side: Community, word: str) -> str:
    own = concept.labels[side].preferred if side in concept.labels else ""
    same = wording.stems(own) == wording.stems(word)
    called = f" (there: “{own}”)" if own and not same else ""
    return f"“{wording.capital(word)}” to {NAMES[side]}{called}: {wording.sentence(concept.meaning[side])}"


def _definitions(concept: Concept, word: str, evidence: Evidence, saying: Saying) -> None:
    """What the documents themselves define, side by side; a must where they differ."""
    found = _defined(concept, word, evidence)[:3]
    units = [d.unit for d in found]
    differ = any(definitions.differ(one, other) for at, one in enumerate(units) for other in units[at + 1 :])
    for unit in units:
        text = f"In {_voice(unit.shown)}: {telling.told(unit)}"
        saying.say(by_units(text, [unit]), must=differ)
    if differ:
        text = (
            f"So the documents do not mean the same by “{word}”; agree on one before you use it in a plan or a message."
        )
        saying.say(computed(text, _DIFFERENT, units), must=True)


def _defined(concept: Concept, word: str, evidence: Evidence) -> list[definitions.Definition]:
    units = bearing.said_units(evidence)
    return definitions.defining(units, bearing.words_of(word), frozenset({concept.id}))


def _voice(shown: Shown) -> str:
    side = f" ({NAMES[shown.community]})" if shown.community else ""
    return telling.said_by(shown) + side


def _uses(concept: Concept, word: str, evidence: Evidence) -> list[Unit]:
    """Units that use it, the most telling of each side first, and before others those with the word that was asked."""
    found: list[tuple[float, Unit]] = []
    for unit in bearing.said_units(evidence):
        by_itself = concept.id in unit.concepts
        headed = not by_itself and any(
            concept.id in m.candidates for h in unit.sentence.headings for m in unit.shown.matcher.find(h)
        )
        if definitions.definition(unit) is not None or not (by_itself or (headed and definitions.measures(unit))):
            continue
        settled = any(
            unit.shown.reading.mentions[n].concept == concept.id for n in unit.shown.reading.mentions_in(unit.number)
        )
        if by_itself and not settled:
            continue
        told = unit.sentence.kind != "row"
        score = 2.0 * definitions.measures(unit) + (unit.standing == "real") + 0.5 * bool(unit.facts("date")) + told
        score += 4.0 * (bearing.words_of(word) <= bearing.words_of(unit.text))
        found.append((score, unit))
    found.sort(key=lambda pair: -pair[0])
    first_of: dict[object, Unit] = {}
    for _, unit in found:
        first_of.setdefault(unit.shown.community, unit)
    leading = list(first_of.values())
    return [*leading, *(unit for _, unit in found if all(unit is not one for one in leading))]


def _explain_unlisted(term: str, evidence: Evidence, saying: Saying, missing: list[str]) -> None:
    written = term.upper() if term.islower() and len(term) < 6 and _occurs(term.upper(), evidence) else term
    spelt = definitions.expansion(evidence.passages, written)
    units = definitions.describing(bearing.said_units(evidence), written)
    if spelt is not None:
        long, shown = spelt
        text = f"“{written}” stands for “{long}”, by {telling.said_by(shown)}."
        saying.say(by_glossary(text, [shown]).model_copy(update={"status": "supported"}))
        units = units or definitions.describing(bearing.said_units(evidence), long)
    if not units and spelt is None:
        text = f"“{term}” is neither in the glossary nor {nothing.searched(evidence)}."
        saying.say(computed(text, "neither has a label or a passage with this term", ()), must=True)
        missing.append(f"“{term}” in the glossary and {nothing.searched(evidence)}")
        return
    for unit in _one_a_document(units)[:2]:
        saying.say(by_units(f"In {_voice(unit.shown)}: {telling.told(unit)}", [unit]))
    missing.append(f"“{written}” in the glossary: it has no entry, what is told comes from the documents")


def _occurs(term: str, evidence: Evidence) -> bool:
    return any(term in shown.text for shown in evidence.passages)


def _one_a_document(units: Sequence[Unit]) -> list[Unit]:
    first: dict[str, Unit] = {}
    for unit in units:
        first.setdefault(unit.shown.source.document_id or unit.shown.id, unit)
    return list(first.values())


def _follow_ups(concepts: Sequence[Shown], others: Sequence[str], evidence: Evidence) -> list[str]:
    other = nothing.other_side(evidence.question.community)
    words = [asked_as(c.concept, evidence) for c in concepts if c.concept is not None]
    found = [q.text for c in concepts[:1] if c.concept for q in c.concept.questions if q.to == other][:1]
    if words:
        found.append(f"What does “{words[0]}” mean for training, communications and support?")
    found += [f"What should I ask {NAMES[other]} about “{word}”?" for word in [*words, *others][:1]]
    return found
