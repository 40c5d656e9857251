"""Which concept is meant where a label has several, and whether an everyday word is the glossary's word at all.

Evidence is what stands near: a concept's cues, and places where the concept or a kindred one is named beyond doubt.
It counts most beside the word, less further on in the sentence, less again in the next sentence and in the rest of
the paragraph and its heading; where a word stands twice, what is nearer to the other counts half. Everyday uses have
their own cues ("film" for a release) and drop the mention where they outweigh the concepts'. The rest of the text and
who wrote it tip the scales only where that leaves them level, and they never make a term of an everyday word. Evidence
that is even leaves the mention ambiguous. Above: `matcher`. This module finds no labels.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from glossary.catalog import Catalog
from glossary.words.capitals import Capitals, are_kept, capitals
from glossary.words.folding import Folded, Folder, canonical
from glossary.words.inflection import closed_spellings, noun_forms, spellings, verb_forms
from glossary.words.surroundings import Span, Surroundings

SENTENCE, BESIDE, PARAGRAPH, DOCUMENT = 10, 7, 5, 2
"""What one piece of evidence weighs, by where it stands; beside is the sentence before or after."""
CLOSENESS = ((4, 6), (24, 4), (48, 2))
"""What it weighs more in the sentence, where no more than so many characters lie between."""
ELSEWHERE = 8
"""The least that must speak for the everyday use of a word that is no everyday word otherwise."""
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
ONLY = "the only concept of this label"
_CONTRAST = re.compile(
    r"\b(?:(?i:rather than|instead of|unlike|as opposed to|nothing to do with)\s+(?:(?:the|a|an|our|your|any)\s+)?"
    r"|(?i:not)\s+(?:(?:in|on|of|about|for|by|at|from)\s+(?:(?:the|a|an|our|your|any)\s+)?|(?:the|our|a|an)\s+))$"
)
"""What says that the word that follows is not what is meant."""
_REACH = 32
"""Characters before a cue that are looked at for a contrast."""
_CLAUSE_BREAKS = re.compile(r"[,;:|()\u2013\u2014]|\b(?:and|or|but|while|whereas|because|so|when|where|which|that)\b")
_LONGEST_CLAUSE = 600
_LONGEST = 80
"""Characters in a cue."""
_PIECE, _OVERLAP = 20_000, 200
"""Characters of a text that are searched at once, and those before them in which a cue may begin."""

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
    elsewhere: str
    """Under what the words are known that speak for an everyday use; empty if there are none."""

    @property
    def meanings(self) -> tuple[str, ...]:
        """What evidence can speak for: the candidates and the everyday use."""
        return (*self.candidates, _everyday_use(self.elsewhere)) if self.elsewhere else self.candidates

    @property
    def sure(self) -> bool:
        """Whether it means its only concept unless something speaks against."""
        return len(self.candidates) == 1 and not self.everyday


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
        known |= {_everyday_use(label): tuple(words) for label, words in elsewhere.items()}
        forms: dict[str, dict[bytes, tuple[str, Capitals]]] = {name: {} for name in known}
        for name, own in forms.items():
            for cue in known[name]:
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
        evidence = _Evidence(text, folded, choices, self._kin, self._cues, _found(self._search, folded.buffer))
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


_Hits = tuple[list[int], list[int], list[int]]
"""Of all cues in a text, in order of their ends: the pattern, where it begins and where it ends in the folded text."""

_Said = dict[str, list[tuple[int, str, int]]]
"""For each concept what speaks for it: place, name, and how many times as much it weighs outside the sentence."""


class _Evidence:
    """All that a text says for the contested concepts, ready to be asked about any place."""

    def __init__(
        self,
        text: str,
        folded: Folded,
        choices: Sequence[Choice],
        kin: Mapping[str, Collection[str]],
        cues: Mapping[str, _Cues],
        hits: _Hits,
    ) -> None:
        self._text = text
        self._folded = folded
        self._choices = choices
        self._kin = kin
        self._cues = cues
        self._patterns, self._begins, self._ends = hits
        self._outside: Counter[int] | None = None
        self._surroundings = Surroundings(text)
        self._twins: dict[tuple[str, ...], list[Choice]] = defaultdict(list)
        for choice in choices:
            self._twins[choice.candidates].append(choice)
        self._places: list[int] = []
        self._name: dict[int, str] = {}
        self.settled: set[int] = set()
        """The numbers of the choices that are settled."""
        self._inside: dict[int, list[int]] = defaultdict(list)
        for number, choice in enumerate(choices):
            # A cue may begin in the choice and end after it; no cue is longer than a label can be.
            first, last = bisect_right(self._ends, choice.first + 1), bisect_left(self._ends, choice.last + _LONGEST)
            for at in range(first, last):
                if self._begins[at] < choice.last - 1:
                    self._inside[at].append(number)
        self._named: dict[str, set[str]] = defaultdict(set)
        self._cued: dict[str, set[str]] = {}

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
        _, _, spans = self._surroundings.near(choice.start)
        return any(bisect_left(places, start) < bisect_left(places, end) for start, end in spans)

    def is_beside_everyday_use(self, choice: Choice) -> bool:
        """Whether anything near speaks for an everyday use of the word."""
        if not choice.elsewhere:
            return False
        cues = self._cues[choice.meanings[-1]].keys()
        ranges = map(self._hits_in, self._surroundings.near(choice.start)[2])
        return not all(cues.isdisjoint(self._patterns[first:last]) for first, last in ranges)

    def near(self, number: int, choice: Choice, last: bool) -> list[dict[str, int]]:
        """For each meaning, what speaks for it close by, each name with its weight; for `last` see `_counts`."""
        sentence, beside, spans = self._surroundings.near(choice.start)
        ranges = [self._hits_in(span) for span in spans]
        names, inside = self._names_for(choice.candidates, spans), self._inside
        first, beyond = self._hits_in(sentence)
        first_beside, beyond_beside = self._hits_in(beside)
        own_from, own_to = self._own(choice, sentence, spans[0])
        low, high = self._folded.places((own_from, own_to))
        near = []
        for concept in choice.meanings:
            found: dict[str, int] = {}
            for at, cue in self._cues_for(concept, ranges):
                begins, ends = self._begins[at], self._ends[at]
                if first <= at < beyond:
                    weight = SENTENCE + _closeness(max(begins - choice.last, choice.first - ends) + 2)
                else:
                    weight = BESIDE if first_beside <= at < beyond_beside else PARAGRAPH
                if not low <= begins + 1 < high:
                    weight //= 2
                counts = weight > found.get(cue, 0) and (at not in inside or self._counts(at, number, last))
                if counts and not self._is_contrasted(at):
                    found[cue] = weight
            for place, name, factor in names.get(concept, ()):
                if sentence[0] <= place < sentence[1]:
                    weight = SENTENCE + _closeness(max(place - choice.end, choice.start - place))
                else:
                    weight = factor * (BESIDE if beside[0] <= place < beside[1] else PARAGRAPH)
                if not own_from <= place < own_to:
                    weight //= 2
                if weight > found.get(name, 0):
                    found[name] = weight
            near.append(found)
        return near

    def _own(self, choice: Choice, sentence: Span, paragraph: Span) -> Span:
        """The stretch in which evidence is nearer to this place than to another of the same word."""
        twins = self._twins[choice.candidates]
        at = bisect_left(twins, choice.start, key=itemgetter(0))
        start, end = 0, len(self._text)
        if at > 0 and twins[at - 1].start >= paragraph[0]:
            before = twins[at - 1]
            beside = before.start >= sentence[0]
            start = self._parted(before.end, choice.start) if beside else self._surroundings.near(before.start)[0][1]
        if at + 1 < len(twins) and twins[at + 1].start < paragraph[1]:
            after = twins[at + 1]
            beside = after.start < sentence[1]
            end = self._parted(choice.end, after.start) if beside else self._surroundings.near(after.start)[0][0]
        return start, end

    def _parted(self, start: int, end: int) -> int:
        """Where two places in a sentence are parted: where the clause of the second begins, else half way."""
        breaks = [
            found.end() for found in _CLAUSE_BREAKS.finditer(self._text, start, min(end, start + _LONGEST_CLAUSE))
        ]
        return breaks[-1] if breaks else (start + end) // 2

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
            cues = self._cues[concept]
            for pattern in cues.keys() & self._outside.keys():
                cue, required = cues[pattern]
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

    def _cues_for(self, meaning: str, ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, str]]:
        """The cues of a meaning among the hits of the ranges."""
        cues, patterns = self._cues[meaning], self._patterns
        for first, last in ranges:
            if cues.keys().isdisjoint(patterns[first:last]):
                continue
            for at in range(first, last):
                if patterns[at] in cues:
                    cue, required = cues[patterns[at]]
                    if not required or self._is_written(at, required):
                        yield at, cue

    def _is_contrasted(self, at: int) -> bool:
        """Whether the text sets a cue against what it speaks of."""
        start, _ = self._folded.span(self._begins[at], self._ends[at])
        return _CONTRAST.search(self._text[max(0, start - _REACH) : start]) is not None

    def _is_written(self, at: int, required: Capitals) -> bool:
        """Whether an acronym is written as one."""
        start, end = self._folded.span(self._begins[at], self._ends[at])
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
                        said[concept].append((place, name, SAME_CONCEPT if name == concept else 1))
        return said


def _found(search: Search, buffer: bytes) -> _Hits:
    """The cues in folded text, piece by piece: so many tuples at once would keep the garbage collector busy."""
    patterns: list[int] = []
    begins: list[int] = []
    ends: list[int] = []
    for start in range(0, len(buffer), _PIECE):
        offset = max(0, start - _OVERLAP)
        found = search(buffer[offset : start + _PIECE])
        new = bisect_right(found, start - offset, key=itemgetter(2)) if start else 0
        patterns += map(itemgetter(0), found[new:])
        begins += [offset + hit[1] for hit in found[new:]]
        ends += [offset + hit[2] for hit in found[new:]]
    return patterns, begins, ends


def _judge(number: int, choice: Choice, evidence: _Evidence, last: bool = False) -> Verdict:
    near = dict(zip(choice.meanings, evidence.near(number, choice, last), strict=True))
    said = {meaning: sum(pieces.values()) for meaning, pieces in near.items()}
    otherwise = said.pop(_everyday_use(choice.elsewhere), 0)
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


def _closeness(between: int) -> int:
    """What evidence weighs more for so few characters in between."""
    return next((more for reach, more in CLOSENESS if between <= reach), 0)


def _everyday_use(label: str) -> str:
    """The name under which a label's everyday use stands among concepts; no concept can have it."""
    return f"~{label}"


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
