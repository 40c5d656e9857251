"""Which concept is meant where a label has several, and whether an everyday word is the glossary's word at all.

Evidence is what stands near: a concept's cues, and places where the concept or a kindred one is named beyond doubt.
It counts most beside the word, less further on in the sentence, less again in the next sentence and in the rest of
the paragraph and its heading; where a word stands twice, what is nearer to the other counts half. Everyday uses have
their own cues ("film" for a release) and drop the mention where they outweigh the concepts'. The rest of the text and
who wrote it tip the scales only where that leaves them level, and they never make a term of an everyday word. Evidence
that is even leaves the mention ambiguous. Above: `matcher`. This module finds no labels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from glossary.catalog import Catalog
from glossary.words.capitals import Capitals, capitals
from glossary.words.evidence import Choice, Cues, Evidence, Search, everyday_use, in_columns
from glossary.words.folding import Folded, Folder, canonical
from glossary.words.inflection import closed_spellings, noun_forms, spellings, verb_forms

ELSEWHERE = 8
"""The least that must speak for the everyday use of a word that is no everyday word otherwise."""
WRITER = 3
"""What it weighs that the label belongs to the community that wrote the text."""
MARGIN = 3
"""The least by which the best must lead; it must also be a fifth of what speaks for the best."""
ROUNDS = 3
"""How often what is settled is asked again to speak for what is not."""
ONLY = "the only concept of this label"


class Verdict(NamedTuple):
    """What the evidence says about a place."""

    candidates: tuple[str, ...]
    """The likeliest first."""
    concept: str | None
    """What is meant; None if that stays open."""
    holds: bool
    """False for an everyday word with nothing to speak for a concept."""
    why: str


class Senses:
    """The cues and the kin of the concepts whose labels can mean more than one thing."""

    def __init__(
        self,
        catalog: Catalog,
        contested: Collection[str],
        elsewhere: Mapping[str, Sequence[str]],
        folder: Folder,
        search: Callable[[Sequence[bytes]], Search],
    ) -> None:
        """Make ready for the concepts with ids `contested` and the everyday uses of the labels in `elsewhere`.

        `search` makes what looks for patterns.
        """
        self._kin = _kin(catalog, contested)
        known = {concept_id: catalog.current(concept_id).cues for concept_id in sorted(contested)}
        known |= {everyday_use(label): tuple(words) for label, words in elsewhere.items()}
        forms: dict[str, dict[bytes, tuple[str, Capitals]]] = {name: {} for name in known}
        # Many concepts share a cue, and to inflect and respell one is most of the work of starting up.
        cues = {cue for own in known.values() for cue in own}
        patterns_of = {cue: [(folder.pattern(form), capitals(form)) for form in _cue_forms(cue)] for cue in cues}
        for name, own in forms.items():
            for cue in known[name]:
                for pattern, required in patterns_of[cue]:
                    own.setdefault(pattern, (cue, required))
        patterns = sorted({pattern for own in forms.values() for pattern in own if pattern.strip()})
        number = {pattern: n for n, pattern in enumerate(patterns)}
        self._cues: dict[str, Cues] = {
            concept_id: {number[pattern]: meant for pattern, meant in own.items() if pattern in number}
            for concept_id, own in forms.items()
        }
        self._search = search(patterns)

    def settle(
        self, text: str, folded: Folded, choices: Sequence[Choice], places: Sequence[int], names: Sequence[str]
    ) -> list[Verdict]:
        """A verdict for each choice; at `places`, in order, the concepts `names` are named beyond doubt."""
        evidence = Evidence(text, folded, choices, self._kin, self._cues, in_columns(self._search(folded.buffer)))
        evidence.name(zip(places, names, strict=True))
        # Most words that could mean something else do not: they are taken as they are, and speak for others at once.
        plain = {n for n, choice in enumerate(choices) if choice.sure and not evidence.is_beside_everyday_use(choice)}
        evidence.name((choices[number].start, choices[number].candidates[0]) for number in plain)
        evidence.settled |= plain
        verdicts = [
            Verdict(choice.candidates, choice.candidates[0], True, ONLY) if n in plain else _judge(n, choice, evidence)
            for n, choice in enumerate(choices)
        ]
        newly = {n: v.concept for n, v in enumerate(verdicts) if v.concept is not None and n not in plain}
        still = [number for number in range(len(choices)) if number not in newly and number not in plain]
        for _ in range(ROUNDS):
            if not newly or not still:
                break
            # What is settled now speaks for what is not; never the other way round, so that nothing holds up itself.
            evidence.name((choices[number].start, concept) for number, concept in newly.items())
            evidence.settled |= newly.keys()
            just = sorted(choices[number].start for number in newly)
            again = {
                number: _judge(number, choices[number], evidence)
                for number in still
                # The rest of the text says nothing for an everyday word.
                if not choices[number].everyday or evidence.is_near(choices[number], just)
            }
            newly = {number: v.concept for number, v in again.items() if v.concept is not None}
            still = [number for number in still if number not in newly]
            for number, verdict in again.items():
                verdicts[number] = verdict
        for number in still:
            if not choices[number].everyday:
                verdicts[number] = _judge(number, choices[number], evidence, last=True)
        return _as_elsewhere(text, choices, verdicts)


def _judge(number: int, choice: Choice, evidence: Evidence, last: bool = False) -> Verdict:
    near = dict(zip(choice.meanings, evidence.near(number, choice, last), strict=True))
    said = {meaning: sum(pieces.values()) for meaning, pieces in near.items()}
    otherwise = said.pop(everyday_use(choice.elsewhere), 0)
    ranked = tuple(sorted(said, key=lambda concept: -said[concept]))
    best = said[ranked[0]]
    if choice.everyday and not best:
        return Verdict(ranked, None, False, "an everyday word with nothing near that speaks for a concept")
    if best < otherwise and (otherwise >= ELSEWHERE or choice.everyday):
        return Verdict(ranked, None, False, "an everyday use of the word")
    if len(ranked) == 1:
        return Verdict(ranked, ranked[0], True, _why(near[ranked[0]], 0) if best else ONLY)
    if _leads(said, ranked):
        return Verdict(ranked, ranked[0], True, _why(near[ranked[0]], 0))
    far = {concept: evidence.far(concept, near[concept]) for concept in choice.candidates}
    weight = {c: said[c] + far[c] + (WRITER if c in choice.favoured else 0) for c in choice.candidates}
    ranked = tuple(sorted(weight, key=lambda concept: -weight[concept]))
    if _leads(weight, ranked):
        return Verdict(ranked, ranked[0], True, _why(near[ranked[0]], far[ranked[0]]))
    even = any(said.values()) or any(far.values())
    return Verdict(ranked, None, True, "the evidence is even" if even else "nothing near tells them apart")


def _leads(weight: Mapping[str, int], ranked: Sequence[str]) -> bool:
    """Whether the first of the ranked is far enough ahead of the second."""
    lead = weight[ranked[0]] - weight[ranked[1]]
    return lead >= MARGIN and lead * 5 >= weight[ranked[0]]


def _why(near: Mapping[str, int], far: int) -> str:
    if near:
        return f"near: {', '.join(sorted(near, key=lambda name: (-near[name], name))[:3])}"
    return "what the rest of the text is about" if far else "the writer's word for it"


def _as_elsewhere(text: str, choices: Sequence[Choice], verdicts: list[Verdict]) -> list[Verdict]:
    """What is open takes the sense that the same word has wherever else in the text it is settled."""
    settled: dict[str, set[str]] = defaultdict(set)
    for choice, verdict in zip(choices, verdicts, strict=True):
        if verdict.concept is not None:
            settled[text[choice.start : choice.end].lower()].add(verdict.concept)
    done = []
    for choice, verdict in zip(choices, verdicts, strict=True):
        senses = settled.get(text[choice.start : choice.end].lower(), set())
        if verdict.concept is None and verdict.holds and len(senses) == 1:
            (sense,) = senses
            ranked = (sense, *(concept for concept in verdict.candidates if concept != sense))
            verdict = Verdict(ranked, sense, True, "the word's sense elsewhere in the text")
        done.append(verdict)
    return done


def _kin(catalog: Catalog, contested: Collection[str]) -> dict[str, set[str]]:
    """For the id of each concept that speaks for contested ones: those it speaks for, itself among them."""
    kin: dict[str, set[str]] = defaultdict(set)
    for concept_id in contested:
        kin[concept_id].add(concept_id)
    for concept in catalog.concepts:
        for other in (*concept.broader, *concept.related):
            if other in contested:
                kin[concept.id].add(other)
            if concept.id in contested:
                kin[other].add(concept.id)
    return dict(kin)


def _cue_forms(cue: str) -> set[str]:
    listed = canonical(cue)
    # An acronym takes no verb's endings: with them it would be the word that it is spelt like.
    inflected = [noun_forms] if capitals(listed) else [noun_forms, verb_forms]
    forms = {form for phrase in closed_spellings(listed) for forms_of in inflected for form in forms_of(phrase)}
    return {spelling for form in forms for spelling in (form, *spellings(form))}
