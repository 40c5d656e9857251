"""Which statements speak of one thing: by what it is, which part, for whom, and by its day.

A wrong merge loses a step and a missed one doubles it, so the day weighs most: what agrees on it needs to have little
else in common, what does not has to be the same by name. Rows of one table are each a thing of its own. Below it
`Said`; `dating` says which day holds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from service.interpretation import wording
from service.interpretation.drafting.reading.dating import agrees
from service.interpretation.drafting.reading.said import Said, plain_stems
from service.planning.facts import EventKind

Weigh = Callable[[str], float]
"""How much a stem tells, from 0 to 1."""

_ALIKE_ON_ONE_DAY = 0.34
_ALIKE_WITHOUT_KIND = 0.5
_ALIKE_ON_OTHER_DAYS = 0.6
_ONE_NAME = 0.8
_LENIENT = 0.1
_FAR = dt.timedelta(days=120)
_COMMON = 80
"""Things that share a stem, from which on it finds nothing by itself."""
_COMPARED = 24
"""Statements of a thing that tell whether another is like it: what is said again and again tells no more."""
_FAMILIES: tuple[frozenset[EventKind], ...] = (
    frozenset({"go_live", "change"}),
    frozenset({"withdrawal", "change"}),
    frozenset({"pilot", "go_live"}),
    frozenset({"pilot", "test"}),
)
_SIDES = tuple(
    tuple(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in pair)
    for pair in (
        (
            r"start\w*|begin\w*|kick-?off|open(?:s|ed|ing)?|launch\w*",
            r"end|ends|ended|clos\w+|complet\w+|finish\w*|wrap-?up",
        ),
        (r"read-only|read only", r"decommission\w*|delet\w+|remov\w+|shut ?down|switch\w* off|archiv\w+"),
        (r"first|1st|initial", r"second|2nd|third|3rd|final|last"),
        (r"second|2nd", r"third|3rd|fourth|4th"),
        (r"draft\w*", r"final\w*"),
        (r"north\w*", r"south\w*|east\w*|west\w*"),
        (r"south\w*", r"east\w*|west\w*"),
        (r"east\w*", r"west\w*"),
        (r"day shifts?|early shifts?|morning", r"night shifts?|late shifts?|afternoon|evening"),
        (r"internal\w*", r"external\w*"),
    )
)
"""Words of which one thing has one and another the other."""
_ALONE = re.compile(
    r"\b(?:reminder|refresher|follow-up|draft|rehearsals?|dry[- ]run|mock|retest|re-test|kick-?off|prepar\w+|"
    r"materials?|"
    r"booking|booked|order(?:ed)?|invitations?|registration|feedback|survey|decision|approv\w+|sign-?off|"
    r"go/no-go|freeze|"
    r"train-the-trainer|trainers?|champions?|pilot|lessons learned|retrospective|review|translat\w+|rollback|"
    r"hypercare)\b",
    re.IGNORECASE,
)
"""Words that make a thing another one, if only one of two has them."""
_ALL = re.compile(
    r"\b(?:everyone|everybody|all (?:staff|users|employees|people|colleagues|sites|teams|groups|locations))\b",
    re.IGNORECASE,
)


@dataclass
class _Thing:
    """Statements that were found to speak of one thing."""

    said: list[Said] = field(default_factory=list)

    def add(self, said: Said) -> None:
        self.said.append(said)

    @property
    def compared(self) -> Sequence[Said]:
        """Those that others are compared with."""
        return self.said[:_COMPARED]


def merged(found: Iterable[Said], weigh: Weigh) -> list[list[Said]]:
    """The statements by what they speak of, document by document, things in the order in which they are first told."""
    things: list[_Thing] = []
    index: dict[Hashable, list[int]] = defaultdict(list)
    documents: dict[str, list[Said]] = defaultdict(list)
    for said in found:
        documents[said.document].append(said)
    ordered = sorted(documents.values(), key=lambda d: (d[0].written or dt.date.max, d[0].unit.shown.source.title))
    for document in ordered:
        rows = [s for s in document if s.table]
        prose = [s for s in document if not s.table]
        for group in (rows, prose):
            left = _assigned(group, things, index, weigh)
            for said in left:
                at = _best(said, things, index, weigh) if not said.table or _may_repeat(said, things, index) else None
                if at is None:
                    at = len(things)
                    things.append(_Thing())
                _put(said, at, things, index)
    joined = _joined(things, index, weigh)
    return [thing.said for thing in joined if not all(said.passing for said in thing.said)]


def _joined(things: list[_Thing], index: dict[Hashable, list[int]], weigh: Weigh) -> list[_Thing]:
    """Things that turn out to be one by what came later: "SSO in the offices" is wave 1, once a list says so."""
    gone: set[int] = set()
    for at, thing in enumerate(things):
        for other in sorted({n for said in thing.said for n in _known(said, index)}):
            if other <= at or other in gone or at in gone:
                continue
            if _one(thing, things[other], weigh):
                thing.said += things[other].said
                gone.add(other)
    return [thing for n, thing in enumerate(things) if n not in gone]


def _one(thing: _Thing, other: _Thing, weigh: Weigh) -> bool:
    scores = [(_pair(a, b, weigh), a.document == b.document) for a in thing.compared for b in other.compared]
    return all(score > 0 or (score == 0 and not together) for score, together in scores) and max(scores)[0] >= 1


def _assigned(
    group: Sequence[Said], things: list[_Thing], index: dict[Hashable, list[int]], weigh: Weigh
) -> list[Said]:
    """Put what a document says to what is known, the likest first; what is like nothing is handed back, in order."""
    pairs = [(score, n, at) for n, said in enumerate(group) for at, score in _candidates(said, things, index, weigh)]
    pairs.sort(key=lambda p: (-p[0], p[1], p[2]))
    placed: set[int] = set()
    for _, n, at in pairs:
        if n in placed or _likeness(group[n], things[at], weigh) <= 0:
            continue
        if group[n].table and any(s.table and s.document == group[n].document for s in things[at].said):
            continue
        placed.add(n)
        _put(group[n], at, things, index)
    return [said for n, said in enumerate(group) if n not in placed]


def _may_repeat(said: Said, things: list[_Thing], index: dict[Hashable, list[int]]) -> bool:
    """Whether the document has a row of that very name and day already."""
    return any(
        other.title.casefold() == said.title.casefold() and (other.first, other.last) == (said.first, said.last)
        for at in index.get(("title", said.title.casefold()), ())
        for other in things[at].said
    )


def _best(said: Said, things: list[_Thing], index: dict[Hashable, list[int]], weigh: Weigh) -> int | None:
    scored = [(score, -at) for at, score in _candidates(said, things, index, weigh)]
    return -max(scored)[1] if scored else None


def _put(said: Said, at: int, things: list[_Thing], index: dict[Hashable, list[int]]) -> None:
    things[at].add(said)
    for key in _keys(said):
        known = index[key]
        if not known or known[-1] != at:
            known.append(at)


def _keys(said: Said) -> Iterator[Hashable]:
    yield "title", said.title.casefold()
    yield from (("part", part) for part in said.parts)
    yield from (("stem", stem) for stem in said.things)
    if said.first is not None:
        yield "day", said.first
        yield "last", said.last
    if said.kinds:
        yield "kind", said.kinds[0]


def _candidates(
    said: Said, things: list[_Thing], index: dict[Hashable, list[int]], weigh: Weigh
) -> Iterator[tuple[int, float]]:
    """Things it may speak of, with how much it is like them."""
    found = _known(said, index)
    scored = [(at, score) for at in found if (score := _likeness(said, things[at], weigh)) > 0]
    sure = [(at, score) for at, score in scored if score >= _ALIKE_ON_OTHER_DAYS]
    yield from sure or (scored if len(scored) == 1 else ())


def _known(said: Said, index: dict[Hashable, list[int]]) -> set[int]:
    """Things that share a name, a part, a word or a day with it, unless too many do."""
    found: set[int] = set(index.get(("title", said.title.casefold()), ())[-_COMMON:])
    for key in [*_keys(said), *(("day", day) for day in said.replaced)]:
        known = index.get(key, ())
        if len(known) <= _COMMON:
            found.update(known)
    return found


def _likeness(said: Said, thing: _Thing, weigh: Weigh) -> float:
    """How much a statement is like those of a thing; 0 where it speaks of another."""
    best = 0.0
    for other in thing.compared:
        score = _pair(said, other, weigh)
        if score < 0:
            return 0.0
        best = max(best, score)
    return best


def _pair(one: Said, other: Said, weigh: Weigh) -> float:
    """How much two statements are like each other; negative where they cannot speak of one thing."""
    if one.unit is other.unit:
        return -1.0
    if (
        one.numbered
        and other.numbered
        and one.numbered != other.numbered
        and not (
            one.numbered & other.numbered
            and min(len(one.numbered), len(other.numbered)) > 0
            and len(one.numbered ^ other.numbered) == 0
        )
    ):
        return -1.0
    part = bool(one.numbered & other.numbered)
    if one.who and other.who and not one.who & other.who and not _for_all(one, other):
        return -1.0
    if _clash(one.kinds, other.kinds) or _opposed(one.title, other.title):
        return -1.0
    return _of_names(one, other, weigh, part=part)


def _of_names(one: Said, other: Said, weigh: Weigh, *, part: bool) -> float:
    least, both, blank = _overlap(one, other, weigh)
    kind = bool(one.kinds and other.kinds)
    people = 0.2 * bool(one.who & other.who)
    fits = one.first is not None and other.first is not None and agrees(one, other)
    if one.table and one.table == other.table:
        same = one.title.casefold() == other.title.casefold() and (one.first, one.last) == (other.first, other.last)
        return 2.0 if same and one.groups == other.groups else -1.0
    if fits and _items_of_one(one, other) and both < _ONE_NAME:
        return 0.0
    if fits:
        if part:
            return 2 + both + people
        if blank and (kind or people):
            return 1.2 + people
        # The names of two rows are whole, so that both have to be much the same.
        rows = bool(one.table and other.table) and not kind
        if (both if rows else least) >= (_ALIKE_ON_ONE_DAY if kind else _ALIKE_WITHOUT_KIND):
            return 1 + least / 2 + both / 2 + people + 0.1 * kind
        # A row may hold in another cell what a list has in the name.
        told = (one.things and one.things <= other.near) or (other.things and other.things <= one.near)
        return 1 + people if told and (people or kind) else 0.0
    if one.first is None or other.first is None:
        return both + people if both >= (_ALIKE_ON_OTHER_DAYS if kind and part else _ONE_NAME) else 0.0
    if one.document == other.document:
        alike = one.kinds[:1] == other.kinds[:1] and one.who == other.who and not (one.table and other.table)
        return both if alike and not blank and _dice(one.stems, other.stems, weigh) >= _ONE_NAME else -1.0
    messages = {"communication", "training", "feedback"} & {*one.kinds, *other.kinds}
    if messages and one.kinds[:1] != other.kinds[:1]:
        return 0.0
    moved = other.first in one.replaced or one.first in other.replaced
    if moved and (
        least >= _ALIKE_WITHOUT_KIND or (kind and (blank or least > 0)) or (people and blank and not messages)
    ):
        return 1.5 + both
    if (one.weak and not one.passing) or (other.weak and not other.passing):
        return 0.0
    if people and blank and one.kinds[:1] == other.kinds[:1] and (_says_other(one) or _says_other(other)):
        return 1.0 + people
    if part and _leads(one) & _leads(other):
        return 1.1 + both / 2
    far = abs(one.first - other.first) > _FAR
    if not blank and both >= (_ONE_NAME if far or not kind else _ALIKE_ON_OTHER_DAYS):
        return both + people
    return 0.3 if blank and kind and not far and one.kinds[:1] == other.kinds[:1] else 0.0


_OTHER_DAY = re.compile(
    r"\b(?:not (?:on )?(?:the )?\d|moved|postponed|shifted|instead|one week later|earlier|new date|now)\b",
    re.IGNORECASE,
)


def _items_of_one(one: Said, other: Said) -> bool:
    """Whether both are items of one list, each a thing of its own."""
    a, b = one.unit.sentence, other.unit.sentence
    return (
        one.document == other.document
        and a.kind == b.kind == "item"
        and a.headings == b.headings
        and a.block != b.block
    )


def _says_other(said: Said) -> bool:
    """Whether it says that another day no longer holds."""
    return bool(said.replaced) or _OTHER_DAY.search(said.unit.text) is not None


def _leads(said: Said) -> frozenset[EventKind]:
    first = said.kinds[:1]
    return frozenset(first).union(*(f for f in _FAMILIES[:1] if set(first) & f))


def _overlap(one: Said, other: Said, weigh: Weigh) -> tuple[float, float, bool]:
    """What two names share of the shorter and of both, and whether one has nothing but what happens."""
    a, b = one.things, other.things
    if not a or not b:
        if not a and not b:
            whole = (
                1.0 if plain_stems(one.title) & plain_stems(other.title) or one.kinds[:1] == other.kinds[:1] else 0.0
            )
            return whole, whole, not whole
        return 0.0, 0.0, True
    shared = sum(map(weigh, a & b))
    left, right = sum(map(weigh, a)), sum(map(weigh, b))
    # What the glossary has often weighs little, and yet tells one thing from another.
    plain = 2 * len(a & b) / (len(a) + len(b)) + _LENIENT
    part = len(a & b) / min(len(a), len(b)) + _LENIENT
    return min(shared / min(left, right), part), min(2 * shared / (left + right), plain), False


def _dice(a: frozenset[str], b: frozenset[str], weigh: Weigh) -> float:
    whole = sum(map(weigh, a)) + sum(map(weigh, b))
    return 2 * sum(map(weigh, a & b)) / whole if whole else 0.0


def _for_all(one: Said, other: Said) -> bool:
    return bool(_ALL.search(one.title) or _ALL.search(other.title))


def _clash(one: Sequence[EventKind], other: Sequence[EventKind]) -> bool:
    if not one or not other or one[0] == other[0]:
        return False
    return not any(one[0] in family and other[0] in family for family in _FAMILIES)


def _opposed(one: str, other: str) -> bool:
    if one == other:
        return False
    (sides, marks), (others, other_marks) = _signs(one), _signs(other)
    if marks != other_marks:
        return True
    return any(a != b and a[0] != a[1] and b[0] != b[1] for a, b in zip(sides, others, strict=True))


@lru_cache(maxsize=4_096)
def _signs(title: str) -> tuple[tuple[tuple[bool, bool], ...], frozenset[str]]:
    """Which words of each of `_SIDES` a title has, and which make it a thing of its own."""
    sides = tuple((bool(left.search(title)), bool(right.search(title))) for left, right in _SIDES)
    return sides, wording.stems(" ".join(_ALONE.findall(title.lower())))
