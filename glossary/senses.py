"""Which concept is meant where a label has several, and whether an everyday word is the glossary's word at all.

Evidence is what stands near: a concept's cues, and places where the concept or a kindred one is named beyond doubt.
It counts most in the same sentence, less in the same paragraph, its heading or the next sentence over. The rest of
the text and who wrote it tip the scales only where that leaves them level, and they never make a term of an everyday
word. Evidence that is even leaves the mention ambiguous. Above: `matcher`. This module finds no labels.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from glossary.catalog import Catalog
from glossary.words.capitals import Capitals, are_kept, capitals
from glossary.words.folding import Folded, Folder, canonical
from glossary.words.inflection import closed_spellings, noun_forms, spellings, verb_forms
from glossary.words.surroundings import Surroundings

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
ROUNDS = 3
"""How often what is settled is asked again to speak for what is not."""
_LONGEST = 80
"""Characters in a cue."""

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


_Cues = dict[int, tuple[str, Capitals]]
"""The cues of a concept by the number of their pattern, with what of the form must be written in capitals."""


class Senses:
    """The cues and the kin of the concepts whose labels can mean more than one thing."""

    def __init__(
        self, catalog: Catalog, contested: Collection[str], folder: Folder, search: Callable[[Sequence[bytes]], Search]
    ) -> None:
        """Make ready for the concepts with ids `contested`; `search` makes what looks for patterns."""
        self._kin = _kin(catalog, contested)
        forms: dict[str, dict[bytes, tuple[str, Capitals]]] = {concept_id: {} for concept_id in sorted(contested)}
        for concept_id, own in forms.items():
            for cue in catalog.current(concept_id).cues:
                for form in _cue_forms(cue):
                    own.setdefault(folder.pattern(form), (cue, capitals(form)))
        patterns = sorted({pattern for own in forms.values() for pattern in own if pattern.strip()})
        number = {pattern: n for n, pattern in enumerate(patterns)}
        self._cues: dict[str, _Cues] = {
            concept_id: {number[pattern]: meant for pattern, meant in own.items() if pattern in number}
            for concept_id, own in forms.items()
        }
        self._search = search(patterns)

    def settle(
        self, text: str, folded: Folded, choices: Sequence[Choice], places: Sequence[int], names: Sequence[str]
    ) -> list[Verdict]:
        """A verdict for each choice; at `places`, in order, the concepts `names` are named beyond doubt."""
        evidence = _Evidence(text, folded, choices, self._kin, self._cues, self._search(folded.buffer))
        evidence.name(zip(places, names, strict=True))
        verdicts = [_judge(number, choice, evidence) for number, choice in enumerate(choices)]
        newly = {number: v.concept for number, v in enumerate(verdicts) if v.concept is not None}
        still = [number for number in range(len(choices)) if number not in newly]
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


_Said = dict[str, list[tuple[int, str, int]]]
"""For each concept what speaks for it: place, name, and what it weighs outside the sentence."""


class _Evidence:
    """All that a text says for the contested concepts, ready to be asked about any place."""

    def __init__(
        self,
        text: str,
        folded: Folded,
        choices: Sequence[Choice],
        kin: Mapping[str, Collection[str]],
        cues: Mapping[str, _Cues],
        hits: Sequence[tuple[int, int, int]],
    ) -> None:
        self._text = text
        self._folded = folded
        self._choices = choices
        self._kin = kin
        self._cues = cues
        self._hits = hits
        self._ends = list(map(itemgetter(2), hits))
        self._surroundings = Surroundings(text)
        self._places: list[int] = []
        self._name: dict[int, str] = {}
        self.settled: set[int] = set()
        """The numbers of the choices that are settled."""
        self._patterns = list(map(itemgetter(0), hits))
        self._inside: dict[int, list[int]] = defaultdict(list)
        for number, choice in enumerate(choices):
            # A cue may begin in the choice and end after it; no cue is longer than a label can be.
            first, last = bisect_right(self._ends, choice.first + 1), bisect_left(self._ends, choice.last + _LONGEST)
            for at in range(first, last):
                if hits[at][1] < choice.last - 1:
                    self._inside[at].append(number)
        self._named: dict[str, set[str]] = defaultdict(set)
        self._cued: dict[str, set[str]] = {}
        self._outside: Counter[int] | None = None

    def name(self, named: Iterable[tuple[int, str]]) -> None:
        """Take into account places at which a concept is named."""
        added = dict(named)
        self._name |= added
        self._places += added
        self._places.sort()
        for name in set(added.values()):
            for concept in self._kin.get(name, ()):
                self._named[concept].add(name)

    def is_near(self, choice: Choice, places: Sequence[int]) -> bool:
        """Whether any of the places, which are in order, is near a choice."""
        _, spans = self._surroundings.near(choice.start)
        return any(bisect_left(places, start) < bisect_left(places, end) for start, end in spans)

    def near(self, number: int, choice: Choice, last: bool) -> list[dict[str, int]]:
        """For each candidate, what speaks for it close by, each name with its weight; for `last` see `_counts`."""
        (start, end), spans = self._surroundings.near(choice.start)
        ranges = [self._hits_in(span) for span in spans]
        names, inside = self._names_for(choice.candidates, spans), self._inside
        first, beyond = self._hits_in((start, end))
        near = []
        for concept in choice.candidates:
            found: dict[str, int] = {}
            for at, cue in self._cues_for(concept, ranges):
                weight = SENTENCE if first <= at < beyond else PARAGRAPH
                if weight > found.get(cue, 0) and (at not in inside or self._counts(at, number, last)):
                    found[cue] = weight
            for place, name, weight in names[concept]:
                if start <= place < end:
                    weight = SENTENCE
                if weight > found.get(name, 0):
                    found[name] = weight
            near.append(found)
        return near

    def _counts(self, at: int, number: int, last: bool) -> bool:
        """Whether a cue in the midst of labels says anything for a choice.

        A label is no evidence for itself: "change" in "change management" says nothing. In an everyday word a cue
        counts when that word is settled or, with `last`, when nothing will be built on what comes of it.
        """
        own = self._choices[number].candidates
        return all(
            (last or not self._choices[other].everyday or other in self.settled)
            and not any(concept in own for concept in self._choices[other].candidates)
            for other in self._inside[at]
        )

    def far(self, concept: str, near: Mapping[str, int]) -> int:
        """What the rest of the text weighs for a concept."""
        names = self._named.get(concept, set()) | self._cues_of(concept)
        pieces = len(names) - sum(name in names for name in near)
        if concept in names and concept not in near:
            pieces += SAME_CONCEPT - 1
        return min(DOCUMENT * pieces, DOCUMENT_LIMIT)

    def _hits_in(self, span: tuple[int, int]) -> tuple[int, int]:
        """The first of the hits that lie in a stretch of text, and the one after the last."""
        first, last = self._folded.places(span)
        return bisect_right(self._ends, first), bisect_right(self._ends, last + 1)

    def _cues_of(self, concept: str) -> set[str]:
        """The cues of a concept that stand anywhere but in a choice."""
        found = self._cued.get(concept)
        if found is None:
            found = self._cued[concept] = set()
            if self._outside is None:
                self._outside = Counter(self._patterns)
                self._outside.subtract(self._patterns[at] for at in self._inside)
            for pattern, (cue, required) in self._cues[concept].items():
                if self._outside[pattern] and (not required or self._is_written_outside(pattern, required)):
                    found.add(cue)
        return found

    def _is_written_outside(self, pattern: int, required: Capitals) -> bool:
        """Whether an acronym is anywhere written as one but in a choice."""
        at = -1
        while True:
            try:
                at = self._patterns.index(pattern, at + 1)
            except ValueError:
                return False
            if at not in self._inside and self._is_written(at, required):
                return True

    def _cues_for(self, concept: str, ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, str]]:
        """The cues of a concept among the hits of the ranges."""
        cues, patterns = self._cues[concept], self._patterns
        for first, last in ranges:
            for at in range(first, last):
                if patterns[at] in cues:
                    cue, required = cues[patterns[at]]
                    if not required or self._is_written(at, required):
                        yield at, cue

    def _is_written(self, at: int, required: Capitals) -> bool:
        """Whether an acronym is written as one."""
        _, first, last = self._hits[at]
        start, end = self._folded.span(first, last)
        return are_kept(required, canonical(self._text[start:end]).split(" "))

    def _names_for(self, concepts: Sequence[str], spans: Iterable[tuple[int, int]]) -> _Said:
        said: _Said = {concept: [] for concept in concepts}
        for start, end in spans:
            first = bisect_left(self._places, start)
            last = bisect_left(self._places, end, lo=first)
            for place in self._places[first:last]:
                name = self._name[place]
                for concept in self._kin.get(name, ()):
                    if concept in said:
                        weight = PARAGRAPH * SAME_CONCEPT if name == concept else PARAGRAPH
                        said[concept].append((place, name, weight))
        return said


def _judge(number: int, choice: Choice, evidence: _Evidence, last: bool = False) -> Verdict:
    near = dict(zip(choice.candidates, evidence.near(number, choice, last), strict=True))
    said = {concept: sum(pieces.values()) for concept, pieces in near.items()}
    ranked = tuple(sorted(said, key=lambda concept: -said[concept]))
    if not said[ranked[0]] and choice.everyday:
        return Verdict(ranked, None, False, "an everyday word with nothing near that speaks for a concept")
    if _leads(said, ranked):
        return Verdict(ranked, ranked[0], True, _why(near[ranked[0]], 0))
    far = {concept: evidence.far(concept, pieces) for concept, pieces in near.items()}
    weight = {c: said[c] + far[c] + (WRITER if c in choice.favoured else 0) for c in choice.candidates}
    ranked = tuple(sorted(weight, key=lambda concept: -weight[concept]))
    if _leads(weight, ranked):
        return Verdict(ranked, ranked[0], True, _why(near[ranked[0]], far[ranked[0]]))
    even = any(said.values()) or any(far.values())
    return Verdict(ranked, None, True, "the evidence is even" if even else "nothing near tells them apart")


def _leads(weight: Mapping[str, int], ranked: Sequence[str]) -> bool:
    """Whether the first of the ranked is far enough ahead of the second."""
    if len(ranked) == 1:
        return True
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
