"""Whether two milestones concern the same part of a plan, the same people and the same system, and how much so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

from service.interpretation.answering.asked import naming
from service.planning.nouns import Milestone
from service.planning.pairing import Group, Pairing, telling_words

_PART, _PEOPLE, _SYSTEM, _WORD, _CONCEPT = 3.0, 2.0, 2.0, 1.0, 0.4
_MOST_WORDS = 2
_COMMON = 3
"""Titles from which on a word tells half as much."""
_NUMBERED = re.compile(
    r"\b(?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|(?:cw|kw|weeks?|sprint|version|v|on|from"
    r"|of|for|in|at|by|"
    r"to|and|the|until|day|days|page|build|release|about|than|least|all|or|with|only)\b)(?P<noun>[a-z]{3,}?)s? "
    r"(?P<first>\d{1,3})(?: ?(?:-|–|to|and|&) ?(?P<last>\d{1,3}))?(?![\w.:%]|[,.]\d)",
)
_WIDEST = 200
_MOST_PAIRS = 40_000
_IDLE = frozenset("work working job thing way part use day one two".split())
"""Words that two titles may share and be about different things."""
_LEAST_NAME = 3


class Kin:
    """Compares the milestones of one plan."""

    def __init__(self, milestones: Iterable[Milestone], systems: Iterable[str] = ()) -> None:
        """Learns who is in which part, and which place is whose.

        Args:
            milestones: all of the plan.
            systems: names of systems that the documents use; a title that has one is about it.
        """
        those = tuple(milestones)
        self._pairing = Pairing(those)
        names = sorted({s.lower() for s in systems if len(s) >= _LEAST_NAME and s[:1].isupper()}, key=len, reverse=True)
        named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None
        self._held: Counter[str] = Counter(thing for m in those for thing in self.things(m))
        self._settled = _settled(self._pairing, those)
        self._numbers = {m.id: numbers_in(m.title.lower()) for m in those}
        self._systems: Mapping[str, frozenset[str]] = {m.id: _systems(m, named) for m in those}

    def systems(self, milestone: Milestone) -> frozenset[str]:
        """The systems it is about, lower case."""
        return self._systems.get(milestone.id, frozenset())

    def together(self, one: Milestone, other: Milestone) -> bool:
        """Whether nothing tells them apart: parts, people and systems are shared, or one of the two names none."""
        ours, theirs = self.systems(one), self.systems(other)
        if ours and theirs and not ours & theirs:
            return False
        if self._numbered(one, other) is False:
            return False
        return self._pairing.people(one, other) != "other" or self._across(one, other)

    def _across(self, one: Milestone, other: Milestone) -> bool:
        """Whether one names only places and the other only people, and nothing says whose place is which."""
        if set(one.parts) and set(other.parts):
            return False
        ours, theirs = self._pairing.profile(one).groups, self._pairing.profile(other).groups
        if {g.place for g in ours} | {g.place for g in theirs} != {True, False} or len({g.place for g in ours}) > 1:
            return False
        return len({g.place for g in theirs}) == 1 and not self._settled.intersection((*ours, *theirs))

    def people(self, one: Milestone, other: Milestone) -> bool:
        """Whether both are for the same people."""
        return self._pairing.people(one, other) == "same"

    def _named(self, one: Milestone, other: Milestone) -> bool:
        """Whether the one's title names people or a place that the other is for: "Hartford classes"."""
        groups = self._pairing.profile(other).groups
        if not groups or self._pairing.profile(one).groups:
            return False
        words = telling_words(one.title)
        return any(group.words <= words for group in groups)

    def _numbered(self, one: Milestone, other: Milestone) -> bool | None:
        """Whether both name the same of several, `wards 1-6`; None where one of them names none."""
        ours, theirs = self._numbers.get(one.id, {}), self._numbers.get(other.id, {})
        nouns = ours.keys() & theirs.keys()
        return any(ours[noun] & theirs[noun] for noun in nouns) if nouns else None

    def things(self, milestone: Milestone) -> frozenset[str]:
        """What it is about: systems, concepts and telling words of its title."""
        return self._pairing.profile(milestone).things

    def shared(self, one: Milestone, other: Milestone) -> float:
        """How much they have in common beside what happens: 0 for two of which nothing is known."""
        both = (self.things(one) & self.things(other)) - _IDLE
        concepts = both.intersection(one.concepts) - (telling_words(one.title) & telling_words(other.title))
        return (
            _PART * (bool(set(one.parts) & set(other.parts)) or self._numbered(one, other) is True)
            + _PEOPLE * (self.people(one, other) or self._named(one, other) or self._named(other, one))
            + _SYSTEM * bool(self.systems(one) & self.systems(other))
            + _WORD * min(_MOST_WORDS, sum(1.0 if self._held[w] <= _COMMON else 0.5 for w in both - concepts))
            + _CONCEPT * min(_MOST_WORDS, len(concepts))
        )


def _settled(pairing: Pairing, milestones: Iterable[Milestone]) -> frozenset[Group]:
    """The people and places of which the plan tells who is where: "office staff", or depots beside field engineers."""
    groups = {group for m in milestones for group in pairing.profile(m).groups}
    places, people = [g for g in groups if g.place], [g for g in groups if not g.place]
    if len(places) * len(people) > _MOST_PAIRS:
        return frozenset(groups)
    known = [(a, b) for a in places for b in people if pairing.between((a,), (b,)) == "same"]
    named = (g for g in people if naming.is_place(" ".join(g.words)))
    return frozenset(chain((g for pair in known for g in pair), named))


@lru_cache(maxsize=20_000)
def numbers_in(title: str) -> dict[str, frozenset[int]]:
    """Which of several a title in lower case names, by noun: `wards 1-6`."""
    found: dict[str, frozenset[int]] = {}
    for match in _NUMBERED.finditer(title):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        if 0 <= last - first <= _WIDEST:
            found[match["noun"]] = found.get(match["noun"], frozenset()) | frozenset(range(first, last + 1))
    return found


def _systems(milestone: Milestone, named: re.Pattern[str] | None) -> frozenset[str]:
    found = {system.lower() for system in milestone.systems}
    if named is not None:
        found.update(named.findall(milestone.title.lower()))
    return frozenset(found)
