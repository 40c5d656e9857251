"""Which concept is meant where a label has several, and whether an everyday word is the glossary's word at all.

Evidence is what stands near: a concept's cues, and places where the concept or a kindred one is named beyond doubt.
It counts most in the same sentence, less in the same paragraph or its heading, least elsewhere in the text. Who
wrote the text tips the scales only when they are level. Evidence that is even leaves the mention ambiguous. Above:
`matcher`. This module finds no labels.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from glossary.catalog import Catalog
from glossary.words.folding import Folded, Folder, canonical
from glossary.words.inflection import closed_spellings, noun_forms, spellings, verb_forms

SENTENCE, PARAGRAPH, DOCUMENT = 10, 6, 2
"""What one piece of evidence weighs, by where it stands."""
SAME_CONCEPT = 2
"""A place that names the very concept weighs so many times as much outside the sentence."""
DOCUMENT_LIMIT = 6
"""All evidence from elsewhere in the text together weighs no more than one piece in the paragraph."""
WRITER = 3
"""What it weighs that the label belongs to the community that wrote the text."""
MARGIN = 3
"""The least by which the best must lead; it must also be a fifth of what speaks for the best."""
EVERYDAY = 4
"""What must speak for an everyday word: one piece in the paragraph, or two elsewhere."""
_REACH = 1500
"""Characters to each side that are looked at within a paragraph."""
_MOST = 200
"""Pieces of evidence for one concept that are looked at in a paragraph."""
_LONGEST_HEADING = 200
_LONGEST = 80
"""Characters in a cue."""
_SENTENCE = 400
"""Characters to each side within which a sentence is taken to begin and end."""
_SENTENCE_ENDS = re.compile(
    r"[.!?][)\"'\u2019\u201d\]*_]*\s+(?=[^\sa-z])|\n(?=[^\S\n]*(?:[-*+\u2022\u2013|#>]|\d+[.)]|\n))"
)
_PARAGRAPH_ENDS = re.compile(r"\n[^\S\n]*\n\s*")
_PAGE_ENDS = re.compile(r"\n[^\S\n]*\n\s*|\f|\u2029")
_HEADING = re.compile(r"#{1,6}[^\n]*\s*$|(?![-*+|>#])[^\n]{1,90}(?<![.!?:;,|])\s*$")


Search = Callable[[bytes], list[tuple[int, int, int]]]
"""Finds all patterns in folded text, overlapping ones too: index of pattern, start and end, in order of end."""


class Choice(NamedTuple):
    """A place whose meaning is to be settled."""

    start: int
    end: int
    first: int
    last: int
    """The same place in the folded text, with the spaces around it."""
    candidates: tuple[str, ...]
    favoured: frozenset[str]
    """Those of the candidates that carry this label in the writer's community."""
    everyday: bool
    """Whether the word counts only if something speaks for one of its concepts."""


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
        self, catalog: Catalog, contested: Collection[str], folder: Folder, search: Callable[[Sequence[bytes]], Search]
    ) -> None:
        """Make ready for the concepts with ids `contested`; `search` makes what looks for patterns."""
        self._kin = _kin(catalog, contested)
        cues: dict[bytes, list[tuple[str, str]]] = defaultdict(list)
        for concept_id in sorted(contested):
            for cue in catalog.current(concept_id).cues:
                for form in _cue_forms(cue):
                    pattern = folder.pattern(form)
                    if pattern.strip() and (concept_id, cue) not in cues[pattern]:
                        cues[pattern].append((concept_id, cue))
        patterns = sorted(pattern for pattern, meant in cues.items() if meant)
        self._cues = [cues[pattern] for pattern in patterns]
        self._search = search(patterns)

    def settle(
        self, text: str, folded: Folded, choices: Sequence[Choice], certain: Sequence[tuple[int, str]]
    ) -> list[Verdict]:
        """A verdict for each choice; `certain` are the places, in order, that name a concept beyond doubt."""
        scopes = _scopes(text)
        named = self._named(certain)
        evidence = _Evidence(self._cues, self._search(folded.buffer), folded, choices, named)
        verdicts = [_judge(choice, evidence, scopes) for choice in choices]
        settled = [(c.start, v.concept) for c, v in zip(choices, verdicts, strict=True) if v.concept is not None]
        if settled and len(settled) < len(choices):
            # What is settled now speaks for what is not.
            evidence = evidence.with_named(self._named(sorted([*certain, *settled])))
            verdicts = [
                verdict if verdict.concept is not None else _judge(choice, evidence, scopes)
                for choice, verdict in zip(choices, verdicts, strict=True)
            ]
        return _as_elsewhere(text, choices, verdicts)

    def _named(self, certain: Iterable[tuple[int, str]]) -> dict[str, tuple[list[int], list[str]]]:
        """For each concept the places where it or its kin is named, and under which id."""
        named: dict[str, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
        for place, name in certain:
            for concept in self._kin.get(name, ()):
                places, names = named[concept]
                places.append(place)
                names.append(name)
        return named


class _Evidence:
    """All that a text says for the contested concepts, ready to be asked about any place."""

    def __init__(
        self,
        cues: Sequence[Sequence[tuple[str, str]]],
        hits: Sequence[tuple[int, int, int]],
        folded: Folded,
        choices: Sequence[Choice],
        named: Mapping[str, tuple[list[int], list[str]]],
    ) -> None:
        self._cues = cues
        self._hits = hits
        self._ends = [hit[2] for hit in hits]
        self._folded = folded
        self._named = named
        self._own: set[int] = set()
        counts = Counter(hit[0] for hit in hits)
        # A word is no evidence for itself: "change" in "change management" says nothing.
        for choice in choices:
            # A cue may begin in the choice and end after it; no cue is longer than a label can be.
            first, last = bisect_right(self._ends, choice.first + 1), bisect_left(self._ends, choice.last + _LONGEST)
            for at in range(first, last):
                pattern, start, _ = hits[at]
                if start < choice.last - 1 and at not in self._own:
                    self._own.add(at)
                    counts[pattern] -= 1
        self._elsewhere: dict[str, set[str]] = defaultdict(set)
        for pattern, count in counts.items():
            if count:
                for concept, cue in cues[pattern]:
                    self._elsewhere[concept].add(cue)
        self._add_named()

    def with_named(self, named: Mapping[str, tuple[list[int], list[str]]]) -> _Evidence:
        """The same with more places that name a concept."""
        other = copy.copy(self)
        other._named = named
        other._add_named()
        return other

    def _add_named(self) -> None:
        for concept, (_, names) in self._named.items():
            self._elsewhere[concept].update(names)

    def near(self, candidates: Sequence[str], scope: _Scope) -> dict[str, dict[str, int]]:
        """By candidate, the names of what speaks for it in sentence, paragraph or heading, each with its weight."""
        found: dict[str, dict[str, int]] = {concept: {} for concept in candidates}
        spans = [scope.sentence, scope.paragraph] + ([scope.heading] if scope.heading else [])
        bounds = self._folded.places(place for span in spans for place in span)
        for weight, first, last in zip((SENTENCE, PARAGRAPH, PARAGRAPH), bounds[::2], bounds[1::2], strict=False):
            at = bisect_right(self._ends, first)
            for hit in range(at, min(bisect_right(self._ends, last + 1), at + _MOST)):
                if hit not in self._own:
                    for concept, cue in self._cues[self._hits[hit][0]]:
                        if concept in found:
                            found[concept].setdefault(cue, weight)
        for concept, names in found.items():
            if concept in self._named:
                for weight, span in zip((SENTENCE, PARAGRAPH, PARAGRAPH), spans, strict=False):
                    for name in self._named_within(concept, *span):
                        own = name == concept and weight == PARAGRAPH
                        names.setdefault(name, weight * SAME_CONCEPT if own else weight)
        return found

    def far(self, concept: str, near: Collection[str]) -> int:
        """What the rest of the text weighs for a concept."""
        names = (name for name in self._elsewhere.get(concept, ()) if name not in near)
        return min(sum(DOCUMENT * (SAME_CONCEPT if name == concept else 1) for name in names), DOCUMENT_LIMIT)

    def _named_within(self, concept: str, start: int, end: int) -> Sequence[str]:
        places, names = self._named[concept]
        first = bisect_left(places, start)
        return names[first : min(bisect_left(places, end, lo=first), first + _MOST)]


def _judge(choice: Choice, evidence: _Evidence, scopes: _Scopes) -> Verdict:
    near = evidence.near(choice.candidates, scopes.of(choice.start))
    far = {concept: evidence.far(concept, near[concept]) for concept in choice.candidates}
    said = {concept: sum(near[concept].values()) + far[concept] for concept in choice.candidates}
    weights = {concept: said[concept] + WRITER * (concept in choice.favoured) for concept in choice.candidates}
    ranked = tuple(sorted(choice.candidates, key=lambda concept: -weights[concept]))
    most = max(said.values())
    if choice.everyday and most < EVERYDAY:
        return Verdict(ranked, None, False, "an everyday word with nothing near that speaks for a concept")
    best = ranked[0]
    lead = weights[best] - (weights[ranked[1]] if len(ranked) > 1 else 0)
    if len(ranked) == 1 or (lead >= MARGIN and lead * 5 >= weights[best]):
        return Verdict(ranked, best, True, _why(near[best], far[best]))
    return Verdict(ranked, None, True, "the evidence is even" if most else "nothing near tells them apart")


def _why(near: Mapping[str, int], far: int) -> str:
    if near:
        return f"near: {', '.join(sorted(near, key=lambda name: (-near[name], name))[:3])}"
    return "what the rest of the text is about" if far else "the writer's word for it"


class _Scope(NamedTuple):
    """What surrounds a place, as spans of the text."""

    sentence: tuple[int, int]
    paragraph: tuple[int, int]
    """As much of it as is within reach."""
    heading: tuple[int, int] | None


@dataclass(frozen=True)
class _Scopes:
    """Where paragraphs begin, and which paragraph is the heading of which."""

    text: str
    paragraphs: list[int]
    headings: list[int | None]

    def of(self, place: int) -> _Scope:
        """The surroundings of a place."""
        at = bisect_right(self.paragraphs, place) - 1
        start, end = self._span(at)
        first, last = max(start, place - _SENTENCE), min(end, place + _SENTENCE)
        for stop in _SENTENCE_ENDS.finditer(self.text, first, last):
            if stop.end() > place:
                last = stop.end() - 1
                break
            first = stop.end()
        heading = self.headings[at]
        return _Scope(
            sentence=(first, last),
            paragraph=(max(start, place - _REACH), min(end, place + _REACH)),
            heading=None if heading is None else self._span(heading),
        )

    def _span(self, at: int) -> tuple[int, int]:
        return self.paragraphs[at], self.paragraphs[at + 1] if at + 1 < len(self.paragraphs) else len(self.text)


def _scopes(text: str) -> _Scopes:
    ends = _PAGE_ENDS if "\f" in text or "\u2029" in text else _PARAGRAPH_ENDS
    paragraphs = [0, *(end.end() for end in ends.finditer(text))]
    headings: list[int | None] = []
    last: int | None = None
    for at, start in enumerate(paragraphs):
        end = paragraphs[at + 1] if at + 1 < len(paragraphs) else len(text)
        headings.append(last)
        if end - start <= _LONGEST_HEADING and _HEADING.match(text, start, end):
            last = at
    return _Scopes(text, paragraphs, headings)


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
    forms = {form for phrase in closed_spellings(canonical(cue)) for form in noun_forms(phrase) | verb_forms(phrase)}
    return {spelling for form in forms for spelling in (form, *spellings(form))}
