"""Which milestone waits for which: what documents state, and what follows between the two tracks.

Above: `draft` calls it with the milestones that `milestones` has read. It knows no schedule: a dependency is made where
it holds, even if the dates break it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.interpretation.drafting.linking.graph import stated_once, with_computed
from service.interpretation.drafting.linking.naming import Names
from service.interpretation.drafting.linking.rules import computed
from service.interpretation.drafting.linking.stated import Stated
from service.interpretation.drafting.nouns import Drafted, Linked, Material
from service.interpretation.shown import Unit

_REPLACING = re.compile(
    r"\b(?:replac\w+|supersed\w+|instead|in place of|tak\w+ over|migrat\w+|mov\w+ (?:from|to)|switch\w* (?:from"
    r"|to|off)|"
    r"withdraw\w*|retir\w+|decommission\w*|turn\w* off|goes? away|no longer)\b",
    re.IGNORECASE,
)


def dependencies(material: Material, drafted: Drafted) -> Linked:
    """The milestones with the dependencies between them.

    Args:
        material: the documents.
        drafted: the milestones read out of them.

    Returns:
        The drafted milestones, and any step without a date that only a dependency names; each pair of milestones is
        joined once, by ids. What is stated may go round in a circle; what a rule adds never does.
    """
    systems = {f.value for unit in material.units for f in unit.facts("system")}
    names = Names(drafted, systems)
    reader = Stated(drafted, names, material.units)
    stated = stated_once(reader.links())
    milestones = (*drafted.milestones, *reader.added.values())
    every = with_computed(
        stated, computed(milestones, names.kin, _replaced(material.units)), {m.id: m for m in milestones}
    )
    return Linked(milestones, tuple(every), dict(drafted.home))


def _replaced(units: Iterable[Unit]) -> dict[str, frozenset[str]]:
    """Which systems stand beside which where something is replaced or withdrawn."""
    found: dict[str, set[str]] = {}
    for unit in units:
        systems = {f.value.lower() for f in unit.facts("system")}
        if len(systems) > 1 and _REPLACING.search(unit.text):
            for system in systems:
                found.setdefault(system, set()).update(systems - {system})
    return {system: frozenset(others) for system, others in found.items()}
