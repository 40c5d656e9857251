"""For whom a dated statement holds besides those it names: who stands with them, in which part, under "all".

Documents say "14 depots, 450 field engineers" once and only "14 depots" beside the day; or "phase 1" where a table says
who is in it. It goes by one unit that names both, and by nothing that only sounds alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.interpretation import wording
from service.interpretation.answering import relevance, telling
from service.interpretation.answering.asked import naming
from service.interpretation.answering.dated import grouping
from service.interpretation.answering.happening.timeline import Entry
from service.interpretation.answering.relevance import Term
from service.interpretation.shown import Unit

_BESIDE = re.compile(r"[\s,;(–—:-]*(?:and |with |of |in |at |i\.e\. )?(?:the |all )?[\d.,]*\s*")
"""What stands between two names of the same people: "14 depots, 450 field engineers"."""
_EVERYONE = re.compile(
    r"\b(?:everyone|everybody|all (?:staff|users|employees|people|colleagues|sites)|the whole (?:company|"
    r"organi[sz]ation)|"
    r"company-wide|organi[sz]ation-wide)\b(?! with\b)",
    re.IGNORECASE,
)
_OUTSIDE = wording.stems(
    "parents pupils students patients customers clients suppliers visitors citizens guests members"
)
"""People whom "all staff" leaves out."""
_ALL_OF = re.compile(r"\ball (?:the |our )?(?:\d[\d.,]* |other )?(?P<places>[\w-]+(?: [\w-]+)?)", re.IGNORECASE)
_FIRST_CELLS = 2
_MOST_PARTS = 4


@dataclass(frozen=True)
class Kin:
    """Who belongs with the people that a question asks for."""

    groups: tuple[Term, ...] = ()
    """Those people themselves."""
    names: tuple[frozenset[str], ...] = ()
    """Stems of what else they are called: a place for its people, people for their place."""
    heads: frozenset[str] = frozenset()
    """Stems of the places that stand with them, whichever: "schools" for teachers."""
    parts: frozenset[str] = frozenset()
    """Numbered parts of the plan that they are in: `phase 1`."""

    def named_in(self, entry: Entry) -> bool:
        """Whether the statement is for them, though it does not name them."""
        if not self.groups:
            return False
        if entry.numbered and self.parts:
            return bool(entry.numbered & self.parts)
        stems = relevance.stems_of(entry.clause) if entry.clause else entry.stems
        if any(name <= stems for name in self.names):
            return True
        text = entry.clause or entry.unit.text
        if _EVERYONE.search(text) and not any(way & _OUTSIDE for group in self.groups for way in group.ways):
            return True
        return any(relevance.stems_of(match["places"]) & self.heads for match in _ALL_OF.finditer(text))


def kin_of(units: Iterable[Unit], groups: Sequence[Term]) -> Kin:
    """Who stands with these people in some unit."""
    if not groups:
        return Kin()
    beside: dict[frozenset[str], set[frozenset[str]]] = {}
    mine: list[frozenset[str]] = []
    heads: set[str] = set()
    parts: set[str] = set()
    for unit in units:
        if not telling.is_said(unit) or not any(g.named_in(relevance.stems_of(unit.text)) for g in groups):
            # Whom else the others stand with tells whether a name is theirs alone.
            for one, other in _pairs(unit):
                beside.setdefault(other, set()).add(one)
            continue
        for one, other in _pairs(unit):
            beside.setdefault(other, set()).add(one)
            if any(g.named_in(one) for g in groups):
                mine.append(other)
                heads |= other
        parts |= _part(unit)
    names = tuple(n for n in dict.fromkeys(mine) if len(beside[n]) == 1 and not any(g.named_in(n) for g in groups))
    return Kin(tuple(groups), names, frozenset(heads), frozenset(parts if len(parts) <= _MOST_PARTS else ()))


def _pairs(unit: Unit) -> list[tuple[frozenset[str], frozenset[str]]]:
    """People and places side by side, each way: stems of the one, stems of the other."""
    found: list[tuple[frozenset[str], frozenset[str]]] = []
    start = unit.sentence.start
    facts = [(f.start - start, f.end - start) for f in unit.facts("population")]
    for begin, text in _pieces(unit):
        inside = [(s - begin, e - begin) for s, e in facts if begin <= s and e <= begin + len(text)]
        spans = naming.groups_in(text, inside)
        for (a, b), (c, d) in pairwise(spans):
            one, other = text[a:b], text[c:d]
            if naming.is_place(one) == naming.is_place(other) or not _BESIDE.fullmatch(text[b:c]):
                continue
            left, right = _stems(one), _stems(other)
            if left and right:
                found += [(left, right), (right, left)]
    return found


def _pieces(unit: Unit) -> list[tuple[int, str]]:
    """A row's cells with where they begin in it, or the whole."""
    if not unit.cells:
        return [(0, unit.text)]
    block = unit.shown.reading.blocks[unit.sentence.block]
    return [(c.start - unit.sentence.start, unit.shown.text[c.start : c.end]) for c in block.cells]


def _stems(name: str) -> frozenset[str]:
    return frozenset(s for s in relevance.stems_of(name) if not s.isdigit()) - _NOBODY


_NOBODY = wording.stems("people users staff all everyone profile account")


def _part(unit: Unit) -> frozenset[str]:
    """The numbered part that a unit is about, if it is about one."""
    text = " ".join(t for _, t in unit.cells[:_FIRST_CELLS]) if unit.cells else unit.text
    found = grouping.numbered(text)
    return found if len(found) == 1 else frozenset()
