"""All that a text says for the senses of its words, ready to be asked about any place.

How much a piece weighs depends on where it stands; see the constants. Above: `senses`. This module knows no concept.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from glossary.words.capitals import Capitals, are_kept
from glossary.words.folding import Folded, canonical
from glossary.words.surroundings import Span, Surroundings

SENTENCE, BESIDE, PARAGRAPH, DOCUMENT = 10, 7, 5, 2
"""What one piece of evidence weighs, by where it stands; beside is the sentence before or after."""
CLOSENESS = ((4, 6), (24, 4), (48, 2))
"""What it weighs more in the sentence, where no more than so many characters lie between."""
SAME_CONCEPT = 2
"""A place that names the very concept weighs so many times as much outside the sentence."""
DOCUMENT_LIMIT = 6
"""All evidence from elsewhere in the text together weighs no more than one piece in the paragraph."""
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
        return (*self.candidates, everyday_use(self.elsewhere)) if self.elsewhere else self.candidates

    @property
    def sure(self) -> bool:
        """Whether it means its only concept unless something speaks against."""
        return len(self.candidates) == 1 and not self.everyday


Cues = dict[int, tuple[str, Capitals]]
"""The cues of a concept by the number of their pattern, with what of the form must be written in capitals."""


Hits = tuple[list[int], list[int], list[int]]
"""Of all cues in a text, in order of their ends: the pattern, where it begins and where it ends in the folded text."""

_Said = dict[str, list[tuple[int, str, int]]]
"""For each concept what speaks for it: place, name, and how many times as much it weighs outside the sentence."""


class Evidence:
    """All that a text says for the contested concepts, ready to be asked about any place."""

    def __init__(
        self,
        text: str,
        folded: Folded,
        choices: Sequence[Choice],
        kin: Mapping[str, Collection[str]],
        cues: Mapping[str, Cues],
        hits: Hits,
    ) -> None:
        """Make ready for the choices.

        `kin` has for each concept those it speaks for, `cues` the cues of each meaning, and `hits` where they stand.
        """
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


def in_columns(hits: Sequence[tuple[int, int, int]]) -> Hits:
    """The hits of a search as three lists, which are quicker to look things up in."""
    return list(map(itemgetter(0), hits)), list(map(itemgetter(1), hits)), list(map(itemgetter(2), hits))


def _closeness(between: int) -> int:
    """What evidence weighs more for so few characters in between."""
    return next((more for reach, more in CLOSENESS if between <= reach), 0)


def everyday_use(label: str) -> str:
    """The name under which a label's everyday use stands among concepts; no concept can have it."""
    return f"~{label}"
