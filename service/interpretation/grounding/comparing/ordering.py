"""What comes first, where no sentence says so: each side has a day of its own in a source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from service.interpretation.grounding.comparing.kinship import kin
from service.interpretation.grounding.statements.english import EMPTY, HAPPENS
from service.interpretation.grounding.statements.relations import Relation
from service.interpretation.grounding.units import UnitRead

_LIGHT = EMPTY | HAPPENS


def in_order(relation: Relation, every: Sequence[UnitRead]) -> bool | None:
    """Whether the days of the two sides bear an order out; None where they do not tell."""
    first, second = _day(relation.first - relation.second, every), _day(relation.second - relation.first, every)
    if first is None or second is None or first == second:
        return None
    return first < second


def _day(names: frozenset[str], every: Sequence[UnitRead]) -> dt.date | None:
    """The day of what these names mean: that of the one statement that has all of them."""
    wanted = [n for n in names if n not in _LIGHT and not n.startswith("c:")]
    if not wanted:
        return None
    days: set[dt.date] = set()
    for unit in every:
        if not unit.names.intersection(wanted):
            continue
        for statement in unit.sentence.statements:
            own = statement.names
            alive = [m.first for m in statement.moments if m.first and not m.dead and not statement.standing.unsettled]
            if alive and all(n in own or kin(n, statement.names) for n in wanted):
                days.add(min(alive))
    return days.pop() if len(days) == 1 else None
