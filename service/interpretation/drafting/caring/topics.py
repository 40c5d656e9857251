"""Which statements are about one thing: by the words they share; the rarer in these documents, the more they tell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from service.interpretation import wording
from service.interpretation.answering import relevance
from service.interpretation.drafting.nouns import Material
from service.interpretation.shown import Unit

_TELLS_NOTHING = wording.stems(
    "week month year time today tomorrow plan planned project programme work worked works working open done date day "
    "start started starts begin end first last next people staff user users everyone everybody nobody somebody someone "
    "team side something anything nothing thing things need needs needed hold held ask asked tell told hear heard know "
    "inform informed consult consulted consultation involve involved agree agreed agreement approve approved approval "
    "decide decided decision discuss discussed talk talks meeting owner owns responsible say says said think thought "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december use used come comes go goes take takes put set part whole point matter yet "
    "still already never again own read found without within however therefore way write written"
)


class Topics:
    """What the words of an initiative's documents tell."""

    def __init__(self, material: Material) -> None:
        """Counts in how many statements each word stands."""
        self._seen: Counter[str] = Counter()
        self._count = 2
        for unit in material.units:
            if unit.sentence.kind != "heading":
                self._seen.update(relevance.stems_of(unit.text))
                self._count += 1

    def of(self, texts: Iterable[str]) -> frozenset[str]:
        """The stems of what these texts are about."""
        return frozenset().union(*(relevance.stems_of(wording.plain(t)) for t in texts)) - _TELLS_NOTHING

    def weight(self, stems: Iterable[str]) -> float:
        """How much these words tell together; 1 for one that stands in a single statement."""
        whole = math.log(self._count)
        return sum(1 - math.log(max(1, self._seen[stem])) / whole for stem in sorted(stems))


def around(unit: Unit) -> tuple[str, ...]:
    """A statement with those beside it in its paragraph or item."""
    units = unit.shown.units
    if unit.cells:
        return (unit.text,)
    near = [u for u in units[max(0, unit.number - 3) : unit.number + 3] if u.sentence.block == unit.sentence.block]
    return tuple(u.text for u in near)
