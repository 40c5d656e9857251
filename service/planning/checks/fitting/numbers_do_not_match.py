"""Fewer licences, accounts, devices or course places than people; or two documents with other counts of one group.

A part is not compared with the whole, a rounded figure not with the exact one, and who has more than enough is fine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from math import floor, log10

from glossary.concepts import Severity
from service.planning.checks.context import Context, disconnect, side_of
from service.planning.checks.fitting import people
from service.planning.nouns import Disconnect
from service.planning.observed import Amount

_LEAST_OF_ALL = 0.5
"""What is less than this share of all people is meant for a part of them."""
_LEAST_OF_NAMED = 0.2
_SAME_PEOPLE = 0.6
"""A smaller share counts a part of a group."""
_ABOUT = 0.1
"""By how much "about" may be off."""
_NOUNS = {"licences": "licences", "accounts": "accounts", "devices": "devices", "places": "course places"}


def numbers_do_not_match(context: Context) -> Iterator[Disconnect]:
    """Too few of something for the people it is for, and different counts of the same people."""
    counted = [a for a in context.observed.amounts if a.what == "people"]
    yield from _too_few([a for a in context.observed.amounts if a.what != "people"], counted)
    yield from _counted_otherwise(counted)


def _too_few(supplies: Iterable[Amount], counted: list[Amount]) -> Iterator[Disconnect]:
    matters: dict[tuple[str, frozenset[str], frozenset[str], tuple[str, ...], str], Amount] = {}
    for one in supplies:
        key = (one.what, frozenset(s.lower() for s in one.systems), people.words(one.groups), one.parts, one.thing)
        if key not in matters or matters[key].value < one.value:
            matters[key] = one
    for_systems: dict[str, set[frozenset[str]]] = defaultdict(set)
    for what, systems, _, _, _ in matters:
        for_systems[what].add(systems)
    near = _by_matter(counted)
    seen: set[tuple[str, int, int]] = set()
    for supply in matters.values():
        alone = len(for_systems[supply.what] - {frozenset()}) < 2
        need = _need(supply, [c for key in _matter(supply) for c in near.get(key, ())], alone)
        if need is None or not _short(supply, need) or (supply.what, supply.value, need.value) in seen:
            continue
        seen.add((supply.what, supply.value, need.value))
        yield _shortage(supply, need)


def _by_matter(counted: Iterable[Amount]) -> dict[str, list[Amount]]:
    """Counts of people by what they may be compared by: a word for them, a system, a concept, that they are all."""
    found: dict[str, list[Amount]] = defaultdict(list)
    for one in counted:
        keys = [f"w {word}" for word in people.words(one.groups)]
        keys += [f"s {name.lower()}" for name in one.systems]
        keys += [f"c {concept}" for concept in one.concepts]
        keys += [f"t {thing}" for thing in one.wants]
        for key in (*keys, *(["all"] if one.whole else [])):
            found[key].append(one)
    return found


def _matter(supply: Amount) -> list[str]:
    if words := people.words(supply.groups):
        return [f"w {min(words)}"]
    systems = (f"s {name.lower()}" for name in supply.systems)
    return [f"t {supply.thing}", *systems, *(f"c {c}" for c in supply.concepts), "all"]


def _need(supply: Amount, counted: Iterable[Amount], alone: bool) -> Amount | None:
    """The most people it has to do for; those of its own system before all that the initiative has."""
    fits = [c for c in counted if _is_for(supply, c, alone)]
    fits = [c for c in fits if people.same_systems(supply.systems, c.systems)] or fits
    return max(fits, key=lambda c: (c.value, c.quote.community != supply.quote.community), default=None)


def _is_for(supply: Amount, counted: Amount, alone: bool) -> bool:
    if supply.parts and not set(supply.parts) & set(counted.parts):
        return False
    if supply.value < _LEAST_OF_NAMED * counted.value:
        return False
    apart = supply.systems and counted.systems and not people.same_systems(supply.systems, counted.systems)
    if people.words(supply.groups):
        told = people.words(supply.groups) <= people.words(counted.groups)
        enough = supply.what != "devices" or supply.value >= _LEAST_OF_ALL * counted.value
        return told and enough and not apart
    if supply.thing in counted.wants and not apart and supply.value >= _LEAST_OF_ALL * counted.value:
        return not counted.parts or set(supply.parts) == set(counted.parts)
    if supply.what == "devices" or apart or supply.value < _LEAST_OF_ALL * counted.value:
        return False
    if people.same_systems(supply.systems, counted.systems):
        return True
    if set(supply.concepts) & set(counted.concepts) and not supply.systems:
        return True
    return alone and counted.whole and not counted.parts


def _short(supply: Amount, need: Amount) -> bool:
    return supply.value < need.value and not _rounded(supply, need)


def _shortage(supply: Amount, need: Amount) -> Disconnect:
    noun, missing = _NOUNS[supply.what], need.value - supply.value
    whom = people.named(need.groups, "people")
    thing = f" for {', '.join(supply.systems)}" if supply.systems else ""
    severity: Severity = "medium" if supply.what == "places" else "high"
    left = "come to no course" if supply.what == "places" else "cannot work with it on the day it starts"
    return disconnect(
        "numbers_do_not_match",
        severity,
        f"{_told(supply)} {noun}{thing}, {_told(need)} {whom}: {missing:,} too few",
        (side_of(supply.quote), side_of(need.quote)),
        f"If both figures hold, {missing:,} of them {left}.",
        f"Are the {_told(supply)} {noun} meant for all {_told(need)} ({whom}), and if so where do {missing:,} more "
        "come from, and by when?",
        to=supply.quote.community or "it",
    )


def _counted_otherwise(counted: list[Amount]) -> Iterator[Disconnect]:
    by_group: dict[frozenset[str], dict[str, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    for amount in counted:
        key = people.words(amount.groups)
        if key or (amount.whole and not amount.parts):
            by_group[key][amount.quote.title or amount.quote.source].append(amount)
    for key, documents in by_group.items():
        apart = [
            (one, other)
            for mine, yours in combinations(documents.values(), 2)
            if (pair := _apart(mine, yours, whole=not key)) is not None
            for one, other in (pair,)
        ]
        if apart:
            yield _two_counts(*max(apart, key=lambda p: abs(p[0].value - p[1].value)))


def _apart(mine: list[Amount], yours: list[Amount], *, whole: bool) -> tuple[Amount, Amount] | None:
    """The two counts that stand against each other; none where any of one document's is the other's, or their sum."""
    here, there = ({*(a.value for a in side), _total(side)} for side in (mine, yours))
    if here & there:
        return None
    one, other = (max(side, key=lambda a: (not a.parts, a.value)) for side in (mine, yours))
    smaller, larger = sorted((one, other), key=lambda a: a.value)
    if one.parts != other.parts and ((one.parts and other.parts) or len(mine) > 1 or len(yours) > 1):
        return None
    if smaller.value < (0.8 if whole else _SAME_PEOPLE) * larger.value or _rounded(one, other):
        return None
    if one.systems and other.systems and not people.same_systems(one.systems, other.systems):
        return None
    if one.quote.community == other.quote.community and one.quote.written != other.quote.written:
        return None  # the newer one of the same side replaces it
    return one, other


def _total(amounts: Iterable[Amount]) -> int:
    """The sum of the parts, each once."""
    return sum({a.parts: a.value for a in amounts}.values())


def _rounded(one: Amount, other: Amount) -> bool:
    """Whether one figure is the other, rounded or said to be about that."""
    if abs(one.value - other.value) > _ABOUT * max(one.value, other.value):
        return False
    if not (one.exact and other.exact):
        return True
    return any(
        round(a.value, -_zeros(b.value)) == b.value and _zeros(b.value) > 0 for a, b in ((one, other), (other, one))
    )


def _zeros(value: int) -> int:
    """How many places a figure is rounded to: 500 to two, 1,420 to one; never all but a single small digit."""
    text = str(value)
    zeros = len(text) - len(text.rstrip("0"))
    return min(zeros, floor(log10(value))) if value > 0 else 0


def _two_counts(one: Amount, other: Amount) -> Disconnect:
    newer, older = sorted((one, other), key=lambda a: str(a.quote.written or ""), reverse=True)
    whom = people.named(one.groups, "people concerned")
    off = abs(one.value - other.value)
    severity: Severity = "medium" if off >= _ABOUT * max(one.value, other.value) else "low"
    return disconnect(
        "numbers_do_not_match",
        severity,
        f"{whom}: {_told(older)} in one document, {_told(newer)} in another",
        (side_of(older.quote), side_of(newer.quote)),
        f"Accounts, licences, courses and help are ordered by such figures; {off:,} people may be left out of them.",
        f"How many {whom} are there, {_told(older)} or {_told(newer)}, and do both sides plan for that many?",
        to=older.quote.community,
    )


def _told(amount: Amount) -> str:
    return f"{'' if amount.exact else 'about '}{amount.value:,}"
